"""The list of a community's buildings: asked for, added to, taken from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.domain.ids import CommunityId
from bot.models import Building, Community
from bot.storage.ground.uow import Reading, Writing


@dataclass(frozen=True)
class BuildingFacts:
    """One building of the list. Its id stands on printed posters and never means another one."""

    id: int
    name: str


_NUMBER = re.compile(r"\d+")


def _as_people_count(building: BuildingFacts) -> tuple[bool, str, list[int], str]:
    """2号楼 before 10号楼, then 甲3号楼, and last those without a number."""
    name = building.name
    numbers = [int(number) for number in _NUMBER.findall(name)]
    return not numbers, _NUMBER.sub("", name) if numbers else "", numbers, name


async def buildings_of(tx: Reading, community_id: CommunityId) -> list[BuildingFacts]:
    """The buildings of the list, in the order in which people count them."""
    rows = await tx.session.execute(
        select(Building.id, Building.name).where(Building.community_id == community_id, Building.active)
    )
    return sorted((BuildingFacts(row.id, row.name) for row in rows), key=_as_people_count)


async def building_of(tx: Reading, community_id: int, building_id: int) -> BuildingFacts | None:
    """One building of the list; None: it was taken off, or there never was one."""
    row = await tx.session.get(Building, (community_id, building_id))
    return BuildingFacts(row.id, row.name) if row is not None and row.active else None


async def add_buildings(tx: Writing, community: Community, names: Sequence[str]) -> list[str]:
    """Put these on the list; which of them were not on it. One that was taken off comes back with its id."""
    # Two who add at once take turns: the ids count on.
    await tx.session.execute(select(Community.id).where(Community.id == community.id).with_for_update())
    known = {
        row.name: row for row in await tx.session.scalars(select(Building).where(Building.community_id == community.id))
    }
    last = max((row.id for row in known.values()), default=0)
    added = [name for name in dict.fromkeys(names) if name not in known or not known[name].active]
    for name in added:
        if name in known:
            known[name].active = True
        else:
            last += 1
            tx.session.add(Building(community_id=community.id, id=last, name=name))
    await tx.session.flush()
    return added


async def remove_building(tx: Writing, community_id: CommunityId, building_id: int) -> str | None:
    """Take one off the list; its name, or None if it was not on it."""
    row = await tx.session.get(Building, (community_id, building_id), with_for_update=True)
    if row is None or not row.active:
        return None
    row.active = False
    return row.name
