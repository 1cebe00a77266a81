"""Which backups a shelf keeps, and for which day the next one is to be made: arithmetic with days alone."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo


class _Bucket(Protocol):
    def __call__(self, day: date, /) -> Hashable: ...


@dataclass(frozen=True)
class Keep:
    """How many backups stay: of as many days, and the last ones of as many weeks and months."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 6


def kept(days: Collection[date], keep: Keep) -> frozenset[date]:
    """Of the days there are backups of, those to keep.

    Days, weeks and months without any backup do not count, so that a shelf nobody added to for a year loses nothing.
    The newest backup always stays.
    """
    newest_first = sorted(set(days), reverse=True)
    found = {
        *newest_first[:1],
        *_last_of_each(newest_first, keep.daily, lambda day: day),
        *_last_of_each(newest_first, keep.weekly, lambda day: day.isocalendar()[:2]),
        *_last_of_each(newest_first, keep.monthly, lambda day: (day.year, day.month)),
    }
    return frozenset(found)


def _last_of_each(newest_first: list[date], count: int, bucket: _Bucket) -> list[date]:
    """The newest day of each of the newest so many buckets."""
    last: dict[Hashable, date] = {}
    for day in newest_first:
        last.setdefault(bucket(day), day)
    return list(last.values())[:count]


def due_day(now: datetime, at: time, zone: ZoneInfo, days: Collection[date]) -> date | None:
    """The day a backup is to be made for now; None: there is one already, or it is too early.

    The first backup of all is due at once, and one that was missed as soon as the program runs again on a later day.
    What bears a day to come was made under a wrong clock, and holds nothing up.
    """
    local = now.astimezone(zone)
    today = local.date()
    past = [day for day in days if day <= today]
    if not past:
        return today
    return today if max(past) < today and local.time() >= at else None
