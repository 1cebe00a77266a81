"""Points that lapse: what of an account is too old and not spent yet, who was told, and what is due."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from bot.domain.ids import CommunityId, PersonId, Points
from bot.models import Account, Lapse, LedgerEntry
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.ground.uow import Reading, Writing

MOST_AT_ONCE = 200
"""Lapses booked in one tick; the others are found at the next."""


class LapseKey(NamedTuple):
    """Whose points, at which boundary."""

    community_id: CommunityId
    person_id: PersonId
    boundary: date


async def lapsing_points(
    tx: Reading, community_id: CommunityId, before: datetime, *, only: PersonId | None = None
) -> dict[PersonId, int]:
    """By member the points that were earned before then and are still there, when what came first is spent first.

    An entry that was taken back counts on neither side, and goods that were not taken were never paid for: their
    points are as old as they were.
    """
    old = (LedgerEntry.at < before, LedgerEntry.amount)
    given_back = (LedgerEntry.kind == EntryKind.RETURN, LedgerEntry.amount)
    came = await _sums(tx, community_id, LedgerEntry.target_id, case(given_back, old, else_=0), only)
    went = await _sums(tx, community_id, LedgerEntry.source_id, LedgerEntry.amount, only)
    balances = await _balances(tx, community_id, list(came))
    left = {person: min(points - went.get(person, 0), balances[person]) for person, points in came.items()}
    return {person: points for person, points in sorted(left.items()) if points > 0}


async def _sums(
    tx: Reading, community_id: CommunityId, side: Any, amount: Any, only: PersonId | None
) -> dict[PersonId, int]:
    """By member who has points, what stands on this side of their entries, reversals and what they reverse left out."""
    back = aliased(LedgerEntry)
    undone = select(back.seq).where(back.community_id == community_id, back.reverses == LedgerEntry.seq).exists()
    query = (
        select(Account.owner_id, func.sum(amount))
        .join(LedgerEntry, (LedgerEntry.community_id == Account.community_id) & (side == Account.id))
        .where(Account.community_id == community_id, Account.kind == AccountKind.MEMBER, Account.balance > 0)
        .where(LedgerEntry.kind != EntryKind.REVERSAL, ~undone)
        .group_by(Account.owner_id)
    )
    if only is not None:
        query = query.where(Account.owner_id == only)
    return {person_id: int(points) for person_id, points in await tx.session.execute(query)}


async def _balances(tx: Reading, community_id: CommunityId, people: Sequence[PersonId]) -> dict[PersonId, int]:
    rows = await tx.session.execute(
        select(Account.owner_id, Account.balance).where(
            Account.community_id == community_id, Account.kind == AccountKind.MEMBER, Account.owner_id.in_(people)
        )
    )
    return {person_id: int(balance) for person_id, balance in rows}


async def write_lapse(tx: Writing, key: LapseKey, points: int, lapses_at: datetime) -> None:
    """Somebody is told that so many points will lapse then."""
    tx.session.add(
        Lapse(
            community_id=key.community_id,
            person_id=key.person_id,
            boundary=key.boundary,
            announced=Points(points),
            lapses_at=lapses_at,
        )
    )
    await tx.session.flush()


async def lapses_due(tx: Reading, now: datetime) -> list[LapseKey]:
    """What was announced and is due."""
    rows = await tx.session.execute(
        select(Lapse.community_id, Lapse.person_id, Lapse.boundary)
        .where(Lapse.ended_at.is_(None), Lapse.lapses_at <= now)
        .order_by(Lapse.lapses_at, Lapse.community_id, Lapse.person_id)
        .limit(MOST_AT_ONCE)
    )
    return [LapseKey(*row) for row in rows]


async def lapse_of(tx: Reading, key: LapseKey) -> Lapse | None:
    """What was announced to somebody for a boundary."""
    return await tx.session.get(Lapse, tuple(key), populate_existing=True)
