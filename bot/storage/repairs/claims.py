"""Asking about holds across orders: who still has to press Start, whose time is up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select

from bot.domain.ids import ClaimId, CommunityId, PersonId
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK, ClaimState, Status
from bot.models import Claim, Community, Membership, Order, Person
from bot.storage.ground.uow import Reading, Writing


async def claims_awaiting_start(tx: Writing, person_id: PersonId) -> Sequence[tuple[Claim, Order, Community]]:
    """The holds of somebody that lapse unless they press Start."""
    return await _claims_with_orders(tx, person_id, (ClaimState.AWAITING_START,))


async def claims_under_way(tx: Writing, person_id: PersonId) -> Sequence[tuple[Claim, Order, Community]]:
    """The holds of somebody on orders that are not done yet."""
    return await _claims_with_orders(tx, person_id, tuple(ACTIVE_CLAIM))


async def _claims_with_orders(
    tx: Writing, person_id: PersonId, states: tuple[ClaimState, ...]
) -> Sequence[tuple[Claim, Order, Community]]:
    rows = await tx.session.execute(
        select(Claim, Order, Community)
        .join(Order, (Order.community_id == Claim.community_id) & (Order.number == Claim.number))
        .join(Community, Community.id == Claim.community_id)
        .where(
            Claim.person_id == person_id,
            Claim.state.in_(ACTIVE_CLAIM),
            Claim.state.in_(states),
            Order.status.in_(OPEN_TO_WORK),
        )
        .order_by(Claim.community_id, Claim.number)
        .with_for_update(of=[Claim, Order])
    )
    return [(claim, order, community) for claim, order, community in rows]


async def held_by(tx: Reading, person_id: PersonId) -> Sequence[tuple[Claim, Order]]:
    """The holds of somebody, on orders that are done and wait for a word, too."""
    rows = await tx.session.execute(
        select(Claim, Order)
        .join(Order, (Order.community_id == Claim.community_id) & (Order.number == Claim.number))
        .where(Claim.person_id == person_id, Claim.state.in_(ACTIVE_CLAIM))
        .order_by(Claim.community_id, Claim.number)
    )
    return [(claim, order) for claim, order in rows]


async def lapsing(tx: Reading, now: datetime) -> Sequence[tuple[int, int, int]]:
    """Community, number and claim of the holds whose time to press Start is over."""
    rows = await tx.session.execute(
        select(Claim.community_id, Claim.number, Claim.id)
        .where(Claim.state == ClaimState.AWAITING_START, Claim.lapses_at <= now)
        .order_by(Claim.lapses_at)
    )
    return [(community_id, number, claim_id) for community_id, number, claim_id in rows]


async def silent_too_long(tx: Reading, now: datetime, *, limit: int) -> Sequence[tuple[int, int, int]]:
    """Community, number and claim of the holds of which nothing was heard for so long that it is looked at."""
    rows = await tx.session.execute(
        select(Claim.community_id, Claim.number, Claim.id)
        .where(Claim.silent_at.is_not(None), Claim.silent_at <= now)
        .order_by(Claim.silent_at)
        .limit(limit)
    )
    return [(community_id, number, claim_id) for community_id, number, claim_id in rows]


async def last_claim(tx: Reading, order: Order) -> ClaimId:
    """The id of the order's latest claim; 0 where nobody has ever held it."""
    found = await tx.session.scalar(
        select(func.max(Claim.id)).where(Claim.community_id == order.community_id, Claim.number == order.number)
    )
    return ClaimId(found or 0)


async def held_before(tx: Reading, order: Order, person_id: PersonId) -> bool:
    """Whether somebody had the order and gave it back, or lost it, before it was done."""
    lost = (ClaimState.RELEASED, ClaimState.LAPSED, ClaimState.REMOVED, ClaimState.PASSED_ON)
    found = await tx.session.scalar(
        select(Claim.id)
        .where(
            Claim.community_id == order.community_id,
            Claim.number == order.number,
            Claim.person_id == person_id,
            Claim.state.in_(lost),
        )
        .limit(1)
    )
    return found is not None


