"""Figures: sums, shares, waits by nearest rank, a period in pieces."""

from datetime import date, timedelta

import pytest

from bot.domain.figures import Answerable, Counts, Figures, Share, stretches_of, waited
from bot.domain.periods import Period
from bot.domain.satisfaction import Satisfaction, percent
from bot.domain.stars import stars_for

START = date(2026, 1, 10)


def test_orders_of_two_sorts_are_added_each_figure_to_its_own() -> None:
    assert Counts(1, 2, 3) + Counts(10, 20, 30) == Counts(received=11, done=22, open=33)


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(0, 0, None), (0, 7, 0), (7, 7, 100), (1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 201, 0)]
)
def test_a_share_is_in_per_cent_with_halves_rounded_up(part: int, whole: int, share: int | None) -> None:
    assert percent(part, whole) == Share(part, whole).percent == share


def test_satisfaction_is_of_those_who_spoke_and_response_of_all() -> None:
    judged = Satisfaction(finished=10, rated=4, satisfied=3)
    assert (judged.share, judged.response) == (75, 40)


@pytest.mark.parametrize(
    ("count", "median", "ninety"), [(1, 1, 1), (2, 1, 2), (3, 2, 3), (4, 2, 4), (10, 5, 9), (11, 6, 10), (20, 10, 18)]
)
def test_half_wait_no_longer_than_the_median_and_nine_tenths_no_longer_than_the_other(
    count: int, median: int, ninety: int
) -> None:
    spans = [timedelta(hours=count - at) for at in range(count)]
    wait = waited(spans)
    assert wait is not None
    assert (wait.median, wait.ninety) == (timedelta(hours=median), timedelta(hours=ninety))


def test_nobody_waited_where_there_is_nothing() -> None:
    assert waited([]) is None


@pytest.mark.parametrize(
    ("days", "pieces", "second", "last"),
    [
        (1, 1, None, START),
        (14, 14, START + timedelta(days=1), START + timedelta(days=13)),
        (15, 3, START + timedelta(days=7), START + timedelta(days=14)),
        (98, 14, START + timedelta(days=7), START + timedelta(days=91)),
        (99, 4, date(2026, 2, 1), date(2026, 4, 1)),
        (356, 12, date(2026, 2, 1), date(2026, 12, 1)),
    ],
)
def test_a_picture_shows_days_else_weeks_else_months(days: int, pieces: int, second: date | None, last: date) -> None:
    period = Period(START, START + timedelta(days=days))
    found = stretches_of(period)
    assert len(found) == pieces
    assert [piece.begins for piece in found[1:2]] == ([] if second is None else [second])
    assert found[-1] == Period(last, period.ends)
    assert [piece.ends for piece in found[:-1]] == [piece.begins for piece in found[1:]]
    assert found[0].begins == START


def test_a_party_stands_by_what_was_due_and_a_period_is_empty_where_nothing_happened() -> None:
    usual = {"name": "", "kind": "property", "done": 1, "satisfied": Share(0, 0)}
    assert [Answerable(in_time=Share(*share), overdue=late, **usual).standing for share, late in (  # type: ignore[arg-type]
        ((3, 4), 0), ((3, 4), 2), ((0, 0), 0))] == [0.75, 0.5, 0.0]  # fmt: skip
    period = Period(START, START + timedelta(days=1))
    busy = [{"all": Counts(received=1)}, {"all": Counts(done=1)}, {"minutes": 1}, {"points": 1}]
    assert [Figures(period, **facts).empty for facts in busy] == [False] * 4  # type: ignore[arg-type]
    assert Figures(period, all=Counts(open=1), past=1).empty


def test_stars_are_for_whole_hours_by_the_ministry() -> None:
    assert [stars_for(hours * 60 - short) for hours in (100, 300, 600, 1000, 1500) for short in (1, 0)] == [
        0, 1, 1, 2, 2, 3, 3, 4, 4, 5,
    ]  # fmt: skip
