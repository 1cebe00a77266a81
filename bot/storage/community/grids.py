"""Grids: which buildings each has, who looks after them, and which grid a place belongs to."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from bot.domain.ids import CommunityId
from bot.language.whereabouts.buildings import place_building
from bot.models import Account, Building, Community, Grid, Membership, Order, Person
from bot.models.ledger import AccountKind
from bot.models.people import Reach
from bot.storage.community.buildings import BuildingFacts, buildings_of
from bot.storage.ground.uow import Reading, Writing
from bot.storage.members.people import PersonFacts, opened

_NUMBERED = re.compile(r"#?([1-9][0-9]{0,9})(?:号志愿者|号)?")


@dataclass(frozen=True)
class GridFacts:
    """One grid: its buildings in the order in which people count them, and its people, as far as there are any."""

    id: int
    name: str
    buildings: tuple[str, ...] = ()
    steward: PersonFacts | None = None
    repair: PersonFacts | None = None


async def grids_of(tx: Reading, community_id: CommunityId) -> list[GridFacts]:
    """The grids of a community, the oldest first."""
    query = select(Grid).where(Grid.community_id == community_id, Grid.active).order_by(Grid.id)
    grids = (await tx.session.scalars(query)).all()
    if not grids:
        return []
    concerned = {person_id for grid in grids for person_id in (grid.steward_id, grid.repair_id) if person_id}
    rows = await tx.session.scalars(select(Person).where(Person.id.in_(concerned)))
    people = {person.id: opened(tx, person) for person in rows}
    homes = await _homes(tx, community_id)
    listed = await buildings_of(tx, community_id)
    return [
        GridFacts(
            id=grid.id,
            name=grid.name,
            buildings=tuple(building.name for building in listed if homes.get(building.id) == grid.id),
            steward=people.get(grid.steward_id) if grid.steward_id else None,
            repair=people.get(grid.repair_id) if grid.repair_id else None,
        )
        for grid in grids
    ]


async def _homes(tx: Reading, community_id: CommunityId) -> dict[int, int]:
    """The grid of each building that has one."""
    rows = await tx.session.execute(select(Building.id, Building.grid_id).where(Building.community_id == community_id))
    return {row.id: row.grid_id for row in rows if row.grid_id is not None}


async def grid_for_change(tx: Writing, community_id: CommunityId, grid_id: int) -> Grid | None:
    """One grid, locked; None: there is none, or it was given up."""
    grid = await tx.session.get(Grid, (community_id, grid_id), with_for_update=True)
    return grid if grid is not None and grid.active else None


async def add_grid(tx: Writing, community_id: CommunityId, name: str) -> Grid:
    """A grid of this name; one that was given up comes back, one that there is already stays as it is."""
    # Two who add at once take turns: the ids count on.
    await tx.session.execute(select(Community.id).where(Community.id == community_id).with_for_update())
    known = (await tx.session.scalars(select(Grid).where(Grid.community_id == community_id))).all()
    grid = next((each for each in known if each.name == name), None)
    if grid is None:
        grid = Grid(community_id=community_id, id=1 + max((each.id for each in known), default=0), name=name)
        tx.session.add(grid)
    grid.active = True
    await tx.session.flush()
    return grid


async def name_in_use(tx: Reading, community_id: CommunityId, name: str) -> bool:
    """Whether a grid is, or was, called so."""
    found = select(Grid.id).where(Grid.community_id == community_id, Grid.name == name)
    return await tx.session.scalar(found) is not None


async def taken_from(tx: Reading, grid: Grid, buildings: Collection[int]) -> list[tuple[str, str]]:
    """Of these buildings, those that another grid has now: each with the name of that grid."""
    rows = await tx.session.execute(
        select(Building.name, Grid.name)
        .join(Grid, (Grid.community_id == Building.community_id) & (Grid.id == Building.grid_id))
        .where(Building.community_id == grid.community_id, Building.id.in_(buildings), Grid.id != grid.id)
        .order_by(Grid.id, Building.id)
    )
    return [(building, other) for building, other in rows]


async def give_buildings(tx: Writing, grid: Grid, buildings: Collection[int]) -> None:
    """The grid has these buildings and no others; whichever had them before has them no more."""
    here = Building.community_id == grid.community_id
    own, wanted = Building.grid_id == grid.id, Building.id.in_(buildings)
    await tx.session.execute(update(Building).where(here, own).values(grid_id=None))
    await tx.session.execute(update(Building).where(here, wanted).values(grid_id=grid.id))


async def grid_of_place(tx: Reading, community_id: CommunityId, said: str | None) -> int | None:
    """The grid to which a building belongs, however it is spelt and whatever stands behind it (2单元)."""
    if said is None:
        return None
    rows = await tx.session.execute(
        select(Building.name, Building.grid_id)
        .join(Grid, (Grid.community_id == Building.community_id) & (Grid.id == Building.grid_id))
        .where(Building.community_id == community_id, Building.active, Grid.active)
    )
    return _grid_among(said, {row.name: row.grid_id for row in rows})


def _grid_among(said: str, homes: dict[str, int]) -> int | None:
    if not homes:
        return None
    if said in homes:
        return homes[said]
    placed = place_building(said, list(homes)).building or said
    # The longest name first: 12号楼 begins with no other number, but 教师楼A may begin like 教师楼.
    return next((homes[name] for name in sorted(homes, key=len, reverse=True) if placed.startswith(name)), None)


async def place_unfinished(tx: Writing, community_id: CommunityId) -> None:
    """The grids have changed: each order that is not finished belongs to the one that has its building now."""
    rows = await tx.session.execute(
        select(Building.name, Building.grid_id).where(
            Building.community_id == community_id, Building.active, Building.grid_id.is_not(None)
        )
    )
    homes = {row.name: row.grid_id for row in rows}
    unfinished = select(Order).where(Order.community_id == community_id, Order.ended_at.is_(None))
    for order in await tx.session.scalars(unfinished.order_by(Order.number).with_for_update()):
        order.grid_id = _grid_among(order.building, homes)


async def looking_after(tx: Reading, community_id: CommunityId, grid_id: int) -> Sequence[Person]:
    """Steward and repair person of a grid, as far as they are of the team and the bot can write to them."""
    grid = await tx.session.get(Grid, (community_id, grid_id))
    if grid is None or not grid.active:
        return []
    members = select(Membership.person_id).where(Membership.community_id == community_id)
    concerned = [person_id for person_id in (grid.steward_id, grid.repair_id) if person_id is not None]
    query = select(Person).where(Person.id.in_(concerned), Person.id.in_(members), Person.reach == Reach.STARTED)
    return (await tx.session.scalars(query.order_by(Person.id))).all()


async def without_grid(tx: Reading, community_id: CommunityId) -> list[BuildingFacts]:
    """The buildings of the list that belong to no grid."""
    homes = await _homes(tx, community_id)
    return [building for building in await buildings_of(tx, community_id) if building.id not in homes]


async def team_of(tx: Reading, community_id: CommunityId) -> list[PersonFacts]:
    """Everybody of the team, those the bot can write to first, by name."""
    ids = select(Membership.person_id).where(Membership.community_id == community_id)
    people = [opened(tx, person) for person in await tx.session.scalars(select(Person).where(Person.id.in_(ids)))]
    return sorted(people, key=lambda each: (each.reach is not Reach.STARTED, each.name))


async def numbered(tx: Reading, community_id: CommunityId, team: Sequence[PersonFacts], text: str) -> list[PersonFacts]:
    """Who goes by this number in public lists (7号志愿者); nobody where it is none."""
    match = _NUMBERED.fullmatch(text.strip())
    if match is None:
        return []
    account = (Account.community_id == community_id, Account.id == int(match[1]), Account.kind == AccountKind.MEMBER)
    owner = await tx.session.scalar(select(Account.owner_id).where(*account))
    return [each for each in team if each.id == owner]
