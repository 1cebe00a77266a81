"""Public holidays of China, as the State Council arranged them, and a community's own exceptions."""

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from bot.language.dates.bare_days import with_years
from bot.language.dates.days_off import is_holiday, is_working_day
from bot.language.dates.office_days import YEARS
from bot.models import Community
from bot.usecases.community.setting_values import READERS

BREAKS_OF_2026 = (
    ("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3), ("10-01", 7),
)  # fmt: skip
"""First day and length. Source: 国务院办公厅关于2026年部分节假日安排的通知 (国办发明电〔2025〕7号)."""
SWAPPED = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
"""Weekend days on which offices work, from the same source."""


def test_a_year_has_the_breaks_that_were_announced_with_their_weekends_and_no_other_day() -> None:
    announced = {
        date.fromisoformat(f"2026-{first}") + timedelta(days=more)
        for first, length in BREAKS_OF_2026
        for more in range(length)
    }
    year = [date(2026, 1, 1) + timedelta(days=day) for day in range(365)]
    assert {day for day in year if is_holiday(day)} == announced
    assert all(is_working_day(date.fromisoformat(day)) for day in SWAPPED)


@pytest.mark.parametrize(("day", "holiday"), [("2030-10-01", True), ("2030-10-09", False), ("2030-06-01", False)])
def test_a_year_that_is_not_arranged_yet_has_the_holidays_of_the_law(day: str, *, holiday: bool) -> None:
    assert is_holiday(date.fromisoformat(day)) is holiday


def test_the_communitys_own_word_on_a_day_counts_more() -> None:
    festival, christmas = date(2026, 10, 1), date(2026, 12, 25)
    assert is_holiday(christmas, off={christmas})
    assert not is_holiday(festival, on={festival})


def test_the_lists_of_office_days_say_what_the_library_says_and_further_years_are_asked_of_it() -> None:
    assert len(YEARS) >= 4
    for year in (*YEARS, max(YEARS) + 1):
        library = country_holidays("CN", years=(year - 1, year, year + 1))
        days = [date(year, 1, 1) + timedelta(days=count) for count in range(365)]
        assert [is_working_day(day) for day in days] == [library.is_working_day(day) for day in days], year


@pytest.mark.parametrize(
    ("said", "off"),
    [
        ("9月22日 放假", ["2026-09-22"]),
        ("9/22 放假", ["2026-09-22"]),
        ("9月22日、9月23日放假", ["2026-09-22", "2026-09-23"]),
        ("2026-12-24,3月1日 holiday", ["2026-12-24", "2027-03-01"]),
        ("2026年12月24日 默认", []),
    ],
)
def test_own_holidays_are_said_with_or_without_their_year_one_or_several(said: str, off: list[str]) -> None:
    community = Community(practice={"days_off": ["2026-12-24"]} if "默认" in said else {})
    values = READERS["calendar"](community, with_years(said, date(2026, 9, 20)))
    assert values == {"days_off": tuple(off), "days_on": ()}
