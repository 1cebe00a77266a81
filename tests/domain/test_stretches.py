"""Weeks, months and the period before; patience by a clock; the end of a night; a past repair, kept."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.ladder import LATE, at_the_top
from bot.domain.limits import Hours, Limit, Span, run
from bot.domain.past import PastLine
from bot.domain.periods import Every, Period, next_period, period_before, week_of
from bot.domain.schedule import by_day
from bot.domain.standard import Sharing, Standard
from bot.domain.standard_changes import ALL_OTHERS, Place, applied, changed, differences, fits, value_at
from bot.domain.visits import reminders

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENT = timedelta(microseconds=1)
MIDNIGHT = datetime(2026, 11, 30, 16, tzinfo=UTC)
"""When December begins in Shanghai."""
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))


def test_a_period_is_over_with_the_local_day_after_its_last() -> None:
    assert NOVEMBER.ends_at(SHANGHAI) == MIDNIGHT
    assert [NOVEMBER.is_over(at, SHANGHAI) for at in (MIDNIGHT - MOMENT, MIDNIGHT)] == [False, True]


@pytest.mark.parametrize("day", range(23, 30))
def test_a_week_begins_on_monday(day: int) -> None:
    assert week_of(date(2026, 11, day)) == Period(date(2026, 11, 23), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("begins", "ends", "before"),
    [
        ((2026, 11, 1), (2026, 12, 1), ((2026, 10, 1), (2026, 11, 1))),
        ((2026, 1, 1), (2026, 4, 1), ((2025, 10, 1), (2026, 1, 1))),
        ((2026, 3, 1), (2026, 4, 1), ((2026, 2, 1), (2026, 3, 1))),
        ((2026, 11, 23), (2026, 11, 30), ((2026, 11, 16), (2026, 11, 23))),
        ((2026, 2, 2), (2026, 2, 3), ((2026, 2, 1), (2026, 2, 2))),
    ],
)
def test_a_period_is_compared_with_the_one_before_of_the_same_kind_or_length(
    begins: tuple[int, int, int], ends: tuple[int, int, int], before: tuple[tuple[int, int, int], tuple[int, int, int]]
) -> None:
    assert period_before(Period(date(*begins), date(*ends))) == Period(date(*before[0]), date(*before[1]))


def test_what_is_settled_next_goes_on_where_the_last_ended_by_the_rule_in_force() -> None:
    assert next_period(date(2026, 5, 9), Every.QUARTER, settled_to=date(2026, 6, 1)) == Period(
        date(2026, 6, 1), date(2026, 7, 1)
    )
    assert next_period(date(2026, 6, 1), Every.QUARTER, settled_to=date(2026, 6, 1)) == Period(
        date(2026, 6, 1), date(2026, 7, 1)
    )


def test_patience_has_whole_days_of_a_clock_and_at_most_one_more() -> None:
    office = Hours(SHANGHAI, 8, 18)
    assert [office.patience(hours) for hours in (0, 3, 10, 23, 24, 27, 47, 48)] == [
        timedelta(hours=hours) for hours in (0, 3, 10, 10, 10, 13, 20, 20)
    ]
    assert Hours(SHANGHAI).patience(30) == timedelta(hours=30)


def test_no_time_runs_backwards_and_a_limit_is_the_same_after_it_was_kept() -> None:
    for hours in (Hours(SHANGHAI), Hours(SHANGHAI, 8, 18)):
        assert run(MIDNIGHT, MIDNIGHT - timedelta(hours=9), hours) == run(MIDNIGHT, MIDNIGHT, hours) == timedelta()
    limit = Limit(Span(days=1), Span(minutes=5), around=True)
    assert Limit.from_json(limit.to_json()) == limit
    assert [Span.parse(word) for word in ("3d", "7m")] == [Span(days=3), Span(minutes=7)]


def test_the_last_level_is_the_top() -> None:
    assert [at_the_top(LATE, climbed) for climbed in (len(LATE) - 1, len(LATE), len(LATE) + 1)] == [False, True, True]


def test_a_night_ends_in_the_morning_of_the_same_or_the_next_local_day() -> None:
    morning = datetime(2026, 12, 1, 0, tzinfo=UTC)  # 08:00 in Shanghai
    for hours in (-11, -9, -3, -1):
        assert by_day(morning + timedelta(hours=hours), SHANGHAI, begins=21, ends=8) == morning
    assert by_day(morning, SHANGHAI, begins=21, ends=8) == morning
    assert by_day(morning + timedelta(hours=1), SHANGHAI, begins=21, ends=8) == morning + timedelta(hours=1)
    # In Berlin 02:30 comes twice on 25 October 2026: a night that ends then ends with the second for whoever is in it.
    berlin, first = ZoneInfo("Europe/Berlin"), datetime(2026, 10, 25, 0, tzinfo=UTC)
    ends = {by_day(first + timedelta(minutes=minutes), berlin, begins=21, ends=2) for minutes in (-30, -1)}
    assert ends == {first}


def test_a_visit_after_midnight_is_called_to_mind_on_the_local_evening_before() -> None:
    begins = datetime(2026, 11, 30, 17, tzinfo=UTC)  # 01:00 on 1 December in Shanghai
    now = begins - timedelta(days=2)
    told = reminders(begins, None, now=now, zone=SHANGHAI, night=(3, 4))
    assert told.eve == datetime(2026, 11, 30, 10, tzinfo=UTC)


def test_a_past_repair_is_the_same_after_it_was_kept() -> None:
    line = PastLine(2, "House 5", "Lamp", date(2025, 3, 4), flat="14", points=5)
    assert line.to_json() == {**vars(line), "day": "2025-03-04"}
    assert PastLine.from_json(line.to_json()) == line


def test_a_standard_is_changed_place_by_place_and_what_follows_all_others_is_named_once() -> None:
    assert changed(Standard(), Place("sharing"), "split").sharing is Sharing.SPLIT
    assert changed(Standard(), Place("row", "small", ALL_OTHERS), 6).default_row[0] == 6
    assert [fits(Place("examples", "small"), value) for value in ("x" * 60, "x" * 61, 5)] == [True, False, False]
    assert value_at(Standard(bonus={}), Place("bonus", "urgent")) == 0
    both = Standard(night=3, rows={"plumbing": (1, 2, 3, 4)})
    assert applied(both, {"row.plumbing": ""}).rows == {}
    assert applied(both, {"night": 5}) == Standard(night=5, rows=both.rows)
    assert applied(both, {"row.plumbing.small": 9}).rows == {"plumbing": (9, 2, 3, 4)}
    other = changed(both, Place("row", "small", ALL_OTHERS), 6)
    assert [(change.place, change.after) for change in differences(both, other)] == [
        (Place("row", "small", ALL_OTHERS), 6)
    ]
    told = differences(Standard(), both)
    assert {change.place.name: change.after for change in told} == {"row": 4, "night": 3}
