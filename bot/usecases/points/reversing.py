"""冲正: an entry is taken back by another one, the other way round, with a reason, once."""

from bot.domain.errors import EntryNotFound, NotEnoughPoints, NotReversible, ReversedBefore
from bot.domain.ids import CommunityId, PersonId
from bot.models import LedgerEntry, Order
from bot.models.ledger import EntryKind
from bot.storage.ground.uow import Writing
from bot.storage.points.hours import standing_keys, take_back_minutes
from bot.storage.points.ledger import allow_below_zero, lock_books
from bot.storage.points.statements import account_with, entry_of, reversal_of, standing_for_order
from bot.usecases.points.bookkeeping import Booking, Holder, book

REVERSIBLE = frozenset(EntryKind) - {EntryKind.REVERSAL, EntryKind.HOLD, EntryKind.SPEND, EntryKind.RETURN}
"""What moved together with goods is undone where the goods are; a reversal is final: what was right is given anew."""
READY = "ready:"
"""Begins a reason that nobody typed: the views word it for whoever reads it."""


async def reverse(
    tx: Writing, community_id: CommunityId, seq: int, by: PersonId | None, reason: str, *, below_zero: bool = False
) -> int:
    """Take an entry back, and the minutes that were written down under its key; the new entry's seq.

    `below_zero`: a secretary has said that whoever got the points shall owe them, if they hold fewer.

    Raises:
        EntryNotFound: there is no such entry.
        NotReversible: it is none of those that are taken back so.
        ReversedBefore: it was taken back already.
        NotEnoughPoints: whoever got the points holds fewer now.
    """
    await lock_books(tx, community_id)
    entry = await reversible(tx, community_id, seq)
    giver = await account_with(tx, community_id, entry.target_id)
    taker = await account_with(tx, community_id, entry.source_id)
    if below_zero:
        await allow_below_zero(tx, giver, entry.amount)
    booking = Booking(
        kind=EntryKind.REVERSAL,
        source=Holder(giver.kind, giver.owner_id),
        target=Holder(taker.kind, taker.owner_id),
        points=entry.amount,
        key=f"reversal/{seq}",
        by=by,
        number=entry.number,
        reverses=seq,
        reason=reason,
    )
    booked = await book(tx, community_id, booking)
    if booked is None:
        raise ReversedBefore(seq=seq)
    await take_back_minutes(tx, community_id, entry.key, by=by)
    return booked


async def reversible(tx: Writing, community_id: CommunityId, seq: int) -> LedgerEntry:
    """An entry that can be taken back.

    Raises:
        EntryNotFound: there is no such entry.
        NotReversible: it is none of those that are taken back so.
        ReversedBefore: it was taken back already.
    """
    entry = await entry_of(tx, community_id, seq)
    if entry is None:
        raise EntryNotFound(seq=seq)
    if entry.kind not in REVERSIBLE:
        raise NotReversible(seq=seq)
    if await reversal_of(tx, community_id, seq) is not None:
        raise ReversedBefore(seq=seq)
    return entry


async def unearn(tx: Writing, order: Order, *, by: PersonId | None, why: str) -> tuple[dict[int, int], dict[int, int]]:
    """The work on an order does not count after all: the points it earned go back, and its minutes.

    By person: the points that went back, and those that could not, for they are spent. These stay booked (so the same
    work is not paid twice either), until a secretary says that somebody shall owe them.
    """
    await lock_books(tx, order.community_id)
    back: dict[int, int] = {}
    spent: dict[int, int] = {}
    for entry in await standing_for_order(tx, order.community_id, order.number, (EntryKind.AWARD,)):
        owner = (await account_with(tx, order.community_id, entry.target_id)).owner_id
        try:
            await reverse(tx, order.community_id, entry.seq, by, READY + why)
        except NotEnoughPoints:
            spent[owner] = spent.get(owner, 0) + entry.amount
        else:
            back[owner] = back.get(owner, 0) + entry.amount
    for key in await standing_keys(tx, order.community_id, order.number):
        await take_back_minutes(tx, order.community_id, key, by=by)
    return back, spent
