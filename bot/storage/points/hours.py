"""Service hours: adding minutes, taking them back, and summing them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.models import HoursEntry
from bot.models.hours import HoursKind
from bot.storage.ground.uow import Reading, Writing

BACK = "back/"
"""Begins the key of minutes taken back; what follows is the key of those that were given."""


@dataclass(frozen=True)
class Minutes:
    """Minutes that are to be written down; `key` says for what, so that the same work is never counted twice."""

    kind: HoursKind
    person_id: PersonId
    minutes: int
    key: str
    actor_id: PersonId | None
    """None: the clock."""
    at: datetime
    """When the work was done."""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    number: OrderNumber | None = None
    activity_id: int | None = None


async def add_minutes(tx: Writing, community_id: CommunityId, given: Minutes) -> int | None:
    """Write them down; the entry's seq, or None (and nothing done) when the key is there. The books are locked."""
    if await _with_key(tx, community_id, given.key) is not None:
        return None
    last = await tx.session.scalar(select(func.max(HoursEntry.seq)).where(HoursEntry.community_id == community_id))
    row = HoursEntry(community_id=community_id, seq=(last or 0) + 1, **vars(given))
    tx.session.add(row)
    await tx.session.flush()
    return row.seq


async def take_back_minutes(tx: Writing, community_id: CommunityId, key: str, *, by: PersonId | None) -> int | None:
    """Take back what was written down under a key, once; the entry's seq, or None when there is nothing to take."""
    row = await _with_key(tx, community_id, key)
    if row is None or row.kind is HoursKind.REVERSAL:
        return None
    taken = Minutes(
        kind=HoursKind.REVERSAL,
        person_id=row.person_id,
        minutes=-row.minutes,
        key=f"{BACK}{key}",
        actor_id=by,
        at=row.at,
        number=row.number,
        activity_id=row.activity_id,
    )
    return await add_minutes(tx, community_id, taken)


async def standing_keys(tx: Reading, community_id: CommunityId, number: int) -> Sequence[str]:
    """The keys of the minutes that were written down for an order and not taken back."""
    own = (HoursEntry.community_id == community_id, HoursEntry.number == number)
    rows = await tx.session.execute(select(HoursEntry.key, HoursEntry.kind).where(*own).order_by(HoursEntry.seq))
    kinds = {key: kind for key, kind in rows}  # noqa: C416 - rows are no pairs to mypy
    return [key for key, kind in kinds.items() if kind is not HoursKind.REVERSAL and f"{BACK}{key}" not in kinds]


async def unused_minutes_key(tx: Reading, community_id: CommunityId, key: str) -> str:
    """The key for what counts again after it was taken back, as `bot.storage.points.ledger.unused_key` finds it."""
    tried, times = key, 1
    while await _with_key(tx, community_id, f"{BACK}{tried}") is not None:
        times += 1
        tried = f"{key}/{times}"
    return tried


async def minutes_of(
    tx: Reading,
    community_id: CommunityId,
    person_id: PersonId,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> int:
    """Somebody's minutes, of work done from `since` (included) to `until` (not included)."""
    query = select(func.coalesce(func.sum(HoursEntry.minutes), 0)).where(
        HoursEntry.community_id == community_id, HoursEntry.person_id == person_id
    )
    if since is not None:
        query = query.where(HoursEntry.at >= since)
    if until is not None:
        query = query.where(HoursEntry.at < until)
    return int(await tx.session.scalar(query) or 0)


async def minutes_under(tx: Reading, community_id: CommunityId, key: str) -> int:
    """The minutes that were written down under a key; 0: none were."""
    row = await _with_key(tx, community_id, key)
    return 0 if row is None else row.minutes


async def _with_key(tx: Reading, community_id: CommunityId, key: str) -> HoursEntry | None:
    row: HoursEntry | None = await tx.session.scalar(
        select(HoursEntry).where(HoursEntry.community_id == community_id, HoursEntry.key == key)
    )
    return row
