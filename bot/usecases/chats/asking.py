"""Questions: nothing changes but that an answer is owed, rendered when it is given."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import NoCommunity, NotAllowed, OrderNotFound
from bot.domain.roles import STAFF, Role
from bot.models import Community, Person
from bot.storage.community.communities import community_of_chat
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.people import communities_where, person_by_user
from bot.storage.repairs.orders import communities_with_number
from bot.storage.repairs.queue import queued_by
from bot.usecases.chats.acting import Actor, recognise, require_private
from bot.usecases.community.settings import owe_settings
from bot.usecases.members.first_language import offer_languages, settle_language
from bot.usecases.owed.owing import owe_reply


@dataclass(frozen=True)
class Ask:
    """A question by somebody, perhaps about one order."""

    actor: Actor
    number: int | None = None
    lost: bool = False
    """The bot did not understand what came."""


async def ask_status(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """How what concerns the actor stands.

    Raises:
        OnlyInPrivate: the question was put in the group, where the answer does not belong.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        reply_status(tx, person, cmd.actor, cmd.number)


def reply_status(
    tx: Writing, person: Person, actor: Actor, number: int | None, *, community: int | None = None
) -> None:
    """Owe the answer about one order (of one community, where that is known), or about all that concern the person."""
    owe_reply(tx, actor.chat_id, "status", person=person.id, number=number, community=community)


async def ask_open(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """What waits for somebody: in the group's community, or in all of the actor's.

    Raises:
        NoCommunity: the group is not set up.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if cmd.actor.private:
            communities = [community.id for community in await communities_where(tx, person.id)]
        else:
            community = await community_of_chat(tx, cmd.actor.chat_id)
            communities = [] if community is None else [community.id]
        if not communities and cmd.actor.private:
            reply_help(tx, person, cmd.actor)
            return
        if not communities:
            raise NoCommunity
        owe_reply(tx, cmd.actor.chat_id, "open_list", thread_id=cmd.actor.thread_id, communities=communities)


async def ask_help(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """What the actor can do here."""
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        reply_help(tx, person, cmd.actor, lost=cmd.lost)


async def greet(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """Start was pressed: whoever has something waiting gets that, everybody else hears what they can do.

    Who waits for an order hears first where they stand in its line.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if tx.owed:
            return
        if await queued_by(tx, person.id):
            reply_status(tx, person, cmd.actor, None)
        reply_help(tx, person, cmd.actor)
        await settle_language(tx, person, cmd.actor)
        offer_languages(tx, person, cmd.actor)


def reply_help(tx: Writing, person: Person, actor: Actor, *, lost: bool = False) -> None:
    """Owe the help of the person's roles; `lost` means the bot did not understand them."""
    owe_reply(
        tx,
        actor.chat_id,
        "help",
        thread_id=actor.thread_id,
        person=person.id,
        private=actor.private,
        lost=lost,
    )


async def ask_settings(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """The settings card, in the private chat.

    Raises:
        NotAllowed: the actor is secretary nowhere.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        for community in await own_communities(tx, person, cmd.actor, frozenset({Role.SECRETARY}), "settings"):
            owe_settings(tx, cmd.actor.user_id, community)


async def ask_invites(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """The choice of links that can be given, in the private chat.

    Raises:
        NotAllowed: the actor is staff nowhere.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        for community in await own_communities(tx, person, cmd.actor, STAFF, "invite"):
            owe_reply(tx, cmd.actor.user_id, "invite_menu", community=community.id)


async def own_communities(
    tx: Reading, person: Person, actor: Actor, roles: frozenset[Role], what: str
) -> list[Community]:
    """The communities in which the actor has one of these roles; in a group only that group's.

    Raises:
        NotAllowed: there is none.
    """
    own = list(await communities_where(tx, person.id, roles))
    if not actor.private:
        own = [community for community in own if community.chat_id == actor.chat_id]
    if not own:
        raise NotAllowed(what=what)
    return own


async def staff_community(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> int:
    """The community a member of staff means: the group's, else the first of theirs.

    Raises:
        NotAllowed: the actor is staff nowhere, or not here.
    """
    async with uow.reading(now) as tx:
        person = await person_by_user(tx, cmd.actor.user_id)
        if person is None:
            raise NotAllowed(what="digest")
        return (await own_communities(tx, person, cmd.actor, STAFF, "digest"))[0].id


async def locate(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> int:
    """The community a number means when this person says it here: the group's, else the one of theirs that has it.

    Raises:
        NoCommunity: the group is not set up, or the person belongs to none that has such an order.
    """
    async with uow.reading(now) as tx:
        if not cmd.actor.private:
            community = await community_of_chat(tx, cmd.actor.chat_id)
            if community is None:
                raise NoCommunity
            return community.id
        found = await communities_with_number(tx, cmd.actor.user_id, cmd.number)
        if not found:
            raise OrderNotFound(number=cmd.number)
        return found[0]
