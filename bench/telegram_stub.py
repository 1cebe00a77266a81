"""A Bot API that is fast and nothing else: it hands taps over, notes when each is answered, and counts the calls.

It must not decide the figures, so it checks nothing; whether a program behaves is what `bot.sandbox` is for.
"""

import asyncio
import itertools
import json
import re
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import NamedTuple
from urllib.parse import parse_qs

from bot.clock import Clock

BOT_ID = 123456
USERNAME = "bench_bot"
BATCH = 100
"""The most that getUpdates gives; source: https://core.telegram.org/bots/api#getupdates."""
CONNECTIONS = 40
"""Telegram's default for max_connections; source: https://core.telegram.org/bots/api#setwebhook."""
ME = {
    "id": BOT_ID, "is_bot": True, "first_name": "微修", "username": USERNAME, "can_join_groups": True,
    "can_read_all_group_messages": False, "supports_inline_queries": False,
}  # fmt: skip
TRUE = b'{"ok":true,"result":true}'
EMPTY = b'{"ok":true,"result":[]}'
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_ANSWERED = re.compile(rb'callback_query_id(?:=|": *")(\d+)')
_ALERT = re.compile(rb'show_alert(?:=|": *)true', re.IGNORECASE)
_CHAT = re.compile(rb"chat_id=(-?\d+)")
_MESSAGE = re.compile(rb"message_id=(\d+)")
_OFFSET = re.compile(rb"offset=(-?\d+)")
_TIMEOUT = re.compile(rb"timeout=(\d+)")


class Handover(NamedTuple):
    """One update: its id, which is its tap's id as well, and itself as JSON."""

    id: int
    body: bytes


@dataclass
class Hook:
    """Where updates are delivered."""

    url: str
    secret: str
    connections: int


@dataclass
class Stub:
    """What the Bot API knows. Instants are monotonic seconds."""

    clock: Clock
    pending: deque[Handover] = field(default_factory=deque)
    hook: Hook | None = None
    calls: Counter[str] = field(default_factory=Counter)
    answered: dict[int, float] = field(default_factory=dict)
    alerts: int = 0
    """Answers that were an alert: this tap did not win."""
    repeated: int = 0
    """Answers to taps that were answered before."""
    arrived: Callable[[], None] = lambda: None
    """Called when updates are there to be delivered."""
    called: Callable[[], None] = lambda: None
    """Called after each call."""
    _poll: "Answering | None" = None
    _poll_end: asyncio.TimerHandle | None = None
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1_000_000))

    def forget(self) -> None:
        """As if nobody had called yet."""
        self.pending.clear()
        self.hook, self.alerts, self.repeated = None, 0, 0
        self.calls.clear()
        self.answered.clear()
        self._end_poll(EMPTY)

    def hand_over(self, *updates: Handover) -> None:
        """Updates come in and can be fetched, or are delivered."""
        self.pending.extend(updates)
        if self._poll is not None and self.pending:
            self._end_poll(self._batch())
        self.arrived()

    def call(self, method: str, body: bytes, connection: "Answering | None") -> bytes | None:
        """The answer to a call; None: it comes later. Without a connection: it stands in the reply to a delivery."""
        self.calls[method] += 1
        if method == "answerCallbackQuery":
            self._answer(body)
            result: bytes | None = TRUE
        elif method == "getUpdates":
            result = self._fetch(body, connection)
        elif method in {"sendMessage", "editMessageText"}:
            result = self._message(body)
        elif method == "getMe":
            result = _result(ME)
        else:
            if method == "setWebhook":
                given = parse_qs(body.decode())
                connections = int(given.get("max_connections", [str(CONNECTIONS)])[0])
                self.hook = Hook(given["url"][0], given.get("secret_token", [""])[0], connections)
                self.arrived()
            result = TRUE
        self.called()
        return result

    def _answer(self, body: bytes) -> None:
        found = _ANSWERED.search(body)
        if found is None:
            return
        number = int(found[1])
        if number in self.answered:
            self.repeated += 1
            return
        self.answered[number] = self.clock.monotonic()
        self.alerts += _ALERT.search(body) is not None

    def _fetch(self, body: bytes, connection: "Answering | None") -> bytes | None:
        offset = _OFFSET.search(body)
        while offset is not None and self.pending and self.pending[0].id < int(offset[1]):
            self.pending.popleft()
        seconds = _TIMEOUT.search(body)
        if self.pending or seconds is None or seconds[1] == b"0":
            return self._batch()
        self._end_poll(EMPTY)
        self._poll = connection
        self._poll_end = asyncio.get_running_loop().call_later(int(seconds[1]), self._end_poll, EMPTY)
        return None

    def _batch(self) -> bytes:
        return b'{"ok":true,"result":[' + b",".join(one.body for one in itertools.islice(self.pending, BATCH)) + b"]}"

    def _end_poll(self, answer: bytes) -> None:
        poll, self._poll = self._poll, None
        if self._poll_end is not None:
            self._poll_end.cancel()
        if poll is not None:
            poll.answer(answer)

    def _message(self, body: bytes) -> bytes:
        chat, message = _CHAT.search(body), _MESSAGE.search(body)
        chat_id = int(chat[1]) if chat else 0
        number = int(message[1]) if message else next(self._numbers)
        kind = {"type": "private", "first_name": "某人"} if chat_id > 0 else {"type": "supergroup", "title": "维修群"}
        shown = {"id": chat_id, **kind}
        return _result({"message_id": number, "date": int(self.clock.now().timestamp()), "chat": shown, "text": "…"})


def _result(value: object) -> bytes:
    return json.dumps({"ok": True, "result": value}).encode()


class Answering(asyncio.Protocol):
    """One kept-alive connection of the program under test."""

    def __init__(self, stub: Stub) -> None:
        self._stub = stub
        self._waiting = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The program is there."""
        if isinstance(transport, asyncio.WriteTransport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request once it is whole."""
        self._waiting += data
        while self._waiting:
            head, end, rest = self._waiting.partition(b"\r\n\r\n")
            if not end:
                return
            found = _LENGTH.search(head)
            length = int(found[1]) if found else 0
            if len(rest) < length:
                return
            self._waiting = rest[length:]
            path = head.split(b" ", 2)[1]
            answer = self._stub.call(path.rpartition(b"/")[2].decode(), rest[:length], self)
            if answer is not None:
                self.answer(answer)

    def answer(self, body: bytes) -> None:
        """Send an answer, unless nobody is there to hear it."""
        if self._transport is None or self._transport.is_closing():
            return
        date = formatdate(self._stub.clock.now().timestamp(), usegmt=True).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: %b\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % (date, len(body)) + body)
