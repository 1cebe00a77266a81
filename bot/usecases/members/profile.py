"""What a member says of themselves: trades, buildings, notices, rest, phone; and the way out of the team."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired
from bot.domain.ids import CommunityId
from bot.domain.roles import Part
from bot.domain.shown_as import ShownAs
from bot.language.needs.skills import TRADES
from bot.models import Community, Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import communities_where
from bot.storage.members.team import building_list, volunteer_for_change
from bot.usecases.chats.acting import Actor, member_here, recognise, require_private
from bot.usecases.chats.asking import Ask
from bot.usecases.members.leaving import leave
from bot.usecases.members.team import set_skill
from bot.usecases.owed.owing import owe_reply
from bot.usecases.owed.owing_community import owe_panel, owe_private
from bot.usecases.points.settling import show_list_again
from bot.usecases.record.bulletins import put_bulletins_right

ON_OFF = {"1": True, "0": False}


async def ask_profile(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """The actor's own card, one for each of their teams; a kind word to others.

    Raises:
        OnlyInPrivate: asked in the group, where it does not belong.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        own = await communities_where(tx, person.id)
        for community in own:
            _owe_profile(tx, person, community.id, int(now.timestamp()))
        if not own:
            owe_reply(tx, cmd.actor.chat_id, "team_none")


def _owe_profile(
    tx: Writing, person: Person, community_id: CommunityId, serial: int, *, show: str = "main", page: int = 0
) -> None:
    """The person's own message shows this side of the card."""
    key = f"me/{community_id}/{person.id}/{serial}"
    owe_panel(
        tx, person.user_id, community_id, "profile", key=key, person=person.id, serial=serial, show=show, page=page
    )


@dataclass(frozen=True)
class PressProfile:
    """A button of somebody's own card; `serial` says of which message."""

    actor: Actor
    community_id: int
    act: str
    value: str
    serial: int


async def press_profile(cmd: PressProfile, *, uow: UnitOfWork, now: datetime) -> bool:
    """Turn the card over, or note what shall be so from now on (True). Tapped twice it changes nothing more.

    Raises:
        NotInTeam: the actor is no member there (any more).
        SecretaryStays: a secretary wants to leave.
        ButtonExpired: there is no such button.
    """
    async with uow.writing(now) as tx:
        person, community = await member_here(tx, cmd.actor, cmd.community_id)
        if cmd.act == "lang":
            owe_reply(tx, person.user_id, "language")
            return False
        if cmd.act == "paper":
            _owe_certificate(tx, community, person, cmd.value)
            return False
        if cmd.act in _SIDES:
            page = int(cmd.value) if cmd.value.isdecimal() and len(cmd.value) < MOST_DIGITS else 0
            _owe_profile(tx, person, community.id, cmd.serial, show=cmd.act, page=page)
            return False
        show, page = await _note(tx, community, person, cmd)
        _owe_profile(tx, person, community.id, cmd.serial, show=show, page=page)
        return True


_SIDES = ("main", "more", "public", "skills", "homes", "leave", "papers")
"""What the card can show."""
MOST_DIGITS = 5
HOMES_A_PAGE = 12


def _owe_certificate(tx: Writing, community: Community, person: Person, value: str) -> None:
    """服务证明 of this year or the last; by the minute, so that a double tap makes one file and a later one another."""
    now = tx.now.astimezone(community.zone)
    if value not in (str(now.year), str(now.year - 1)):
        raise ButtonExpired
    key = f"certificate/{community.id}/{person.id}/{value}/{tx.now:%Y%m%d%H%M}"
    owe_private(tx, person.user_id, community.id, "certificate", key=key, person=person.id, year=int(value))


async def _note(tx: Writing, community: Community, person: Person, cmd: PressProfile) -> tuple[str, int]:
    """Do what the button says; which side the card shows then, and which page of it."""
    if cmd.act in ("add", "rid") and cmd.value in TRADES:
        await set_skill(tx, community.id, person.id, cmd.value, known=cmd.act == "add")
        return "skills", 0
    if cmd.act in ("go", "not"):
        return "homes", await _set_home(tx, community, person, cmd)
    if cmd.act == "bye":
        await leave(tx, community, person, by=Part.HOLDER, actor=person)
        return "left", 0
    if cmd.act == "as" and cmd.value in tuple(ShownAs):
        (await volunteer_for_change(tx, community.id, person.id)).shown_as = ShownAs(cmd.value)
        await show_list_again(tx, community, person.id)
        await put_bulletins_right(tx, community)
        return "public", 0
    if cmd.act not in _SWITCHES or cmd.value not in ON_OFF:
        raise ButtonExpired
    name, show = _SWITCHES[cmd.act]
    setattr(await volunteer_for_change(tx, community.id, person.id), name, ON_OFF[cmd.value])
    if cmd.act == "phone" and ON_OFF[cmd.value] and person.phone is None:
        owe_reply(tx, person.user_id, "own_phone", community=community.id)
    if cmd.act == "rank":
        await put_bulletins_right(tx, community)
    return show, 0


_SWITCHES = {
    "rest": ("resting", "main"),
    "note": ("notices", "more"),
    "brief": ("digest", "more"),
    "phone": ("shows_phone", "more"),
    "rank": ("ranked", "public"),
}
"""By button: what it switches on or off, and the side of the card it stands on."""


async def _set_home(tx: Writing, community: Community, person: Person, cmd: PressProfile) -> int:
    """Note where somebody rather goes; the page of the list on which that building stands."""
    listed = await building_list(tx, community.id)
    at = next((at for at, (building, _) in enumerate(listed) if str(building) == cmd.value), None)
    if at is None:
        raise ButtonExpired
    name = listed[at][1]
    row = await volunteer_for_change(tx, community.id, person.id)
    known = {building for _, building in listed}
    chosen = {building for building in row.buildings if building in known and building != name}
    chosen |= {name} if cmd.act == "go" else set()
    row.buildings = [building for _, building in listed if building in chosen]
    return at // HOMES_A_PAGE
