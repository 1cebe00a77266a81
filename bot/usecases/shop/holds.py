"""Goods that nobody collects: called to mind the day before, then back on the shelf, and the points to their owner."""

from datetime import datetime

from bot.domain.shop_errors import RedemptionOver
from bot.models import Person
from bot.models.shop import RedemptionState
from bot.storage.goods.redemptions import Key, expired_by, held_anywhere, redemption_for_change, to_remind_by
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.points.ledger import lock_books
from bot.usecases.owed.owing import owe_word
from bot.usecases.shop.redeeming import give_back

AT_ONCE = 100
"""Looked at in one tick; the others are found at the next."""


async def look_after_holds(*, uow: UnitOfWork, now: datetime) -> int:
    """Remind and give back what is due by now, each in a transaction of its own; how many."""
    async with uow.reading(now) as tx:
        late = await expired_by(tx, now, limit=AT_ONCE)
        soon = await to_remind_by(tx, now, limit=AT_ONCE)
    for key in late:
        await expire_hold(key, uow=uow, now=now)
    for key in soon:
        await remind_of_hold(key, uow=uow, now=now)
    return len(late) + len(soon)


async def expire_hold(key: Key, *, uow: UnitOfWork, now: datetime) -> bool:
    """Nobody came: goods and points go back; False if it was handed over or cancelled meanwhile."""
    async with uow.writing(now, occasion=f"expire/{key.community_id}/{key.id}") as tx:
        try:
            await give_back(tx, key, RedemptionState.EXPIRED, by=None)
        except RedemptionOver:
            return False
        return True


async def remind_of_hold(key: Key, *, uow: UnitOfWork, now: datetime) -> bool:
    """Tomorrow it goes back; False if it is over, or they were told."""
    async with uow.writing(now, occasion=f"remind/{key.community_id}/{key.id}") as tx:
        await lock_books(tx, key.community_id)
        kept = await redemption_for_change(tx, *key)
        if kept is None or kept.remind_at is None or kept.remind_at > now:
            return False
        kept.remind_at = None
        buyer = await tx.session.get_one(Person, kept.person_id)
        owe_word(tx, buyer.user_id, "shop_reminder", community=key.community_id, redemption=key.id)
        return True


async def return_holds_of(tx: Writing, person: Person) -> None:
    """Whoever is to be forgotten collects nothing any more: it goes back first."""
    for key in await held_anywhere(tx, person.id):
        await give_back(tx, key, RedemptionState.CANCELLED, by=person.id)
