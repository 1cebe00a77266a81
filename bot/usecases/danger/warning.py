"""Danger first: what to do is said at once, and staff are told at any hour. No draft is waited for."""

from dataclasses import replace

from bot.domain.danger import Danger
from bot.domain.urgency import Urgency
from bot.models import Community, Person
from bot.storage.ground.uow import Writing
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.danger.alarms import know_more, raise_alarm
from bot.usecases.owed.owing import owe_reply
from bot.usecases.repairs.order_details import details_of

LONGEST_QUOTE = 500
"""Characters of the resident's words that the alarm repeats."""


def warn(tx: Writing, chat_id: int, danger: Danger, community_id: int | None) -> None:
    """What to do, owed before anything else in this transaction."""
    owe_reply(tx, chat_id, "danger", community=community_id, danger=str(danger))


def endangered(draft: DraftFacts, danger: Danger, text: str) -> DraftFacts:
    """The request is critical, and staff have to be told of it as soon as it is known whose."""
    details = replace(details_of(draft), urgency=Urgency.CRITICAL)
    alarms = [*draft.payload["alarms"], {"danger": str(danger), "text": text[:LONGEST_QUOTE]}]
    dangers = list(dict.fromkeys([*draft.payload["dangers"], str(danger)]))
    payload = {**draft.payload, "details": details.to_json(), "alarms": alarms, "dangers": dangers}
    return replace(draft, payload=payload)


async def alarm_staff(tx: Writing, person: Person, draft: DraftFacts) -> DraftFacts:
    """Tell staff what they have not been told yet; a community that is still asked for is told when it is known."""
    community = await tx.session.get(Community, draft.payload["community"] or 0)
    if community is None or not draft.payload["dangers"]:
        return draft
    for alarm in draft.payload["alarms"]:
        await raise_alarm(tx, community, person, alarm["danger"], alarm["text"])
    await know_more(tx, person, community.id, details_of(draft))
    return replace(draft, payload={**draft.payload, "alarms": []})
