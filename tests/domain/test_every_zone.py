"""Digests, limits and nights at both turns of the clocks, in every time zone there is."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.limits import USUAL, Hours, due, run
from bot.domain.schedule import Daily, by_day, is_night
from bot.domain.urgency import Urgency
from tests.domain.zones import QUIET, alike, turns

NIGHTS = [(21, 8), (22, 6), (0, 6), (1, 3), (23, 2), (12, 14)]
AROUND = timedelta(hours=30)


def instants(turn: datetime, every: timedelta) -> list[datetime]:
    count = 2 * AROUND // every
    return [turn - AROUND + every * step for step in range(count)]


def weekday(day: date) -> bool:
    return day.weekday() < 5


def check(name: str, turned: tuple[datetime, ...], every: timedelta) -> None:
    """At each of a zone's turns, or somewhere in its year: slots, nights and limits."""
    zone = ZoneInfo(name)
    for turn in turned or QUIET:
        one_digest_a_day(zone, turn)
        nobody_is_woken(zone, instants(turn, every))
        no_minute_is_lost(zone, instants(turn, 12 * every))


def one_digest_a_day(zone: ZoneInfo, turn: datetime) -> None:
    since, until = turn - 2 * AROUND, turn + 2 * AROUND
    for at in (time(0), time(0, 30), time(1, 30), time(2), time(2, 30), time(8), time(23, 45)):
        rule = Daily(at, zone)
        slots = list(rule.slots(since=since, until=until))
        days = [slot.day for slot in slots]
        assert all(after == before + timedelta(days=1) for before, after in pairwise(days)), (zone.key, at)
        assert len(days) in (4, 5, 6), (zone.key, at)
        assert [slot.due for slot in slots] == sorted(slot.due for slot in slots), (zone.key, at)
        for slot in slots:
            local = slot.due.astimezone(zone)
            shown = local.replace(tzinfo=None) - datetime.combine(slot.day, at)
            assert timedelta() <= shown <= timedelta(hours=2), "at its time, or as much later as the clocks jumped"


def nobody_is_woken(zone: ZoneInfo, moments: list[datetime]) -> None:
    for begins, ends in NIGHTS:
        kept = [by_day(moment, zone, begins=begins, ends=ends) for moment in moments]
        for moment, at in zip(moments, kept, strict=True):
            night = is_night(moment, zone, begins=begins, ends=ends)
            assert not is_night(at, zone, begins=begins, ends=ends), (zone.key, moment, begins, ends)
            assert (at == moment) is not night, (zone.key, moment, begins, ends)
            assert moment <= at <= moment + timedelta(hours=13), (zone.key, moment, begins, ends)
        # Where the clocks jump over the end of a night, it ends some minutes after the jump (Chatham; Troll: an hour).
        late = timedelta(hours=1)
        assert all(before <= after + late for before, after in pairwise(kept)), (zone.key, begins, ends)


def no_minute_is_lost(zone: ZoneInfo, moments: list[datetime]) -> None:
    for hours in (Hours(zone), Hours(zone, 8, 18), Hours(zone, 0, 3, weekday), Hours(zone, 1, 24, weekday)):
        for urgency in (Urgency.NORMAL, Urgency.CRITICAL):
            for span in (USUAL[urgency].claim, USUAL[urgency].finish):
                over = [due(moment, span, hours) for moment in moments]
                assert over == sorted(over), (zone.key, hours.begins)
                for moment, at in zip(moments, over, strict=True):
                    assert run(moment, at, hours) == hours.amount(span), (zone.key, moment, hours.begins)


@pytest.fixture(scope="module")
def one_of_each() -> dict[str, tuple[datetime, ...]]:
    """One zone of all that show the same time, with its turns."""
    return alike()


def test_every_zone_there_is_shows_the_time_of_one_that_is_looked_at(
    one_of_each: dict[str, tuple[datetime, ...]],
) -> None:
    looked_at = {ZoneInfo(name): turned for name, turned in one_of_each.items()}
    assert {turned for turned in looked_at.values() if len(turned) == 2}, "clocks are turned somewhere"
    assert len(one_of_each) < len(available_timezones())
    for name in ("Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Asia/Shanghai", "Africa/Casablanca", "UTC"):
        assert tuple(turns(ZoneInfo(name))) in looked_at.values(), name


def test_at_both_turns_of_the_clocks_of_every_zone_nothing_is_doubled_lost_or_at_night(
    one_of_each: dict[str, tuple[datetime, ...]],
) -> None:
    for name, turned in one_of_each.items():
        check(name, turned, timedelta(hours=1))


@pytest.mark.long
@pytest.mark.whole
def test_at_both_turns_of_the_clocks_of_every_zone_by_its_own_name_every_quarter_of_an_hour() -> None:
    for name in sorted(available_timezones()):
        check(name, tuple(turns(ZoneInfo(name))), timedelta(minutes=15))
