"""Delivers the stub's updates to the program's webhook: as many at once as it asked for, over kept connections."""

import asyncio
import re
from urllib.parse import urlsplit

from bench.telegram_stub import Handover, Hook, Stub
from bot.clock import Tasks

PAUSE = 0.05
"""Seconds before a delivery that failed is tried again."""
_METHOD = re.compile(rb'"method": *"(\w+)"')
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Sender:
    """Empties `stub.pending` into the webhook, whenever there is one."""

    def __init__(self, stub: Stub, tasks: Tasks) -> None:
        self._stub = stub
        self._tasks = tasks
        self._free: list[Delivering] = []
        self._under_way = 0
        self.failed = 0
        """Deliveries that were not taken and were tried again."""
        stub.arrived = self.go_on

    def forget(self) -> None:
        """Close the connections: the program they led to is gone."""
        for connection in self._free:
            connection.close()
        self._free.clear()
        self.failed = 0

    def go_on(self) -> None:
        """Deliver as much as may be under way at once."""
        stub = self._stub
        while stub.hook is not None and stub.pending and self._under_way < stub.hook.connections:
            update = stub.pending.popleft()
            self._under_way += 1
            if self._free:
                self._free.pop().deliver(stub.hook, update)
            else:
                self._tasks.start(self._connect(stub.hook, update), name="one more connection")

    def delivered(self, connection: "Delivering", reply: bytes) -> None:
        """The program has taken an update, and may call a method in its reply; the connection is free for the next."""
        self._under_way -= 1
        self._free.append(connection)
        if called := _METHOD.search(reply):
            self._stub.call(called[1].decode(), reply, None)
        self.go_on()

    def refused(self, update: Handover, connection: "Delivering | None") -> None:
        """The program has not taken an update: it is delivered again after a moment."""
        self.failed += 1
        if connection is not None:
            connection.close()
        asyncio.get_running_loop().call_later(PAUSE, self._again, update)

    def lost(self, connection: "Delivering") -> None:
        """The program has closed a connection that nothing was under way on."""
        if connection in self._free:
            self._free.remove(connection)

    def _again(self, update: Handover) -> None:
        self._under_way -= 1
        self._stub.pending.appendleft(update)
        self.go_on()

    async def _connect(self, hook: Hook, update: Handover) -> None:
        parts = urlsplit(hook.url)
        try:
            _, connection = await asyncio.get_running_loop().create_connection(
                lambda: Delivering(self), parts.hostname or "", parts.port or 80
            )
        except OSError:
            self.refused(update, None)
        else:
            connection.deliver(hook, update)


class Delivering(asyncio.Protocol):
    """One connection to the program; one update at a time is under way on it."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._update: Handover | None = None
        self._waiting = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The program is there."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def deliver(self, hook: Hook, update: Handover) -> None:
        """Bring one update."""
        self._update = update
        parts = urlsplit(hook.url)
        head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {hook.secret}\r\nContent-Length: {len(update.body)}\r\n\r\n"
        )
        if self._transport is not None:
            self._transport.write(head.encode() + update.body)

    def data_received(self, data: bytes) -> None:
        """The program's answer, once it is whole."""
        self._waiting += data
        head, end, rest = self._waiting.partition(b"\r\n\r\n")
        found = _LENGTH.search(head)
        if not end or len(rest) < (int(found[1]) if found else 0) or self._update is None:
            return
        self._waiting = b""
        update, self._update = self._update, None
        if head.split(b" ", 2)[1][:1] == b"2":
            self._sender.delivered(self, rest)
        else:
            self._sender.refused(update, self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """The program has gone, perhaps in the middle of a delivery."""
        update, self._update = self._update, None
        if update is None:
            self._sender.lost(self)
        else:
            self._sender.refused(update, None)

    def close(self) -> None:
        """This connection is not needed any more."""
        self._update = None
        if self._transport is not None:
            self._transport.close()
