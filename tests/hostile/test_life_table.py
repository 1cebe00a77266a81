"""The table of an order's life, through its doors: whoever it names gets there, and nobody else, from nowhere else."""

from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, product

import pytest

from bot.handlers.routes import routes
from tests.hostile.doors import (
    ASKS,
    DOORS,
    GOES_ON,
    NO_DOOR,
    NO_STEP,
    TAKES_A_STEP,
    Door,
    cells,
    cells_of,
    open_for,
)
from tests.hostile.square import OUTSIDERS, Place, Square, gathered
from tests.hostile.watch import Watch

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is decided before the database is asked needs no second one."""


@pytest.fixture
async def square(watch: Watch) -> Square:
    """Everybody, and an order in every state."""
    return await gathered(watch)


def act(square: Square, who: str, door: Door, place: Place) -> Callable[[], object]:
    """The first thing somebody does at this door."""
    opening, person = door.opens(place.number), square.people[who].person
    return (lambda: person.forges(opening, under=square.card)) if door.is_button else (lambda: person.says(opening))


TAKES_TURNS = (("secretary", "clerk"), ("volunteer",), ("holder",), ("reporter",), ("party",), OUTSIDERS)
"""Who is alike before the table, so that one of them at each cell will do."""
Cell = tuple[str, str, Place]


def every_cell(square: Square, doors: Iterable[str]) -> Iterator[Cell]:
    """Somebody of each kind, at each door, with each order."""
    turns = [cycle(alike) for alike in TAKES_TURNS]
    for name, place, turn in product(doors, square.orders.values(), turns):
        yield next(turn), name, place


@pytest.mark.long
@pytest.mark.timeout(600)  # it counts for a quarter of a minute where nothing else runs
@once
async def test_nobody_gets_further_than_their_part_in_the_orders_life(square: Square) -> None:
    """With the presses of `test_buttons.py` these are more than two thousand, and none of them acts."""
    doors = DOORS | ASKS
    everything = list(every_cell(square, doors))
    forbidden = [
        (who, doors[name], place) for who, name, place in everything if refused(square, who, doors[name], place)
    ]
    assert 1600 < len(forbidden) > len(everything) * 0.9
    before = await square.state()
    taps = await square.watch.town.at_once(*[act(square, *cell) for cell in forbidden])
    assert await square.state() == before
    tapped = zip(forbidden, taps, strict=True)
    assert [(who, door, place) for (who, door, place), tap in tapped if door.is_button and not tap.text] == []
    await square.watch.assert_goes_on()


def refused(square: Square, who: str, door: Door, place: Place) -> bool:
    """Whether the table has a no for them; who says again what was so is answered kindly.

    One button may take several steps: 没修好 is a verdict, and brings the order back.
    """
    again = who == "holder" and place.state in door.again
    same = [other for other in (DOORS | ASKS).values() if other.opens(0)[:-1] == door.opens(0)[:-1]]
    return not again and not any(open_for(other, square, who, place) for other in same)


@once
@pytest.mark.long
@pytest.mark.timeout(600)
async def test_whoever_may_gets_there(square: Square) -> None:
    """Each cell of the table on an order of its own: what is refused elsewhere is refused for the right reason."""
    allowed = [cell for cell in every_cell(square, DOORS) if open_for(DOORS[cell[1]], square, cell[0], cell[2])]
    places = await square.put(*[like.state for _, _, like in allowed])
    not_there = []
    for (who, name, _), place in zip(allowed, places, strict=True):
        door, actor = DOORS[name], square.people[who]
        await square.watch.town.at_once(act(square, who, door, place))
        if door.goes_on is not None:
            await door.goes_on(square, actor, place)
        took = [account for step, account in (await square.steps(place))[1:] if step is door.step]
        if took[-1:] != [square.people[door.ends_with or who].user_id]:
            not_there.append((who, name, place.state, took, actor.last.text))
    assert not_there == [], "\n".join(map(repr, not_there))


def test_every_cell_of_the_table_has_a_door() -> None:
    led_to = set().union(*(cells_of(door) for door in DOORS.values()))
    missing = cells() - led_to - NO_DOOR.keys()
    assert missing == set(), sorted(map(str, missing))
    assert led_to & NO_DOOR.keys() == set()


def test_every_button_that_is_routed_is_known_to_take_a_step_or_none() -> None:
    routed = {name_of(route.pattern.pattern) for route in routes() if hasattr(route, "pattern") and route.pattern}
    assert routed == TAKES_A_STEP | GOES_ON | NO_STEP


def name_of(pattern: str) -> str:
    return pattern.removeprefix("^1:").partition(":")[0]
