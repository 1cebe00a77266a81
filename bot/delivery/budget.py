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
SHORTEST_TURN = 0.002
"""Seconds until somebody looks again whether the one before has left."""


@dataclass(slots=True)
class Sending:
    """One message of a budget; `at` is the instant it was reserved for, and once it has left, when it left."""

    at: float
    after: "Sending | None" = None
    """The one as many places before it as may leave within a second."""
    over: bool = False
    """It has left, or will not: `at` changes no more."""

    def turn(self, now: float) -> float:
        """Seconds until it may leave; 0 means now."""
        wait = max(0.0, self.at - now)
        if self.after is None:
            return wait
        wait = max(wait, self.after.at + 1 + MARGIN - now)
        return wait if self.after.over else max(wait, SHORTEST_TURN)


class Budget:
    """How soon the next message may go into which chat. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._all: deque[Sending] = deque()
        self._group: dict[int, deque[Sending]] = {}
        self._last: dict[int, float] = {}
        self._looked_through = 0.0

    def wait(self, chat_id: int, now: float) -> float:
        """Seconds until a message may go into this chat; 0 means now."""
        return max(self.wait_for_all(now), self.wait_of_chat(chat_id, now))

    def wait_for_all(self, now: float, *, messages: int = 1) -> float:
        """Seconds until a message, or so many, may go into any chat; 0 means now."""
        before = PER_SECOND - messages + 1
        if len(self._all) < before:
            return 0.0
        return max(0.0, self._all[-before].at + 1 + MARGIN - now)

    def resting(self, now: float) -> dict[int, float]:
        """The chats into which nothing may go yet, with the seconds until something may."""
        waits = {chat_id: self.wait_of_chat(chat_id, now) for chat_id in {*self._last, *self._group}}
        return {chat_id: wait for chat_id, wait in waits.items() if wait > 0}

    def wait_of_chat(self, chat_id: int, now: float) -> float:
        """Seconds until a message may go into this chat, as far as the chat is concerned; 0 means now."""
        waits = [0.0]
        if chat_id in self._last:
            waits.append(self._last[chat_id] + PER_CHAT_SECONDS + MARGIN - now)
        group = self._group.get(chat_id)
        if group is not None and len(group) >= PER_GROUP_MINUTE:
            waits.append(group[-PER_GROUP_MINUTE].at + MINUTE + MARGIN - now)
        return max(waits)

    def used(self, now: float) -> tuple[float, float]:
        """How much of the limits is in use, 0 to 1: of all chats in a second, of the busiest group in a minute."""
        lately = sum(sending.at > now - 1 for sending in self._all)
        busiest = max((sum(one.at > now - MINUTE for one in group) for group in self._group.values()), default=0)
        return lately / PER_SECOND, busiest / PER_GROUP_MINUTE

    def spend(self, chat_id: int, now: float, *, messages: int = 1, ahead: float = 0.0) -> Sending:
        """So many messages go into a chat, in so many seconds; an album counts each of its pictures.

        To be told when they have `left`.
        """
        sending = Sending(now + ahead)
        self._last[chat_id] = now + ahead
        for _ in range(messages):
            if len(self._all) >= PER_SECOND:
                sending.after = self._all[-PER_SECOND]
            self._all.append(sending)
            if chat_id < 0:
                self._group.setdefault(chat_id, deque()).append(sending)
        self._forget(now)
        return sending

    def left(self, chat_id: int, sending: Sending, now: float) -> None:
        """Writing it took a moment: what counts is when it left."""
        sending.at = now
        sending.over = True
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
        # Later ones are measured by the last thirty, which may still be under way.
        while len(self._all) > PER_SECOND and self._all[0].over:
            self._all.popleft().after = None
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
