"""What was agreed on: when somebody comes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from bot.domain.life import BEFORE_DONE, Status
from bot.models import Community, Order
from bot.storage.uow import Reading

MOST = 500


async def appointed(tx: Reading, community: Community, since: datetime) -> Sequence[Order]:
    """Orders for which a time was agreed, from an instant on, to be worked on or called off; the first one first."""
    waits = and_(Order.ended_at.is_(None), Order.status.in_(BEFORE_DONE))
    return (
        await tx.session.scalars(
            select(Order)
            .where(
                Order.community_id == community.id,
                or_(waits, and_(Order.ended_at >= since, Order.status == Status.CANCELLED)),
                Order.appointment_at >= since,
            )
            .order_by(Order.appointment_at)
            .limit(MOST)
        )
    ).all()
