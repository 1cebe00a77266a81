"""What has to be true of the shop: its stock is what its moves come to, and what is reserved is what waits."""

from sqlalchemy import func, select

from bot.domain.breach import Breach, Wrong
from bot.domain.ids import CommunityId
from bot.models import Account, Redemption, ShopItem, StockMove
from bot.models.ledger import AccountKind
from bot.models.shop import RedemptionState
from bot.storage.ground.uow import Reading
from bot.storage.records.kept_sums import first_not_its_sum


async def stock_is_its_moves(tx: Reading, community_id: CommunityId) -> Breach | None:
    """Of each item there is what came in less what went out."""
    moved = (
        select(StockMove.item_id.label("of"), func.sum(StockMove.change).label("total"))
        .where(StockMove.community_id == community_id)
        .group_by(StockMove.item_id)
        .subquery()
    )
    wrong = await first_not_its_sum(tx, ShopItem, ShopItem.stock, community_id, moved)
    return None if wrong is None else Breach(Wrong.STOCK, community_id, wrong)


async def reserve_is_what_waits(tx: Reading, community_id: CommunityId) -> Breach | None:
    """The points in reserve are those of the goods that wait to be collected."""
    waits = await tx.session.scalar(
        select(func.coalesce(func.sum(Redemption.price), 0)).where(
            Redemption.community_id == community_id, Redemption.state == RedemptionState.HELD
        )
    )
    reserve = await tx.session.scalar(
        select(Account).where(Account.community_id == community_id, Account.kind == AccountKind.RESERVE)
    )
    if (0 if reserve is None else reserve.balance) == int(waits or 0):
        return None
    return Breach(Wrong.RESERVE, community_id, 0 if reserve is None else reserve.id)
