"""网格: buildings with the two people who look after them, kept by the secretary on one card in the chat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from bot.domain.errors import BadInput, ButtonExpired, NotABuilding, NotOnTheTeam
from bot.domain.ids import PersonId
from bot.domain.place_errors import NotListed
from bot.domain.roles import Role
from bot.language.whereabouts.building_names import LONGEST_NAME, read_building_names
from bot.language.whereabouts.buildings import place_building
from bot.models import Community, Grid, Person
from bot.storage.community.buildings import add_buildings, buildings_of
from bot.storage.community.communities import write_audit
from bot.storage.community.grids import (
    add_grid,
    give_buildings,
    grid_for_change,
    grids_of,
    name_in_use,
    numbered,
    place_unfinished,
    taken_from,
    team_of,
)
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.people import PersonFacts
from bot.storage.repairs.colleagues import named
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, require_secretary, secretary_here
from bot.usecases.chats.asking import own_communities
from bot.usecases.community.buildings import MOST_BUILDINGS
from bot.usecases.community.setting_values import NOTHING
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft
from bot.usecases.owed.owing_community import owe_grid_part, owe_panel
from bot.usecases.shop.shopping import new_serial

DRAFT = "grid"
NAME, HOMES, STEWARD, REPAIR, ADD = "name", "homes", "steward", "repair", "add"
"""What the question is about; the last makes a grid of the name that is said."""
FIELDS = (NAME, HOMES, STEWARD, REPAIR)
SIDES = ("list", "one", "end")
"""What the card can show: all grids, one of them, whether that one is really to be given up."""
LONGEST_GRID = 20
MOST_GRIDS = 60
MOST_OFFERED = 6
_NEW = re.compile(r"\s*(?:加上?|新加|新增|add\b|\+)[\s::]*", re.IGNORECASE)
"""加 7-12号楼: these belong onto the list."""


@dataclass(frozen=True)
class ShowGrids:
    """A secretary wants the grids."""

    actor: Actor


async def show_grids(cmd: ShowGrids, *, uow: UnitOfWork, now: datetime) -> None:
    """The card, in the private chat, for each of the actor's communities.

    Raises:
        NotAllowed: the actor is secretary nowhere, or not of this group.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        for community in await own_communities(tx, person, cmd.actor, frozenset({Role.SECRETARY}), "grids"):
            _owe_card(tx, cmd.actor.user_id, community, card=new_serial())


def _owe_card(tx: Writing, user_id: int, community: Community, *, card: int, side: str = "list", grid: int = 0) -> None:
    """One card shows the grids as they are when it is shown, or one of them."""
    key = f"grids/{user_id}/{community.id}/{card}"
    owe_panel(tx, user_id, community.id, "grids", key=key, card=card, side=side, grid=grid)


@dataclass(frozen=True)
class PressGrid:
    """A button of the card; `grid_id` is 0 where it is about none."""

    actor: Actor
    community_id: int
    card: int
    act: str
    grid_id: int


async def press_grid(cmd: PressGrid, *, uow: UnitOfWork, now: datetime) -> None:
    """Turn the card over, ask for what shall be so, or give a grid up.

    Raises:
        ButtonExpired: there is no such button or grid (any more).
        NoCommunity: there is no such community.
        NotAllowed: the actor is no secretary there.
    """
    async with uow.writing(now) as tx:
        person, community = await secretary_here(tx, cmd.actor, cmd.community_id, "grids")
        if cmd.act == ADD:
            await _ask(tx, person, community, cmd, ADD)
            return
        if cmd.act == "list":
            _owe_card(tx, cmd.actor.user_id, community, card=cmd.card)
            return
        grid = await grid_for_change(tx, community.id, cmd.grid_id)
        if grid is None:
            raise ButtonExpired
        if cmd.act in FIELDS:
            await _ask(tx, person, community, cmd, cmd.act)
        elif cmd.act in SIDES:
            _owe_card(tx, cmd.actor.user_id, community, card=cmd.card, side=cmd.act, grid=grid.id)
        elif cmd.act == "gone":
            await _give_up(tx, community, person, grid)
            _owe_card(tx, cmd.actor.user_id, community, card=cmd.card)
        else:
            raise ButtonExpired


async def _ask(tx: Writing, person: Person, community: Community, cmd: PressGrid, field: str) -> None:
    payload = {"community": community.id, "card": cmd.card, "grid": cmd.grid_id}
    await begin_question(tx, person, cmd.actor.user_id, kind=DRAFT, step=field, payload=payload)


async def _give_up(tx: Writing, community: Community, person: Person, grid: Grid) -> None:
    """Its buildings belong to none from now on; the orders of its time keep it."""
    await give_buildings(tx, grid, ())
    grid.active = False
    await tx.session.flush()
    await place_unfinished(tx, community.id)
    write_audit(tx, community.id, person.id, "grid", given_up=grid.id)


async def offered(tx: Reading, draft: DraftFacts) -> Sequence[PersonFacts]:
    """Who may be meant by the name that was said; where none was, those of the team who come first."""
    team = await team_of(tx, draft.payload["community"])
    return (await named(tx, team, draft.payload.get("said") or "") or team)[:MOST_OFFERED]


@dataclass(frozen=True)
class ChooseForGrid:
    """A name was tapped under the question who looks after a grid."""

    actor: Actor
    serial: int
    person_id: int


