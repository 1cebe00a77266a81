"""A standard is changed place by place; what differs is named, and applied again gives the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.size import Size
from bot.domain.standard import SIZES, Sharing, Standard
from bot.domain.standard_changes import (
    ALL_OTHERS,
    BONUSES,
    LIMITS,
    PLAIN,
    USUAL,
    Place,
    applied,
    changed,
    differences,
    place_of,
    places,
    value_at,
)

ANYWHERE = [
    *places(Standard(rows={"carpentry": (1, 2, 3, 4)})),
    *(Place("row", size, "welding") for size in SIZES),
]


@st.composite
def changes(draw: st.DrawFn) -> dict[str, int | str]:
    chosen = draw(st.lists(st.sampled_from(ANYWHERE), max_size=12, unique=True))
    return {str(place): draw(_values(place)) for place in chosen}


def _values(place: Place) -> st.SearchStrategy[int | str]:
    if place.name == "sharing":
        return st.sampled_from([str(each) for each in Sharing])
    return st.text(max_size=60) if place.name == "examples" else st.integers(*LIMITS[place.name])


@given(changes(), changes())
def test_each_place_holds_what_was_last_put_there_and_what_differs_is_named(
    first: dict[str, int | str], second: dict[str, int | str]
) -> None:
    before = applied(Standard(), first)
    after = applied(before, second)
    assert {name: value_at(after, _place(name)) for name in second} == second
    named = {change.place: (change.before, change.after) for change in differences(before, after)}
    assert all(value_at(before, place) == was != is_now for place, (was, is_now) in named.items())
    same = [place for place in places(before, after) if place not in named]
    assert all(value_at(before, place) == value_at(after, place) for place in same)
    assert Standard.from_json(json.loads(json.dumps(after.to_json()))) == after


def _place(name: str) -> Place:
    place = place_of(name)
    assert place is not None
    return place


def test_every_place_is_found_again_by_its_name_and_nothing_else_is() -> None:
    assert [place_of(str(place)) for place in ANYWHERE] == ANYWHERE
    for name in ("", "row", "row.carpentry", "row.carpentry.tiny", "bonus.normal", "minutes", "night.small", "a.b.c.d"):
        assert place_of(name) is None


@pytest.mark.parametrize("place", [Place("night"), Place("row", Size.SMALL, ALL_OTHERS), Place("bonus", BONUSES[0])])
@pytest.mark.parametrize("value", [-1, 1001, "5"])
def test_what_makes_no_sense_is_refused(place: Place, value: int | str) -> None:
    with pytest.raises(ValueError, match="may not stand"):
        changed(Standard(), place, value)


def test_a_trade_follows_all_others_again() -> None:
    own = Standard(rows={"carpentry": (1, 2, 3, 4)})
    assert applied(own, {"row.carpentry": USUAL}) == Standard()
    assert [str(change.place) for change in differences(own, Standard())] == [f"row.carpentry.{size}" for size in SIZES]


def test_a_standard_of_an_earlier_program_adds_nothing_that_it_did_not_know() -> None:
    old = Standard.from_json({"default": [5, 10, 20, 40], "rows": {}, "bonus": {"urgent": 5}})
    assert [getattr(old, name) for name in PLAIN] == [0, 0, Sharing.EACH, 0, 0, 0, 3, 0]
