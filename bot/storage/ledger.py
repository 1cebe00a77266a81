"""The points ledger: adding entries, asking for balances, and finding the first row somebody bent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, update

from bot.domain.errors import NotEnoughPoints
from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.models import Account, Community, EntryReason, LedgerEntry, LedgerHead
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.uow import Reading, Writing

GENESIS = "0" * 64
NOBODY = PersonId(0)
BELOW_ZERO = (AccountKind.MINT, AccountKind.ADJUSTMENT)
"""Accounts that say how much came into being, or ceased to be, and not how much somebody has."""


@dataclass(frozen=True)
class Entry:
    """Points that are to move; `key` says for what, so that the same thing is never paid twice."""

    kind: EntryKind
    source: Account
    target: Account
    amount: Points
    key: str
    actor_id: PersonId | None
    """None: the clock."""
    number: OrderNumber | None = None
    reverses: int | None = None
    """The seq of the entry that this one takes back."""
    reason: str | None = None


@dataclass(frozen=True)
class EntryFacts:
    """One line of somebody's statement; `amount` is negative when points left them."""

    at: datetime
    kind: EntryKind
    amount: int
    number: OrderNumber | None


async def account_of(tx: Writing, community_id: CommunityId, kind: AccountKind, owner_id: PersonId = NOBODY) -> Account:
    """An account, opened with the first need; the community's row is locked by then (`lock_books`)."""
    found = await tx.session.scalar(
        select(Account).where(Account.community_id == community_id, Account.kind == kind, Account.owner_id == owner_id)
    )
    if found is not None:
        return found
    last = await tx.session.scalar(select(func.max(Account.id)).where(Account.community_id == community_id))
    account = Account(community_id=community_id, id=(last or 0) + 1, kind=kind, owner_id=owner_id, balance=Points(0))
    tx.session.add(account)
    await tx.session.flush()
    return account


async def communities_with_points(tx: Reading, person_id: PersonId) -> Sequence[Community]:
    """Where somebody has points, member or not: who leaves a team keeps theirs."""
    return (
        await tx.session.scalars(
            select(Community)
            .join(Account, Account.community_id == Community.id)
            .where(Account.kind == AccountKind.MEMBER, Account.owner_id == person_id, Account.balance != 0)
            .order_by(Community.id)
        )
    ).all()


async def lock_books(tx: Writing, community_id: CommunityId) -> None:
    """One writer at a time in a community's books: the chain has one end."""
    await tx.session.execute(select(Community.id).where(Community.id == community_id).with_for_update())


async def add_entry(tx: Writing, entry: Entry) -> int | None:
    """Move points; the entry's seq, or None (and nothing done) when the key was paid before. The books are locked.

    Raises:
        NotEnoughPoints: the source does not hold as many.
    """
    community_id = entry.source.community_id
    paid = await tx.session.scalar(
        select(LedgerEntry.seq).where(LedgerEntry.community_id == community_id, LedgerEntry.key == entry.key)
    )
    if paid is not None:
        return None
    last = await tx.session.scalar(
        select(LedgerEntry).where(LedgerEntry.community_id == community_id).order_by(LedgerEntry.seq.desc()).limit(1)
    )
    row = LedgerEntry(
        community_id=community_id,
        seq=1 if last is None else last.seq + 1,
        at=tx.now,
        kind=entry.kind,
        source_id=entry.source.id,
        target_id=entry.target.id,
        amount=entry.amount,
        number=entry.number,
        actor_id=entry.actor_id,
        reverses=entry.reverses,
        reason_mac=None if entry.reason is None else tx.vault.ledger_mac(entry.reason),
        key=entry.key,
        previous_mac=GENESIS if last is None else last.mac,
    )
    row.mac = tx.vault.ledger_mac(chained_text(row))
    await _shift(tx, entry.source, -entry.amount)
    await _shift(tx, entry.target, entry.amount)
    tx.session.add(row)
    if entry.reason is not None:
        await tx.session.flush()
        tx.session.add(EntryReason(community_id=community_id, seq=row.seq, words=tx.vault.seal(entry.reason)))
    await _move_head(tx, row)
    return row.seq


