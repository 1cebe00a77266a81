"""The outbox: owing, taking what is due, and writing down how it went."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, case, delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.ids import CommunityId, OrderNumber
from bot.models import ChatPause, OutboxMessage
from bot.models.base import Word
from bot.models.outbox import Kind, Lane, OutState, Policy
from bot.storage.ground.upsert import insert_into
from bot.storage.ground.vault import Sealer

REPLY = "reply/"
"""Keys of answers begin with this."""
CLOCK = "clock"
"""The fact of a message that nobody asked for: a moment came."""
MOST_REPLIES = 10
"""Messages that may wait for one chat before further answers are left out."""
DOUBTED_LATELY = timedelta(days=7)
"""So long staff are reminded of a message of which nobody knows whether it was said."""
ALL_CHATS = 0
"""The `chat_pause` row that stops everything, when Telegram means the whole bot."""

_OUTBOX = cast("Table", OutboxMessage.__table__)
_OWED = _OUTBOX.c.state == OutState.OWED
_NOWHERE = {"message_id": None, "parts": None, "looks": None, "sent_at": None}
_SAID = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("row"))
    .values(
        said=bindparam("was_wanted"),
        message_id=bindparam("has_id"),
        sent_at=func.coalesce(_OUTBOX.c.sent_at, bindparam("sent", type_=_OUTBOX.c.sent_at.type)),
        looks=bindparam("has_looks"),
        attempts=0,
        error=None,
        state=case(
            (_OUTBOX.c.wanted == bindparam("was_wanted"), literal(OutState.SAID, Word(OutState))),
            else_=literal(OutState.OWED, Word(OutState)),
        ),
    )
)
"""Built once: it is said of every message there is."""
_SAID_IN_PARTS = _SAID.values(parts=bindparam("has_parts"))


@dataclass(frozen=True)
class Owed:
    """Something that must be said: to which chat, about what, how urgently, and under which key."""

    key: str
    chat_id: int
    topic: str
    facts: dict[str, Any] = field(default_factory=dict)
    lane: Lane = Lane.WAITING
    kind: Kind = Kind.SEND
    policy: Policy = Policy.AT_LEAST_ONCE
    thread_id: int | None = None
    community_id: CommunityId | None = None
    number: OrderNumber | None = None
    """The order it is about."""
    not_before: datetime | None = None
    message_id: int | None = None
    """For a deletion: which message. For a kept message: the one to take over."""


async def write_owed(session: AsyncSession, sealer: Sealer, now: datetime, owed: Iterable[Owed]) -> None:
    """Add the rows; a key that exists already asks a kept message to catch up and changes nothing else."""
    owed = await _without_chatter(session, list(owed))
    once = [_row(message, sealer, now) for message in owed if message.kind is not Kind.KEEP]
    kept = {message.key: _row(message, sealer, now) for message in owed if message.kind is Kind.KEEP}
    if once:
        statement = insert_into(session, _OUTBOX)
        await session.execute(statement.on_conflict_do_nothing(index_elements=["key"]), once)
    if kept:
        statement = insert_into(session, _OUTBOX)
        new = statement.excluded
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["key"],
                set_={
                    "wanted": _OUTBOX.c.wanted + 1,
                    "state": OutState.OWED,
                    "lane": new.lane,
                    "facts": new.facts,
                    "not_before": new.not_before,
                    "attempts": 0,
                },
            ),
            list(kept.values()),
        )


async def _without_chatter(session: AsyncSession, owed: list[Owed]) -> list[Owed]:
    """Leave answers out where many wait for the chat already: they would say nothing that those do not."""
    chats = {message.chat_id for message in owed if message.key.startswith(REPLY)}
    if not chats:
        return owed
    rows = await session.execute(
        select(_OUTBOX.c.chat_id, func.count())
        .where(_OWED, _OUTBOX.c.chat_id.in_(chats), _OUTBOX.c.kind == Kind.SEND)
        .group_by(_OUTBOX.c.chat_id)
        .having(func.count() >= MOST_REPLIES)
    )
    crowded = {chat_id for chat_id, _ in rows}
    return [message for message in owed if message.chat_id not in crowded or not message.key.startswith(REPLY)]


def _row(message: Owed, sealer: Sealer, now: datetime) -> dict[str, Any]:
    return {
        "key": message.key,
        "community_id": message.community_id,
        "number": message.number,
        "chat_id": message.chat_id,
        "thread_id": message.thread_id,
        "lane": message.lane,
        "kind": message.kind,
        "policy": message.policy,
        "topic": message.topic,
        "facts": sealer.seal_json(message.facts),
        "state": OutState.OWED,
        "wanted": 1,
        "said": 0,
        "attempts": 0,
        "not_before": message.not_before or now,
        "message_id": message.message_id,
    }


@dataclass(frozen=True)
class DueMessage:
    """A message that may be said now, as far as choosing among them needs to know it."""

    id: int
    chat_id: int
    deletes: bool


async def due(session: AsyncSession, now: datetime, *, resting: Collection[int], limit: int) -> list[DueMessage]:
    """What may be said now, people who wait first, then in the order it was owed.

    Of chats that are `resting` only what is to be taken down: however much is owed to them, others are seen.
    """
    rows = await session.execute(
        select(_OUTBOX.c.id, _OUTBOX.c.chat_id, _OUTBOX.c.kind)
        .where(_OWED, _OUTBOX.c.not_before <= now, _OUTBOX.c.chat_id.not_in(resting) | (_OUTBOX.c.kind == Kind.DELETE))
        .order_by(_OUTBOX.c.lane, _OUTBOX.c.id)
        .limit(limit)
    )
    return [DueMessage(row.id, row.chat_id, row.kind is Kind.DELETE) for row in rows]


async def chats_owed(session: AsyncSession, now: datetime, among: Collection[int]) -> frozenset[int]:
    """Those of these chats to which something could be said now."""
    return frozenset(
        await session.scalars(
            select(_OUTBOX.c.chat_id).where(_OWED, _OUTBOX.c.not_before <= now, _OUTBOX.c.chat_id.in_(among)).distinct()
        )
    )


async def next_due(session: AsyncSession, now: datetime) -> datetime | None:
    """When the next postponed message becomes due."""
    return await session.scalar(
        select(func.min(OutboxMessage.not_before)).where(
            OutboxMessage.state == OutState.OWED, OutboxMessage.not_before > now
        )
    )


async def mark_sending(session: AsyncSession, row_id: int) -> bool:
    """Written down before an attempt that must not be made twice; False if another process was faster."""
    marked = await session.scalar(
        update(OutboxMessage)
        .where(OutboxMessage.id == row_id, OutboxMessage.state == OutState.OWED)
        .values(state=OutState.SENDING)
        .returning(OutboxMessage.id)
    )
    return marked is not None


async def interrupted(session: AsyncSession) -> Sequence[int]:
    """Attempts that must not be repeated and whose end nobody saw."""
    return (await session.scalars(select(OutboxMessage.id).where(OutboxMessage.state == OutState.SENDING))).all()


def doubted_lately(community_id: CommunityId, now: datetime) -> ColumnElement[bool]:
    """Whether nobody knows if a message of a community was said, and somebody may still want to say it again."""
    return and_(
        OutboxMessage.community_id == community_id,
        OutboxMessage.state == OutState.UNKNOWN,
        OutboxMessage.not_before > now - DOUBTED_LATELY,
    )


async def mark_said(
    session: AsyncSession,
    row: OutboxMessage,
    *,
    message_id: int | None,
    at: datetime,
    looks: str | None,
    parts: Sequence[tuple[int, str]] = (),
) -> None:
    """It was said. A kept message that was asked to change meanwhile stays owed, as an edit."""
    values = {"row": row.id, "was_wanted": row.wanted, "has_id": message_id, "sent": at, "has_looks": looks}
    if parts:
        await session.execute(_SAID_IN_PARTS, {**values, "has_parts": [list(part) for part in parts]})
    else:
        await session.execute(_SAID, values)


async def mark_ended(session: AsyncSession, row: OutboxMessage, state: OutState, error: str) -> None:
    """It will not be said (again): failed for good, or doubtful."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row.id, OutboxMessage.wanted == row.wanted)
        .values(state=state, error=error[:256])
        .execution_options(synchronize_session=False)
    )


