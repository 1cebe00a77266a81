"""Settling: which entries are not settled yet, what they come to for each member, and writing a period down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from bot.domain.ids import CommunityId, PersonId, Points
from bot.domain.periods import Every, Period, next_period
from bot.domain.schedule import local_day
from bot.domain.tally import SUMS, Tally
from bot.models import Account, Community, HoursEntry, LedgerEntry, Person, SettledLine, SettledName, SettledPeriod
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.ground.uow import Reading, Writing
from bot.storage.points.ledger import account_of
from bot.storage.points.settled import last_settled, lines_of, sworn_text

COLUMN: Mapping[EntryKind, str] = {
    EntryKind.AWARD: "earned",
    EntryKind.MANUAL: "earned",
    EntryKind.GIFT: "earned",
    EntryKind.RATING: "earned",
    EntryKind.ACTIVITY: "earned",
    EntryKind.OPENING: "earned",
    EntryKind.DONATION: "donated",
    EntryKind.HOLD: "redeemed",
    EntryKind.SPEND: "redeemed",
    EntryKind.RETURN: "redeemed",
    EntryKind.REVERSAL: "reversed",
    EntryKind.EXPIRY: "expired",
}
"""Which sum of a tally an entry counts in."""
UNDONE_ALIKE = (EntryKind.DONATION, EntryKind.EXPIRY)
"""Taken back, these count where they were counted: a gift that was declined was no gift, and nothing was reversed."""


@dataclass(frozen=True)
class Span:
    """What is to be settled next: the period and its entries, so far."""

    period: Period
    last: SettledPeriod | None
    until_seq: int
    until_minutes: int

    @property
    def after_seq(self) -> int:
        """The last entry that is settled."""
        return 0 if self.last is None else self.last.until_seq


async def open_span(tx: Reading, community: Community) -> Span | None:
    """What is to be settled next; None: every entry is settled, of points and of hours.

    Entries belong to a period by their seq: it takes all up to the first that was made when it was over. So one made
    at the very instant of closing is in this period or in the next, never in both and never in none.
    """
    last = await last_settled(tx, community.id)
    after = 0 if last is None else last.until_seq
    first = await _first_unsettled(tx, community, last)
    if first is None:
        return None
    period = next_period(
        local_day(first, community.zone),
        Every(community.ways().settle_every),
        settled_to=None if last is None else last.ends,
    )
    beyond = select(func.min(LedgerEntry.seq)).where(
        LedgerEntry.community_id == community.id,
        LedgerEntry.seq > after,
        LedgerEntry.at >= period.ends_at(community.zone),
    )
    following = await tx.session.scalar(beyond)
    if following is None:
        whole = select(func.max(LedgerEntry.seq)).where(LedgerEntry.community_id == community.id)
        following = (await tx.session.scalar(whole) or after) + 1
    minutes = select(func.max(HoursEntry.seq)).where(HoursEntry.community_id == community.id)
    return Span(period, last, following - 1, await tx.session.scalar(minutes) or 0)


async def _first_unsettled(tx: Reading, community: Community, last: SettledPeriod | None) -> datetime | None:
    """When the first entry was made, or the first work was done, that no period counts."""
    unsettled = select(LedgerEntry.at).where(
        LedgerEntry.community_id == community.id, LedgerEntry.seq > (0 if last is None else last.until_seq)
    )
    moved = await tx.session.scalar(unsettled.order_by(LedgerEntry.seq).limit(1))
    served = await tx.session.scalar(
        select(HoursEntry.at).where(*_uncounted(community, last)).order_by(HoursEntry.at).limit(1)
    )
    return min((at for at in (moved, served) if at is not None), default=None)


async def tallies_in(tx: Reading, community: Community, span: Span) -> dict[PersonId, Tally]:
    """By member what the span comes to; who had nothing, and has no entry in it, is left out."""
    found: dict[PersonId, Tally] = {}
    if span.last is not None:
        for line in await lines_of(tx, community.id, span.last.id):
            if line.closing:
                found[line.person_id] = Tally(opening=line.closing)
    await add_moved(tx, community.id, (span.after_seq, span.until_seq), found)
    for person_id, minutes in await tx.session.execute(_worked(community, span)):
        found.setdefault(person_id, Tally()).minutes = int(minutes)
    return dict(sorted(found.items()))


async def add_moved(
    tx: Reading, community_id: CommunityId, seqs: tuple[int, int], found: dict[PersonId, Tally]
) -> None:
    """Add to each member's tally what these entries moved: behind the first seq, up to the second."""
    for side, sign in ((LedgerEntry.target_id, 1), (LedgerEntry.source_id, -1)):
        for person_id, kind, undone, amount in await tx.session.execute(_moved(community_id, side, seqs)):
            tally = found.setdefault(person_id, Tally())
            column = COLUMN[undone if undone in UNDONE_ALIKE else kind]
            setattr(tally, column, getattr(tally, column) + sign * int(amount))


