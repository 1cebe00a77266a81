"""What waits for staff: requests to settle, orders that an outside party has had for long, work to confirm, doubts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from bot.domain.life import Status, Step
from bot.domain.urgency import Urgency
from bot.models import Community, Order, OrderEvent, OutboxMessage
from bot.models.outbox import OutState
from bot.storage.uow import Reading

_FIRST = case((Order.urgency == Urgency.CRITICAL, 0), (Order.urgency == Urgency.URGENT, 1), else_=2)
MOST_WAITING = 300
"""Orders of one list; a community that lets more wait sees the rest when these are settled."""


@dataclass(frozen=True)
class WaitingOrder:
    """One order that waits, and since when."""

    number: int
    status: Status
    building: str
    what: str
    urgency: Urgency
    since: datetime


@dataclass(frozen=True)
class WaitingFacts:
    """All that waits; `doubtful` is the first of the messages nobody knows the fate of."""

    orders: tuple[WaitingOrder, ...]
    elsewhere: int
    """Orders that an outside party has had for a short time only."""
    doubtful: int | None


async def what_waits(tx: Reading, community: Community) -> WaitingFacts:
    """The most pressing first, then what has waited longest."""
    waiting = (Status.SUBMITTED, Status.REDIRECTED, Status.DONE)
    rows = await tx.session.scalars(
        select(Order)
        .where(Order.community_id == community.id, Order.ended_at.is_(None), Order.status.in_(waiting))
        .order_by(_FIRST, Order.reported_at, Order.number)
        .limit(MOST_WAITING)
    )
    orders = list(rows)
    handed = await _handed_over(tx, community.id, [order.number for order in orders])
    late = tx.now - timedelta(days=community.ways().party_days)
    shown, elsewhere = [], 0
    for order in orders:
        since = handed.get(order.number, order.reported_at) if order.status is Status.REDIRECTED else order.reported_at
        if order.status is Status.REDIRECTED and since > late:
            elsewhere += 1
        else:
            shown.append(
                WaitingOrder(
                    order.number, order.status, order.building, order.what, order.urgency, order.done_at or since
                )
            )
    return WaitingFacts(tuple(shown), elsewhere, await _doubtful(tx, community.id))


async def _handed_over(tx: Reading, community_id: int, numbers: list[int]) -> Mapping[int, datetime]:
    """When each of these orders was handed over last."""
    rows = await tx.session.execute(
        select(OrderEvent.number, func.max(OrderEvent.at))
        .where(
            OrderEvent.community_id == community_id,
            OrderEvent.number.in_(numbers),
            OrderEvent.step == Step.REDIRECT,
        )
        .group_by(OrderEvent.number)
    )
    return {row[0]: row[1] for row in rows}


async def _doubtful(tx: Reading, community_id: int) -> int | None:
    return await tx.session.scalar(
        select(func.min(OutboxMessage.id)).where(
            OutboxMessage.community_id == community_id, OutboxMessage.state == OutState.UNKNOWN
        )
    )
