"""The shelf of backups: which stay, and when the next one is due."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.shelf import Keep, due_day, kept

MONDAY = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = time(3, 10)


def ago(*days: int) -> list[date]:
    return [MONDAY - timedelta(days=each) for each in days]


@pytest.mark.parametrize(
    ("days", "keep", "stay"),
    [
        ([], Keep(), []),
        (ago(0), Keep(1, 0, 0), ago(0)),
        (ago(0, 1, 2, 3), Keep(2, 0, 0), ago(0, 1)),
        (ago(300, 301, 302), Keep(2, 0, 0), ago(300, 301)),  # nobody added to it for most of a year
        (ago(*range(21)), Keep(1, 3, 0), ago(0, 1, 8)),  # a Monday and two Sundays
        (ago(*range(60)), Keep(1, 0, 3), [MONDAY, date(2026, 10, 31), date(2026, 9, 30)]),
        ([date(2026, 1, 1), date(2025, 12, 31), date(2025, 12, 28)], Keep(1, 2, 0), None),  # one week, two years
        (ago(0, 1), Keep(0, 0, 0), ago(0)),  # the newest stays, whatever is said
    ],
)
def test_days_weeks_and_months_are_kept(days: list[date], keep: Keep, stay: list[date] | None) -> None:
    expected = [date(2026, 1, 1), date(2025, 12, 28)] if stay is None else stay
    assert sorted(kept(days, keep)) == sorted(expected)


def test_a_year_of_nights_leaves_what_the_defaults_promise() -> None:
    shelf: set[date] = set()
    for day in (MONDAY + timedelta(days=each) for each in range(365)):
        shelf = set(kept({*shelf, day}, Keep()))
    newest = max(shelf)
    assert {newest - timedelta(days=each) for each in range(7)} <= shelf
    assert len({day.isocalendar()[:2] for day in shelf}) >= 4
    assert len({(day.year, day.month) for day in shelf}) == 6
    assert 11 <= len(shelf) <= 7 + 4 + 6


@pytest.mark.parametrize(
    ("clock", "days", "due"),
    [
        ((3, 9), ago(1), None),
        ((3, 10), ago(1), MONDAY),
        ((23, 59), ago(1), MONDAY),
        ((3, 10), ago(0), None),
        ((1, 0), [], MONDAY),  # the first of all
        ((9, 0), ago(40), MONDAY),
        ((9, 0), [*ago(1), date(2031, 1, 1)], MONDAY),  # made under a wrong clock
    ],
)
def test_one_backup_a_day_is_due(clock: tuple[int, int], days: list[date], due: date | None) -> None:
    now = datetime.combine(MONDAY, time(*clock), tzinfo=SHANGHAI).astimezone(UTC)
    assert due_day(now, AT, SHANGHAI, days) == due
