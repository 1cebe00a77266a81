"""Telegram's limits on sending, kept so that Telegram never has to remind us.

Figures: one message a second in one chat, 20 a minute in one group, 30 a second over all chats; edits count.
Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

PER_SECOND = 30
PER_CHAT_SECONDS = 1.0
PER_GROUP_MINUTE = 20
MINUTE = 60.0
MARGIN = 0.03
"""Seconds added to each window: two messages may travel at different speeds and arrive closer than they left."""


@dataclass(slots=True)
class Sending:
    """One message of a budget; `at` is when it was reserved, and once it has left, when it left."""

    at: float


class Budget:
    """How soon the next message may go into which chat. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._all: deque[Sending] = deque()
        self._group: dict[int, deque[Sending]] = {}
        self._last: dict[int, float] = {}
        self._looked_through = 0.0

    def wait(self, chat_id: int, now: float) -> float:
        """Seconds until a message may go into this chat; 0 means now."""
        return max(self.wait_for_all(now), self._wait_of_chat(chat_id, now))

    def wait_for_all(self, now: float) -> float:
        """Seconds until a message may go into any chat; 0 means now."""
        if len(self._all) < PER_SECOND:
            return 0.0
        return max(0.0, self._all[-PER_SECOND].at + 1 + MARGIN - now)

    def resting(self, now: float) -> dict[int, float]:
        """The chats into which nothing may go yet, with the seconds until something may."""
        waits = {chat_id: self._wait_of_chat(chat_id, now) for chat_id in {*self._last, *self._group}}
        return {chat_id: wait for chat_id, wait in waits.items() if wait > 0}

    def _wait_of_chat(self, chat_id: int, now: float) -> float:
        waits = [0.0]
        if chat_id in self._last:
            waits.append(self._last[chat_id] + PER_CHAT_SECONDS + MARGIN - now)
        group = self._group.get(chat_id)
        if group is not None and len(group) >= PER_GROUP_MINUTE:
            waits.append(group[-PER_GROUP_MINUTE].at + MINUTE + MARGIN - now)
        return max(waits)

    def spend(self, chat_id: int, now: float, *, messages: int = 1) -> Sending:
        """So many messages go into a chat; an album counts each of its pictures. To be told when they have `left`."""
        sending = Sending(now)
        self._last[chat_id] = now
        for _ in range(messages):
            self._all.append(sending)
            if chat_id < 0:
                self._group.setdefault(chat_id, deque()).append(sending)
        self._forget(now)
        return sending

    def left(self, chat_id: int, sending: Sending, now: float) -> None:
        """Writing it took a moment: what counts is when it left."""
        sending.at = now
        self._last[chat_id] = now

    def finished(self, chat_id: int, now: float) -> None:
        """The message has arrived: the chat's second counts from here."""
        self._last[chat_id] = now

    def recall(self, past: Iterable[tuple[int, float]], now: float) -> None:
        """Messages that another process sent: group and seconds ago, the oldest first.

        Each group counts one more, for what may have left just before that process fell silent.
        """
        self._group.clear()
        for chat_id, ago in past:
            self._group.setdefault(chat_id, deque()).append(Sending(now - ago))
        for group in self._group.values():
            group.append(Sending(now))

    def _forget(self, now: float) -> None:
        while self._all and self._all[0].at < now - 1 - MARGIN:
            self._all.popleft()
        if now < self._looked_through + 1:
            return
        self._looked_through = now
        for chat_id, times in list(self._group.items()):
            while times and times[0].at < now - MINUTE - MARGIN:
                times.popleft()
            if not times:
                del self._group[chat_id]
        for chat_id, last in list(self._last.items()):
            if last < now - PER_CHAT_SECONDS - MARGIN:
                del self._last[chat_id]
