"""Daily schedules as arithmetic: every zone, both turns of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import Daily, day_span, local_day

ZONES = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("posix", "right")))
YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("at", [time(0, 0), time(0, 15), time(2, 30), time(8, 30), time(23, 59)])
def test_every_zone_has_one_slot_a_local_day_all_year(at: time) -> None:
    for name in ZONES:
        rule = Daily(at=at, zone=ZoneInfo(name))
        days = [slot.day for slot in rule.slots(since=YEAR, until=YEAR + timedelta(days=365))]
        assert len(days) == len(set(days)), name
        assert 364 <= len(days) <= 366, name
        assert days == sorted(days), name


def test_a_time_that_comes_twice_counts_the_first_time() -> None:
    berlin = Daily(at=time(2, 30), zone=ZoneInfo("Europe/Berlin"))
    assert berlin.due_on(date(2026, 10, 25)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_that_is_skipped_is_due_after_the_jump() -> None:
    berlin = Daily(at=time(2, 30), zone=ZoneInfo("Europe/Berlin"))
    assert berlin.due_on(date(2026, 3, 29)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_midnight_that_does_not_exist_still_has_its_day() -> None:
    havana = Daily(at=time(0, 15), zone=ZoneInfo("America/Havana"))
    span = {"since": datetime(2026, 3, 6, tzinfo=UTC), "until": datetime(2026, 3, 11, 12, tzinfo=UTC)}
    assert [slot.day.day for slot in havana.slots(**span)] == [6, 7, 8, 9, 10, 11]


@given(
    zone=st.sampled_from(ZONES),
    at=st.times(),
    start=st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1)),  # noqa: DTZ001 - hypothesis adds none
    cuts=st.lists(st.integers(min_value=1, max_value=72 * 60), min_size=1, max_size=12),
)
def test_cutting_a_span_into_pieces_loses_and_doubles_nothing(
    zone: str, at: time, start: datetime, cuts: list[int]
) -> None:
    rule = Daily(at=at.replace(tzinfo=None), zone=ZoneInfo(zone))
    begin = moment = start.replace(tzinfo=UTC)
    pieces = []
    for minutes in cuts:
        after = moment + timedelta(minutes=minutes)
        pieces += list(rule.slots(since=moment, until=after))
        moment = after
    assert pieces == list(rule.slots(since=begin, until=moment))


def test_a_local_day_has_its_own_length() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hours = []
    for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 1)):
        begin, end = day_span(day, berlin)
        hours.append((end - begin) / timedelta(hours=1))
    assert hours == [23, 25, 24]


def test_the_local_day_is_the_one_people_there_would_name() -> None:
    assert local_day(datetime(2026, 11, 22, 17, tzinfo=UTC), ZoneInfo("Asia/Shanghai")) == date(2026, 11, 23)
