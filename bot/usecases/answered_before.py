"""A second tap under a question that was answered: what came of it is the truth, and not that a button is too old."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.errors import ButtonExpired, DomainError
from bot.domain.request_errors import AnsweredBefore
from bot.storage.messages import message_at
from bot.storage.uow import UnitOfWork

DRAFT = "draft_"
"""What the topics of questions begin with."""
ALARM_CARD = "danger_alarm"


async def what_came_of_it(
    error: ButtonExpired, chat_id: int, message_id: int, said: Collection[str], *, uow: UnitOfWork, now: datetime
) -> DomainError:
    """The refusal of a tap in a private chat, or how the question under which it was made has ended.

    `said` is what the button carries: only a button of that very question is told what came of it.
    """
    async with uow.reading(now) as tx:
        row = await message_at(tx, chat_id, message_id)
        if row is None:
            return error
        facts = tx.vault.open_json(row.facts)
    if row.topic == ALARM_CARD and facts.get("ended_by") is not None and str(facts["person"]) in said:
        return AnsweredBefore(kind="alarm", ended="over", number=facts.get("number"))
    if not row.topic.startswith(DRAFT):
        return error
    ended = facts.get("ended")
    if ended is None or str(facts["serial"]) not in said:
        return error
    return AnsweredBefore(kind=row.topic.removeprefix(DRAFT), ended=ended, number=facts.get("number"))
