"""Taking the occasions of the schedule: each once, whoever comes first."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func, select

from bot.domain.ids import CommunityId
from bot.models import Slot
from bot.models.slots import SlotOutcome
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into


async def take_slot(tx: Writing, community_id: CommunityId, kind: str, day: date, outcome: SlotOutcome) -> bool:
    """Deal with an occasion; False: another process was faster. Its primary key makes a second time impossible."""
    statement = insert_into(tx.session, Slot).values(
        community_id=community_id, kind=kind, day=day, taken_at=tx.now, outcome=outcome
    )
    taken = await tx.session.execute(statement.on_conflict_do_nothing().returning(Slot.day))
    return taken.scalar_one_or_none() is not None


async def slots_taken(
    tx: Reading, community_ids: Collection[int], kind: str, *, since: date
) -> frozenset[tuple[int, date]]:
    """The occasions of these communities from that day on that were dealt with."""
    rows = await tx.session.execute(
        select(Slot.community_id, Slot.day).where(
            Slot.community_id.in_(community_ids), Slot.kind == kind, Slot.day >= since
        )
    )
    return frozenset((community_id, day) for community_id, day in rows)


async def last_taken_at(tx: Reading, community_id: CommunityId, kind: str) -> datetime | None:
    """When an occasion of this kind was dealt with last; nothing was said, nor looked at, on one that was skipped."""
    found: datetime | None = await tx.session.scalar(
        select(func.max(Slot.taken_at)).where(
            Slot.community_id == community_id, Slot.kind == kind, Slot.outcome != SlotOutcome.SKIPPED
        )
    )
    return found
