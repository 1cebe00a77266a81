"""What goes beside the record: points that moved, hours that were served, calls that were made; page by page."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import aliased

from bot.domain.ids import OrderNumber, PersonId
from bot.domain.record import Wanted
from bot.models import Account, Community, FollowUp, HoursEntry, LedgerEntry
from bot.models.hours import HoursKind
from bot.models.ledger import AccountKind, EntryKind
from bot.models.residents import CallResult
from bot.storage.ground.uow import Reading
from bot.storage.members.people import names_of
from bot.storage.records.record import PAGE, instants


@dataclass(frozen=True)
class MovedRow:
    """Points that a member got, or, below zero, gave."""

    seq: int
    at: datetime
    kind: EntryKind
    member: str | None
    points: int
    number: OrderNumber | None


@dataclass(frozen=True)
class HoursRow:
    """Minutes that somebody served."""

    at: datetime
    member: str
    kind: HoursKind
    minutes: int
    number: OrderNumber | None


@dataclass(frozen=True)
class CallRow:
    """A call to a resident, and what came of it."""

    number: OrderNumber
    round: int
    attempt: int
    at: datetime | None
    caller: str | None
    result: CallResult | None
    note: str | None


async def moved_pages(tx: Reading, community: Community, wanted: Wanted) -> AsyncIterator[list[MovedRow]]:
    """The entries of the ledger, each with the member whose points moved; a gift has two."""
    source, target = aliased(Account), aliased(Account)
    first, until = instants(community, wanted)
    last = 0
    while True:
        query = (
            select(LedgerEntry, source.owner_id, target.owner_id, source.kind, target.kind)
            .join(source, (source.community_id == community.id) & (source.id == LedgerEntry.source_id))
            .join(target, (target.community_id == community.id) & (target.id == LedgerEntry.target_id))
            .where(LedgerEntry.community_id == community.id, LedgerEntry.seq > last)
            .where(LedgerEntry.at >= first, LedgerEntry.at < until)
        )
        rows = (await tx.session.execute(query.order_by(LedgerEntry.seq).limit(PAGE))).all()
        if not rows:
            return
        last = rows[-1][0].seq
        owners: set[PersonId] = {owner for _, giver, taker, *_ in rows for owner in (giver, taker)}
        names = await names_of(tx, owners)
        page = []
        for entry, giver, taker, given, taken in rows:
            sides = ((given, giver, -entry.amount), (taken, taker, entry.amount))
            page += [
                MovedRow(entry.seq, entry.at, entry.kind, names.get(owner), points, entry.number)
                for kind, owner, points in sides
                if kind is AccountKind.MEMBER
            ]
        yield page
        tx.session.expunge_all()


async def hours_pages(tx: Reading, community: Community, wanted: Wanted) -> AsyncIterator[list[HoursRow]]:
    """Service hours as they were written down."""
    first, until = instants(community, wanted)
    last = 0
    while True:
        query = select(HoursEntry).where(
            HoursEntry.community_id == community.id,
            HoursEntry.seq > last,
            HoursEntry.at >= first,
            HoursEntry.at < until,
        )
        rows = (await tx.session.scalars(query.order_by(HoursEntry.seq).limit(PAGE))).all()
        if not rows:
            return
        last = rows[-1].seq
        names = await names_of(tx, {row.person_id for row in rows})
        yield [HoursRow(row.at, names[row.person_id], row.kind, row.minutes, row.number) for row in rows]
        tx.session.expunge_all()


async def call_pages(tx: Reading, community: Community, wanted: Wanted) -> AsyncIterator[list[CallRow]]:
    """Calls that were made."""
    first, until = instants(community, wanted)
    last = (0, 0, 0)
    while True:
        key = (FollowUp.number, FollowUp.round, FollowUp.attempt)
        query = select(FollowUp).where(
            FollowUp.community_id == community.id,
            tuple_(*key) > tuple_(*last),
            FollowUp.called_at >= first,
            FollowUp.called_at < until,
        )
        rows = (await tx.session.scalars(query.order_by(*key).limit(PAGE))).all()
        if not rows:
            return
        last = (rows[-1].number, rows[-1].round, rows[-1].attempt)
        names = await names_of(tx, {row.called_by for row in rows if row.called_by is not None})
        yield [
            CallRow(
                row.number,
                row.round,
                row.attempt,
                row.called_at,
                None if row.called_by is None else names[row.called_by],
                row.result,
                tx.vault.open_or_none(row.note),
            )
            for row in rows
        ]
        tx.session.expunge_all()
