"""Daily schedules as arithmetic: every zone, both turns of the clocks."""

import time as system_time
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import Daily, Slot, by_day, day_span, local_day

ZONES = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("posix", "right")))
YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MORNING = Daily(at=time(8, 30), zone=ZoneInfo("Asia/Shanghai"))
DUE = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
"""08:30 in Shanghai on the 23rd."""


@pytest.fixture(params=["Pacific/Pago_Pago", "Pacific/Kiritimati"])
def far_away(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine whose own clock shows the time of one end of the world; the other end's time zone."""
    with monkeypatch.context() as setting:
        setting.setenv("TZ", request.param)
        system_time.tzset()
        yield "Pacific/Kiritimati" if request.param == "Pacific/Pago_Pago" else "Pacific/Pago_Pago"
    system_time.tzset()


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


def test_a_slot_names_its_day_and_its_instant() -> None:
    assert list(MORNING.slots(since=DUE - timedelta(hours=1), until=DUE + timedelta(hours=1))) == [
        Slot(date(2026, 11, 23), DUE)
    ]


def test_what_is_due_at_a_cut_belongs_to_the_span_before_it() -> None:
    assert [slot.due for slot in MORNING.slots(since=DUE - timedelta(days=1), until=DUE)] == [DUE]
    assert not list(MORNING.slots(since=DUE, until=DUE + timedelta(hours=23)))


def test_a_midnight_that_comes_twice_is_not_lost_between_the_two() -> None:
    """In Newfoundland the clocks went from 00:01 back to 23:01: the new day began, and the old one went on."""
    st_johns = Daily(at=time(0, 0), zone=ZoneInfo("America/St_Johns"))
    first = datetime(2010, 11, 7, 2, 30, tzinfo=UTC)
    between = first + timedelta(minutes=30)
    assert local_day(between, st_johns.zone) == date(2010, 11, 6)
    assert list(st_johns.slots(since=first - timedelta(minutes=30), until=between)) == [Slot(date(2010, 11, 7), first)]


@pytest.mark.parametrize("at", [time(0, 15), time(23, 30)])
def test_the_machines_own_time_zone_plays_no_part(far_away: str, at: time) -> None:
    rule, day = Daily(at=at, zone=ZoneInfo(far_away)), date(2026, 11, 23)
    due = rule.due_on(day)
    for minutes in range(0, 24 * 60, 15):
        since, until = due - timedelta(minutes=minutes + 1), due + timedelta(minutes=minutes)
        assert Slot(day, due) in list(rule.slots(since=since, until=until))


def test_instants_are_told_in_utc(far_away: str) -> None:
    begin, end = day_span(date(2026, 11, 23), MORNING.zone)
    assert [begin.tzinfo, end.tzinfo, MORNING.due_on(date(2026, 11, 23)).tzinfo] == [UTC, UTC, UTC]
    assert [begin.isoformat(), end.isoformat()] == ["2026-11-22T16:00:00+00:00", "2026-11-23T16:00:00+00:00"]


@pytest.mark.parametrize(
    ("clock", "kept"),
    [("20:59", "23 20:59"), ("21:00", "24 08:00"), ("23:30", "24 08:00"), ("00:00", "23 08:00"), ("08:00", "23 08:00")],
)
def test_what_falls_into_the_night_waits_for_the_morning(clock: str, kept: str) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    instant = datetime.combine(date(2026, 11, 23), time.fromisoformat(clock), tzinfo=zone)
    assert f"{by_day(instant, zone, begins=21, ends=8).astimezone(zone):%d %H:%M}" == kept


def test_a_night_may_lie_within_one_day() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    instant = datetime(2026, 11, 23, 2, 30, tzinfo=zone)
    assert by_day(instant, zone, begins=1, ends=6) == datetime(2026, 11, 23, 6, tzinfo=zone)
    assert by_day(instant.replace(hour=0), zone, begins=1, ends=6) == instant.replace(hour=0)
