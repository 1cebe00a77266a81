"""What has served its time is removed: updates long done, one-off messages long said."""

from datetime import datetime, timedelta

from bot.storage.ground.uow import UnitOfWork
from bot.storage.post.inbox import forget_done
from bot.storage.post.outbox import forget_said
from bot.storage.post.spending import forget_spending

UPDATES_KEPT = timedelta(days=7)
"""Telegram hands an update over again for at most a day (https://core.telegram.org/bots/api#getting-updates)."""
MESSAGES_KEPT = timedelta(days=30)
SPENDING_KEPT = timedelta(minutes=5)
AT_ONCE = 2_000
"""Rows of each kind in one transaction: nobody waits long for it, and eight million a day are enough."""


async def tidy(*, uow: UnitOfWork, now: datetime) -> int:
    """Remove it; how many rows."""
    async with uow.writing(now, occasion="tidy") as tx:
        await forget_spending(tx.session, now - SPENDING_KEPT)
        updates = await forget_done(tx.session, now - UPDATES_KEPT, limit=AT_ONCE)
        return updates + await forget_said(tx.session, now - MESSAGES_KEPT, limit=AT_ONCE)
