"""What was agreed on: when somebody comes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.domain.life import BEFORE_DONE
from bot.models import Community, Order
from bot.storage.uow import Reading

MOST = 500


async def appointed(tx: Reading, community: Community, since: datetime) -> Sequence[Order]:
    """Orders to be worked on for which a time was agreed, from an instant on, the first one first."""
    return (
        await tx.session.scalars(
            select(Order)
            .where(
                Order.community_id == community.id,
                Order.ended_at.is_(None),
                Order.status.in_(BEFORE_DONE),
                Order.appointment_at >= since,
            )
            .order_by(Order.appointment_at)
            .limit(MOST)
        )
    ).all()
