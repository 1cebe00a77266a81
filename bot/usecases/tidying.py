"""What has served its time is removed: updates long done, one-off messages long said."""

from datetime import datetime, timedelta

from bot.storage.inbox import forget_done
from bot.storage.outbox import forget_said
from bot.storage.uow import UnitOfWork

UPDATES_KEPT = timedelta(days=7)
"""Telegram hands an update over again for at most a day (https://core.telegram.org/bots/api#getting-updates)."""
MESSAGES_KEPT = timedelta(days=30)


async def tidy(*, uow: UnitOfWork, now: datetime) -> int:
    """Remove it; how many rows."""
    async with uow.writing(now, occasion="tidy") as tx:
        updates = await forget_done(tx.session, now - UPDATES_KEPT)
        return updates + await forget_said(tx.session, now - MESSAGES_KEPT)
