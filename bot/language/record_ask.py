"""Which part of the record is meant: 2026-10, 上月, 2026-10-01 2026-10-31 维修 (pure, no I/O)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.kind import Kind
from bot.domain.periods import months_later
from bot.domain.record import Form, Wanted
from bot.language.script import fold

_YEAR = r"(?P<year>20\d\d)"
_DAY = re.compile(_YEAR + r"[-./年](?P<month>\d{1,2})[-./月](?P<day>\d{1,2})日?")
_MONTH = re.compile(_YEAR + r"[-./年](?P<month>\d{1,2})月?(?![\d])")
_OWN_MONTH = re.compile(r"(?<!\d)(?P<month>\d{1,2})月(?:份)?(?!\d)")
_WHOLE_YEAR = re.compile(_YEAR + r"年?(?![\d])")
_KINDS = {
    Kind.REPAIR: re.compile(r"维修|报修|\brepairs?\b"),
    Kind.HAZARD: re.compile(r"隐患|\bhazards?\b"),
    Kind.WISH: re.compile(r"心愿|\bwish(?:es)?\b"),
    Kind.OPINION: re.compile(r"意见|建议|\bopinions?\b"),
}
Days = tuple[date, date]


def _month(first: date) -> Days:
    return first, months_later(first, 1) - timedelta(days=1)


_NAMED: tuple[tuple[re.Pattern[str], Callable[[date], Days | None]], ...] = (
    (re.compile(r"全部|所有|\ball\b"), lambda _: None),
    (re.compile(r"上个?月|\blast month\b"), lambda today: _month(months_later(today, -1))),
    (re.compile(r"本月|这个月|\bthis month\b"), lambda today: _month(today.replace(day=1))),
    (re.compile(r"去年|\blast year\b"), lambda today: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))),
    (re.compile(r"今年|\bthis year\b"), lambda today: (date(today.year, 1, 1), date(today.year, 12, 31))),
    (re.compile(r"今天|\btoday\b"), lambda today: (today, today)),
    (
        re.compile(r"本周|这周|\b(?:this )?week\b"),
        lambda today: (today - timedelta(days=today.weekday()), today - timedelta(days=today.weekday() - 6)),
    ),
)


def read_wanted(text: str, today: date) -> Wanted | None:
    """What a line asks for, this month where it names no days; None: it names days that there are not."""
    folded = fold(text).lower()
    form = Form.CSV if "csv" in folded else Form.XLSX
    kind = next((kind for kind, pattern in _KINDS.items() if pattern.search(folded)), None)
    wanted = Wanted(kind=kind, form=form)
    named = next((days for pattern, days in _NAMED if pattern.search(folded)), None)
    try:
        days = named(today) if named is not None else _written(folded, today)
    except ValueError:
        return None
    return wanted if days is None else replace(wanted, since=min(days), until=max(days))


def _written(folded: str, today: date) -> Days:
    """The days that are written out.

    Raises:
        ValueError: there is no such day.
    """
    days = [date(int(each["year"]), int(each["month"]), int(each["day"])) for each in _DAY.finditer(folded)]
    if days:
        return days[0], days[-1] if len(days) > 1 else days[0]
    months = [date(int(each["year"]), int(each["month"]), 1) for each in _MONTH.finditer(folded)]
    months = months or [_latest(int(each["month"]), today) for each in _OWN_MONTH.finditer(folded)]
    if months:
        return months[0], _month(months[-1])[1]
    year = _WHOLE_YEAR.search(folded)
    if year is not None:
        return date(int(year["year"]), 1, 1), date(int(year["year"]), 12, 31)
    return _month(today.replace(day=1))


def _latest(month: int, today: date) -> date:
    """The month of this number that has begun last."""
    return date(today.year - (month > today.month), month, 1)