def _moved(
    community_id: CommunityId, side: Any, seqs: tuple[int, int]
) -> Select[PersonId, EntryKind, EntryKind | None, Points]:
    """Sums by member, kind, and kind of what is taken back, of the entries that have members on this side."""
    original = aliased(LedgerEntry)
    return (
        select(Account.owner_id, LedgerEntry.kind, original.kind, func.sum(LedgerEntry.amount))
        .outerjoin(
            original, (original.community_id == LedgerEntry.community_id) & (original.seq == LedgerEntry.reverses)
        )
        .join(Account, (Account.community_id == LedgerEntry.community_id) & (Account.id == side))
        .where(
            LedgerEntry.community_id == community_id,
            LedgerEntry.seq > seqs[0],
            LedgerEntry.seq <= seqs[1],
            Account.kind == AccountKind.MEMBER,
        )
        .group_by(Account.owner_id, LedgerEntry.kind, original.kind)
    )


def _worked(community: Community, span: Span) -> Select[PersonId, int]:
    """Minutes by member, of work done before the period's end that was written down by now and counted in no other.

    What a period counts grows with its end and with what is written down, so each entry is new in exactly one.
    """
    return (
        select(HoursEntry.person_id, func.sum(HoursEntry.minutes))
        .where(*_uncounted(community, span.last))
        .where(HoursEntry.seq <= span.until_minutes, HoursEntry.at < span.period.ends_at(community.zone))
        .group_by(HoursEntry.person_id)
    )


def _uncounted(community: Community, last: SettledPeriod | None) -> list[ColumnElement[bool]]:
    """Entries of hours that no closed period counts."""
    here = [HoursEntry.community_id == community.id]
    if last is not None:
        later = HoursEntry.seq > last.until_minutes
        here.append(later | (HoursEntry.at >= last.period.ends_at(last.zone)))
    return here


async def write_period(
    tx: Writing, community: Community, span: Span, tallies: Mapping[PersonId, Tally], *, by: PersonId
) -> SettledPeriod:
    """Close the period; the books are locked, and it is over."""
    period = SettledPeriod(
        community_id=community.id,
        id=1 if span.last is None else span.last.id + 1,
        begins=span.period.begins,
        ends=span.period.ends,
        after_seq=span.after_seq,
        until_seq=span.until_seq,
        until_minutes=span.until_minutes,
        closed_at=tx.now,
        closed_by=by,
        title=community.name,
        timezone=community.timezone,
        locale=community.locale,
        lapse_months=community.ways().lapse_months,
    )
    lines = [await _line(tx, period, person_id, tally) for person_id, tally in tallies.items()]
    period.mac = tx.vault.ledger_mac(sworn_text(period, lines))
    people = await tx.session.scalars(select(Person).where(Person.id.in_(list(tallies))))
    names = [
        SettledName(community_id=community.id, period_id=period.id, person_id=person.id, name=person.name)
        for person in people
    ]
    for rows in ([period], lines, names):
        tx.session.add_all(rows)
        await tx.session.flush()
    return period


async def _line(tx: Writing, period: SettledPeriod, person_id: PersonId, tally: Tally) -> SettledLine:
    account = await account_of(tx, period.community_id, AccountKind.MEMBER, person_id)
    sums = {name: Points(getattr(tally, name)) for name in SUMS}
    return SettledLine(
        community_id=period.community_id,
        period_id=period.id,
        person_id=person_id,
        account_id=account.id,
        closing=Points(tally.closing),
        **sums,
    )
