"""What somebody has earned in a stretch of time: for the caps of the standard."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from bot.domain.ids import CommunityId, PersonId
from bot.models import Account, LedgerEntry, Order
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.ground.uow import Reading


def _given_to(community_id: CommunityId, person_id: PersonId, kind: EntryKind) -> ColumnElement[bool]:
    account = select(Account.id).where(
        Account.community_id == community_id, Account.kind == AccountKind.MEMBER, Account.owner_id == person_id
    )
    return (
        (LedgerEntry.community_id == community_id)
        & (LedgerEntry.target_id == account.scalar_subquery())
        & (LedgerEntry.kind == kind)
    )


async def earned_by_work(
    tx: Reading, community_id: CommunityId, person_id: PersonId, *, since: datetime, until: datetime
) -> int:
    """Points for orders whose work was done from `since` (included) to `until` (not included), less what went back."""
    back = aliased(LedgerEntry)
    total = await tx.session.scalar(
        select(func.coalesce(func.sum(LedgerEntry.amount), 0))
        .join(Order, (Order.community_id == LedgerEntry.community_id) & (Order.number == LedgerEntry.number))
        .where(
            _given_to(community_id, person_id, EntryKind.AWARD),
            LedgerEntry.at >= since,
            Order.done_at >= since,
            Order.done_at < until,
            ~exists().where(back.community_id == LedgerEntry.community_id, back.reverses == LedgerEntry.seq),
        )
    )
    return int(total or 0)


async def judgements_paid(
    tx: Reading, community_id: CommunityId, person_id: PersonId, *, since: datetime, until: datetime
) -> int:
    """For how many of their judgements somebody was given points in this time."""
    found = await tx.session.scalar(
        select(func.count()).where(
            _given_to(community_id, person_id, EntryKind.RATING), LedgerEntry.at >= since, LedgerEntry.at < until
        )
    )
    return int(found or 0)


async def paid_for_judging(tx: Reading, community_id: CommunityId, key: str) -> int:
    """The points of the entry with this key; 0: there is none."""
    found = await tx.session.scalar(
        select(LedgerEntry.amount).where(LedgerEntry.community_id == community_id, LedgerEntry.key == key)
    )
    return int(found or 0)
