"""The list of a community's buildings, kept by its staff in the chat; and the posters that hang on their doors."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.deep_link import WHOLE_COMMUNITY
from bot.domain.errors import BadInput, ButtonExpired, NotABuilding, NotAllowed
from bot.domain.ids import CommunityId
from bot.domain.roles import STAFF
from bot.language.whereabouts.building_names import LONGEST_NAME, read_building_names
from bot.language.whereabouts.buildings import place_building
from bot.models import Community, Person
from bot.storage.community.buildings import add_buildings, buildings_of, remove_building
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.people import communities_where
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, require_staff, staff_here
from bot.usecases.community.settings import YES
from bot.usecases.owed.owing import begin_question, end_draft
from bot.usecases.owed.owing_community import owe_panel, owe_private

TWICE_SECONDS = 5
"""Two taps within so short a time are one wish."""
DRAFT = "buildings"
NAMES, CONFIRM = "names", "confirm"
"""What the question is about: which buildings, or whether those that were typed unasked."""
_MARKED = re.compile(r"[#楼栋幢弄座]|building|block|tower", re.IGNORECASE)
"""Without such a mark it may be anything: a number alone, a day of the month."""
MOST_BUILDINGS = 300
"""A community of more is several communities; and so many posters are a file that still can be sent."""


@dataclass(frozen=True)
class ShowBuildings:
    """A member of staff wants the list, and perhaps typed behind the command what belongs on it."""

    actor: Actor
    typed: str = ""


async def show_buildings(cmd: ShowBuildings, *, uow: UnitOfWork, now: datetime) -> None:
    """The list, with buttons, in the private chat; what was typed is put on it.

    Raises:
        BadInput: there would be too many.
        NotABuilding: something typed is none.
        NotAllowed: the actor is staff nowhere, or not of this group.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        own = await _own(tx, person, cmd.actor)
        if cmd.typed and len(own) == 1:
            await _add(tx, own[0], person, cmd.typed)
        for community in own:
            _owe_list(tx, cmd.actor.user_id, community.id, card=_new_card())


def _new_card() -> int:
    """Tells one posting of the list from every other."""
    return 1 + secrets.randbelow(2**31 - 1)


async def _own(tx: Reading, person: Person, actor: Actor) -> Sequence[Community]:
    everywhere = await communities_where(tx, person.id, STAFF)
    own = [community for community in everywhere if actor.private or community.chat_id == actor.chat_id]
    if not own:
        raise NotAllowed(what="buildings")
    return own


def _owe_list(tx: Writing, user_id: int, community_id: CommunityId, *, card: int, removing: int | None = None) -> None:
    """One card shows the list as it is when it is shown; `removing` is the page of those that can be taken off."""
    key = f"buildings/{user_id}/{community_id}/{card}"
    owe_panel(tx, user_id, community_id, "buildings", key=key, card=card, removing=removing)


@dataclass(frozen=True)
class PressList:
    """A button of the list's card."""

    actor: Actor
    community_id: int
    card: int
    act: str
    value: int


