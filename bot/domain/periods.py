"""Settlement periods (清算期): calendar months or quarters by the community's own calendar, one after another."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.schedule import day_span, local_day

MONTHS = 12
MONTHS_IN_QUARTER = 3


class Every(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"


class Period(NamedTuple):
    """From the first day (included) to the day after the last."""

    begins: date
    ends: date

    def ends_at(self, zone: ZoneInfo) -> datetime:
        """The first instant that belongs to the next period, UTC."""
        return day_span(self.ends, zone)[0]

    def is_over(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether nothing can be done in it any more."""
        return local_day(now, zone) >= self.ends


def months_later(day: date, months: int) -> date:
    """The first day of the month that many months after the one of `day`; before it where `months` is below zero."""
    count = day.year * MONTHS + day.month - 1 + months
    return date(count // MONTHS, count % MONTHS + 1, 1)


def period_of(day: date, every: Every) -> Period:
    """The calendar month or quarter in which a day lies."""
    length = MONTHS_IN_QUARTER if every is Every.QUARTER else 1
    begins = months_later(day, -((day.month - 1) % length))
    return Period(begins, months_later(begins, length))


def period_before(period: Period) -> Period:
    """The one to compare with: the month or quarter before, or as many days right before."""
    for every in Every:
        if period == period_of(period.begins, every):
            return period_of(period.begins - timedelta(days=1), every)
    return Period(period.begins - (period.ends - period.begins), period.begins)


def week_of(day: date) -> Period:
    """The week in which a day lies, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=7))


def next_period(day: date, every: Every, *, settled_to: date | None) -> Period:
    """The period to settle next, when the first entry that is not settled was made on `day`.

    It begins where the last one ended (`settled_to`): what came late belongs to it as well. A rule that changed in
    the middle of a quarter makes one shorter period.
    """
    if settled_to is None or day >= settled_to:
        period = period_of(day, every)
        return period if settled_to is None else Period(max(period.begins, settled_to), period.ends)
    return Period(settled_to, period_of(settled_to, every).ends)