async def postpone(session: AsyncSession, row_id: int, *, until: datetime, error: str) -> None:
    """Try again later; counts as an attempt."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row_id)
        .values(not_before=until, attempts=OutboxMessage.attempts + 1, error=error[:256], state=OutState.OWED)
    )


async def forget_message(session: AsyncSession, row_id: int) -> None:
    """The kept message is gone from the chat: it has to be sent anew."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row_id)
        .values(**_NOWHERE, state=OutState.OWED, attempts=OutboxMessage.attempts + 1)
    )


async def pause_chat(session: AsyncSession, chat_id: int, until: datetime) -> None:
    """Write down that Telegram wants silence in a chat (or in all of them) until then."""
    statement = insert_into(session, ChatPause).values(chat_id=chat_id, until=until)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["chat_id"], set_={"until": statement.excluded.until})
    )


async def pauses(session: AsyncSession, now: datetime) -> dict[int, datetime]:
    """The silences still in force, by chat."""
    rows = await session.scalars(select(ChatPause).where(ChatPause.until > now))
    return {row.chat_id: row.until for row in rows}


async def message_by_key(session: AsyncSession, key: str) -> OutboxMessage | None:
    """The row under a key."""
    return await session.scalar(select(OutboxMessage).where(OutboxMessage.key == key))


async def keys_in_use(session: AsyncSession, keys: Collection[str]) -> frozenset[str]:
    """Those of these keys under which something was owed already."""
    return frozenset(await session.scalars(select(OutboxMessage.key).where(OutboxMessage.key.in_(keys))))


async def forget_said(session: AsyncSession, before: datetime, *, limit: int) -> int:
    """Remove one-off messages said long ago, how many; kept ones stay, for they may still be edited."""
    old = (
        select(OutboxMessage.id)
        .where(
            OutboxMessage.kind != Kind.KEEP,
            OutboxMessage.state.in_((OutState.SAID, OutState.FAILED)),
            OutboxMessage.not_before < before,
        )
        .order_by(OutboxMessage.not_before)
        .limit(limit)
    )
    gone = await session.scalars(
        delete(OutboxMessage)
        .where(OutboxMessage.id.in_(old))
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())


async def move_chat(session: AsyncSession, old: int, new: int) -> None:
    """A group became a supergroup: what is still owed goes to the new chat; old messages cannot be reached."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.chat_id == old, OutboxMessage.kind != Kind.DELETE)
        .values(chat_id=new, **_NOWHERE)
    )
