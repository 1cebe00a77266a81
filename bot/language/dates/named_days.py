"""Which days are named: 2026-10, 上周, last month, 8月到10月, 2026-10-01 2026-10-31 (pure, no I/O)."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.domain.periods import Every, Period, months_later, period_before, period_of, week_of

ONE_DAY = timedelta(days=1)
MOST_PIECES = 2
"""The first and the last of a range."""
_YEAR = r"(?<!\d)(?P<{0}>20\d\d)"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_PIECE = re.compile(
    rf"{_YEAR.format('y1')}[-./年](?P<m1>\d{{1,2}})[-./月](?P<d1>\d{{1,2}})[日号]?(?!\d)"
    rf"|{_YEAR.format('y2')}(?:[-./ ]?q(?P<q>[1-4])|年?第?(?P<k>[1-4一二三四])季度?)(?!\w)"
    rf"|{_YEAR.format('y3')}[-./年](?P<m3>\d{{1,2}})(?:月份?)?(?!\d)"
    r"|(?<!\d)(?P<m4>\d{1,2})月(?P<d4>\d{1,2})[日号]?(?!\d)"
    r"|(?<!\d)(?P<m5>\d{1,2})月份?(?!\d)"
    rf"|{_YEAR.format('y6')}年?(?![\d\w])"
    r"|(?<![\d./])(?P<m7>0?[1-9]|1[0-2])[./](?P<d7>\d{1,2})[日号]?(?![\d./])"
)
_LAST_DAY = re.compile(r"\s*(?:-|~|—|–|到|至)\s*(\d{1,2})[日号]?(?![\d./月-])")
"""The day alone, behind another one: 11.23-25."""
_BETWEEN = re.compile(r"^[\s,、]*(?:-|~|—|–|到|至|to|until|and)?[\s,、]*$")


def _day(day: date) -> Period:
    return Period(day, day + ONE_DAY)


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def _week(today: date, ago: int) -> Period:
    return week_of(today - timedelta(weeks=ago))


def _month(today: date, ago: int) -> Period:
    return period_of(months_later(today, -ago), Every.MONTH)


_NAMED: tuple[tuple[str, Callable[[date], Period]], ...] = (
    ("上上个?(?:周|星期)|前个?(?:周|星期)|the week before last", lambda today: _week(today, 2)),
    ("上一?个?(?:周|星期)|last week|周报|weekly", lambda today: _week(today, 1)),
    ("(?:本|这一?个?)(?:周|星期)|this week", lambda today: _week(today, 0)),
    (r"一周|(?<!\w)周(?!\w)|\bweek\b", lambda today: _week(today, 1)),
    ("上上个?月|the month before last", lambda today: _month(today, 2)),
    ("上一?个?月份?|last month|月报|monthly", lambda today: _month(today, 1)),
    ("(?:本|这一?个?)月份?|this month", lambda today: _month(today, 0)),
    (r"(?<!\w)月(?!\w)|\bmonth\b", lambda today: _month(today, 1)),
    ("上一?个?季度?|last quarter", lambda today: period_before(period_of(today, Every.QUARTER))),
    ("(?:本|这一?个?)季度?|this quarter", lambda today: period_of(today, Every.QUARTER)),
    ("去年|last year", lambda today: _year(today.year - 1)),
    ("今年|this year", lambda today: _year(today.year)),
    ("前天", lambda today: _day(today - 2 * ONE_DAY)),
    ("昨[天日]|yesterday", lambda today: _day(today - ONE_DAY)),
    ("今[天日]|today", _day),
)
NAMED = tuple((re.compile(pattern), days) for pattern, days in _NAMED)


def find_days(said: str, today: date) -> tuple[Period | None, str]:
    """The days that a folded line in small letters names, and the line without them; None: it names none.

    A range may be said from either end. A month without its year is the one that has begun last.

    Raises:
        ValueError: there is no such day.
    """
    pieces = list(_PIECE.finditer(said))[:MOST_PIECES]
    if not pieces:
        return _by_name(said, today)
    first, last = pieces[0], pieces[-1]
    if not _BETWEEN.match(said[first.end() : last.start()]):
        last = first
    begins, until = _written(first, today, None), _LAST_DAY.match(said, first.end())
    if last is first and until and begins.ends - begins.begins == ONE_DAY:
        ends = _day(begins.begins.replace(day=int(until[1])))
        span = Period(min(begins.begins, ends.begins), max(begins.ends, ends.ends))
        return span, f"{said[: first.start()]} {said[until.end() :]}"
    ends = _written(last, today, first["y1"] or first["y2"] or first["y3"] or first["y6"])
    span = Period(min(begins.begins, ends.begins), max(begins.ends, ends.ends))
    return span, f"{said[: first.start()]} {said[last.end() :]}"


def _by_name(said: str, today: date) -> tuple[Period | None, str]:
    for pattern, days in NAMED:
        if match := pattern.search(said):
            return days(today), f"{said[: match.start()]} {said[match.end() :]}"
    return None, said


def _written(piece: re.Match[str], today: date, year_before: str | None) -> Period:
    """The days of one piece; the year of the piece before it, if that had one, holds for it as well."""
    said = {name: value for name, value in piece.groupdict().items() if value is not None}
    if "y1" in said:
        return _day(date(int(said["y1"]), int(said["m1"]), int(said["d1"])))
    if "y2" in said:
        number = int(said.get("q") or _QUARTERS.get(said["k"]) or said["k"])
        return period_of(date(int(said["y2"]), number * 3, 1), Every.QUARTER)
    if "y3" in said:
        return period_of(date(int(said["y3"]), int(said["m3"]), 1), Every.MONTH)
    if "y6" in said:
        return _year(int(said["y6"]))
    month = int(said.get("m4") or said.get("m7") or said["m5"])
    first = date(int(year_before or today.year), month, 1)
    if year_before is None and first > today:
        first = date(today.year - 1, month, 1)
    day = said.get("d4") or said.get("d7")
    return period_of(first, Every.MONTH) if day is None else _day(first.replace(day=int(day)))
