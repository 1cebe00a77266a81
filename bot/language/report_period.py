"""Which period somebody wants a report about: 2026-10, 上周, last month, 2026-10-01 2026-10-15."""

import re
from datetime import date, timedelta

from bot.domain.figures import MOST_DAYS
from bot.domain.periods import Every, Period, period_before, period_of, week_of
from bot.language.script import phrases, utterance

THIS_WEEK = phrases("本周 | 这周 | 这个星期 | 这一周 | this week")
LAST_WEEK = phrases("week | 上周 | 周 | 周报 | 上个星期 | 一周 | last week | weekly")
THIS_MONTH = phrases("本月 | 这个月 | this month")
LAST_MONTH = phrases("month | 上月 | 上个月 | 月 | 月报 | last month | monthly")
_DAY = r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?"
_DAYS = re.compile(rf"{_DAY}(?:\s*(?:-|~|—|到|至|to|\s)\s*{_DAY})?")
_MONTH = re.compile(r"(20\d\d)(?:[-/.]|年)(\d{1,2})月?")
_QUARTER = re.compile(r"(20\d\d)(?:[-/. ]?[qQ]|年?第?)([1-4])(?:季度?)?")
_YEAR = re.compile(r"(20\d\d)年?")


def read_period(text: str, today: date) -> Period | None:
    """The period that was meant; of this month where nothing was said. None: it is none, or longer than a year."""
    said = utterance(text)
    week, month = week_of(today), period_of(today, Every.MONTH)
    if not said or said in THIS_MONTH:
        return month
    if said in THIS_WEEK or said in LAST_WEEK:
        return week if said in THIS_WEEK else period_before(week)
    if said in LAST_MONTH:
        return period_before(month)
    try:
        period = _written(text.strip())
    except ValueError:
        return None
    return period if period is not None and possible(period) else None


def possible(period: Period) -> bool:
    """Whether a report can be about this: not backwards, and no longer than a year."""
    return timedelta() < period.ends - period.begins <= timedelta(days=MOST_DAYS)


def _written(text: str) -> Period | None:
    """The period that was written in digits; `date` refuses days that there are not."""
    if match := _DAYS.fullmatch(text):
        first, *last = (int(part) for part in match.groups() if part is not None)
        begins = date(first, *last[:2])
        ends = date(*last[2:]) if last[2:] else begins
        return Period(begins, ends + timedelta(days=1))
    if match := _MONTH.fullmatch(text):
        return period_of(date(int(match[1]), int(match[2]), 1), Every.MONTH)
    if match := _QUARTER.fullmatch(text):
        return period_of(date(int(match[1]), int(match[2]) * 3, 1), Every.QUARTER)
    if match := _YEAR.fullmatch(text):
        return Period(date(int(match[1]), 1, 1), date(int(match[1]) + 1, 1, 1))
    return None