async def _shift(tx: Writing, account: Account, amount: int) -> None:
    """The database adds, so that no balance is ever read, changed in memory and written back."""
    enough = Account.balance + Account.overdraft + amount >= 0
    shifted = await tx.session.scalar(
        update(Account)
        .where(Account.community_id == account.community_id, Account.id == account.id)
        .where(enough | Account.kind.in_(BELOW_ZERO))
        .values(balance=Account.balance + amount)
        .returning(Account.id)
        .execution_options(synchronize_session=False)
    )
    if shifted is None:
        held = await tx.session.scalar(
            select(Account.balance).where(Account.community_id == account.community_id, Account.id == account.id)
        )
        raise NotEnoughPoints(points=-amount, held=held or 0)


async def _move_head(tx: Writing, row: LedgerEntry) -> None:
    proof = tx.vault.ledger_mac(head_text(row.community_id, row.seq, row.mac))
    head = await tx.session.get(LedgerHead, row.community_id)
    if head is None:
        tx.session.add(LedgerHead(community_id=row.community_id, seq=row.seq, mac=row.mac, proof=proof))
    else:
        head.seq, head.mac, head.proof = row.seq, row.mac, proof


def head_text(community_id: int, seq: int, mac: str) -> str:
    """What the proof of a chain's end covers."""
    return f"head\x1f{community_id}\x1f{seq}\x1f{mac}"


def chained_text(row: LedgerEntry) -> str:
    """What an entry's MAC covers: every field of it, and the entry before it."""
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = (
        row.community_id, row.seq, at, row.kind, row.source_id, row.target_id,
        row.amount, row.number, row.actor_id, row.key, row.previous_mac,
    )  # fmt: skip
    # What entries before revision 0004 could not say is covered where it is said.
    later = (row.reverses, row.reason_mac)
    return "\x1f".join(str(field) for field in (*fields, *(later if any(later) else ())))


async def first_broken(tx: Reading, community_id: CommunityId) -> int | None:
    """The seq of the first entry that was altered, removed or slipped in; None when the chain holds."""
    expected, previous = 1, GENESIS
    rows = await tx.session.stream_scalars(
        select(LedgerEntry).where(LedgerEntry.community_id == community_id).order_by(LedgerEntry.seq)
    )
    async for row in rows:
        intact = row.previous_mac == previous and row.mac == tx.vault.ledger_mac(chained_text(row))
        if row.seq != expected or not intact:
            return expected
        expected, previous = row.seq + 1, row.mac
    head = await tx.session.get(LedgerHead, community_id)
    if head is None:
        return None
    proved = head.proof == tx.vault.ledger_mac(head_text(community_id, head.seq, head.mac))
    return None if proved and (head.seq, head.mac) == (expected - 1, previous) else expected


async def balance_of(tx: Reading, community_id: CommunityId, person_id: PersonId) -> Points:
    """Somebody's points in a community."""
    balance = await tx.session.scalar(
        select(Account.balance).where(
            Account.community_id == community_id,
            Account.kind == AccountKind.MEMBER,
            Account.owner_id == person_id,
        )
    )
    return Points(balance or 0)


async def statement_of(tx: Reading, community_id: CommunityId, person_id: PersonId, *, limit: int) -> list[EntryFacts]:
    """Somebody's last entries, the latest first."""
    account_id = await tx.session.scalar(
        select(Account.id).where(
            Account.community_id == community_id,
            Account.kind == AccountKind.MEMBER,
            Account.owner_id == person_id,
        )
    )
    if account_id is None:
        return []
    rows: list[LedgerEntry] = []
    for side in (LedgerEntry.target_id, LedgerEntry.source_id):
        # Each side has an index that holds its entries in order; asked with OR, all there ever were would be sorted.
        here = select(LedgerEntry).where(LedgerEntry.community_id == community_id, side == account_id)
        rows += await tx.session.scalars(here.order_by(LedgerEntry.seq.desc()).limit(limit))
    rows = sorted(rows, key=lambda row: row.seq, reverse=True)[:limit]
    return [
        EntryFacts(
            at=row.at,
            kind=row.kind,
            amount=row.amount if row.target_id == account_id else -row.amount,
            number=row.number,
        )
        for row in rows
    ]
