"""Claiming an order: the first to tap or reply wins, and everybody else hears who was faster."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import (
    AlreadyYours,
    DomainError,
    NoCommunity,
    OrderNotFound,
    OrderTaken,
    TeamClosed,
    TooManyClaims,
    WrongMoment,
)
from bot.domain.life import OPEN_TO_WORK, ClaimState, Status, Step
from bot.domain.roles import Role
from bot.language.replies import claim_in_group, is_claim_word
from bot.models import Claim, Community, Order, Person
from bot.models.outbox import Kind
from bot.models.people import Reach
from bot.storage.communities import community_of_chat
from bot.storage.order_facts import order_facts
from bot.storage.orders import (
    card_key,
    claim_of,
    count_held,
    count_open,
    next_claim_id,
    order_of_card,
    take_place,
    write_event,
)
from bot.storage.outbox import Owed, message_by_key
from bot.storage.people import add_role, roles_in
from bot.storage.uow import UnitOfWork, Writing
from bot.usecases.acting import Actor, recognise
from bot.usecases.owing import owe_card, owe_job, owe_job_photos, owe_news, owe_reply


@dataclass(frozen=True)
class ClaimOrder:
    """Somebody wants an order."""

    actor: Actor
    community_id: int
    number: int
    message_id: int | None = None
    """The card that was tapped."""
    by_text: bool = False
    """Not by a tap, whose answer could open the private chat."""


@dataclass(frozen=True)
class Claimed:
    """They have it. `must_start`: the bot may be unable to write to them before they open the private chat."""

    number: int
    must_start: bool


async def claim_order(cmd: ClaimOrder, *, uow: UnitOfWork, now: datetime) -> Claimed:
    """Give the order to the actor if a place is free.

    Who comes when the work is done already hears of those who were faster, like everybody else.

    Raises:
        OrderTaken: all places are taken.
        AlreadyYours: the actor has one of them.
        TooManyClaims: the actor holds as many orders as the community allows.
        TeamClosed: only invited volunteers may claim here.
        OrderNotFound: there is no such order.
        WrongMoment: it was cancelled.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community = await tx.session.get(Community, cmd.community_id)
        if community is None:
            raise NoCommunity
        if await claim_of(tx, community.id, cmd.number, person.id) is not None:
            raise AlreadyYours(number=cmd.number)
        await _admit(tx, community, person)
        order = await take_place(tx, community.id, cmd.number)
        if order is None:
            raise await _why_not(tx, community.id, cmd.number)
        claim = await _hold(tx, community, order, person)
        await write_event(tx, order, Step.CLAIM, actor_id=person.id, was=Status.OPEN, places=order.places_taken)
        owe_job(tx, order, claim, person.user_id)
        owe_job_photos(tx, order, claim, person.user_id)
        owe_card(tx, community, order)
        await _tidy(tx, community, order, cmd.message_id)
        await owe_news(tx, order, "claimed", claim=claim.id)
        must_start = claim.state is ClaimState.AWAITING_START
        if must_start and cmd.by_text:
            owe_reply(
                tx,
                cmd.actor.chat_id,
                "open_private",
                thread_id=cmd.actor.thread_id,
                name=cmd.actor.name,
            )
        return Claimed(number=order.number, must_start=must_start)


@dataclass(frozen=True)
class ClaimByText:
    """Somebody wrote in the group; perhaps it means they want an order."""

    actor: Actor
    text: str
    reply_to: int | None
    """The message it replies to."""


async def claim_by_text(cmd: ClaimByText, *, uow: UnitOfWork, now: datetime) -> Claimed | None:
    """Claim when a card is replied to with 我来 and the like, or "#1024 我来" is written; else None.

    Raises:
        As `claim_order`.
    """
    async with uow.reading(now) as tx:
        community = await community_of_chat(tx, cmd.actor.chat_id)
        if community is None:
            return None
        number = claim_in_group(cmd.text)
        if number is None and cmd.reply_to is not None and is_claim_word(cmd.text, community.locale):
            number = await order_of_card(tx, cmd.actor.chat_id, cmd.reply_to)
    if number is None:
        return None
    return await claim_order(ClaimOrder(cmd.actor, community.id, number, by_text=True), uow=uow, now=now)


async def _admit(tx: Writing, community: Community, person: Person) -> None:
    """Only members claim, and only as many as they can do; the lock keeps a person's claims one after another."""
    roles = await roles_in(tx, community.id, person.id, lock=True)
    if not roles:
        if not community.open_team:
            raise TeamClosed
        await add_role(tx, community.id, person.id, Role.VOLUNTEER)
        await roles_in(tx, community.id, person.id, lock=True)
    if await count_held(tx, community.id, person.id) >= community.claim_limit:
        raise TooManyClaims(limit=community.claim_limit)


async def _hold(tx: Writing, community: Community, order: Order, person: Person) -> Claim:
    started = person.reach is Reach.STARTED
    claim = Claim(
        community_id=order.community_id,
        number=order.number,
        id=await next_claim_id(tx, order.community_id, order.number),
        person_id=person.id,
        state=ClaimState.HELD if started else ClaimState.AWAITING_START,
        taken_at=tx.now,
        lapses_at=None if started else tx.now + timedelta(minutes=community.start_grace_minutes),
    )
    tx.session.add(claim)
    await tx.session.flush()
    return claim


async def _tidy(tx: Writing, community: Community, order: Order, tapped: int | None) -> None:
    """A card nobody knows of (sent just before a crash, and sent again after it) would lie from now on: it goes."""
    living = await message_by_key(tx.session, card_key(order.community_id, order.number, order.card_copy))
    if tapped is None or living is None or living.message_id in (None, tapped):
        return
    tx.owe(
        Owed(
            key=f"orphan/{community.chat_id}/{tapped}",
            community_id=community.id,
            chat_id=community.chat_id,
            topic="orphan",
            kind=Kind.DELETE,
            message_id=tapped,
        )
    )


async def _why_not(tx: Writing, community_id: int, number: int) -> DomainError:
    facts = await order_facts(tx, community_id, number)
    if facts is None:
        return OrderNotFound(number=number)
    if facts.status not in OPEN_TO_WORK and not facts.holders:
        return WrongMoment(number=number, status=facts.status, step=Step.CLAIM)
    return OrderTaken(
        number=number,
        holders=tuple(holder.person.name for holder in facts.holders),
        others_open=await count_open(tx, community_id, besides=number),
    )
