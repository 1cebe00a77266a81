"""Giving points for an order: an entry in the ledger, once for each volunteer of each order."""

from bot.domain.ids import Points
from bot.models import Order, Person
from bot.models.ledger import EntryKind
from bot.storage.ground.uow import Writing
from bot.storage.points.ledger import unused_key
from bot.usecases.points.bookkeeping import MINT, Booking, book, member


async def award(
    tx: Writing, order: Order, volunteer: Person, points: Points, *, by: Person | None, reason: str | None = None
) -> bool:
    """Move points from the mint to the volunteer; False when there are none to give or they were given before.

    What was given before and taken back, because the order was reopened, is given anew.

    `by` nobody: the clock closed the order. `reason`: why it is not what the order says.
    """
    key = await unused_key(tx, order.community_id, f"award/{order.number}/{volunteer.id}")
    booking = Booking(
        kind=EntryKind.AWARD,
        source=MINT,
        target=member(volunteer.id),
        points=points,
        key=key,
        by=None if by is None else by.id,
        number=order.number,
        reason=reason,
    )
    return await book(tx, order.community_id, booking) is not None
