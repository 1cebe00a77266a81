"""What work earns: shared without loss, capped, and timed by the clock where the clock can be right."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.earning import ServiceTime, extra, service_time, shares, within_caps
from bot.domain.size import Size
from bot.domain.standard import Sharing, Standard

SPLIT = Standard(sharing=Sharing.SPLIT)
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


@given(points=st.integers(0, 5000), people=st.integers(1, 40))
def test_what_is_shared_is_neither_lost_nor_made_up_and_nobody_gets_two_more_than_another(
    points: int, people: int
) -> None:
    parts = shares(SPLIT, points, [None] * people)
    assert sum(parts) == points
    assert max(parts) - min(parts) <= 1
    assert parts == sorted(parts, reverse=True), "who came first gets what cannot be parted"


@given(st.integers(0, 500), st.lists(st.none() | st.integers(0, 600), min_size=1, max_size=9))
def test_a_secretarys_word_stands_and_the_others_part_what_it_leaves(points: int, words: list[int | None]) -> None:
    parts = shares(SPLIT, points, words)
    said = [word for word in words if word is not None]
    assert [part for part, word in zip(parts, words, strict=True) if word is not None] == said
    if None in words:
        assert sum(parts) == max(points, sum(said))
    assert shares(Standard(), points, words) == [points if word is None else word for word in words]


@given(*(st.integers(0, 300) for _ in range(5)))
def test_a_cap_is_never_passed_and_takes_no_more_than_it_must(
    points: int, today: int, this_month: int, day_cap: int, month_cap: int
) -> None:
    standard = Standard(day_cap=day_cap, month_cap=month_cap)
    given = within_caps(standard, points, today=today, this_month=this_month)
    room = [cap - earned for cap, earned in ((day_cap, today), (month_cap, this_month)) if cap]
    assert given == max(0, min([points, *room]))


def test_night_and_holiday_are_added_each_by_itself() -> None:
    standard = Standard(night=3, holiday=7)
    assert [extra(standard, night=night, holiday=holiday) for night in (False, True) for holiday in (False, True)] == [
        0, 7, 3, 10,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "counted"), [(4, None), (5, 5), (49, 49), (360, 360), (361, None), (-10, None), (None, None)]
)
def test_minutes_go_by_the_clock_where_it_can_be_right_and_else_by_the_standard(
    minutes: int | None, counted: int | None
) -> None:
    arrived = None if minutes is None else NOON - timedelta(minutes=minutes)
    served = service_time(Standard(), Size.MEDIUM, arrived=arrived, done=NOON)
    assert served == (ServiceTime(90) if counted is None else ServiceTime(counted, arrived, NOON))