async def choose_for_grid(cmd: ChooseForGrid, *, uow: UnitOfWork, now: datetime) -> None:
    """They look after the grid from now on.

    Raises:
        ButtonExpired: the question has been answered, or that person is of the team no more.
        NotAllowed: the actor is secretary no more.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, DRAFT, cmd.serial)
        if draft is None or draft.step not in (STEWARD, REPAIR):
            raise ButtonExpired
        team = await team_of(tx, draft.payload["community"])
        if cmd.person_id not in {each.id for each in team}:
            raise ButtonExpired
        await _settle(tx, await _ground(tx, person, draft), PersonId(cmd.person_id))


class _Ground(NamedTuple):
    """Who answers which question about which grid."""

    community: Community
    person: Person
    draft: DraftFacts
    grid: Grid


async def _ground(tx: Writing, person: Person, draft: DraftFacts) -> _Ground:
    """The person has to be secretary still, and the grid has to be there."""
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_secretary(tx, community, person, "grids")
    grid = await grid_for_change(tx, community.id, draft.payload["grid"])
    if grid is None:
        raise ButtonExpired
    return _Ground(community, person, draft, grid)


async def answer_grid(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """What was asked for: a name, buildings, or one of the team.

    Raises:
        BadInput: it cannot be the name of a grid, or there would be too many buildings.
        NotABuilding: something in it is none.
        NotListed: the community's list of buildings does not have it.
        NotOnTheTeam: nobody of the team is called so.
        NotAllowed: the person is secretary no more.
    """
    if draft.step == ADD:
        await _add(tx, person, draft, text)
        return
    ground = await _ground(tx, person, draft)
    if draft.step == NAME:
        await _rename(tx, ground, text)
    elif draft.step == HOMES:
        await _give(tx, ground, text)
    elif text.strip().lower() in NOTHING:
        await _settle(tx, ground, None)
    else:
        await _answer_who(tx, ground, text)


async def _add(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_secretary(tx, community, person, "grids")
    name = text.strip()
    if not name or "\n" in name or len(name) > LONGEST_GRID or len(await grids_of(tx, community.id)) >= MOST_GRIDS:
        raise BadInput(field="grid", example="第一网格")
    grid = await add_grid(tx, community.id, name)
    write_audit(tx, community.id, person.id, "grid", added=grid.id)
    await _show(tx, community, draft, grid)


async def _rename(tx: Writing, ground: _Ground, text: str) -> None:
    name, grid = text.strip(), ground.grid
    if not name or "\n" in name or len(name) > LONGEST_GRID or await name_in_use(tx, grid.community_id, name):
        raise BadInput(field="grid", example="第一网格")
    write_audit(tx, grid.community_id, ground.person.id, "grid", grid=grid.id, before=grid.name, after=name)
    grid.name = name
    await _show(tx, ground.community, ground.draft, grid)


async def _give(tx: Writing, ground: _Ground, text: str) -> None:
    """These buildings and no others."""
    community, grid = ground.community, ground.grid
    wanted = set() if text.strip().lower() in NOTHING else await _on_the_list(tx, community, text)
    ids = [building.id for building in await buildings_of(tx, community.id) if building.name in wanted]
    taken = await taken_from(tx, grid, ids)
    await give_buildings(tx, grid, ids)
    await place_unfinished(tx, community.id)
    write_audit(tx, community.id, ground.person.id, "grid", grid=grid.id, buildings=sorted(ids))
    await _show(tx, community, ground.draft, grid, taken=taken)


async def _on_the_list(tx: Writing, community: Community, text: str) -> set[str]:
    """The buildings that were typed, in the list's spelling; new ones come onto it where that is said, or it is empty.

    Raises:
        BadInput: there would be too many.
        NotABuilding: something in it is none.
        NotListed: the list does not have them, and nobody said that they are new.
    """
    new_ones = _NEW.match(text)
    read = read_building_names(text if new_ones is None else text[new_ones.end() :])
    if read.unclear or not read.names:
        raise NotABuilding(said=(read.unclear or (text,))[0][:LONGEST_NAME])
    listed = [building.name for building in await buildings_of(tx, community.id)]
    wanted = {place_building(name, listed).building or name for name in read.names}
    new = [name for name in read.names if name in wanted and name not in listed]
    if new and listed and new_ones is None:
        raise NotListed(tuple(new), tuple(listed))
    if len(listed) + len(new) > MOST_BUILDINGS:
        raise BadInput(field="buildings", example=str(MOST_BUILDINGS))
    if new and not listed:
        community.practice = replace(community.ways(), buildings_of_grids_only=True).to_json()
    await add_buildings(tx, community, new)
    return wanted


async def _answer_who(tx: Writing, ground: _Ground, text: str) -> None:
    team = await team_of(tx, ground.community.id)
    found = await numbered(tx, ground.community.id, team, text) or await named(tx, team, text)
    if not found:
        raise NotOnTheTeam(name=text)
    if len(found) == 1:
        await _settle(tx, ground, found[0].id)
        return
    ground.draft.payload["said"] = text
    await keep_draft(tx, ground.draft)


async def _settle(tx: Writing, ground: _Ground, chosen: PersonId | None) -> None:
    grid, part = ground.grid, ground.draft.step
    before = grid.steward_id if part == STEWARD else grid.repair_id
    if part == STEWARD:
        grid.steward_id = chosen
    else:
        grid.repair_id = chosen
    if chosen not in (None, before, ground.person.id):
        owe_grid_part(tx, ground.community, grid.id, part, await tx.session.get_one(Person, chosen))
    write_audit(tx, grid.community_id, ground.person.id, "grid", grid=grid.id, part=part, person=chosen)
    await _show(tx, ground.community, ground.draft, grid)


async def _show(
    tx: Writing, community: Community, draft: DraftFacts, grid: Grid, *, taken: Sequence[tuple[str, str]] = ()
) -> None:
    await tx.session.flush()
    await end_draft(tx, draft, "changed", taken=taken)
    _owe_card(tx, draft.chat_id, community, card=draft.payload["card"], side="one", grid=grid.id)
