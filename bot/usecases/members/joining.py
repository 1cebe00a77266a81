"""How a group becomes a community and how people come into it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import (
    AlreadySetUp,
    InviteInvalid,
    NotAllowed,
    OnlyInGroup,
)
from bot.domain.ids import CommunityId
from bot.domain.roles import STAFF, Role
from bot.domain.standard import Standard
from bot.models import Community, Invite, Person
from bot.models.outbox import Kind, Lane
from bot.storage.community.communities import community_of_chat, invite_by_hash, write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.ground.vault import token_hash
from bot.storage.members.people import add_role, roles_in
from bot.storage.points.standards import note_version
from bot.storage.post.outbox import Owed
from bot.storage.repairs.orders import unfinished_orders
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.desk.triage_ground import owe_posted_card
from bot.usecases.members.applying import settle_wish
from bot.usecases.owed.owing import owe_reply
from bot.usecases.repairs.paying import give_gift

INVITE_BYTES = 16
"""128 random bits; as urlsafe base64 it fits Telegram's start payload of 64 characters."""
INVITE_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class CommunityDefaults:
    """What a new community begins with; each can be changed there by chat."""

    timezone: str
    locale: str
    digest_time: str
    digest_when_empty: bool
    claim_limit: int
    open_team: bool
    start_grace_minutes: int
    repost_after_hours: int


@dataclass(frozen=True)
class GroupRights:
    """What the bot may do in a group, as Telegram says."""

    can_post: bool
    can_delete: bool
    reads_everything: bool
    admin: bool

    def to_json(self) -> dict[str, bool]:
        """As plain values, for the card."""
        return {
            "can_post": self.can_post,
            "can_delete": self.can_delete,
            "reads_everything": self.reads_everything,
            "admin": self.admin,
        }


def owe_setup_card(tx: Writing, chat_id: int, thread_id: int | None, rights: GroupRights | None, **facts: Any) -> None:
    """The card that says what the bot may do here and what comes next."""
    tx.owe(
        Owed(
            key=f"setup/{chat_id}",
            chat_id=chat_id,
            thread_id=thread_id,
            topic="setup_card",
            facts={"chat": chat_id, "rights": None if rights is None else rights.to_json(), **facts},
            lane=Lane.CARD,
            kind=Kind.KEEP,
        )
    )


@dataclass(frozen=True)
class NoteRights:
    """The bot was added to a group, or its rights there changed, or somebody asked to look again."""

    chat_id: int
    thread_id: int | None
    rights: GroupRights


async def note_rights(cmd: NoteRights, *, uow: UnitOfWork, now: datetime) -> None:
    """Show the rights on the group's set-up card."""
    async with uow.writing(now) as tx:
        owe_setup_card(tx, cmd.chat_id, cmd.thread_id, cmd.rights)
        community = await community_of_chat(tx, cmd.chat_id)
        if community is not None and cmd.rights.can_post:
            # Cards that were refused while the bot was out are owed again; the others show nothing new.
            for order in await unfinished_orders(tx, community.id):
                await owe_posted_card(tx, community, order)


@dataclass(frozen=True)
class SetUp:
    """An operator makes a group a community."""

    actor: Actor
    title: str
    chat_username: str | None
    rights: GroupRights | None
    operators: frozenset[int]
    defaults: CommunityDefaults


async def set_up(cmd: SetUp, *, uow: UnitOfWork, now: datetime) -> CommunityId:
    """Make the group a community and the operator its secretary.

    Raises:
        NotAllowed: the actor is no operator.
        OnlyInGroup: this is a private chat.
        AlreadySetUp: the group is a community already.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if cmd.actor.user_id not in cmd.operators:
            raise NotAllowed(what="setup")
        if cmd.actor.private:
            raise OnlyInGroup
        known = await community_of_chat(tx, cmd.actor.chat_id)
        if known is not None:
            raise AlreadySetUp(name=known.name)
        community = _new_community(cmd, now)
        tx.session.add(community)
        await tx.session.flush()
        note_version(tx, community)
        await add_role(tx, community.id, person.id, Role.SECRETARY)
        write_audit(tx, community.id, person.id, "setup", name=community.name)
        owe_setup_card(tx, cmd.actor.chat_id, cmd.actor.thread_id, cmd.rights)
        owe_reply(tx, person.user_id, "welcome", community=community.id, role=str(Role.SECRETARY))
        return community.id


def _new_community(cmd: SetUp, now: datetime) -> Community:
    usual = cmd.defaults
    return Community(
        name=cmd.title,
        chat_id=cmd.actor.chat_id,
        chat_username=cmd.chat_username,
        thread_id=cmd.actor.thread_id,
        timezone=usual.timezone,
        locale=usual.locale,
        digest_time=usual.digest_time,
        digest_when_empty=usual.digest_when_empty,
        claim_limit=usual.claim_limit,
        open_team=usual.open_team,
        start_grace_minutes=usual.start_grace_minutes,
        repost_after_hours=usual.repost_after_hours,
        standard=Standard().to_json(),
        created_at=now,
    )


async def new_invite(tx: Writing, community_id: CommunityId, role: Role, by: Person | None) -> str:
    """A fresh link's token; only its hash is kept."""
    token = secrets.token_urlsafe(INVITE_BYTES)
    tx.session.add(
        Invite(
            community_id=community_id,
            role=role,
            token_hash=token_hash(token),
            created_by=None if by is None else by.id,
            created_at=tx.now,
            expires_at=tx.now + INVITE_LIFE,
        )
    )
    write_audit(tx, community_id, None if by is None else by.id, "invite", role=str(role))
    return token


@dataclass(frozen=True)
class InviteByStaff:
    """A member of staff wants a link for somebody."""

    actor: Actor
    community_id: int
    role: Role


async def invite_by_staff(cmd: InviteByStaff, *, uow: UnitOfWork, now: datetime) -> None:
    """Answer with a one-time link. Secretaries invite anybody, clerks invite volunteers.

    Raises:
        NotAllowed: the actor may not invite people into that role.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        roles = await roles_in(tx, CommunityId(cmd.community_id), person.id)
        allowed = Role.SECRETARY in roles or (cmd.role is Role.VOLUNTEER and roles & STAFF)
        if not allowed:
            raise NotAllowed(what="invite")
        token = await new_invite(tx, CommunityId(cmd.community_id), cmd.role, person)
        owe_reply(
            tx,
            cmd.actor.user_id,
            "invite_link",
            community=cmd.community_id,
            role=str(cmd.role),
            token=token,
        )


@dataclass(frozen=True)
class AcceptInvite:
    """Somebody came through a link."""

    actor: Actor
    token: str


async def accept_invite(cmd: AcceptInvite, *, uow: UnitOfWork, now: datetime) -> Role:
    """Make them a member, once per link; as what.

    Raises:
        InviteInvalid: the link is used up, out of date, or was never given.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        invite = await invite_by_hash(tx, token_hash(cmd.token))
        if invite is None or invite.expires_at <= now:
            raise InviteInvalid
        if invite.used_by is not None and invite.used_by != person.id:
            raise InviteInvalid
        gift = 0
        if invite.used_by is None:
            invite.used_by = person.id
            community = await tx.session.get_one(Community, invite.community_id)
            if await add_role(tx, invite.community_id, person.id, invite.role):
                gift = await give_gift(tx, community, person)
            write_audit(tx, invite.community_id, person.id, "join", role=str(invite.role))
            await settle_wish(tx, invite.community_id, person, invite.created_by)
        owe_reply(tx, cmd.actor.chat_id, "welcome", community=invite.community_id, role=str(invite.role), gift=gift)
        return invite.role
