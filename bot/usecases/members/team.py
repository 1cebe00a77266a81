"""The roster: who is in the team, and what staff settle about each member; one message, leafed through by buttons."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired, NotInTeam
from bot.domain.ids import CommunityId, PersonId
from bot.domain.roles import STAFF, Part, Role
from bot.language.needs.skills import TRADES
from bot.models import Community, Person
from bot.models.team import RequestState
from bot.storage.community.communities import community_of_chat, write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.joining import note_request
from bot.storage.members.people import add_role, communities_where, roles_in
from bot.storage.members.team import take_roles, volunteer_for_change
from bot.usecases.chats.acting import Actor, member_here, recognise, require_secretary, require_staff
from bot.usecases.chats.asking import Ask
from bot.usecases.members.leaving import leave
from bot.usecases.owed.owing import owe_reply, owe_word
from bot.usecases.owed.owing_community import owe_panel


async def ask_team(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """The roster of each of the actor's teams; in the group a few figures and the way in; a kind word to others."""
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if not cmd.actor.private:
            community = await community_of_chat(tx, cmd.actor.chat_id)
            if community is not None:
                thread = cmd.actor.thread_id
                owe_reply(tx, cmd.actor.chat_id, "team_short", thread_id=thread, community=community.id)
            return
        own = await communities_where(tx, person.id)
        for community in own:
            _owe_roster(tx, person, community.id, int(now.timestamp()))
        if not own:
            owe_reply(tx, cmd.actor.chat_id, "team_none")


def _owe_roster(
    tx: Writing, viewer: Person, community_id: CommunityId, serial: int, *, show: str = "page", about: int = 0
) -> None:
    """The message shows a page of the roster, or something about one member."""
    key = f"team/{community_id}/{viewer.id}/{serial}"
    owe_panel(
        tx, viewer.user_id, community_id, "team", key=key, viewer=viewer.id, serial=serial, show=show, about=about
    )


@dataclass(frozen=True)
class PressTeam:
    """A button of the roster; `about` is a page or a member, `serial` says in which message."""

    actor: Actor
    community_id: int
    act: str
    about: int
    value: str
    serial: int


async def press_team(cmd: PressTeam, *, uow: UnitOfWork, now: datetime) -> bool:
    """Leaf through the roster, or settle something about a member (True).

    Each button says what shall be so, not that something is to be switched: tapped twice it changes nothing more.

    Raises:
        NotInTeam: the actor is no member, or the member has left meanwhile.
        NotAllowed: this is for staff, or for the secretary.
        SecretaryStays: a secretary is to be removed.
        ButtonExpired: there is no such button.
    """
    async with uow.writing(now) as tx:
        actor, community = await member_here(tx, cmd.actor, cmd.community_id)
        if cmd.act == "page":
            _owe_roster(tx, actor, community.id, cmd.serial, about=max(0, cmd.about))
            return False
        await require_staff(tx, community.id, actor, "team")
        member = await tx.session.get(Person, PersonId(cmd.about))
        if member is None or not await roles_in(tx, community.id, member.id):
            raise NotInTeam
        show = _SHOWN.get(cmd.act) or await _settle(tx, community, actor, member, cmd)
        _owe_roster(tx, actor, community.id, cmd.serial, show=show, about=0 if show == "page" else member.id)
        return cmd.act not in _SHOWN


_SHOWN = {"open": "member", "skills": "skills", "out": "out"}
"""Buttons that only show something about a member, and what."""


async def _settle(tx: Writing, community: Community, actor: Person, member: Person, cmd: PressTeam) -> str:
    """Do what the button says; what the message shows then."""
    if cmd.act in ("add", "rid") and cmd.value in TRADES:
        await set_skill(tx, community.id, member.id, cmd.value, known=cmd.act == "add")
        write_audit(tx, community.id, actor.id, "skill", person=member.id, skill=cmd.value, known=cmd.act == "add")
        return "skills"
    if cmd.act == "flag" and cmd.value in ("0", "1"):
        row = await volunteer_for_change(tx, community.id, member.id)
        row.party_member = cmd.value == "1"
        write_audit(tx, community.id, actor.id, "party_member", person=member.id, after=row.party_member)
        return "member"
    if cmd.act == "clerk" and cmd.value in ("0", "1"):
        await _make_clerk(tx, community, actor, member, wanted=cmd.value == "1")
        return "member"
    if cmd.act == "bye":
        await _remove(tx, community, actor, member)
        return "page"
    raise ButtonExpired


async def set_skill(tx: Writing, community_id: CommunityId, person_id: PersonId, skill: str, *, known: bool) -> None:
    """Note that somebody knows a trade, or that they do not."""
    row = await volunteer_for_change(tx, community_id, person_id)
    others = [own for own in row.skills if own != skill]
    row.skills = sorted([*others, skill]) if known else others


async def _make_clerk(tx: Writing, community: Community, actor: Person, member: Person, *, wanted: bool) -> None:
    await require_secretary(tx, community, actor, "clerks")
    if wanted:
        changed = await add_role(tx, community.id, member.id, Role.CLERK)
    else:
        await add_role(tx, community.id, member.id, Role.VOLUNTEER)
        changed = await take_roles(tx, community.id, member.id, (Role.CLERK,))
    if changed:
        write_audit(tx, community.id, actor.id, "clerk", person=member.id, after=wanted)
        role = Role.CLERK if wanted else Role.VOLUNTEER
        owe_word(tx, member.user_id, "welcome", community=community.id, role=str(role))


async def _remove(tx: Writing, community: Community, actor: Person, member: Person) -> None:
    """Clerks remove volunteers, the secretary removes clerks as well."""
    if STAFF & await roles_in(tx, community.id, member.id):
        await require_secretary(tx, community, actor, "clerks")
    if await leave(tx, community, member, by=Part.STAFF, actor=actor):
        # Else their next tap in the group of an open team would let them in again.
        await note_request(tx, community.id, member.id, RequestState.DECLINED, by=actor.id)
