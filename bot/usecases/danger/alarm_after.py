"""What is said after an alarm was ended: for half a day it reaches staff as part of it, and may raise it once more."""

from dataclasses import replace
from datetime import datetime

from bot.domain.roles import STAFF
from bot.language.letters.script import utterance
from bot.language.needs.danger_additions import adds_to_danger, sounds_unsafe
from bot.language.needs.report import Report
from bot.language.talk.intents import Wish, read_intent
from bot.language.talk.small_talk import is_small_talk
from bot.models import Person
from bot.storage.ground.uow import Writing
from bot.storage.members.people import communities_where, people_with
from bot.storage.requests.alarms import NOWHERE, OVER, alarms_over
from bot.storage.requests.drafts import DraftFacts, close_draft, open_draft, save_draft
from bot.usecases.chats.keys import only_begins
from bot.usecases.danger.alarms import JOINS_WITHIN, LONGEST_LINE, MOST_LINES, raise_anew
from bot.usecases.owed.owing import owe_reply
from bot.usecases.owed.owing_community import owe_line_of
from bot.usecases.residents import relaying, reporting
from bot.usecases.residents.report_draft import FIRST, REPORT_DRAFT, question_of

_KEPT = ("community", "dangers", "number", "building", "flat", "phone")
_OF_IT = frozenset({Wish.UNKNOWN, Wish.YES, Wish.NO, Wish.THANKS})
"""What no other answer waits for."""
LONGER_THAN_THANKS = 7
"""谢谢您了 alone tells nothing; 没事了谢谢书记 does."""


async def remember_over(tx: Writing, alarm: DraftFacts) -> None:
    """What is said within half a day belongs to it; of what was said before nothing is kept."""
    for old in await alarms_over(tx, alarm.person_id):
        if old.payload["community"] == alarm.payload["community"]:
            await close_draft(tx, old)
    known = {name: alarm.payload[name] for name in _KEPT if name in alarm.payload}
    payload = {**known, "of": alarm.serial, "ended": tx.now.isoformat(), "lines": [], "said": 0}
    await open_draft(tx, alarm.person_id, NOWHERE, kind=OVER, step=OVER, payload=payload)


async def hear_after(tx: Writing, person: Person, chat_id: int, text: str, draft: DraftFacts | None) -> bool:
    """Words without a word of danger, after the alarm was ended. False: they are to be taken further, too."""
    over = await _lately_over(tx, person)
    if over is None or not _adds(tx, text) or await communities_where(tx, person.id, STAFF):
        return False
    report = (await reporting.ear_of_community(tx, over.payload["community"])).reads(text)
    of_another = report.troubled and bool(report.building)
    if sounds_unsafe(text):
        await raise_anew(tx, person, over, text)
        owe_reply(tx, chat_id, "danger_passed", community=over.payload["community"], seen=False)
        return not of_another
    if report.troubled or await _is_of_another_thing(tx, person, draft, report, text):
        return False
    await _pass_to_staff(tx, over, text)
    owe_reply(tx, chat_id, "danger_passed", community=over.payload["community"], seen=False, over=True)
    return True


def _adds(tx: Writing, text: str) -> bool:
    """As at any time in danger; and thanks, if more is said than that."""
    thanks = read_intent(text, tx.lexicon).kind is Wish.THANKS and len(utterance(text)) >= LONGER_THAN_THANKS
    return thanks or adds_to_danger(text, tx.lexicon)


async def _lately_over(tx: Writing, person: Person) -> DraftFacts | None:
    since = tx.now - JOINS_WITHIN
    found = await alarms_over(tx, person.id)
    return next((over for over in found if datetime.fromisoformat(over.payload["ended"]) >= since), None)


async def _is_of_another_thing(
    tx: Writing, person: Person, draft: DraftFacts | None, report: Report, text: str
) -> bool:
    """An answer to a question that stands, a command, a courtesy, or a word to somebody who wrote lately."""
    wish = read_intent(text, tx.lexicon).kind
    if draft is not None and (wish in (Wish.YES, Wish.NO) or _answers(tx, draft, report)):
        return True
    if wish not in _OF_IT or only_begins(text) or is_small_talk(text):
        return True
    return any(talk.living for talk in await relaying.talks_of(tx, person))


def _answers(tx: Writing, draft: DraftFacts, report: Report) -> bool:
    """Whether it may be what the question that stands asks for."""
    if draft.kind != REPORT_DRAFT:
        return draft.stands(tx.now)
    told = (report.building, report.flat, report.phone, report.name, report.when, report.unclear, report.candidates)
    return question_of(draft) in (*FIRST, "community", "later", "same") or any(told)


async def _pass_to_staff(tx: Writing, over: DraftFacts, text: str) -> None:
    said = over.payload["said"] + 1
    lines = [*over.payload["lines"], text.strip()[:LONGEST_LINE]][-MOST_LINES:]
    await save_draft(tx, replace(over, payload={**over.payload, "lines": lines, "said": said}))
    community_id = over.payload["community"]
    for member in await people_with(tx, community_id):
        facts = {"chat": NOWHERE, "serial": over.serial, "after": said - 1}
        key = f"after/{over.serial}/{said}"
        owe_line_of(tx, over.person_id, member.user_id, community_id, "danger_after", key=key, **facts)
