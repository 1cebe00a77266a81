"""A second tap under a question that was answered: what came of it is the truth, and not that a button is too old."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from bot.domain.errors import ButtonExpired, DomainError
from bot.domain.request_errors import AnsweredBefore
from bot.models.team import HandoverState
from bot.storage.ground.uow import Reading, UnitOfWork
from bot.storage.post.messages import message_at
from bot.storage.repairs.handovers import offer_to

DRAFT = "draft_"
"""What the topics of questions begin with."""
ALARM_CARD = "danger_alarm"
OFFER = "place_offer"


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
        if row.topic == OFFER and str(facts["claim"]) in said:
            return await _what_came_of_offer(tx, error, facts)
    if row.topic == ALARM_CARD and facts.get("ended_by") is not None and str(facts["person"]) in said:
        return AnsweredBefore(kind="alarm", ended="over", number=facts.get("number"))
    if not row.topic.startswith(DRAFT):
        return error
    ended = facts.get("ended")
    if ended is None or str(facts["serial"]) not in said:
        return error
    return AnsweredBefore(kind=row.topic.removeprefix(DRAFT), ended=ended, number=facts.get("number"))


async def _what_came_of_offer(tx: Reading, error: ButtonExpired, facts: dict[str, Any]) -> DomainError:
    """A colleague was asked to take a place over: what they said, or that they need not say it any more."""
    number = facts["number"]
    offer = await offer_to(tx, facts["community"], number, facts["claim"], facts["to"])
    if offer is None or offer.state is HandoverState.OFFERED:
        return error
    return AnsweredBefore(kind="offer", ended=str(offer.state), number=number)
