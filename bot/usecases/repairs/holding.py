"""Getting a place in another way than by being the first to tap: by a yes, by staff, from a colleague."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import OrderNotFound, OrderTaken
from bot.domain.ids import PersonId
from bot.domain.life import ClaimState
from bot.domain.place_errors import NotYoursAnyMore
from bot.models import Claim, Community, Order, Person
from bot.models.people import Reach
from bot.storage.ground.uow import Writing
from bot.storage.repairs.claims import held_before, last_claim
from bot.storage.repairs.missed import missed_orders
from bot.storage.repairs.orders import claim_of
from bot.usecases.chats.acting import Actor
from bot.usecases.deadlines.clocks import silent_from
from bot.usecases.owed.owing import owe_card, owe_job, owe_job_photos, owe_news
from bot.usecases.owed.owing_clocks import ladder_cards_follow


@dataclass(frozen=True)
class PlacePress:
    """Somebody pressed a button about a place of an order: theirs, or one they would like."""

    actor: Actor
    community_id: int
    number: int


async def own_claim(tx: Writing, order: Order, person: Person) -> Claim:
    """The hold that somebody has on an order.

    Raises:
        OrderNotFound: they never had any.
        NotYoursAnyMore: they gave it back, or lost it.
    """
    claim = await claim_of(tx, order.community_id, order.number, person.id)
    if claim is None and await held_before(tx, order, person.id):
        raise NotYoursAnyMore(number=order.number)
    if claim is None:
        raise OrderNotFound(number=order.number)
    return claim


async def new_hold(
    tx: Writing, community: Community, order: Order, person: Person, *, given_by: PersonId | None = None
) -> Claim:
    """Somebody holds a place from now on; the order is locked, and counts the place already."""
    started = person.reach is Reach.STARTED
    claim = Claim(
        community_id=order.community_id,
        number=order.number,
        id=await last_claim(tx, order) + 1,
        person_id=person.id,
        state=ClaimState.HELD if started else ClaimState.AWAITING_START,
        taken_at=tx.now,
        lapses_at=None if started else tx.now + timedelta(minutes=community.start_grace_minutes),
        given_by=given_by,
        silent_at=silent_from(community, order, tx.now),
    )
    tx.session.add(claim)
    await tx.session.flush()
    return claim


async def taken_by_others(tx: Writing, order: Order) -> OrderTaken:
    """The refusal that says who holds all places, and how many other orders wait."""
    key = order.community_id, order.number
    missed = (await missed_orders(tx, [key]))[key]
    return OrderTaken(order.number, missed.holders, missed.others_open)


async def tell_of_hold(tx: Writing, community: Community, order: Order, claim: Claim, holder: Person) -> None:
    """The holder gets the contact, the group sees who goes, whoever reported it hears it."""
    owe_job(tx, order, claim, holder.user_id)
    owe_job_photos(tx, order, claim, holder.user_id)
    owe_card(tx, community, order)
    await ladder_cards_follow(tx, order)
    await owe_news(tx, order, "claimed", claim=claim.id)
