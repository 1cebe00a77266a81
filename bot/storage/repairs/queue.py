"""The wait-list of an order: who waits, who was asked, who comes next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK
from bot.models import Claim, Membership, Order, Person, QueuePlace
from bot.models.people import Reach
from bot.models.team import QueueState
from bot.storage.ground.uow import Reading, Writing

IN_LINE = (QueueState.ASKED, QueueState.WAITING)


def _of(order: Order) -> ColumnElement[bool]:
    return and_(QueuePlace.community_id == order.community_id, QueuePlace.number == order.number)


async def place_in_line(tx: Reading, order: Order, person_id: PersonId) -> QueuePlace | None:
    """Somebody's place for an order, also one that they gave up."""
    return await tx.session.get(QueuePlace, (order.community_id, order.number, person_id))


async def turns_of(tx: Reading, person_id: PersonId) -> list[QueuePlace]:
    """The places whose turn it is: the question stands in their chat."""
    asked = (QueuePlace.person_id == person_id, QueuePlace.state == QueueState.ASKED)
    return [
        place for place in await tx.session.scalars(select(QueuePlace).where(*asked)) if not place.kept_till_morning
    ]


async def taken_by_others_in(
    tx: Reading, communities: Collection[int], person_id: PersonId, *, limit: int
) -> Sequence[Order]:
    """The orders here whose places others have, the latest first; without those that they hold."""
    same = (Claim.community_id == Order.community_id, Claim.number == Order.number)
    held = select(Claim.id).where(*same, Claim.person_id == person_id, Claim.state.in_(ACTIVE_CLAIM)).exists()
    rows = await tx.session.scalars(
        select(Order)
        .where(
            Order.community_id.in_(communities),
            Order.ended_at.is_(None),
            Order.status.in_(OPEN_TO_WORK),
            Order.places_taken + Order.places_reserved >= Order.people_needed,
            ~held,
        )
        .order_by(Order.opened_at.desc())
        .limit(limit)
    )
    return rows.all()


async def how_many_before(tx: Reading, place: QueuePlace) -> int:
    """How many come before them in the line."""
    return (
        await tx.session.scalar(
            select(func.count()).where(
                QueuePlace.community_id == place.community_id,
                QueuePlace.number == place.number,
                QueuePlace.state.in_(IN_LINE),
                QueuePlace.seq < place.seq,
            )
        )
        or 0
    )


async def queue_up(tx: Writing, order: Order, person: Person) -> QueuePlace:
    """Put somebody at the end of the line; the order is locked."""
    last = await tx.session.scalar(select(func.max(QueuePlace.seq)).where(_of(order)))
    place = await place_in_line(tx, order, person.id)
    if place is None:
        place = QueuePlace(community_id=order.community_id, number=order.number, person_id=person.id)
        tx.session.add(place)
    place.seq = (last or 0) + 1
    place.state = QueueState.WAITING
    place.since = tx.now
    place.answer_by = None
    await tx.session.flush()
    return place


async def asked_in_line(tx: Reading, order: Order) -> Sequence[tuple[QueuePlace, Person]]:
    """Those who were asked and have not answered."""
    rows = await tx.session.execute(
        select(QueuePlace, Person)
        .join(Person, Person.id == QueuePlace.person_id)
        .where(_of(order), QueuePlace.state == QueueState.ASKED)
        .order_by(QueuePlace.seq)
    )
    return [(place, person) for place, person in rows]


async def next_in_line(tx: Writing, order: Order, most: int) -> Sequence[tuple[QueuePlace, Person]]:
    """The first of those who wait and can be asked: of the team, within reach, and not holding the order by now."""
    holds = (
        select(Claim.id)
        .where(
            Claim.community_id == QueuePlace.community_id,
            Claim.number == QueuePlace.number,
            Claim.person_id == QueuePlace.person_id,
            Claim.state.in_(ACTIVE_CLAIM),
        )
        .exists()
    )
    belongs = (
        select(Membership.person_id)
        .where(Membership.community_id == QueuePlace.community_id, Membership.person_id == QueuePlace.person_id)
        .exists()
    )
    can_be_asked = and_(QueuePlace.state == QueueState.WAITING, Person.reach == Reach.STARTED, belongs, ~holds)
    rows = await tx.session.execute(
        select(QueuePlace, Person)
        .join(Person, Person.id == QueuePlace.person_id)
        .where(_of(order), can_be_asked)
        .order_by(QueuePlace.seq)
        .limit(most)
    )
    return [(place, person) for place, person in rows]


async def waits_till_morning(tx: Reading, community_id: int, number: int) -> bool:
    """Whether the places kept for the line are kept over the night: nobody is being asked for any of them."""
    rows = await tx.session.scalars(
        select(QueuePlace).where(
            QueuePlace.community_id == community_id,
            QueuePlace.number == number,
            QueuePlace.state == QueueState.ASKED,
        )
    )
    kept = [place.kept_till_morning for place in rows]
    return bool(kept) and all(kept)


@dataclass(frozen=True)
class QueuedFacts:
    """An order somebody waits for, and how many come before them."""

    community_id: CommunityId
    number: OrderNumber
    what: str
    before: int
    asked: bool
    kept: bool = False
    """It is their turn, and they are asked in the morning."""


async def queued_by(tx: Reading, person_id: PersonId) -> list[QueuedFacts]:
    """What somebody waits for, as long as it can still become theirs."""
    rows = await tx.session.execute(
        select(QueuePlace, Order)
        .join(Order, (Order.community_id == QueuePlace.community_id) & (Order.number == QueuePlace.number))
        .where(
            QueuePlace.person_id == person_id,
            QueuePlace.state.in_(IN_LINE),
            Order.status.in_(OPEN_TO_WORK),
            Order.ended_at.is_(None),
        )
        .order_by(QueuePlace.since)
    )
    return [
        QueuedFacts(
            order.community_id,
            order.number,
            order.what,
            await how_many_before(tx, place),
            place.state is QueueState.ASKED,
            place.kept_till_morning,
        )
        for place, order in rows.all()
    ]
