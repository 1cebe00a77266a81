"""Alarms under way: what somebody told of danger, until staff end it. Each is kept like a conversation, in no chat."""

from bot.domain.ids import PersonId
from bot.storage.ground.uow import Reading
from bot.storage.requests.drafts import DraftFacts, drafts_of_kind, every_draft

ALARM = "alarm"
OVER = "alarm_over"
"""One that staff have ended: for a while words still belong to it."""
NOWHERE = 0
"""The chat of an alarm: it is no conversation in any, and no text answers it."""


async def alarms_of(tx: Reading, person_id: int) -> list[DraftFacts]:
    """What somebody told of, the latest first."""
    found = await drafts_of_kind(tx, PersonId(person_id), NOWHERE, ALARM)
    return sorted(found, key=lambda alarm: alarm.payload["begun"], reverse=True)


async def alarms_over(tx: Reading, person_id: int) -> list[DraftFacts]:
    """What staff have ended of what somebody told, the latest first."""
    found = await drafts_of_kind(tx, PersonId(person_id), NOWHERE, OVER)
    return sorted(found, key=lambda over: over.payload["ended"], reverse=True)


async def alarms_under_way(tx: Reading) -> list[DraftFacts]:
    """All that are not over yet."""
    return await every_draft(tx, ALARM)


async def alarms_in(tx: Reading, community_id: int) -> list[DraftFacts]:
    """Those of a community: which nobody sees to first, then what has waited longest."""
    found = [alarm for alarm in await alarms_under_way(tx) if alarm.payload["community"] == community_id]
    return sorted(found, key=lambda alarm: (alarm.payload["seen_by"] is not None, alarm.payload["begun"]))
