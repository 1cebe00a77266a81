"""Danger first: what to do is said at once, and staff are told at any hour. No draft is waited for."""

from dataclasses import replace

from bot.domain.danger import Danger
from bot.domain.urgency import Urgency
from bot.models import Community, Person
from bot.models.outbox import Lane
from bot.storage.drafts import DraftFacts
from bot.storage.outbox import Owed
from bot.storage.people import people_with
from bot.storage.uow import Writing
from bot.usecases.owing import owe_reply
from bot.usecases.posting import details_of

LONGEST_QUOTE = 500
"""Characters of the resident's words that the alarm repeats."""


def warn(tx: Writing, chat_id: int, danger: Danger, community_id: int | None) -> None:
    """What to do, owed before anything else in this transaction."""
    owe_reply(tx, chat_id, "danger", community=community_id, danger=str(danger))


def endangered(draft: DraftFacts, danger: Danger, text: str) -> DraftFacts:
    """The request is critical, and staff have to be told of it as soon as it is known whose."""
    details = replace(details_of(draft), urgency=Urgency.CRITICAL)
    alarms = [*draft.payload["alarms"], {"danger": str(danger), "text": text[:LONGEST_QUOTE]}]
    dangers = [*draft.payload["dangers"], str(danger)]
    payload = {**draft.payload, "details": details.to_json(), "alarms": alarms, "dangers": dangers}
    return replace(draft, payload=payload)


async def alarm_staff(tx: Writing, person: Person, draft: DraftFacts) -> DraftFacts:
    """Tell staff what they have not been told yet; a community that is still asked for is told when it is known."""
    community = await tx.session.get(Community, draft.payload["community"] or 0)
    if community is None or not draft.payload["alarms"]:
        return draft
    details = details_of(draft)
    for alarm in draft.payload["alarms"]:
        await owe_alarm(
            tx, community, person, alarm["danger"], alarm["text"], building=details.building, flat=details.flat
        )
    return replace(draft, payload={**draft.payload, "alarms": []})


async def owe_alarm(
    tx: Writing,
    community: Community,
    person: Person,
    danger: str,
    text: str,
    *,
    building: str | None = None,
    flat: str | None = None,
) -> None:
    """All other staff are told now, whatever the hour: who says what, and how to reach them."""
    for member in await people_with(tx, community.id):
        if member.id == person.id:
            continue
        tx.owe(
            Owed(
                key=f"alarm/{community.id}/{person.id}/{danger}/{tx.occasion}/{member.id}",
                community_id=community.id,
                chat_id=member.user_id,
                topic="danger_alarm",
                facts={
                    "community": community.id,
                    "person": person.id,
                    "danger": danger,
                    "text": text,
                    "building": building,
                    "flat": flat,
                },
                lane=Lane.WAITING,
            )
        )
