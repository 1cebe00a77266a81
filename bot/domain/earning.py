"""What work earns by the standard: who gets how much of it, what a cap leaves of that, and how long it took."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.size import Size
from bot.domain.standard import Sharing, Standard

SHORTEST_VISIT = timedelta(minutes=5)
MOST_TIMES = 4
"""How many times as long as the standard says a visit may last before somebody just forgot to tap."""


class ServiceTime(NamedTuple):
    """How long somebody worked: by the clock where it says from when to when, else by the standard."""

    minutes: int
    started_at: datetime | None = None
    ended_at: datetime | None = None


def extra(standard: Standard, *, night: bool, holiday: bool) -> int:
    """What is added for when the work was done."""
    return (standard.night if night else 0) + (standard.holiday if holiday else 0)


def shares(standard: Standard, points: int, words: Sequence[int | None]) -> list[int]:
    """What each volunteer earns, in the order they came; `words` has the secretary's own word on some of them.

    That word stands as it is. Where each gets all, all others get `points`. Where they part it, the others part what
    the words leave, to equal parts; what cannot be parted goes one each to those who came first. So no point is lost,
    and none is made up.
    """
    others = sum(word is None for word in words)
    if standard.sharing is Sharing.EACH or not others:
        return [points if word is None else word for word in words]
    left = max(0, points - sum(word or 0 for word in words))
    part, over = divmod(left, others)
    parts = iter([part + 1] * over + [part] * (others - over))
    return [next(parts) if word is None else word for word in words]


def within_caps(standard: Standard, points: int, *, today: int, this_month: int) -> int:
    """How many of these points may still be given to somebody who earned so many that day and that month."""
    for cap, earned in ((standard.day_cap, today), (standard.month_cap, this_month)):
        if cap:
            points = min(points, max(0, cap - earned))
    return points


def service_time(standard: Standard, size: Size, *, arrived: datetime | None, done: datetime | None) -> ServiceTime:
    """From the arrival that was tapped to the end, where that can be; else as long as the standard says."""
    usual = standard.minutes_of(size)
    if arrived is None or done is None:
        return ServiceTime(usual)
    lasted = done - arrived
    if not SHORTEST_VISIT <= lasted <= timedelta(minutes=MOST_TIMES * usual):
        return ServiceTime(usual)
    return ServiceTime(round(lasted / timedelta(minutes=1)), arrived, done)
