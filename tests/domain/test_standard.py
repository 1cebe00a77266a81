"""The points standard: category by size, and a bonus for urgency."""

import json

import pytest

from bot.domain.size import Size
from bot.domain.standard import MOST_POINTS, Standard
from bot.domain.urgency import Urgency


def test_points_are_the_row_plus_the_bonus() -> None:
    standard = Standard().with_row("carpentry", (10, 15, 25, 50)).with_bonus(Urgency.URGENT, 7)
    assert standard.points(category="carpentry", size=Size.LARGE, urgency=Urgency.URGENT) == 32
    assert standard.points(category=None, size=Size.MEDIUM, urgency=Urgency.NORMAL) == 10


def test_a_category_nobody_priced_has_the_row_of_all_others() -> None:
    standard = Standard().with_row(None, (1, 2, 3, 4))
    assert standard.points(category="welding", size=Size.HUGE, urgency=Urgency.NORMAL) == 4


def test_a_standard_comes_back_from_the_database_as_it_was() -> None:
    standard = Standard().with_row(None, (2, 4, 6, 8)).with_row("locks", (1, 2, 3, 4)).with_bonus(Urgency.CRITICAL, 0)
    assert Standard.from_json(json.loads(json.dumps(standard.to_json()))) == standard


@pytest.mark.parametrize("row", [(1, 2, 3), (1, 2, 3, -1), (1, 2, 3, MOST_POINTS + 1)])
def test_a_row_that_makes_no_sense_is_refused(row: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        Standard().with_row(None, row)


def test_a_bonus_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="whole number"):
        Standard().with_bonus(Urgency.URGENT, -1)


@pytest.mark.parametrize("edge", [0, MOST_POINTS])
def test_nothing_at_all_and_the_most_are_both_points_one_can_give(edge: int) -> None:
    standard = Standard().with_row(None, (edge, edge, edge, edge)).with_bonus(Urgency.URGENT, edge)
    assert standard.points(category=None, size=Size.SMALL, urgency=Urgency.URGENT) == 2 * edge


def test_an_urgency_the_standard_does_not_know_yet_earns_no_bonus() -> None:
    older = Standard.from_json({"default": [5, 10, 20, 40], "rows": {}, "bonus": {"urgent": 5}})
    assert older.points(category=None, size=Size.SMALL, urgency=Urgency.CRITICAL) == 5


def test_what_a_community_has_not_changed_is_the_published_standard() -> None:
    published = {
        (size, urgency): Standard().points(category=None, size=size, urgency=urgency)
        for size in Size
        for urgency in Urgency
    }
    assert list(published.values()) == [5, 10, 15, 10, 15, 20, 20, 25, 30, 40, 45, 50]
