"""Samples of the list of buildings, and of the posters."""

from collections.abc import Iterator

from bot.reports.posters import Door, Posters
from bot.storage.community.buildings import BuildingFacts
from bot.views import buildings
from tests.views import facts
from tests.views.facts import Said
from tests.views.sampling import BOT, Sample, sample

CARD = 2**31 - 1


def _listed(said: Said, count: int) -> list[BuildingFacts]:
    named = [BuildingFacts(2**63 - 1, said.building[:64])] if count else []
    return [*(BuildingFacts(number, f"{number}#") for number in range(1, count)), *named]


def _posters(said: Said, *names: str, phone: str | None = None) -> Posters:
    doors = tuple(Door(name, number) for number, name in enumerate(names))
    return Posters(1, said.community, BOT, doors, phone)


def _screens() -> Iterator[Sample]:
    for count in (0, 2, 40):
        yield sample(buildings.building_list, facts.community, lambda said, count=count: _listed(said, count), CARD)
    for page in (0, 3, 99):
        yield sample(buildings.building_list, facts.community, lambda said: _listed(said, 40), CARD, removing=page)
    yield sample(buildings.names_draft, CARD)
    yield sample(buildings.names_confirm, CARD, lambda said: [said.building, *(f"{n}#" for n in range(13))], CARD)
    yield from (sample(buildings.names_draft_ended, added) for added in (None, 0, 12))
    yield sample(buildings.names_draft_ended, 12, below=True)
    yield sample(buildings.posters, facts.community, lambda said: _posters(said, said.community, said.building))
    yield sample(buildings.posters, facts.community, lambda said: _posters(said, said.building, phone=said.phone))


SCREENS = [*_screens()]
