"""The points standard, shown to anybody: in the chat, and as a sheet."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired, NoCommunity
from bot.domain.ids import CommunityId
from bot.models import Community, Person
from bot.storage.community.communities import community_of_chat
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import communities_where
from bot.usecases.chats.acting import Actor, recognise, require_secretary
from bot.usecases.chats.asking import reply_help
from bot.usecases.owed.owing import owe_reply
from bot.usecases.points.standard_changing import begin_changing
from bot.usecases.residents.reporting import community_for


@dataclass(frozen=True)
class AskStandard:
    """Somebody wants to see the standard."""

    actor: Actor
    community_id: int | None = None
    """The one that a link names."""


async def ask_standard(cmd: AskStandard, *, uow: UnitOfWork, now: datetime) -> None:
    """The group's standard, or that of each community somebody has to do with.

    Raises:
        NoCommunity: the group is not set up.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        named = await tx.session.get(Community, cmd.community_id) if cmd.community_id else None
        communities = await _meant(tx, person, cmd.actor) if named is None else [named.id]
        for community_id in communities:
            owe_reply(
                tx, cmd.actor.chat_id, "standard", thread_id=cmd.actor.thread_id, community=community_id,
                person=person.id, private=cmd.actor.private,
            )  # fmt: skip
        if not communities:
            reply_help(tx, person, cmd.actor)


async def _meant(tx: Writing, person: Person, actor: Actor) -> list[CommunityId]:
    if not actor.private:
        here = await community_of_chat(tx, actor.chat_id)
        if here is None:
            raise NoCommunity
        return [here.id]
    own = [community.id for community in await communities_where(tx, person.id)]
    known = None if own else await community_for(tx, person)
    return own if known is None else [known]


@dataclass(frozen=True)
class PressStandard:
    """A button under the standard: the sheet, which is anybody's; or changing it, which is the secretary's."""

    actor: Actor
    community_id: int
    act: str


async def press_standard(cmd: PressStandard, *, uow: UnitOfWork, now: datetime) -> None:
    """Send the sheet, or open the conversation in which the standard is changed.

    Raises:
        ButtonExpired: there is no such button.
        NoCommunity: there is no such community.
        NotAllowed: the actor is not its secretary.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community = await tx.session.get(Community, cmd.community_id)
        if community is None:
            raise NoCommunity
        if cmd.act == "sheet":
            owe_reply(tx, cmd.actor.user_id, "standard_sheet", community=community.id)
        elif cmd.act == "edit":
            await require_secretary(tx, community, person, "settings")
            await begin_changing(tx, person, cmd.actor.user_id, community)
        else:
            raise ButtonExpired
