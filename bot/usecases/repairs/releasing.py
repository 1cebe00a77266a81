"""Giving a place back: by the holder with a reason, by staff, or because Start was never pressed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import OrderNotFound, WrongMoment
from bot.domain.ids import PersonId
from bot.domain.life import ACTIVE_CLAIM, ClaimState, Step
from bot.domain.roles import Part
from bot.models import Claim, Community, Order, Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.post.outbox import message_by_key
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.due import drop_due
from bot.storage.repairs.history import last_taken
from bot.storage.repairs.orders import card_key, claim_of, order_for_change, write_event
from bot.usecases.chats.acting import Actor, owe_done, staff_here
from bot.usecases.deadlines.clocks import wants_somebody_again
from bot.usecases.owed.owing import owe_card, owe_job, owe_news, owe_notice
from bot.usecases.owed.owing_clocks import ladder_cards_follow
from bot.usecases.repairs.passing_on import withdraw_offer
from bot.usecases.repairs.queueing import ask_the_line
from bot.usecases.repairs.visiting import MOMENTS
from bot.usecases.residents.nobody_came import lines_go_to_staff


@dataclass(frozen=True)
class ReleaseByStaff:
    """Staff take an order from whoever holds it."""

    actor: Actor
    community_id: int
    number: int


async def release_by_staff(cmd: ReleaseByStaff, *, uow: UnitOfWork, now: datetime) -> int:
    """Free all places of an order; how many were freed.

    Raises:
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
        WrongMoment: nobody holds it, or it is past that.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "release")
        order = await order_for_change(tx, community.id, cmd.number)
        freed = await free_all(tx, order, by=person)
        await offer_again(tx, community, order)
        owe_done(tx, cmd.actor, community.id, "released", number=order.number)
        return freed


async def free_all(tx: Writing, order: Order, *, by: Person) -> int:
    """Staff send home whoever holds it; how many those were.

    Raises:
        WrongMoment: nobody holds it, or it is past that.
    """
    held = await holders_with_claims(tx, order.community_id, order.number, tuple(ACTIVE_CLAIM))
    if not held:
        raise WrongMoment(number=order.number, status=order.status, step=Step.RELEASE)
    for claim, holder in held:
        await free_place(tx, order, claim, Step.RELEASE, by=Part.STAFF, actor_id=by.id)
        owe_job(tx, order, claim, holder.user_id)
        owe_notice(tx, order, holder.user_id, "released_by_staff")
    return len(held)


async def release_by_holder(tx: Writing, community: Community, number: int, holder: Person, reason: str | None) -> None:
    """The holder gives the place back; called by the conversation that asked for the reason.

    Raises:
        OrderNotFound: the actor does not hold it (any more).
        WrongMoment: it is done already.
    """
    order = await order_for_change(tx, community.id, number)
    claim = await claim_of(tx, community.id, number, holder.id)
    if claim is None:
        raise OrderNotFound(number=number)
    claim.reason = tx.vault.seal_or_none(reason)
    await free_place(tx, order, claim, Step.RELEASE, by=Part.HOLDER, actor_id=holder.id)
    owe_job(tx, order, claim, holder.user_id)
    await offer_again(tx, community, order)


async def free_place(
    tx: Writing, order: Order, claim: Claim, step: Step, *, by: Part, actor_id: PersonId | None
) -> None:
    """One hold ends and its place is free."""
    was = order.status
    order.give_back(step, by=by, at=tx.now)
    await withdraw_offer(tx, order, claim)
    claim.end(ClaimState.LAPSED if step is Step.LAPSE else ClaimState.RELEASED, at=tx.now)
    awaited = order.appointment_at is not None and tx.now > order.appointment_at
    await write_event(tx, order, step, actor_id=actor_id, was=was, claim=claim.id, awaited=awaited)


async def offer_again(tx: Writing, community: Community, order: Order) -> None:
    """A place is free: who waits for it is asked, and the group sees it.

    It sees it on the card where that stands, or on one posted anew if it has scrolled away.
    """
    row = await message_by_key(tx.session, card_key(order.community_id, order.number, order.card_copy))
    old = timedelta(hours=community.repost_after_hours)
    if row is not None and row.sent_at is not None and tx.now - row.sent_at >= old:
        order.card_copy += 1
        owe_card(tx, community, order, copy=order.card_copy - 1)
    await _forget_visit(tx, order)
    await lines_go_to_staff(tx, order)
    await ask_the_line(tx, community, order)
    await wants_somebody_again(tx, community, order)
    owe_card(tx, community, order)
    await ladder_cards_follow(tx, order)
    await owe_news(tx, order, "released")


async def _forget_visit(tx: Writing, order: Order) -> None:
    """The time that a holder set ends with their hold; the resident's own wish holds while it lies ahead."""
    if order.places_taken or order.appointment_at is None:
        return
    last = await last_taken(tx, order.community_id, order.number, {Step.APPOINT, Step.CORRECT})
    set_by_holder = last is not None and last.step is Step.APPOINT
    if set_by_holder or (order.appointment_until or order.appointment_at) <= tx.now:
        order.appointment_at = order.appointment_until = order.convenient = None
        await drop_due(tx, order, MOMENTS)


@dataclass(frozen=True)
class LapseClaim:
    """The time to press Start is over."""

    community_id: int
    number: int
    claim_id: int


async def lapse_claim(cmd: LapseClaim, *, uow: UnitOfWork, now: datetime) -> bool:
    """Free the place of a winner who never came; False if they came after all."""
    occasion = f"lapse/{cmd.community_id}/{cmd.number}/{cmd.claim_id}"
    async with uow.writing(now, occasion=occasion, by_clock=True) as tx:
        order = await order_for_change(tx, cmd.community_id, cmd.number)
        claim = await tx.session.get(Claim, (cmd.community_id, cmd.number, cmd.claim_id))
        if claim is None or claim.state is not ClaimState.AWAITING_START:
            return False
        if claim.lapses_at is None or claim.lapses_at > now:
            return False
        community = await tx.session.get_one(Community, cmd.community_id)
        holders = await holders_with_claims(tx, community.id, cmd.number, (ClaimState.AWAITING_START,))
        user_id = next(holder.user_id for held, holder in holders if held.id == claim.id)
        await free_place(tx, order, claim, Step.LAPSE, by=Part.CLOCK, actor_id=None)
        owe_job(tx, order, claim, user_id)
        await offer_again(tx, community, order)
        return True
