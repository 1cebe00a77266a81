"""Settlement periods and lapses as arithmetic: every day in one period, nobody surprised."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lapsing import NOTICE_DAYS, announced_boundary, earned_before, lapses_on
from bot.domain.periods import Every, Period, months_later, next_period, period_of
from bot.domain.stars import stars_for

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(DAYS, st.sampled_from(Every))
def test_a_day_lies_in_its_period_and_the_next_period_begins_where_that_one_ends(day: date, every: Every) -> None:
    period = period_of(day, every)
    assert period.begins <= day < period.ends
    assert period_of(period.ends, every).begins == period.ends
    assert period_of(period.begins - timedelta(days=1), every).ends == period.begins


@given(DAYS, DAYS, st.sampled_from(Every))
def test_what_is_settled_next_never_begins_before_what_is_settled(day: date, settled_to: date, every: Every) -> None:
    period = next_period(day, every, settled_to=settled_to)
    assert settled_to <= period.begins < period.ends
    assert day < period.ends


def test_a_quarter_that_begins_in_its_middle_is_what_is_left_of_it() -> None:
    november = date(2026, 11, 1)
    assert next_period(date(2026, 12, 5), Every.QUARTER, settled_to=november) == Period(november, date(2027, 1, 1))
    assert next_period(date(2026, 10, 5), Every.MONTH, settled_to=november) == Period(november, date(2026, 12, 1))


@given(DAYS)
def test_points_lapse_at_a_first_of_month_and_never_sooner_than_announced(today: date) -> None:
    boundary = announced_boundary(today)
    assert boundary.day == 1
    assert boundary <= today + timedelta(days=NOTICE_DAYS)
    assert lapses_on(boundary, today) >= today + timedelta(days=NOTICE_DAYS)
    assert announced_boundary(today + timedelta(days=1)) in (boundary, months_later(boundary, 1))


@given(st.integers(1, 60), DAYS)
def test_what_lapses_was_there_for_all_its_months(months: int, day: date) -> None:
    boundary = months_later(day, 0)
    assert months_later(earned_before(boundary, months), months) == boundary


@pytest.mark.parametrize(
    ("hours", "stars"), [(0, 0), (99, 0), (100, 1), (299, 1), (300, 2), (600, 3), (1000, 4), (1500, 5)]
)
def test_stars_follow_the_published_hours(hours: int, stars: int) -> None:
    assert stars_for(hours * 60) == stars
    assert stars_for(hours * 60 - 1) == max(0, stars - (hours in (100, 300, 600, 1000, 1500)))
