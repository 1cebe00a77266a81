"""What somebody says whose alarm stands: it reaches staff at once, and says where help is needed."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from bot.domain.danger import Danger
from bot.domain.errors import BadInput, OrderNotFound, WrongMoment
from bot.domain.roles import STAFF
from bot.language.needs.danger_additions import adds_to_danger
from bot.language.needs.report import Report
from bot.language.talk.intents import Wish, read_intent
from bot.language.talk.put_right import ADDRESS, PutRight, read_put_right
from bot.language.whereabouts.places import join_places
from bot.models import Person
from bot.storage.ground.uow import Writing
from bot.storage.members.people import communities_where
from bot.storage.members.residences import home_of
from bot.storage.requests.alarms import alarms_in
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats import unplaced
from bot.usecases.chats.hearing import TALK
from bot.usecases.danger import alarms
from bot.usecases.danger.alarm_after import hear_after
from bot.usecases.owed.owing import end_draft, owe_reply
from bot.usecases.repairs.order_details import details_of
from bot.usecases.residents import relaying, reporting
from bot.usecases.residents.correcting import correct_unasked
from bot.usecases.residents.report_answers import merged, values
from bot.usecases.residents.report_draft import REPORT_DRAFT, keeping

_DONE = re.compile(r"[拉断关合](?:了|掉|上|好|完)*(?:总|电|煤|燃)?(?:闸|阀|气|电源)|灭了|没事|到了|出来了|安全了|通风")
"""What somebody did, or how it is now, in words that tell of a fault elsewhere."""


async def hear_more(
    tx: Writing, person: Person, chat_id: int, text: str, draft: DraftFacts | None, *, danger: Danger | None
) -> bool:
    """Words that belong to an alarm are passed on; False: they belong to none, or are to be taken further, too."""
    alarm = await alarms.standing(tx, person.id)
    if alarm is None:
        return danger is None and await hear_after(tx, person, chat_id, text, draft)
    if not adds_to_danger(text, tx.lexicon) or await communities_where(tx, person.id, STAFF):
        return False
    living = [talk.order.number for talk in await _talks(tx, person, alarm) if talk.living]
    of_another = bool(living) and alarm.payload["number"] not in living
    if of_another or await _is_of_another_thing(tx, draft, alarm, danger):
        return False
    report = (await reporting.ear_of_community(tx, alarm.payload["community"])).reads(text)
    await alarms.add_to_alarm(tx, alarm, text, **await _whereabouts(tx, alarm, report))
    await _put_order_right(tx, person, alarm, report, text)
    open_draft = draft if draft is not None and draft.kind == REPORT_DRAFT else None
    if living or (open_draft is None and danger is None and _may_be_a_request(tx, alarm, report, text)):
        # Staff know, and it may be for somebody else, or something else altogether: it is taken for that, too.
        return False
    owe_reply(tx, chat_id, "danger_passed", community=alarm.payload["community"], seen=alarm.step == alarms.SEEN)
    if open_draft is not None:
        details = details_of(open_draft)
        known = merged(details, report) if report.troubled else replace(details, **values(details, report))
        if known != details:
            await reporting.show(tx, person, keeping(open_draft, known))
    return True


async def ask_if_for_danger(tx: Writing, person: Person, chat_id: int, text: str) -> bool:
    """Staff write what is for nobody while an alarm stands: one tap passes it on as it is. False: none stands."""
    for community in await communities_where(tx, person.id, STAFF):
        found = [alarm for alarm in await alarms_in(tx, community.id) if alarm.person_id != person.id]
        if found:
            await unplaced.ask_who_in_danger(tx, person, chat_id, text, community_id=community.id, alarms=found)
            return True
    return False


async def goes_on_for_danger(tx: Writing, person: Person, draft: DraftFacts, text: str) -> bool:
    """More in one breath with what may be for somebody in danger: asked anew, of the alarms that stand by now."""
    plain = read_intent(text, tx.lexicon).kind in TALK - {Wish.REPORT}
    if not unplaced.alarms_of(draft) or not plain or not unplaced.goes_on(tx, draft):
        return False
    if not await ask_if_for_danger(tx, person, draft.chat_id, "\n".join((draft.payload["line"], text))):
        return False
    await end_draft(tx, draft, "again")
    return True


async def _put_order_right(tx: Writing, person: Person, alarm: DraftFacts, report: Report, text: str) -> None:
    """Where help is needed, or whom to call, holds for the alarm's order, too: nobody in danger is asked twice."""
    right = read_put_right(text)
    if right is None and (report.building or report.flat):
        right = PutRight(ADDRESS, text)
    if alarm.payload["number"] is not None and right is not None and right.text:
        with suppress(BadInput, OrderNotFound, WrongMoment):
            await correct_unasked(tx, person, (alarm.payload["community"], alarm.payload["number"]), right)


async def _is_of_another_thing(tx: Writing, draft: DraftFacts | None, alarm: DraftFacts, danger: Danger | None) -> bool:
    """Another danger, the same one much later, an answer to a question that stands, or more about another request."""
    lately = alarms.heard_within(tx, alarm, alarms.LATELY)
    if danger is not None and (danger not in alarm.payload["dangers"] or (draft is None and not lately)):
        return True
    if draft is None:
        return False
    if draft.kind != REPORT_DRAFT:
        return draft.stands(tx.now)
    return not lately and not draft.payload["dangers"]


async def _talks(tx: Writing, person: Person, alarm: DraftFacts) -> Sequence[relaying.Talk]:
    """With whom they may be speaking, once the first half hour is over."""
    return () if alarms.heard_within(tx, alarm, alarms.LATELY) else await relaying.talks_of(tx, person)


def _may_be_a_request(tx: Writing, alarm: DraftFacts, report: Report, text: str) -> bool:
    if not report.troubled or _DONE.search(text):
        return False
    return bool(report.building) or not alarms.heard_within(tx, alarm, alarms.LATELY)


async def _whereabouts(tx: Writing, alarm: DraftFacts, report: Report) -> dict[str, str]:
    """Whom to call and where, part by part: a unit alone belongs to the house that is known, or to their home."""
    known = alarm.payload.get("building"), alarm.payload.get("flat")
    if known[0] is None and report.building is not None:
        home = await home_of(tx, alarm.payload["community"], alarm.person_id)
        known = (None if home is None else home.building), known[1]
    building, flat = join_places(known, (report.building, report.flat))
    phone = None if report.phone is None else report.phone.e164
    found = {"building": building, "flat": flat, "phone": phone}
    return {name: value for name, value in found.items() if value is not None}
