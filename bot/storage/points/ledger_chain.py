"""The chain of a points ledger: each entry proves the one before it, and the head proves the last."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, func, select

from bot.domain.ids import CommunityId
from bot.models import EntryReason, LedgerEntry, LedgerHead
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.vault import WrongKeyError

GENESIS = "0" * 64
PAGE = 500
"""Entries looked at in one go; others take their turn in between."""
CODE = 12
"""Hexadecimal digits of an entry's MAC that people write down: too many to be forged, few enough to be copied."""


def head_text(community_id: int, seq: int, mac: str) -> str:
    """What the proof of a chain's end covers."""
    return f"head\x1f{community_id}\x1f{seq}\x1f{mac}"


def chained_text(row: LedgerEntry | Row[Any]) -> str:
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
    """The seq of the first entry that was altered, removed or slipped in; None when the chain holds to its end."""
    expected, previous = 1, GENESIS
    while rows := await _page(tx, community_id, expected):
        for row in rows:
            intact = row is not None and row.seq == expected and row.previous_mac == previous
            if row is None or not intact or row.mac != tx.vault.ledger_mac(chained_text(row)):
                return expected
            expected, previous = row.seq + 1, row.mac
        await asyncio.sleep(0)
    return None if await _ends_here(tx, community_id, expected - 1, previous) else expected


async def _page(tx: Reading, community_id: CommunityId, first: int) -> Sequence[Row[Any] | None]:
    """The entries from the `first` on (and what stands before 1 with the first page); None: one cannot be read."""
    query = select(*LedgerEntry.__table__.columns).where(LedgerEntry.community_id == community_id)
    # Plain columns: rows as objects would take most of the time.
    query = query.where(LedgerEntry.seq >= first) if first > 1 else query
    for most in (PAGE, 1):
        with suppress(ValueError, TypeError):
            return (await tx.session.execute(query.order_by(LedgerEntry.seq).limit(most))).all()
    return [None]


async def _ends_here(tx: Reading, community_id: CommunityId, seq: int, mac: str) -> bool:
    """Whether the head says that this is the last entry. A community without entries has none."""
    head = await tx.session.get(LedgerHead, community_id, populate_existing=True)
    if head is None:
        return seq == 0
    # Without a proof: written by a migration, which knows no key. The next entry, or the nightly check, proves it.
    proved = head.proof in ("", tx.vault.ledger_mac(head_text(community_id, head.seq, head.mac)))
    return proved and (head.seq, head.mac) == (seq, mac)


async def prove_head(tx: Writing, community_id: CommunityId) -> None:
    """Give a head that a migration wrote its proof; the chain holds, as was just seen."""
    head = await tx.session.get(LedgerHead, community_id)
    if head is not None and head.proof == "":
        head.proof = tx.vault.ledger_mac(head_text(community_id, head.seq, head.mac))


async def head_of(tx: Reading, community_id: CommunityId) -> tuple[int, str] | None:
    """The last entry and its code, as they are written into the daily note; None: there is no entry yet."""
    head = await tx.session.get(LedgerHead, community_id)
    return None if head is None else (head.seq, head.mac[:CODE])


async def booked_since(tx: Reading, community_id: CommunityId, since: datetime | None) -> int:
    """How many entries there are from that instant on; None: all of them."""
    if since is None:
        # They are numbered without a gap from 1 on: the number of the last one is how many there are.
        head = await tx.session.get(LedgerHead, community_id)
        return 0 if head is None else head.seq
    # From the end back to the first that is older: what was booked long ago need not be looked at.
    before = select(LedgerEntry.seq).where(LedgerEntry.community_id == community_id, LedgerEntry.at < since)
    last = await tx.session.scalar(before.order_by(LedgerEntry.at.desc(), LedgerEntry.seq.desc()).limit(1))
    here = (LedgerEntry.community_id == community_id, LedgerEntry.seq > (last or 0))
    return await tx.session.scalar(select(func.count()).where(*here)) or 0


async def bears(tx: Reading, community_id: CommunityId, seq: int, code: str) -> bool:
    """Whether an entry still has the code that somebody wrote down."""
    mac = await tx.session.scalar(
        select(LedgerEntry.mac).where(LedgerEntry.community_id == community_id, LedgerEntry.seq == seq)
    )
    return mac is not None and mac.startswith(code)


async def first_reworded(tx: Reading, community_id: CommunityId) -> int | None:
    """The first entry whose reason is not the one it was made with; one that was removed, with its person, is none."""
    rows = await tx.session.execute(
        select(LedgerEntry.seq, LedgerEntry.reason_mac, func.coalesce(EntryReason.seq, 0), EntryReason.words)
        .outerjoin(
            EntryReason, (EntryReason.community_id == LedgerEntry.community_id) & (EntryReason.seq == LedgerEntry.seq)
        )
        .where(LedgerEntry.community_id == community_id, LedgerEntry.reason_mac.is_not(None))
        .order_by(LedgerEntry.seq)
    )
    for seq, mac, kept, sealed in rows:
        if not kept or (sealed is not None and _mac_of(tx, sealed) != mac):
            return int(seq)
    return None


def _mac_of(tx: Reading, sealed: bytes) -> str | None:
    try:
        return tx.vault.ledger_mac(tx.vault.open(sealed))
    except WrongKeyError:
        return None
