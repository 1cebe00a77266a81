"""Which period somebody wants a report about: 2026-10, 上周, last month, 2026-10-01 2026-10-15."""

import re
from datetime import date, timedelta

from bot.domain.errors import BadInput
from bot.domain.figures import MOST_DAYS
from bot.domain.periods import Every, Period, period_of
from bot.domain.record_errors import NoSuchMonth, NotUnderstood, StillToCome
from bot.language.dates.named_days import find_days
from bot.language.letters.script import fold

_FILLERS = re.compile(r"工单|通报|报告|报表|的|份|[\s,、。.:;!?()~-]|\b(?:report|the|of|for|from)\b")

_MONTH = re.compile(r"(?<!\d)20\d\d[-./年](\d{1,2})(?!\d)|(?<!\d)(\d{1,2})月")


def read_period(text: str, today: date) -> Period:
    """The period that was meant; this month where nothing was said.

    Raises:
        BadInput: it is longer than a year, or there is no such day.
        NoSuchMonth: there is no month of that number.
        NotUnderstood: something in it names no days.
        StillToCome: it has not begun.
    """
    try:
        period, left = find_days(fold(text).strip().casefold(), today)
    except ValueError as error:
        for match in _MONTH.finditer(fold(text)):
            if int(match[1] or match[2]) not in range(1, 13):
                raise NoSuchMonth(month=int(match[1] or match[2])) from error
        raise BadInput(field="period", example="/report 2026-10") from error
    if unread := _FILLERS.sub("", left):
        raise NotUnderstood(said=unread, command="report")
    period = period or period_of(today, Every.MONTH)
    if period.begins > today:
        raise StillToCome(day=period.begins)
    if not possible(period):
        raise BadInput(field="period", example="/report 2026-10")
    return period


def possible(period: Period) -> bool:
    """Whether a report can be about this: not backwards, and no longer than a year."""
    return timedelta() < period.ends - period.begins <= timedelta(days=MOST_DAYS)