async def held_until(tx: Reading, order: Order, person_id: PersonId) -> datetime | None:
    """When somebody who had the order gave it back, lost it or was done with it last; None: they never had it."""
    return await tx.session.scalar(
        select(func.max(Claim.ended_at)).where(
            Claim.community_id == order.community_id, Claim.number == order.number, Claim.person_id == person_id
        )
    )


async def claims_ever(tx: Reading, community_id: int, number: int, person_id: PersonId) -> set[ClaimState]:
    """In which ways somebody has, or had, an order; empty: they never did."""
    rows = await tx.session.scalars(
        select(Claim.state).where(
            Claim.community_id == community_id, Claim.number == number, Claim.person_id == person_id
        )
    )
    return set(rows)


async def claim_with_holder(tx: Reading, order: Order, claim_id: int) -> tuple[Claim, Person] | None:
    """One hold, in whatever state it is, with its person."""
    rows = await tx.session.execute(
        select(Claim, Person)
        .join(Person, Person.id == Claim.person_id)
        .where(Claim.community_id == order.community_id, Claim.number == order.number, Claim.id == claim_id)
    )
    row = rows.first()
    return None if row is None else (row[0], row[1])


async def holders_with_claims(
    tx: Reading, community_id: int, number: int, states: tuple[ClaimState, ...]
) -> list[tuple[Claim, Person]]:
    """The holds on an order in these states, each with its person, oldest first."""
    rows = await tx.session.execute(
        select(Claim, Person)
        .join(Person, Person.id == Claim.person_id)
        .where(Claim.community_id == community_id, Claim.number == number, Claim.state.in_(states))
        .order_by(Claim.id)
    )
    return [(claim, person) for claim, person in rows]


async def finished_lately_by(tx: Writing, person_id: PersonId, since: datetime) -> Order | None:
    """The order somebody worked on that was reported as done last, if that was after `since`.

    Two questions, each of which an index answers: what they hold, and what was closed here a moment ago.
    """
    last_first = Order.done_at.desc()
    waiting = _worked_on(person_id).where(
        Claim.state.in_(ACTIVE_CLAIM), Order.status == Status.DONE, Order.done_at >= since
    )
    found = await tx.session.scalar(waiting.order_by(last_first).limit(1))
    if found is not None:
        return found
    closed = _worked_on(person_id).where(
        Order.community_id.in_(_communities_of(person_id)),
        Order.ended_at.is_not(None),
        Order.ended_at >= since,
        Order.done_at >= since,
        Order.status == Status.CLOSED,
        Claim.state == ClaimState.FULFILLED,
    )
    return await tx.session.scalar(closed.order_by(last_first).limit(1))


async def finished_by(tx: Writing, person_id: PersonId, number: int) -> Order | None:
    """The order of this number that somebody worked on and that is done; of several communities the latest."""
    return await tx.session.scalar(
        _worked_on(person_id)
        .where(
            Order.community_id.in_(_communities_of(person_id)),
            Order.number == number,
            Order.status.in_((Status.DONE, Status.CLOSED)),
            Order.scrubbed_at.is_(None),
            Claim.state.in_((*ACTIVE_CLAIM, ClaimState.FULFILLED)),
        )
        .order_by(Order.done_at.desc())
        .limit(1)
    )


def _worked_on(person_id: PersonId) -> Select[Order]:
    return (
        select(Order)
        .join(Claim, (Order.community_id == Claim.community_id) & (Order.number == Claim.number))
        .where(Claim.person_id == person_id)
        .with_for_update(of=Order)
    )


def _communities_of(person_id: PersonId) -> Select[CommunityId]:
    return select(Membership.community_id).where(Membership.person_id == person_id)
