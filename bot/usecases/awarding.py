"""Giving points: an entry in the ledger, once for each volunteer of each order."""

from bot.domain.ids import Points
from bot.models import Order, Person
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.ledger import Entry, account_of, add_entry, lock_books
from bot.storage.uow import Writing


async def award(tx: Writing, order: Order, volunteer: Person, points: Points, *, by: Person | None) -> bool:
    """Move points from the mint to the volunteer; False when there are none to give or they were given before.

    `by` nobody: the clock closed the order.
    """
    if points == 0:
        return False
    await lock_books(tx, order.community_id)
    return await add_entry(
        tx,
        Entry(
            kind=EntryKind.AWARD,
            source=await account_of(tx, order.community_id, AccountKind.MINT),
            target=await account_of(tx, order.community_id, AccountKind.MEMBER, volunteer.id),
            amount=points,
            key=f"award/{order.number}/{volunteer.id}",
            actor_id=None if by is None else by.id,
            number=order.number,
        ),
    )
