"""When an order is late and who answers for that, when a visit is reminded of, when points lapse."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.lapsing import NOTICE_DAYS, announced_boundary, earned_before, lapses_on
from bot.domain.lateness import (
    LONG_UNCLAIMED,
    finished_at,
    is_late,
    is_overdue,
    is_unfinished,
    is_untaken,
    party_answers,
)
from bot.domain.life import Status
from bot.domain.practice import Practice
from bot.domain.visits import LONGEST, Reminders, reminders

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
"""Noon in Shanghai."""
SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENT, HOUR = timedelta(microseconds=1), timedelta(hours=1)
NIGHT = (21, 8)


@dataclass(frozen=True)
class Order:
    """Its clocks."""

    status: Status = Status.OPEN
    opened_at: datetime = NOW
    claim_by: datetime | None = None
    finish_by: datetime | None = None
    paused_at: datetime | None = None


@pytest.mark.parametrize(
    ("order", "untaken", "unfinished", "overdue"),
    [
        (Order(), False, False, False),
        (Order(claim_by=NOW), False, False, False),
        (Order(claim_by=NOW - MOMENT), True, False, False),
        (Order(Status.CLAIMED, claim_by=NOW - MOMENT), False, False, False),
        (Order(opened_at=NOW - LONG_UNCLAIMED), True, False, False),
        (Order(opened_at=NOW - LONG_UNCLAIMED + MOMENT), False, False, False),
        (Order(opened_at=NOW - LONG_UNCLAIMED, claim_by=NOW + MOMENT), False, False, False),
        (Order(Status.CLAIMED, finish_by=NOW), False, False, False),
        (Order(Status.CLAIMED, finish_by=NOW - MOMENT), False, True, True),
        (Order(finish_by=NOW - MOMENT), False, True, True),
    ],
)
def test_an_order_is_late_where_its_time_is_up(order: Order, *, untaken: bool, unfinished: bool, overdue: bool) -> None:
    assert is_untaken(order, NOW) is untaken
    assert is_unfinished(order, NOW) is unfinished
    assert is_late(order, NOW) is (untaken or unfinished)
    assert is_overdue(order, NOW) is overdue


def test_what_is_done_or_stands_still_is_not_late_and_a_pause_excuses_only_what_was_not_late() -> None:
    late = NOW - HOUR
    assert not is_late(Order(Status.DONE, finish_by=late), NOW)
    assert not is_overdue(Order(Status.DONE, finish_by=late), NOW)
    assert not is_late(Order(Status.CLAIMED, finish_by=late, paused_at=NOW), NOW)
    assert is_overdue(Order(Status.CLAIMED, finish_by=late, paused_at=late + MOMENT), NOW)
    assert not is_overdue(Order(Status.CLAIMED, finish_by=late, paused_at=late), NOW)


def test_work_was_finished_when_the_volunteer_did_it_and_anything_else_when_it_ended() -> None:
    done, ended = NOW, NOW + HOUR
    assert finished_at(by_volunteer=True, done_at=done, ended_at=ended) == done
    assert finished_at(by_volunteer=True, done_at=None, ended_at=ended) == ended
    assert finished_at(by_volunteer=False, done_at=done, ended_at=ended) == ended


def test_a_party_answers_for_what_it_got_in_time() -> None:
    assert [party_answers(at, NOW) for at in (None, NOW, NOW - MOMENT, NOW + MOMENT)] == [False, True, True, False]
    assert [party_answers(at, None) for at in (None, NOW)] == [False, True]


def test_a_visit_is_called_to_mind_the_evening_before_and_an_hour_ahead_but_not_at_night() -> None:
    begins = NOW + timedelta(days=1)
    eve = datetime(2026, 11, 23, 10, tzinfo=UTC)

    def of(begins: datetime | None, until: datetime | None = None, now: datetime = NOW) -> Reminders:
        return reminders(begins, until, now=now, zone=SHANGHAI, night=NIGHT)

    assert of(begins) == Reminders(eve, begins - HOUR)
    assert of(begins.astimezone(SHANGHAI), begins + LONGEST) == Reminders(eve, begins - HOUR)
    assert of(None) == of(begins, begins + LONGEST + MOMENT) == Reminders()
    assert of(begins, now=eve) == Reminders(None, begins - HOUR)
    assert of(begins, now=eve - MOMENT) == Reminders(eve, begins - HOUR)
    assert of(begins, now=begins - HOUR) == Reminders()
    assert of(begins, now=begins - HOUR - MOMENT) == Reminders(None, begins - HOUR)
    assert [of(begins + hours * HOUR).hour is None for hours in (-4, -3, 9, 10)] == [True, False, False, True]


def test_points_lapse_at_a_first_of_month_and_never_without_notice() -> None:
    assert [announced_boundary(date(2026, 11, day)) for day in (1, 2, 30)] == [date(2026, 12, 1)] * 3
    assert announced_boundary(date(2026, 10, 31)) == date(2026, 11, 1)
    assert announced_boundary(date(2026, 12, 2)) == date(2027, 1, 1)
    december = date(2026, 12, 1)
    assert lapses_on(december, date(2026, 11, 1)) == december
    assert lapses_on(december, date(2026, 11, 5)) == date(2026, 11, 5) + timedelta(days=NOTICE_DAYS)
    assert [earned_before(december, months) for months in (1, 12)] == [date(2026, 11, 1), date(2025, 12, 1)]


def test_work_may_be_called_badly_done_for_as_long_as_the_community_says() -> None:
    ways, week = Practice(reopen_within_days=7), timedelta(days=7)
    assert [ways.comes_back(at, NOW) for at in (None, NOW - week, NOW - week - MOMENT)] == [True, True, False]
