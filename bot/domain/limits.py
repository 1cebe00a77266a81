"""Limits as arithmetic: from an instant, so much of a clock's own time, to the instant at which it is over.

A clock runs day and night, or only in working hours. Then nights, days off and pauses are not counted, and a day means
a working day: what comes in on Tuesday at three and has a day is due on Wednesday at three.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.domain.urgency import Urgency

MIDNIGHT = 24
NEVER_OPENS = 4000
"""Days without an open hour, after which nobody goes on looking: there are not so many days off."""
_SPAN = re.compile(r"(?:(?P<days>\d{1,3})d)?(?:(?P<minutes>\d{1,5})m)?")


@dataclass(frozen=True)
class Span:
    """So much time: days, which are working days where the clock runs in working hours, and minutes."""

    days: int = 0
    minutes: int = 0

    def __str__(self) -> str:
        return f"{self.days}d{self.minutes}m"

    @classmethod
    def parse(cls, word: str) -> Self:
        """What `str` wrote.

        Raises:
            ValueError: it is none.
        """
        match = _SPAN.fullmatch(word)
        if match is None or not word:
            raise ValueError(f"not a span of time: {word!r}")
        return cls(int(match["days"] or 0), int(match["minutes"] or 0))


@dataclass(frozen=True)
class Hours:
    """When a clock runs: from hour to hour, local, on the days that count."""

    zone: ZoneInfo
    begins: int = 0
    ends: int = MIDNIGHT
    counts: Callable[[date], bool] | None = None
    """Whether a day counts; None: every day does."""

    @property
    def around(self) -> bool:
        """Whether it runs day and night."""
        return self.begins == 0 and self.ends == MIDNIGHT and self.counts is None

    def amount(self, span: Span) -> timedelta:
        """How much of this clock's time a span is."""
        return timedelta(hours=span.days * (self.ends - self.begins), minutes=span.minutes)

    def patience(self, hours: int) -> timedelta:
        """So many hours of ordinary life, as this clock has them: each day is one of its days, the rest at most one."""
        days, rest = divmod(hours, MIDNIGHT)
        day = self.ends - self.begins
        return timedelta(hours=days * day + min(rest, day))

    def stretches(self, since: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches (UTC) in which it runs from an instant on, one after the other, none overlapping.

        A day that the calendar of a place left out (Samoa, 30 December 2011) has none.
        """
        first = since.astimezone(self.zone).date() - timedelta(days=1)
        for day in (first + timedelta(days=count) for count in range(NEVER_OPENS)):
            begins, ends = self._at(day, self.begins), self._at(day, self.ends)
            exists = begins.astimezone(self.zone).date() == day
            if exists and ends > since and (self.counts is None or self.counts(day)):
                yield max(begins, since), ends

    def _at(self, day: date, hour: int) -> datetime:
        """A whole hour of a local day; one that comes twice counts the first time, a skipped one as after the jump."""
        whole = datetime.combine(day + timedelta(days=hour // MIDNIGHT), time(hour % MIDNIGHT), tzinfo=self.zone)
        return whole.astimezone(UTC)


def after(start: datetime, amount: timedelta, hours: Hours) -> datetime:
    """The instant (UTC) at which the clock has run for this long since `start`.

    Raises:
        ValueError: the clock never runs.
    """
    if hours.around:
        return start.astimezone(UTC) + amount
    left = amount
    for begins, ends in hours.stretches(start.astimezone(UTC)):
        if ends - begins >= left:
            return begins + left
        left -= ends - begins
    raise ValueError("a clock that never runs")


def run(begin: datetime, end: datetime, hours: Hours) -> timedelta:
    """How long the clock has run between two instants; nothing where the second is not later."""
    begin, end = begin.astimezone(UTC), end.astimezone(UTC)
    if hours.around:
        return max(end - begin, timedelta())
    total = timedelta()
    for begins, ends in hours.stretches(begin):
        if begins >= end:
            break
        total += min(ends, end) - begins
    return total


def due(start: datetime, span: Span, hours: Hours) -> datetime:
    """The instant (UTC) at which a limit that began at `start` is over."""
    return after(start, hours.amount(span), hours)


@dataclass(frozen=True)
class Limit:
    """How long an order of one kind may stay unclaimed, and unfinished, by which clock."""

    claim: Span
    finish: Span
    around: bool
    """Day and night; else in working hours."""

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {"claim": str(self.claim), "finish": str(self.finish), "around": self.around}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """What `to_json` wrote."""
        return cls(Span.parse(value["claim"]), Span.parse(value["finish"]), bool(value["around"]))


USUAL: Mapping[Urgency, Limit] = {
    Urgency.NORMAL: Limit(Span(days=1), Span(days=3), around=False),
    Urgency.URGENT: Limit(Span(minutes=2 * 60), Span(minutes=24 * 60), around=True),
    Urgency.CRITICAL: Limit(Span(minutes=15), Span(minutes=4 * 60), around=True),
}
"""What holds where a community has not said otherwise."""


def limit_name(urgency: Urgency, category: str | None = None) -> str:
    """What a limit is kept under: for all orders of an urgency, or those of one trade among them."""
    return str(urgency) if category is None else f"{urgency}/{category}"


def limit_of(own: Mapping[str, Any] | None, urgency: Urgency, category: str | None) -> Limit:
    """The limit that holds: the community's own for the trade, for the urgency, or the usual one."""
    known = own or {}
    for name in (limit_name(urgency, category), limit_name(urgency)):
        if name in known:
            return Limit.from_json(known[name])
    return USUAL[urgency]
