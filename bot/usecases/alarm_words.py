"""What somebody says whose alarm stands: it reaches staff at once, and says where help is needed."""

from dataclasses import replace

from bot.domain.danger import Danger
from bot.domain.roles import STAFF
from bot.language.danger_additions import adds_to_danger
from bot.models import Person
from bot.storage.drafts import DraftFacts
from bot.storage.people import communities_where
from bot.storage.uow import Writing
from bot.usecases import alarms, reporting
from bot.usecases.owing import owe_reply
from bot.usecases.posting import details_of
from bot.usecases.report_answers import merged, values
from bot.usecases.report_draft import REPORT_DRAFT, keeping


async def hear_more(
    tx: Writing, person: Person, chat_id: int, text: str, draft: DraftFacts | None, *, danger: Danger | None
) -> bool:
    """Words that belong to an alarm are passed on; False: they belong to none, or tell of another danger."""
    if draft is not None and draft.kind != REPORT_DRAFT:
        return False
    alarm = await alarms.standing(tx, person.id)
    if alarm is None or not adds_to_danger(text, tx.lexicon):
        return False
    if danger is not None and danger not in alarm.payload["dangers"]:
        return False
    if await communities_where(tx, person.id, STAFF):
        return False
    report = (await reporting.ear_of_community(tx, alarm.payload["community"])).reads(text)
    phone = {} if report.phone is None else {"phone": report.phone.e164}
    place = {name: getattr(report, name) for name in ("building", "flat") if getattr(report, name)}
    await alarms.add_to_alarm(tx, alarm, text, **phone, **place)
    if draft is None and danger is None and report.troubled and report.building:
        # Staff know, and it may be something else altogether: it becomes a request, too.
        return False
    owe_reply(tx, chat_id, "danger_passed", community=alarm.payload["community"], seen=alarm.step == alarms.SEEN)
    if draft is not None:
        details = details_of(draft)
        known = merged(details, report) if report.troubled else replace(details, **values(details, report))
        if known != details:
            await reporting.show(tx, person, keeping(draft, known))
    return True
