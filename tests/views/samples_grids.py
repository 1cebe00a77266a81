"""Samples of grids: the card of all, of one, and the questions on it."""

from collections.abc import Iterator
from functools import partial

from bot.storage.community.grids import GridFacts
from bot.usecases.community.grids import ADD, FIELDS, REPAIR, STEWARD
from bot.views import grids
from tests.views import facts
from tests.views.facts import Said
from tests.views.sampling import Sample, sample

CARD = 2**31 - 1
LAST = 99
"""A community has a handful."""


def _grid(said: Said, *, bare: bool = False) -> GridFacts:
    if bare:
        return GridFacts(LAST, said.community[:20])
    homes = tuple(f"{number}#" for number in range(1, 7))
    return GridFacts(LAST, said.community[:20], homes, facts.person(said.name), facts.person(said.other))


def _several(said: Said) -> list[GridFacts]:
    return [_grid(said), _grid(said, bare=True)]


def _screens() -> Iterator[Sample]:
    yield sample(grids.all_grids, facts.community, [], [], CARD)
    yield sample(grids.all_grids, partial(facts.community, practice={"head_start_minutes": 15}), _several, [], CARD)
    yield sample(grids.all_grids, facts.community, _several, lambda said: [said.building[:64]], CARD)
    for ending in (False, True):
        yield sample(grids.one_grid, facts.community, _grid, CARD, ending=ending)
    for field in (ADD, *FIELDS):
        yield sample(grids.grid_draft, field, lambda said: [facts.person(said.name)], CARD)
    yield sample(grids.grid_draft, STEWARD, lambda said: [facts.person(said.name)], CARD, said="李")
    yield from (sample(grids.grid_draft_ended, ended) for ended in ("changed", "dropped"))
    yield sample(
        grids.grid_draft_ended,
        "changed",
        lambda said: [(said.building[:20], said.community[:20]), ("2#", said.community[:20])],
    )
    yield from (sample(grids.grid_part, _grid, part) for part in (STEWARD, REPAIR))


SCREENS = [*_screens()]
