"""How the program stands, in a few figures that partial indexes hold: cheap however long the books are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.ids import CommunityId
from bot.domain.life import ACTIVE_CLAIM, ClaimState
from bot.models import ChatPause, Claim, InboxUpdate, Order, OutboxMessage
from bot.models.intake import InboxState
from bot.models.outbox import Lane, OutState
from bot.storage.ground.engine import Database
from bot.storage.ground.revisions import current_revision
from bot.storage.ground.uow import Reading
from bot.storage.post.outbox import ALL_CHATS
from bot.storage.repairs.lateness import late

State = TypeVar("State", OutState, ClaimState)


@dataclass(frozen=True)
class LaneLoad:
    """What is owed in one lane: rows in all, and seconds since the oldest of them might have been said (0: none)."""

    rows: int
    oldest: float


@dataclass(frozen=True)
class Pulse:
    """One reading. Ages are seconds, 0 where nothing waits."""

    pending: int
    oldest_pending: float
    lanes: Mapping[Lane, LaneLoad]
    held_back: float
    """How long the oldest message has waited for whose chat Telegram has not asked for silence."""
    undelivered: Mapping[OutState, int]
    """Messages of which nobody knows whether they arrived, and those refused for good."""
    claims: Mapping[ClaimState, int]
    unfinished: int
    late: Mapping[CommunityId, int]
    """Unfinished orders whose time is over, by community; communities without one are not named."""


async def take_pulse(tx: Reading) -> Pulse:
    """The present figures, in one state of the books."""
    pending, oldest = (await tx.session.execute(_pending())).one()
    lanes = {
        Lane(row.lane): LaneLoad(row.rows, _age(row.oldest, tx.now)) for row in await tx.session.execute(_owed(tx.now))
    }
    ended = await tx.session.execute(_by(OutboxMessage.state, OutState.UNKNOWN, OutState.FAILED))
    claims = await tx.session.execute(_by(Claim.state, *ACTIVE_CLAIM))
    return Pulse(
        pending=pending,
        oldest_pending=_age(oldest, tx.now),
        lanes={lane: lanes.get(lane, LaneLoad(0, 0.0)) for lane in Lane},
        held_back=_age(await tx.session.scalar(_unpaused(tx.now)), tx.now),
        undelivered={OutState.UNKNOWN: 0, OutState.FAILED: 0} | dict(ended.all()),
        claims=dict.fromkeys(sorted(ACTIVE_CLAIM), 0) | dict(claims.all()),
        unfinished=await tx.session.scalar(select(func.count()).where(Order.ended_at.is_(None))) or 0,
        late={CommunityId(community): rows for community, rows in await tx.session.execute(_late(tx.now))},
    )


def _age(instant: datetime | None, now: datetime) -> float:
    return 0.0 if instant is None else max(0.0, (now - instant).total_seconds())


def _pending() -> Select[int, datetime | None]:
    return select(func.count(), func.min(InboxUpdate.received_at)).where(InboxUpdate.state == InboxState.PENDING)


def _owed(now: datetime) -> Select[Lane, int, datetime | None]:
    due = case((OutboxMessage.not_before <= now, OutboxMessage.not_before))
    return (
        select(OutboxMessage.lane, func.count().label("rows"), func.min(due).label("oldest"))
        .where(OutboxMessage.state == OutState.OWED)
        .group_by(OutboxMessage.lane)
    )


def _unpaused(now: datetime) -> Select[datetime | None]:
    silent = select(ChatPause.chat_id).where(ChatPause.until > now)
    everywhere = select(literal(1)).where(ChatPause.chat_id == ALL_CHATS, ChatPause.until > now)
    return select(func.min(OutboxMessage.not_before)).where(
        OutboxMessage.state == OutState.OWED,
        OutboxMessage.lane == Lane.WAITING,
        OutboxMessage.not_before <= now,
        OutboxMessage.chat_id.not_in(silent),
        ~everywhere.exists(),
    )


def _by(column: InstrumentedAttribute[State], *states: State) -> Select[State, int]:
    return select(column, func.count()).where(column.in_(states)).group_by(column)


def _late(now: datetime) -> Select[CommunityId, int]:
    return (
        select(Order.community_id, func.count()).where(Order.ended_at.is_(None), late(now)).group_by(Order.community_id)
    )


async def revision_where_written(database: Database) -> str | None:
    """The database's revision, asked by a connection that writes.

    It waits for its turn as a commit would, and changes nothing.

    Raises:
        DBAPIError: the database cannot be reached, or another process has not let anybody write for too long.
    """
    async with database.writer.connect() as connection:
        return await connection.run_sync(current_revision)
