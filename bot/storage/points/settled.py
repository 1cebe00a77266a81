"""Closed periods: asking for them, for what was settled in them, and for every row that makes up their file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.shown_as import ShownAs
from bot.domain.tally import SUMS, Tally
from bot.models import Account, EntryReason, LedgerEntry, SettledLine, SettledName, SettledPeriod, Volunteer
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.ground.uow import Reading


@dataclass(frozen=True)
class SettledFacts:
    """One member in a closed period. `name` is what they were called then; None: they were removed since."""

    person_id: PersonId
    number: int
    """Of their account."""
    name: str | None
    shown_as: ShownAs
    """As they want to be called now where many read it."""
    tally: Tally


@dataclass(frozen=True)
class MovedFacts:
    """One entry of a period, as its file tells it; members by their number."""

    seq: int
    at: datetime
    kind: EntryKind
    source: tuple[AccountKind, int]
    target: tuple[AccountKind, int]
    points: int
    number: OrderNumber | None
    reverses: int | None
    by_hand: bool
    reason: str | None


async def last_settled(tx: Reading, community_id: CommunityId) -> SettledPeriod | None:
    """The period closed last."""
    query = select(SettledPeriod).where(SettledPeriod.community_id == community_id)
    return await tx.session.scalar(query.order_by(SettledPeriod.id.desc()).limit(1))


async def settled_period(tx: Reading, community_id: CommunityId, period_id: int) -> SettledPeriod | None:
    """A closed period."""
    return await tx.session.get(SettledPeriod, (community_id, period_id))


async def period_ending(tx: Reading, community_id: CommunityId, ends: date) -> SettledPeriod | None:
    """The closed period that ended before this day."""
    return await tx.session.scalar(
        select(SettledPeriod).where(SettledPeriod.community_id == community_id, SettledPeriod.ends == ends)
    )


async def settled_with(tx: Reading, person_id: PersonId) -> Sequence[SettledPeriod]:
    """The closed periods, of all communities, in which somebody has a line."""
    rows = await tx.session.scalars(
        select(SettledPeriod)
        .join(
            SettledName,
            (SettledName.community_id == SettledPeriod.community_id) & (SettledName.period_id == SettledPeriod.id),
        )
        .where(SettledName.person_id == person_id)
        .order_by(SettledPeriod.community_id, SettledPeriod.id)
    )
    return rows.all()


async def settled_page(
    tx: Reading, community_id: CommunityId, *, limit: int, offset: int
) -> tuple[list[SettledPeriod], int]:
    """A page of the closed periods, the latest first, and how many there are."""
    here = SettledPeriod.community_id == community_id
    rows = await tx.session.scalars(
        select(SettledPeriod).where(here).order_by(SettledPeriod.id.desc()).limit(limit).offset(offset)
    )
    count = await tx.session.scalar(select(func.count()).select_from(SettledPeriod).where(here))
    return list(rows), count or 0


async def lines_of(tx: Reading, community_id: CommunityId, period_id: int) -> Sequence[SettledLine]:
    """What was settled for each member, by their number."""
    rows = await tx.session.scalars(
        select(SettledLine)
        .where(SettledLine.community_id == community_id, SettledLine.period_id == period_id)
        .order_by(SettledLine.account_id)
    )
    return rows.all()


def _tally(line: SettledLine) -> Tally:
    return Tally(**{name: getattr(line, name) for name in SUMS})


async def settled_facts(tx: Reading, period: SettledPeriod, *, only: PersonId | None = None) -> list[SettledFacts]:
    """The members of a closed period, by their number; or one of them."""
    query = (
        select(SettledLine, SettledName.name, Volunteer.shown_as)
        .join(
            SettledName,
            (SettledName.community_id == SettledLine.community_id)
            & (SettledName.period_id == SettledLine.period_id)
            & (SettledName.person_id == SettledLine.person_id),
        )
        .outerjoin(
            Volunteer,
            (Volunteer.community_id == SettledLine.community_id) & (Volunteer.person_id == SettledLine.person_id),
        )
        .where(SettledLine.community_id == period.community_id, SettledLine.period_id == period.id)
        .order_by(SettledLine.account_id)
    )
    if only is not None:
        query = query.where(SettledLine.person_id == only)
    return [
        SettledFacts(
            person_id=line.person_id,
            number=line.account_id,
            name=tx.vault.open_or_none(name),
            shown_as=shown_as or ShownAs.NAME,
            tally=_tally(line),
        )
        for line, name, shown_as in await tx.session.execute(query)
    ]


async def moved_in(tx: Reading, period: SettledPeriod) -> list[MovedFacts]:
    """Every entry of a closed period, in order."""
    source, target = aliased(Account), aliased(Account)
    query = (
        select(LedgerEntry, source, target, EntryReason.words)
        .join(source, (source.community_id == LedgerEntry.community_id) & (source.id == LedgerEntry.source_id))
        .join(target, (target.community_id == LedgerEntry.community_id) & (target.id == LedgerEntry.target_id))
        .outerjoin(
            EntryReason,
            (EntryReason.community_id == LedgerEntry.community_id) & (EntryReason.seq == LedgerEntry.seq),
        )
        .where(
            LedgerEntry.community_id == period.community_id,
            LedgerEntry.seq > period.after_seq,
            LedgerEntry.seq <= period.until_seq,
        )
        .order_by(LedgerEntry.seq)
    )
    return [
        MovedFacts(
            seq=entry.seq,
            at=entry.at,
            kind=entry.kind,
            source=(giver.kind, giver.id),
            target=(taker.kind, taker.id),
            points=entry.amount,
            number=entry.number,
            reverses=entry.reverses,
            by_hand=entry.actor_id is not None,
            reason=tx.vault.open_or_none(words),
        )
        for entry, giver, taker, words in await tx.session.execute(query)
    ]


def sworn_text(period: SettledPeriod, lines: Sequence[SettledLine]) -> str:
    """What a period's MAC covers: every field of it, and every line."""
    head = (
        period.community_id, period.id, period.begins, period.ends, period.after_seq, period.until_seq,
        period.until_minutes, f"{period.closed_at.timestamp():.6f}", period.closed_by, period.title, period.timezone,
        period.locale, period.lapse_months,
    )  # fmt: skip
    rows = [
        (line.person_id, line.account_id, *(getattr(line, name) for name in SUMS), line.closing)
        for line in sorted(lines, key=lambda line: line.person_id)
    ]
    return "settled\x1e" + "\x1e".join("\x1f".join(str(field) for field in row) for row in (head, *rows))
