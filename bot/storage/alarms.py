"""Alarms under way: what somebody told of danger, until it is over. Each is kept like a conversation, in no chat."""

from bot.domain.ids import PersonId
from bot.storage.drafts import DraftFacts, drafts_of_kind, every_draft
from bot.storage.uow import Reading

ALARM = "alarm"
NOWHERE = 0
"""The chat of an alarm: it is no conversation in any, and no text answers it."""


async def alarms_of(tx: Reading, person_id: int) -> list[DraftFacts]:
    """What somebody told of, the latest first."""
    found = await drafts_of_kind(tx, PersonId(person_id), NOWHERE, ALARM)
    return sorted(found, key=lambda alarm: alarm.payload["begun"], reverse=True)


async def alarms_under_way(tx: Reading) -> list[DraftFacts]:
    """All that are not put away yet."""
    return await every_draft(tx, ALARM)
