"""One entry in a community's books, whatever it is for: points move from whom to whom, and why."""

from typing import NamedTuple

from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.ground.uow import Writing
from bot.storage.points.ledger import NOBODY, Entry, accounts_of, add_entry, lock_books


class Holder(NamedTuple):
    """Whose points: a member's, or one of the community's own accounts."""

    kind: AccountKind
    person_id: PersonId = NOBODY


MINT = Holder(AccountKind.MINT)
RESERVE = Holder(AccountKind.RESERVE)
SPENT = Holder(AccountKind.SPENT)
ADJUSTMENT = Holder(AccountKind.ADJUSTMENT)


def member(person_id: PersonId) -> Holder:
    """Somebody's own account."""
    return Holder(AccountKind.MEMBER, person_id)


class Booking(NamedTuple):
    """What is to be booked; `key` says for what, so that the same thing is never booked twice."""

    kind: EntryKind
    source: Holder
    target: Holder
    points: int
    key: str
    by: PersonId | None
    """None: the clock."""
    number: OrderNumber | None = None
    reverses: int | None = None
    reason: str | None = None


async def book(tx: Writing, community_id: CommunityId, booking: Booking) -> int | None:
    """Book it; the entry's seq, or None when there is nothing to move or it was booked before.

    Raises:
        NotEnoughPoints: the source does not hold as many.
    """
    if booking.points == 0:
        return None
    await lock_books(tx, community_id)
    source, target = await accounts_of(tx, community_id, booking.source, booking.target)
    return await add_entry(
        tx,
        Entry(
            kind=booking.kind,
            source=source,
            target=target,
            amount=Points(booking.points),
            key=booking.key,
            actor_id=booking.by,
            number=booking.number,
            reverses=booking.reverses,
            reason=booking.reason,
        ),
    )
