"""Posters for the doors of buildings: a code to scan, the building's name, a number to call."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.deep_link import WHOLE_COMMUNITY, poster_payload
from bot.language.persons.phones import display_phone
from bot.models import Community
from bot.reports import paper
from bot.reports.codes import qr_drawing
from bot.storage.community.buildings import buildings_of
from bot.storage.ground.uow import Reading

TEMPLATE = "poster"


@dataclass(frozen=True)
class Door:
    """Where one poster hangs: a building of the list, or the whole community."""

    name: str
    building_id: int = WHOLE_COMMUNITY


@dataclass(frozen=True)
class Posters:
    """The posters of one community, one page for each door."""

    community_id: int
    community: str
    bot_username: str
    doors: tuple[Door, ...]
    phone: str | None = None
    """As people read it; None: there is nobody to call."""
    emergency: Sequence[tuple[str, str]] = ()

    def pdf(self) -> bytes:
        """All of them, to be printed."""
        return paper.pdf(TEMPLATE, self._facts(self.doors))

    def png(self) -> bytes:
        """The first of them, to be shown on a screen."""
        return paper.png(TEMPLATE, self._facts(self.doors[:1]))

    def link(self, door: Door) -> str:
        """What the code of a poster says."""
        return f"https://t.me/{self.bot_username}?start={poster_payload(self.community_id, door.building_id)}"

    def _facts(self, doors: Sequence[Door]) -> dict[str, object]:
        return {
            "title": self.community,
            "community": self.community,
            "phone": self.phone,
            "emergency": list(self.emergency),
            "posters": [{"name": door.name, "qr": qr_drawing(self.link(door))} for door in doors],
        }


async def posters_of(
    tx: Reading, community: Community, bot_username: str, building_id: int = WHOLE_COMMUNITY
) -> Posters | None:
    """The posters of one building, or of the community and then of each building; None: the building is not listed."""
    doors = tuple(Door(building.name, building.id) for building in await buildings_of(tx, community.id))
    if building_id == WHOLE_COMMUNITY:
        doors = (Door(community.name), *doors)
    else:
        doors = tuple(door for door in doors if door.building_id == building_id)
    if not doors:
        return None
    ways = community.ways()
    phone = None if ways.staff_phone is None else display_phone(ways.staff_phone)
    return Posters(community.id, community.name, bot_username, doors, phone, ways.emergency_numbers)
