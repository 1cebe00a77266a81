"""Public holidays of China, with the days that are swapped for them (调休), and a community's own exceptions."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from bot.language.dates.office_days import office_day

if TYPE_CHECKING:
    from holidays import HolidayBase

LONGEST_BREAK = 14
"""Days; a search ends there, whatever a calendar says."""


@lru_cache(maxsize=4)
def _calendar(year: int) -> "HolidayBase":
    """A year's days off; of a year that the State Council has not arranged yet, those that the law names.

    The library is loaded by whoever asks first: it takes nineteen megabytes, and most communities never ask.
    """
    calendar: HolidayBase = import_module("holidays").country_holidays("CN", years=(year - 1, year, year + 1))
    return calendar


def is_working_day(day: date) -> bool:
    """Whether offices work: a weekday without holiday, or a weekend day that is swapped for one."""
    listed = office_day(day)
    return _calendar(day.year).is_working_day(day) if listed is None else listed


def is_holiday(day: date, *, off: Collection[date] = (), on: Collection[date] = ()) -> bool:
    """Whether a day belongs to a public holiday: the day itself, or a weekend day that stretches it.

    So all of 放假 as it is announced is holiday, and a plain weekend is not. `off` and `on` are the community's own
    word on single days.
    """
    if day in on or day in off:
        return day in off
    if is_working_day(day):
        return False
    named = _calendar(day.year)
    return any(other in named for step in (1, -1) for other in _stretch(day, step))


def _stretch(day: date, step: int) -> list[date]:
    """The day and those without work that follow it without a gap, forwards or backwards."""
    days = [day + timedelta(days=step * count) for count in range(LONGEST_BREAK)]
    end = next((at for at, other in enumerate(days) if is_working_day(other)), len(days))
    return days[:end]
