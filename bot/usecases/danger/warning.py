"""Danger first: what to do is said at once, and staff are told at any hour. No draft is waited for."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.danger import Danger
from bot.domain.urgency import Urgency
from bot.language.needs.dangers import cannot_leave, read_danger
from bot.models import Community, Person
from bot.storage.ground.uow import Writing
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.danger.alarms import know_more, raise_alarm, standing
from bot.usecases.owed.owing import owe_reply
from bot.usecases.repairs.order_details import details_of

LONGEST_QUOTE = 500
"""Characters of the resident's words that the alarm repeats."""


async def warn(
    tx: Writing, person: Person, chat_id: int, danger: Danger, community_id: int | None, *, said: Sequence[str]
) -> None:
    """What to do, owed before anything else in this transaction; `said`: the words now, and any before them.

    Who smells gas and cannot get out is told of gas, and what to do where they are.
    """
    alarm = None if community_id is None else await standing(tx, person.id, community_id)
    lines = [*([] if alarm is None else alarm.payload["lines"]), *said]
    stuck = any(cannot_leave(line, tx.lexicon) for line in lines)
    if danger is Danger.TRAPPED and stuck:
        heard = (read_danger(line, tx.lexicon) for line in lines)
        danger = next((each for each in heard if each not in (None, Danger.TRAPPED)), None) or danger
    owe_reply(tx, chat_id, "danger", community=community_id, danger=str(danger), stuck=stuck)


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
