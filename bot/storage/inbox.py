"""The inbox: every update Telegram hands over, before Telegram hears that we have it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import InboxUpdate
from bot.models.intake import InboxState
from bot.storage.upsert import insert_into
from bot.storage.vault import Sealer

LEASE = timedelta(seconds=60)
"""How long a process that took an update may be silent before another one takes it."""


@dataclass(frozen=True)
class StoredUpdate:
    """An update to be handled: its place in the queue, its lane, and itself as Telegram gave it."""

    seq: int
    lane: str
    raw: dict[str, Any]
    attempts: int = 0


def lane_of(raw: dict[str, Any]) -> str:
    """The lane in which an update waits its turn: its chat; its person where there is none; else its own."""
    for body in raw.values():
        if isinstance(body, dict):
            message = body.get("message") if isinstance(body.get("message"), dict) else body
            chat = (message or {}).get("chat") or {}
            if isinstance(chat, dict) and "id" in chat:
                return f"c{chat['id']}"[:32]
            sender = body.get("from") or body.get("user") or {}
            if isinstance(sender, dict) and "id" in sender:
                return f"c{sender['id']}"[:32]
    return f"u{raw.get('update_id')}"[:32]


async def store(
    session: AsyncSession, sealer: Sealer, now: datetime, bot_id: int, raws: Iterable[dict[str, Any]]
) -> list[StoredUpdate]:
    """Keep the updates that are new, leased to this process, and say which those are, in Telegram's order."""
    by_id = {int(raw["update_id"]): raw for raw in raws}
    if not by_id:
        return []
    rows = [
        {
            "bot_id": bot_id,
            "update_id": update_id,
            "lane": lane_of(raw),
            "payload": sealer.seal_json(raw),
            "state": InboxState.PENDING,
            "attempts": 0,
            "received_at": now,
            "lease_until": now + LEASE,
        }
        for update_id, raw in sorted(by_id.items())
    ]
    statement = insert_into(session, InboxUpdate).values(rows)
    added = await session.execute(
        statement.on_conflict_do_nothing(index_elements=["bot_id", "update_id"]).returning(
            InboxUpdate.seq, InboxUpdate.update_id, InboxUpdate.lane
        )
    )
    return sorted(
        (StoredUpdate(row.seq, row.lane, by_id[row.update_id]) for row in added), key=lambda stored: stored.seq
    )


async def take_left(
    session: AsyncSession, sealer: Sealer, now: datetime, bot_id: int, *, all_of_them: bool, limit: int = 1000
) -> list[StoredUpdate]:
    """Take over updates nobody is at work on: those whose lease has run out, or simply all after a restart alone."""
    due = InboxUpdate.state == InboxState.PENDING
    if not all_of_them:
        due = due & (InboxUpdate.lease_until <= now)
    seqs = (
        select(InboxUpdate.seq)
        .where(InboxUpdate.bot_id == bot_id, due)
        .order_by(InboxUpdate.seq)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = await session.scalars(
        update(InboxUpdate)
        .where(InboxUpdate.seq.in_(seqs.scalar_subquery()))
        .values(lease_until=now + LEASE)
        .returning(InboxUpdate)
        .execution_options(synchronize_session=False)
    )
    return sorted(
        (
            StoredUpdate(row.seq, row.lane, sealer.open_json(row.payload), row.attempts)
            for row in rows
            if row.payload is not None
        ),
        key=lambda stored: stored.seq,
    )


async def forget_done(session: AsyncSession, before: datetime) -> int:
    """Remove updates done long ago, how many; Telegram repeats none that is older than a day."""
    gone = await session.scalars(
        delete(InboxUpdate)
        .where(InboxUpdate.state == InboxState.DONE, InboxUpdate.received_at < before)
        .returning(InboxUpdate.seq)
    )
    return len(gone.all())


async def note_failure(
    session: AsyncSession, seq: int, error: str, *, tries: int, retry_at: datetime
) -> InboxState | None:
    """Count a failed attempt; after as many tries the update is put aside as dead. Its state since, if it exists."""
    row = await session.get(InboxUpdate, seq, with_for_update=True)
    if row is None or row.state is not InboxState.PENDING:
        return row.state if row else None
    row.attempts += 1
    row.error = error[:2000]
    row.lease_until = retry_at
    if row.attempts >= tries:
        row.state = InboxState.DEAD
    return row.state
