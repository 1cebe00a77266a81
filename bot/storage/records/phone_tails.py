"""Phones found by their last digits, which nobody without the key can read out of the database."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.domain.ids import CommunityId
from bot.models import Order
from bot.storage.ground.uow import Reading, Writing
from bot.storage.repairs.orders import contact_in

DIGITS = 4
TOO_SHORT = ""
"""Noted of a phone that has fewer: it is not looked at again."""


def phone_tail(tx: Reading, community_id: CommunityId, phone: str | None) -> str | None:
    """A keyed hash of a phone's last digits, or of these digits alone; None where there are too few.

    Another one in each community: what is known of one says nothing about the next.
    """
    digits = "".join(char for char in phone or "" if char.isdecimal())
    return tx.vault.blind_index(f"{community_id}:{digits[-DIGITS:]}") if len(digits) >= DIGITS else None


async def any_without_tail(tx: Reading) -> bool:
    """Whether there is an order from before phones were found by their last digits."""
    return await tx.session.scalar(select(Order.number).where(*_UNTAILED).limit(1)) is not None


async def add_tails(tx: Writing, *, limit: int) -> int:
    """So many orders from before can be found by the last digits of their phone from now on; how many."""
    oldest = select(Order).where(*_UNTAILED).order_by(Order.community_id, Order.number).limit(limit)
    orders: Sequence[Order] = (await tx.session.scalars(oldest.with_for_update(skip_locked=True))).all()
    for order in orders:
        phone = contact_in(tx, order.contact).phone
        order.phone_tail = phone_tail(tx, order.community_id, phone) or TOO_SHORT
    return len(orders)


_UNTAILED = (Order.phone_index.is_not(None), Order.phone_tail.is_(None))