async def press_list(cmd: PressList, *, uow: UnitOfWork, now: datetime) -> str | None:
    """Do what the button says; the name of a building that was taken off.

    Raises:
        ButtonExpired: there is no such button, or the building is on the list no more.
        NoCommunity: there is no such community.
        NotAllowed: the actor is not staff there.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "buildings")
        if cmd.act == "add":
            payload = {"community": community.id, "card": cmd.card}
            await begin_question(tx, person, cmd.actor.user_id, kind=DRAFT, step=NAMES, payload=payload)
            return None
        if cmd.act == "yes":
            draft = await draft_of(tx, person.id, cmd.actor.chat_id, DRAFT, cmd.value)
            if draft is None or draft.step != CONFIRM:
                raise ButtonExpired
            await _settle(tx, community, person, draft, draft.payload["typed"])
            return None
        removed = await _take_off(tx, community, person, cmd.value) if cmd.act == "take" else None
        if cmd.act not in ("take", "remove", "back"):
            raise ButtonExpired
        removing = {"remove": cmd.value, "take": 0}.get(cmd.act)
        _owe_list(tx, cmd.actor.user_id, community.id, card=cmd.card, removing=removing)
        return removed


async def _take_off(tx: Writing, community: Community, person: Person, building_id: int) -> str:
    name = await remove_building(tx, community.id, building_id)
    if name is None:
        raise ButtonExpired
    write_audit(tx, community.id, person.id, "building", removed=name)
    return name


async def answer_names(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """The line that was asked for.

    Raises:
        BadInput: there would be too many.
        NotABuilding: something in it is none.
        NotAllowed: the person is no longer staff.
    """
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_staff(tx, community.id, person, "buildings")
    meant = draft.step == CONFIRM and text.strip().lower() in YES
    await _settle(tx, community, person, draft, draft.payload["typed"] if meant else text)


async def _settle(tx: Writing, community: Community, person: Person, draft: DraftFacts, typed: str) -> None:
    added = await _add(tx, community, person, typed)
    await end_draft(tx, draft, "changed", added=added, below=draft.step == CONFIRM)
    _owe_list(tx, draft.chat_id, community.id, card=draft.payload["card"])


async def hear_names(tx: Writing, person: Person, chat_id: int, text: str) -> bool:
    """Buildings, typed by staff without having been asked for: shall they go onto the list? False: something else."""
    read = read_building_names(text)
    if read.unclear or not read.names or not _MARKED.search(text):
        return False
    own = await communities_where(tx, person.id, STAFF)
    if len(own) != 1 or not all(any(sign.isalnum() and sign.isascii() for sign in name) for name in read.names):
        return False
    new = await _new(tx, own[0], read.names)
    if not new:
        return False
    payload = {"community": own[0].id, "card": _new_card(), "typed": text, "names": new}
    await begin_question(tx, person, chat_id, kind=DRAFT, step=CONFIRM, payload=payload)
    return True


async def _new(tx: Reading, community: Community, names: Sequence[str]) -> list[str]:
    """Those that are not on the list yet: 3幢 is 3号楼 where that is on it, for one door is one poster."""
    listed = [building.name for building in await buildings_of(tx, community.id)]
    new: list[str] = []
    for name in names:
        if place_building(name, [*listed, *new]).building not in (*listed, *new):
            new.append(name)
    if len(listed) + len(new) > MOST_BUILDINGS:
        raise BadInput(field="buildings", example=str(MOST_BUILDINGS))
    return new


async def _add(tx: Writing, community: Community, person: Person, text: str) -> int:
    """How many came onto the list; all that was typed, or nothing."""
    read = read_building_names(text)
    if read.unclear or not read.names:
        raise NotABuilding(said=(read.unclear or (text,))[0][:LONGEST_NAME])
    added = await add_buildings(tx, community, await _new(tx, community, read.names))
    if community.ways().buildings_of_grids_only:
        community.practice = replace(community.ways(), buildings_of_grids_only=False).to_json()
    if added:
        write_audit(tx, community.id, person.id, "building", added=added)
    return len(added)


@dataclass(frozen=True)
class WantPosters:
    """A member of staff wants posters: of one building, or (0) of the community and all its buildings."""

    actor: Actor
    community_id: int
    building_id: int = WHOLE_COMMUNITY


async def want_posters(cmd: WantPosters, *, uow: UnitOfWork, now: datetime) -> None:
    """They are drawn when they are sent, to the private chat; who taps twice at once gets them once.

    Raises:
        NoCommunity: there is no such community.
        NotAllowed: the actor is not staff there.
    """
    async with uow.writing(now) as tx:
        _, community = await staff_here(tx, cmd.actor, cmd.community_id, "buildings")
        _owe_posters(tx, cmd.actor.user_id, community.id, cmd.building_id)


@dataclass(frozen=True)
class PostersByWord:
    """/poster, perhaps with the building it is for."""

    actor: Actor
    typed: str = ""


async def posters_by_word(cmd: PostersByWord, *, uow: UnitOfWork, now: datetime) -> None:
    """As the button, for each community of the actor, or for the one building that was named.

    Raises:
        NotABuilding: no list of theirs has such a building.
        NotAllowed: the actor is staff nowhere, or not of this group.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        found = 0
        for community in await _own(tx, person, cmd.actor):
            doors = [WHOLE_COMMUNITY] if not cmd.typed else await _named(tx, community, cmd.typed)
            for door in doors:
                _owe_posters(tx, cmd.actor.user_id, community.id, door)
            found += len(doors)
        if not found:
            raise NotABuilding(said=cmd.typed[:LONGEST_NAME])


async def _named(tx: Reading, community: Community, typed: str) -> list[int]:
    """The buildings of the list that a line names, by whatever they are called."""
    listed = {building.name: building.id for building in await buildings_of(tx, community.id)}
    meant = [place_building(name, list(listed)).building for name in read_building_names(typed).names]
    return [listed[name] for name in meant if name in listed][:1]


def _owe_posters(tx: Writing, user_id: int, community_id: CommunityId, building_id: int) -> None:
    key = f"posters/{user_id}/{community_id}/{building_id}/{int(tx.now.timestamp()) // TWICE_SECONDS}"
    owe_private(tx, user_id, community_id, "posters", key=key, building=building_id)
