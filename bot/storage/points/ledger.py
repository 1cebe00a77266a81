"""The points ledger: adding entries, and asking for accounts and balances."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, select, tuple_, update
from sqlalchemy.orm import aliased

from bot.domain.errors import NotEnoughPoints
from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.models import Account, Community, EntryReason, LedgerEntry, LedgerHead
from bot.models.ledger import FOR_WORK, AccountKind, EntryKind
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into
from bot.storage.points.ledger_chain import GENESIS, chained_text, head_text

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


async def account_of(tx: Writing, community_id: CommunityId, kind: AccountKind, owner_id: PersonId = NOBODY) -> Account:
    """An account, opened with the first need; the community's row is locked by then (`lock_books`)."""
    (account,) = await accounts_of(tx, community_id, (kind, owner_id))
    return account


async def accounts_of(tx: Writing, community_id: CommunityId, *holders: tuple[AccountKind, PersonId]) -> list[Account]:
    """Accounts by kind and owner, as `account_of`, in one question."""
    known = {
        (account.kind, account.owner_id): account
        for account in await tx.session.scalars(
            select(Account).where(
                Account.community_id == community_id, tuple_(Account.kind, Account.owner_id).in_(holders)
            )
        )
    }
    return [known.get(holder) or await _open_account(tx, community_id, *holder) for holder in holders]


async def _open_account(tx: Writing, community_id: CommunityId, kind: AccountKind, owner_id: PersonId) -> Account:
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


_LOCK = select(Community.id).where(Community.id == bindparam("community")).with_for_update()


async def lock_books(tx: Writing, community_id: CommunityId) -> None:
    """One writer at a time in a community's books: the chain has one end."""
    await tx.session.execute(_LOCK, {"community": community_id})


async def add_entry(tx: Writing, entry: Entry) -> int | None:
    """Move points; the entry's seq, or None (and nothing done) when the key was paid before. The books are locked.

    Raises:
        NotEnoughPoints: the source does not hold as many.
    """
    community_id = entry.source.community_id
    asked = {"community": community_id, "asked": entry.key, "back": entry.reverses}
    found = await tx.session.execute(_LAST, asked)
    seq, mac, paid, undone = found.one_or_none() or (0, GENESIS, None, None)
    if paid is not None:
        return None
    row = LedgerEntry(
        community_id=community_id,
        seq=seq + 1,
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
        previous_mac=mac,
    )
    row.mac = tx.vault.ledger_mac(chained_text(row))
    await _shift(tx, entry.source, -entry.amount, for_work=undone in FOR_WORK)
    await _shift(tx, entry.target, entry.amount, for_work=entry.kind in FOR_WORK)
    tx.session.add(row)
    if entry.reason is not None:
        await tx.session.flush()
        tx.session.add(EntryReason(community_id=community_id, seq=row.seq, words=tx.vault.seal(entry.reason)))
    await _move_head(tx, row)
    return row.seq


_paid, _undone = aliased(LedgerEntry), aliased(LedgerEntry)
_LAST = (
    select(
        LedgerEntry.seq,
        LedgerEntry.mac,
        select(_paid.seq)
        .where(_paid.community_id == bindparam("community"), _paid.key == bindparam("asked"))
        .scalar_subquery(),
        select(_undone.kind)
        .where(_undone.community_id == bindparam("community"), _undone.seq == bindparam("back"))
        .scalar_subquery(),
    )
    .where(LedgerEntry.community_id == bindparam("community"))
    .order_by(LedgerEntry.seq.desc())
    .limit(1)
)
"""The end of the chain, the entry that was booked under this key, and the kind of the one that is taken back."""
_AFTER = Account.balance + bindparam("change")
_SHIFT = (
    update(Account)
    .where(Account.community_id == bindparam("community"), Account.id == bindparam("account"))
    .where((_AFTER + Account.overdraft >= 0) | Account.kind.in_(BELOW_ZERO))
    .values(
        balance=_AFTER,
        worked=Account.worked + case((Account.kind == AccountKind.MEMBER, bindparam("worked")), else_=0),
        overdraft=case((_AFTER >= 0, 0), (Account.overdraft > -_AFTER, -_AFTER), else_=Account.overdraft),
    )
    .returning(Account.id)
    .execution_options(synchronize_session=False)
)


async def _shift(tx: Writing, account: Account, amount: int, *, for_work: bool) -> None:
    """The database adds, so that no balance is ever read, changed in memory and written back.

    What a member was let fall below zero shrinks with every point that comes in: nobody falls twice on one word.
    """
    place = {"community": account.community_id, "account": account.id}
    moved = {"change": amount, "worked": amount if for_work else 0}
    if await tx.session.scalar(_SHIFT, {**place, **moved}) is None:
        held = await tx.session.scalar(
            select(Account.balance).where(Account.community_id == account.community_id, Account.id == account.id)
        )
        raise NotEnoughPoints(points=-amount, held=held or 0)


async def _move_head(tx: Writing, row: LedgerEntry) -> None:
    proof = tx.vault.ledger_mac(head_text(row.community_id, row.seq, row.mac))
    values = {"seq": row.seq, "mac": row.mac, "proof": proof}
    await tx.session.execute(
        insert_into(tx.session, LedgerHead)
        .values(community_id=row.community_id, **values)
        .on_conflict_do_update(index_elements=["community_id"], set_=values)
        .execution_options(synchronize_session=False)
    )


async def allow_below_zero(tx: Writing, account: Account, amount: int) -> None:
    """Let `amount` leave a member who does not hold as many: they fall just so far below zero, and no further."""
    await tx.session.execute(
        update(Account)
        .where(Account.community_id == account.community_id, Account.id == account.id)
        .where(Account.kind == AccountKind.MEMBER, Account.balance < amount)
        .values(overdraft=amount - Account.balance)
        .execution_options(synchronize_session=False)
    )


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


async def seq_of_key(tx: Reading, community_id: CommunityId, key: str) -> int | None:
    """The entry that was booked under a key."""
    found: int | None = await tx.session.scalar(
        select(LedgerEntry.seq).where(LedgerEntry.community_id == community_id, LedgerEntry.key == key)
    )
    return found


async def unused_key(tx: Writing, community_id: CommunityId, key: str) -> str:
    """The key for what is paid again after it was taken back: `key` itself, then `key/2`, then `key/3`.

    As long as the last of them was not taken back it is that one, so that nothing is paid twice.
    """
    tried, times = key, 1
    while await _taken_back(tx, community_id, tried):
        times += 1
        tried = f"{key}/{times}"
    return tried


async def standing_entry(tx: Writing, community_id: CommunityId, key: str) -> LedgerEntry | None:
    """What was booked under a key, or, after it was taken back, once more; None: nothing of it stands."""
    last = await unused_key(tx, community_id, key)
    return await tx.session.scalar(
        select(LedgerEntry).where(LedgerEntry.community_id == community_id, LedgerEntry.key == last)
    )


async def _taken_back(tx: Writing, community_id: CommunityId, key: str) -> bool:
    paid = select(LedgerEntry.seq).where(LedgerEntry.community_id == community_id, LedgerEntry.key == key)
    back = select(LedgerEntry.seq).where(
        LedgerEntry.community_id == community_id, LedgerEntry.reverses == paid.scalar_subquery()
    )
    return await tx.session.scalar(back) is not None
