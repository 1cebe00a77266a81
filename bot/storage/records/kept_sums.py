"""Numbers that are kept beside the moves they come from: whether each is their sum."""

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.ids import CommunityId
from bot.models import Account, ShopItem
from bot.storage.ground.uow import Reading


async def first_not_its_sum(
    tx: Reading,
    rows: type[Account | ShopItem],
    kept: InstrumentedAttribute[int],
    community_id: CommunityId,
    sums: Subquery,
) -> int | None:
    """The first row of a community whose number is not the `total` that the sums have `of` its id; None: all are."""
    return await tx.session.scalar(
        select(rows.id)
        .outerjoin(sums, sums.c.of == rows.id)
        .where(rows.community_id == community_id, kept != func.coalesce(sums.c.total, 0))
        .order_by(rows.id)
        .limit(1)
    )
