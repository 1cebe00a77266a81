"""What the books say of one entry or one account: for statements, and for taking entries back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.models import Account, EntryReason, LedgerEntry, Order, Person
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.ground.uow import Reading
from bot.storage.members.people import NAMELESS


@dataclass(frozen=True)
class EntryFacts:
    """One line of somebody's statement; `amount` is negative when points left them."""

    at: datetime
    kind: EntryKind
    amount: int
    number: OrderNumber | None
    seq: int = 0
    reason: str | None = None
    """Why, opened; None also where it was removed with a person."""
    what: str | None = None
    """What the order was about."""
    other: str | None = None
    """The member on the other side: who gave, or to whom."""
    reverses: EntryKind | None = None
    """What kind of entry this one takes back."""
    reversed_by: int | None = None
    """The seq of the entry that took this one back."""


async def entry_of(tx: Reading, community_id: CommunityId, seq: int) -> LedgerEntry | None:
    """One entry."""
    return await tx.session.get(LedgerEntry, (community_id, seq))


async def account_with(tx: Reading, community_id: CommunityId, account_id: int) -> Account:
    """One account, as it is now."""
    return await tx.session.get_one(Account, (community_id, account_id), populate_existing=True)


async def reversal_of(tx: Reading, community_id: CommunityId, seq: int) -> int | None:
    """The entry that took this one back."""
    found: int | None = await tx.session.scalar(
        select(LedgerEntry.seq).where(LedgerEntry.community_id == community_id, LedgerEntry.reverses == seq)
    )
    return found


async def standing_for_order(
    tx: Reading, community_id: CommunityId, number: int, kinds: Collection[EntryKind]
) -> Sequence[LedgerEntry]:
    """The entries of these kinds for one order that were not taken back."""
    taken_back = select(LedgerEntry.reverses).where(
        LedgerEntry.community_id == community_id, LedgerEntry.reverses.is_not(None)
    )
    rows = await tx.session.scalars(
        select(LedgerEntry)
        .where(
            LedgerEntry.community_id == community_id,
            LedgerEntry.number == number,
            LedgerEntry.kind.in_(kinds),
            LedgerEntry.seq.not_in(taken_back),
        )
        .order_by(LedgerEntry.seq)
    )
    return rows.all()


async def account_id_of(tx: Reading, community_id: CommunityId, person_id: PersonId) -> int | None:
    """A member's account, if it was ever needed."""
    found: int | None = await tx.session.scalar(
        select(Account.id).where(
            Account.community_id == community_id, Account.kind == AccountKind.MEMBER, Account.owner_id == person_id
        )
    )
    return found


async def statement_of(
    tx: Reading, community_id: CommunityId, person_id: PersonId, *, limit: int, offset: int = 0
) -> list[EntryFacts]:
    """Somebody's last entries, the latest first, from the `offset`-th on."""
    account_id = await account_id_of(tx, community_id, person_id)
    if account_id is None:
        return []
    rows: list[LedgerEntry] = []
    for side in (LedgerEntry.target_id, LedgerEntry.source_id):
        # Each side has an index that holds its entries in order; asked with OR, all there ever were would be sorted.
        here = select(LedgerEntry).where(LedgerEntry.community_id == community_id, side == account_id)
        rows += await tx.session.scalars(here.order_by(LedgerEntry.seq.desc()).limit(offset + limit))
    shown = sorted(rows, key=lambda row: row.seq, reverse=True)[offset : offset + limit]
    return await _facts(tx, community_id, account_id, shown)


async def entries_of(tx: Reading, community_id: CommunityId, person_id: PersonId) -> int:
    """How many entries somebody's account has."""
    account_id = await account_id_of(tx, community_id, person_id)
    total = 0
    for side in (LedgerEntry.target_id, LedgerEntry.source_id):
        here = select(func.count()).where(LedgerEntry.community_id == community_id, side == account_id)
        total += await tx.session.scalar(here) or 0
    return total


async def entry_facts(tx: Reading, entry: LedgerEntry, account_id: int) -> EntryFacts:
    """One entry, as one of its two accounts sees it."""
    return (await _facts(tx, entry.community_id, account_id, [entry]))[0]


async def _facts(
    tx: Reading, community_id: CommunityId, account_id: int, rows: Sequence[LedgerEntry]
) -> list[EntryFacts]:
    reasons = await _reasons(tx, community_id, [row.seq for row in rows])
    whats = await _whats(tx, community_id, {row.number for row in rows if row.number is not None})
    sides = {row.source_id for row in rows} | {row.target_id for row in rows}
    others = await _members(tx, community_id, sides - {account_id})
    backs = await _backs(tx, community_id, [row.seq for row in rows])
    kinds = await _kinds(tx, community_id, [row.reverses for row in rows if row.reverses is not None])
    return [
        EntryFacts(
            at=row.at,
            kind=row.kind,
            amount=row.amount if row.target_id == account_id else -row.amount,
            number=row.number,
            seq=row.seq,
            reason=reasons.get(row.seq),
            what=whats.get(row.number or 0),
            other=others.get(row.source_id if row.target_id == account_id else row.target_id),
            reverses=kinds.get(row.reverses or 0),
            reversed_by=backs.get(row.seq),
        )
        for row in rows
    ]


async def _reasons(tx: Reading, community_id: CommunityId, seqs: Collection[int]) -> Mapping[int, str]:
    rows = await tx.session.execute(
        select(EntryReason.seq, EntryReason.words).where(
            EntryReason.community_id == community_id, EntryReason.seq.in_(seqs), EntryReason.words.is_not(None)
        )
    )
    return {seq: tx.vault.open(words) for seq, words in rows if words is not None}


async def _whats(tx: Reading, community_id: CommunityId, numbers: Collection[int]) -> Mapping[int, str]:
    rows = await tx.session.execute(
        select(Order.number, Order.what).where(Order.community_id == community_id, Order.number.in_(numbers))
    )
    return {number: what for number, what in rows}  # noqa: C416 - rows are no pairs to mypy


async def _members(tx: Reading, community_id: CommunityId, accounts: Collection[int]) -> Mapping[int, str]:
    """By account: the first name of the member who owns it."""
    rows = await tx.session.execute(
        select(Account.id, Person.name)
        .join(Person, Person.id == Account.owner_id)
        .where(Account.community_id == community_id, Account.id.in_(accounts), Account.kind == AccountKind.MEMBER)
    )
    return {account: tx.vault.open(name) or NAMELESS for account, name in rows}


async def _backs(tx: Reading, community_id: CommunityId, seqs: Collection[int]) -> Mapping[int, int]:
    rows = await tx.session.execute(
        select(LedgerEntry.reverses, LedgerEntry.seq).where(
            LedgerEntry.community_id == community_id, LedgerEntry.reverses.in_(seqs)
        )
    )
    return {reverses: seq for reverses, seq in rows if reverses is not None}


async def _kinds(tx: Reading, community_id: CommunityId, seqs: Collection[int]) -> Mapping[int, EntryKind]:
    rows = await tx.session.execute(
        select(LedgerEntry.seq, LedgerEntry.kind).where(
            LedgerEntry.community_id == community_id, LedgerEntry.seq.in_(seqs)
        )
    )
    return {seq: kind for seq, kind in rows}  # noqa: C416 - rows are no pairs to mypy
