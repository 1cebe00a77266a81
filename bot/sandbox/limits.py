"""Telegram's budgets: how often a bot may speak, over all, in one chat, and in one group.

The rates are Telegram's own (core.telegram.org/bots/faq, "My bot is hitting limits"): about 30 messages a
second over all, one a second in a chat with short bursts, 20 a minute in a group. The algorithm is not
published; token buckets and a sliding minute keep those rates.
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.errors import too_many_requests

MINUTE = 60.0


@dataclass
class _Bucket:
    size: float
    rate: float
    left: float
    at: float

    def wait(self, now: float, cost: int) -> float:
        self.left = min(self.size, self.left + (now - self.at) * self.rate)
        self.at = now
        # A burst larger than the bucket (an album of ten) waits for a full one and leaves a debt.
        return max(0.0, (min(cost, self.size) - self.left) / self.rate)


@dataclass
class Budgets:
    """What may be said and what was. Switched off with `on = False`; every number is a setting.

    Attributes:
        overall: messages a second over all chats.
        burst: how many messages may follow each other in one chat before one a second holds.
        group_minute: messages within any sixty seconds in one group; edits count.
        refusals: how often a call was refused for a budget.
    """

    seconds: Callable[[], float]
    on: bool = True
    overall: int = 30
    burst: int = 3
    group_minute: int = 20
    refusals: int = 0
    _all: _Bucket | None = None
    _chats: dict[int, _Bucket] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)

    def charge(self, chat_id: int, *, group: bool, cost: int = 1) -> None:
        """Count `cost` messages to this chat.

        Raises:
            RefusalError: 429 with the seconds to wait; nothing is counted then.
        """
        if not self.on:
            return
        now = self.seconds()
        if self._all is None:
            self._all = _Bucket(self.overall, self.overall, self.overall, now)
        chat = self._chats.setdefault(chat_id, _Bucket(self.burst, 1.0, self.burst, now))
        wait = max(self._all.wait(now, cost), chat.wait(now, cost), self._group_wait(chat_id, group, now, cost))
        # Two buckets agree to a rounding error; a wait shorter than that is none.
        if wait > 1e-9:  # noqa: PLR2004 - a rounding error, not a setting
            self.refusals += 1
            raise too_many_requests(max(1, math.ceil(wait - 1e-9)))
        self._all.left -= cost
        chat.left -= cost
        if group:
            self._groups[chat_id].extend([now] * cost)

    def _group_wait(self, chat_id: int, group: bool, now: float, cost: int) -> float:  # noqa: FBT001 - a fact passed on
        if not group:
            return 0.0
        said = self._groups.setdefault(chat_id, deque())
        while said and said[0] <= now - MINUTE:
            said.popleft()
        over = len(said) + min(cost, self.group_minute) - self.group_minute
        return said[over - 1] + MINUTE - now if over > 0 else 0.0
