"""The inbox: every update Telegram hands over, before Telegram hears that we have it."""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeGuard, cast

from sqlalchemy import Row, ScalarSelect, Table, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import InboxUpdate
from bot.models.intake import InboxState
from bot.storage.ground.upsert import insert_into
from bot.storage.ground.vault import Sealer

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=6)
"""How long a process that took an update may be silent before another one takes it."""
LARGEST_ID = 2**63 - 1
LONGEST_POLL = 24
"""Characters of a poll's id."""


_INBOX = cast("Table", InboxUpdate.__table__)


@dataclass(frozen=True)
class StoredUpdate:
    """An update to be handled: its place in the queue, its lane, and itself as Telegram gave it."""

    seq: int
    lane: str
    raw: dict[str, Any]
    attempts: int = 0


def lane_of(raw: dict[str, Any]) -> str:
    """The lane in which an update waits its turn: its chat, else its person, else its poll, else its own."""
    for body in raw.values():
        if not isinstance(body, dict):
            continue
        message = body.get("message")
        for place in ((message if isinstance(message, dict) else body).get("chat"), body.get("from"), body.get("user")):
            if isinstance(place, dict) and type(place.get("id")) is int and abs(place["id"]) <= LARGEST_ID:
                return f"c{place['id']}"
    poll = raw.get("poll")
    if isinstance(poll, dict) and isinstance(poll.get("id"), str) and 0 < len(poll["id"]) <= LONGEST_POLL:
        return f"p{poll['id']}"
    return f"u{raw['update_id']}"


def has_number(raw: object) -> TypeGuard[dict[str, Any]]:
    """Whether this is an object with an id that Telegram could have given it."""
    return isinstance(raw, dict) and type(raw.get("update_id")) is int and 0 <= raw["update_id"] <= LARGEST_ID


def _sealed(sealer: Sealer, raw: dict[str, Any]) -> bytes | None:
    try:
        return sealer.seal_json(raw)
    except (RecursionError, ValueError):
        logger.exception(
            "update %s cannot be stored and is left out", raw["update_id"], extra={"key": "update.not_stored"}
        )
        return None


async def store(
    session: AsyncSession, sealer: Sealer, now: datetime, bot_id: int, raws: Iterable[dict[str, Any]]
) -> list[StoredUpdate]:
    """Keep the updates that are new, leased to this process, and say which those are, in Telegram's order.

    What no program could keep (nested beyond all measure) is logged and left out; its neighbours are kept.
    """
    by_id = {int(raw["update_id"]): raw for raw in raws}
    rows = [
        {
            "bot_id": bot_id,
            "update_id": update_id,
            "lane": lane_of(raw),
            "payload": payload,
            "state": InboxState.PENDING,
            "attempts": 0,
            "received_at": now,
            "lease_until": now + LEASE,
        }
        for update_id, raw in sorted(by_id.items())
        if (payload := _sealed(sealer, raw)) is not None
    ]
    if not rows:
        return []
    statement = insert_into(session, _INBOX).on_conflict_do_nothing(index_elements=["bot_id", "update_id"])
    added = (await session.execute(statement.returning(_INBOX.c.seq, _INBOX.c.update_id, _INBOX.c.lane), rows)).all()
    if len(added) < len(rows):
        added = await _not_done(session, bot_id, by_id, now)
    return sorted(
        (StoredUpdate(row.seq, row.lane, by_id[row.update_id]) for row in added), key=lambda stored: stored.seq
    )


async def _not_done(
    session: AsyncSession, bot_id: int, ids: Collection[int], now: datetime
) -> Sequence[Row[tuple[int, int, str]]]:
    """Of updates some of which were stored before, those still to be handled.

    The commit that stored them may have been carried out and its answer lost on the way: then nobody has them in hand.
    Where somebody has, no harm is done: an update is handled once, whoever tries.
    """
    pending = await session.execute(
        update(_INBOX)
        .where(_INBOX.c.bot_id == bot_id, _INBOX.c.update_id.in_(ids), _INBOX.c.state == InboxState.PENDING)
        .values(lease_until=now + LEASE)
        .returning(_INBOX.c.seq, _INBOX.c.update_id, _INBOX.c.lane)
    )
    return pending.all()


async def settle(session: AsyncSession, seqs: Sequence[int]) -> frozenset[int]:
    """Mark updates as done, those whose turn it is and that nobody has handled; which those are.

    The first condition makes a second handling impossible. The second keeps the order of a chat across processes:
    an update waits while an earlier one of its lane is pending anywhere else.
    """
    earlier = _INBOX.alias("earlier")
    waiting = (
        select(earlier.c.seq)
        .where(
            earlier.c.lane == _INBOX.c.lane,
            earlier.c.state == InboxState.PENDING,
            earlier.c.seq < _INBOX.c.seq,
            earlier.c.seq.not_in(seqs),
            earlier.c.bot_id == _INBOX.c.bot_id,
        )
        .exists()
    )
    settled = await session.scalars(
        update(_INBOX)
        .where(_INBOX.c.seq.in_(seqs), _INBOX.c.state == InboxState.PENDING, ~waiting)
        .values(state=InboxState.DONE, payload=None)
        .returning(_INBOX.c.seq)
    )
    return frozenset(settled)


async def pending_among(session: AsyncSession, seqs: Collection[int]) -> frozenset[int]:
    """Which of these updates have still to be handled."""
    pending = select(_INBOX.c.seq).where(_INBOX.c.seq.in_(seqs), _INBOX.c.state == InboxState.PENDING)
    return frozenset(await session.scalars(pending))


async def renew(session: AsyncSession, now: datetime, seqs: Collection[int]) -> None:
    """This process is still at work on them."""
    await session.execute(
        update(_INBOX)
        .where(_INBOX.c.seq.in_(seqs), _INBOX.c.state == InboxState.PENDING)
        .values(lease_until=now + LEASE)
    )


async def take_left(
    session: AsyncSession, sealer: Sealer, now: datetime, bot_id: int, *, all_of_them: bool, limit: int = 1000
) -> list[StoredUpdate]:
    """Take over updates nobody is at work on: those whose lease has run out, or simply all after a restart alone."""
    due = InboxUpdate.state == InboxState.PENDING
    if not all_of_them:
        # A lease that ends later than any can is of a process whose clock is wrong.
        due = due & ((InboxUpdate.lease_until <= now) | (InboxUpdate.lease_until > now + 2 * LEASE))
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


def newest_number() -> ScalarSelect[int]:
    """The highest number an update has."""
    return select(func.max(_INBOX.c.seq)).scalar_subquery()


async def forget_done(session: AsyncSession, before: datetime, *, limit: int) -> int:
    """Remove updates done long ago, how many; Telegram repeats none that is older than a day.

    The newest stays, however old: SQLite counts on from the highest number there is, and what is owed on behalf of an
    update is owed once for its number.
    The oldest are at the beginning of the primary key: an index of their own would cost something at every update.
    """
    oldest = (
        await session.execute(
            select(_INBOX.c.seq, _INBOX.c.received_at)
            .where(_INBOX.c.state == InboxState.DONE)
            .order_by(_INBOX.c.seq)
            .limit(1)
        )
    ).one_or_none()
    if oldest is None or oldest.received_at >= before:
        return 0
    gone = await session.scalars(
        delete(_INBOX)
        .where(
            _INBOX.c.seq.between(oldest.seq, oldest.seq + limit),
            _INBOX.c.seq < newest_number(),
            _INBOX.c.state == InboxState.DONE,
            _INBOX.c.received_at < before,
        )
        .returning(_INBOX.c.seq)
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
