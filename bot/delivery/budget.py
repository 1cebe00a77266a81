"""Telegram's limits on sending, kept so that Telegram never has to remind us.

Figures: one message a second in one chat, 20 a minute in one group, 30 a second over all chats; edits count.
Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from collections import deque

PER_SECOND = 30
PER_CHAT_SECONDS = 1.0
PER_GROUP_MINUTE = 20
MINUTE = 60.0
MARGIN = 0.05
"""Seconds added to each window: two messages may travel at different speeds and arrive closer than they left."""


class Budget:
    """How soon the next message may go into which chat. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._all: deque[float] = deque()
        self._group: dict[int, deque[float]] = {}
        self._last: dict[int, float] = {}

    def wait(self, chat_id: int, now: float) -> float:
        """Seconds until a message may go into this chat; 0 means now."""
        waits = [0.0]
        if chat_id in self._last:
            waits.append(self._last[chat_id] + PER_CHAT_SECONDS + MARGIN - now)
        if len(self._all) >= PER_SECOND:
            waits.append(self._all[-PER_SECOND] + 1 + MARGIN - now)
        group = self._group.get(chat_id)
        if group is not None and len(group) >= PER_GROUP_MINUTE:
            waits.append(group[-PER_GROUP_MINUTE] + MINUTE + MARGIN - now)
        return max(waits)

    def spend(self, chat_id: int, now: float, *, messages: int = 1) -> None:
        """So many messages go (or have just gone) into a chat; an album counts each of its pictures."""
        self._last[chat_id] = now
        for _ in range(messages):
            self._all.append(now)
            if chat_id < 0:
                self._group.setdefault(chat_id, deque()).append(now)
        self._forget(now)

    def finished(self, chat_id: int, now: float) -> None:
        """The message has arrived: the chat's second counts from here."""
        self._last[chat_id] = now

    def _forget(self, now: float) -> None:
        while self._all and self._all[0] < now - 1 - MARGIN:
            self._all.popleft()
        for chat_id, times in list(self._group.items()):
            while times and times[0] < now - MINUTE - MARGIN:
                times.popleft()
            if not times:
                del self._group[chat_id]
        for chat_id, last in list(self._last.items()):
            if last < now - PER_CHAT_SECONDS - MARGIN:
                del self._last[chat_id]
