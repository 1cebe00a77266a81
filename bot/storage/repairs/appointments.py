"""What was agreed on: when somebody comes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, or_, select

from bot.domain.life import BEFORE_DONE, Status, Step
from bot.models import Community, Order, OrderEvent
from bot.storage.ground.uow import Reading

MOST = 500
FARTHEST = timedelta(days=60)
"""How far ahead a time can be set, and so how long one that was refused may stand in a calendar."""


async def appointed(tx: Reading, community: Community, since: datetime) -> Sequence[Order]:
    """Orders for which a time was agreed, from an instant on, to be worked on or called off; the first one first.

    Also those that go on without a time, because the one they had did not suit.
    """
    waits = and_(Order.ended_at.is_(None), Order.status.in_(BEFORE_DONE))
    refused = exists().where(
        OrderEvent.community_id == Order.community_id,
        OrderEvent.number == Order.number,
        OrderEvent.step == Step.REFUSE,
        OrderEvent.at >= since - FARTHEST,
    )
    return (
        await tx.session.scalars(
            select(Order)
            .where(
                Order.community_id == community.id,
                or_(waits, and_(Order.ended_at >= since, Order.status == Status.CANCELLED)),
                or_(Order.appointment_at >= since, and_(Order.appointment_at.is_(None), waits, refused)),
            )
            .order_by(Order.appointment_at)
            .limit(MOST)
        )
    ).all()
