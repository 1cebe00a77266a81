"""A resident's request on its way: what is known of it, what is asked next, and how each answer changes it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput
from bot.domain.kind import Area, Kind
from bot.domain.urgency import Urgency
from bot.language.lexicon import Lexicon
from bot.language.phones import read_phone
from bot.language.report import Report, read_report
from bot.models.orders import Media
from bot.storage.drafts import DraftFacts
from bot.usecases.draft_fields import FIELDS
from bot.usecases.posting import CONFIRM, OrderDetails, Photo

REPORT_DRAFT = "report"
CHOOSING = "choosing"
"""改一改 was tapped: which field?"""
FIRST = ("what", "building")
HELPFUL = ("flat", "name", "phone", "when")
EDITABLE = ("what", "building", "flat", "phone", "name", "when")
MOST_PHOTOS = 10
HEARD = "🎙"
SEEN = "📷"
"""What is wrong, where somebody would rather not type it: to be heard, or seen, in what they sent."""
_DOOR = re.compile(r"[0-9A-Za-z]{1,3}(?:单元|门)")
"""A unit without its building."""
_FOR_SOMEBODY = re.compile(r"[帮替给为]\S{1,8}?(?:报修|报个修|报一下|报)[吧呀啊。!]?")
"""帮我妈报修: for whom, and not what is wrong."""
_COLUMNS = {"when": "convenient"}


def details_of(draft: DraftFacts) -> OrderDetails:
    """What is known so far."""
    return OrderDetails.from_json(draft.payload["details"])


def begun(community_id: int | None, details: OrderDetails) -> dict[str, Any]:
    """What a request that has just begun keeps."""
    return {
        "community": community_id,
        "details": details.to_json(),
        "skipped": [],
        "candidates": [],
        "not_listed": None,
        "same": None,
        "others": [],
        "dangers": [],
        "alarms": [],
    }


def question_of(draft: DraftFacts) -> str | None:
    """What the card asks for: which community, whether it is known already, then one thing after the other."""
    if draft.payload["community"] is None:
        return "community"
    if draft.payload["same"] is not None:
        return "same"
    if draft.step == CHOOSING:
        return None
    if draft.step != CONFIRM:
        return draft.step
    return next((name for name in _missing(details_of(draft)) if name not in draft.payload["skipped"]), None)


def _missing(details: OrderDetails) -> list[str]:
    """What is not known yet, in the order it is asked for; only what this request needs."""
    needless = {"name"} - ({"name"} if details.on_behalf else set())
    if details.area is Area.PUBLIC or details.kind in (Kind.WISH, Kind.OPINION):
        needless.add("flat")
    if details.kind is Kind.OPINION:
        needless.add("when")
    return [name for name in (*FIRST, *HELPFUL) if name not in needless and known(details, name) is None]


def known(details: OrderDetails, name: str) -> Any:
    """The value of a field, by the name it has on the card."""
    return getattr(details, _COLUMNS.get(name, name))


def keeping(draft: DraftFacts, details: OrderDetails, **payload: Any) -> DraftFacts:
    """The draft with these details, asking for what is missing next."""
    return replace(draft, step=CONFIRM, payload={**draft.payload, **payload, "details": details.to_json()})


def skipping(draft: DraftFacts) -> DraftFacts:
    """The question that stands is left out; what is needed cannot be."""
    asked = question_of(draft)
    if asked is None or asked in (*FIRST, "community", "same"):
        return replace(draft, step=CONFIRM)
    return replace(draft, step=CONFIRM, payload={**draft.payload, "skipped": [*draft.payload["skipped"], asked]})


def with_photo(draft: DraftFacts, photo: Photo) -> DraftFacts:
    """A picture, a voice note or a film more.

    Raises:
        BadInput: there are as many as an album holds.
    """
    details = details_of(draft)
    if len(details.photos) >= MOST_PHOTOS:
        raise BadInput(field="photos", example=str(MOST_PHOTOS))
    return replace(draft, payload={**draft.payload, "details": details.with_photo(photo).to_json()})


def sign_of(details: OrderDetails) -> str | None:
    """What stands for words where something was sent that says it."""
    media = {photo.media for photo in details.photos}
    if Media.VOICE in media:
        return HEARD
    return SEEN if media else None


def speaks_of_trouble(text: str, now: datetime, lexicon: Lexicon) -> bool:
    """Whether words name something to be seen to: a fault, a wish, somebody it is for, a place with more than that."""
    report = read_report(text, now=now, lexicon=lexicon)
    named = report.category is not None or report.kind is not Kind.REPAIR or report.on_behalf
    return named or (report.building is not None and bool(report.what or report.flat))


def answered(draft: DraftFacts, text: str, buildings: Sequence[str], *, now: datetime, lexicon: Lexicon) -> DraftFacts:
    """The draft after somebody wrote this: an answer to the question that stands, or more about the matter.

    Raises:
        BadInput: it cannot be what was asked for, and says nothing else.
    """
    details, asked = details_of(draft), question_of(draft)
    report = read_report(text, now=now, buildings=buildings, lexicon=lexicon)
    placing = _placing(report)
    if draft.step not in (CONFIRM, CHOOSING):
        return keeping(draft, _changed(details, draft.step, text, report), **placing)
    if asked == "what" and _trouble(report) is not None:
        return keeping(draft, merged(details, report), **placing)
    if asked in (*FIRST, *HELPFUL) and not _says_more(report, besides=asked):
        return keeping(draft, _told(details, asked, text, report), **placing)
    return keeping(draft, merged(details, report), **placing)


def _placing(report: Report) -> dict[str, Any]:
    """How sure it is which building is meant."""
    if report.building or report.candidates or report.not_listed:
        return {"candidates": list(report.candidates), "not_listed": report.not_listed}
    return {}


def _says_more(report: Report, *, besides: str) -> bool:
    """Whether something was said that does not answer this question."""
    said = {
        "what": report.category or report.danger or report.kind is not Kind.REPAIR,
        "building": report.building or report.candidates,
        "name": report.on_behalf,
        "phone": report.phone,
        "when": report.when,
    }
    return any(
        found for name, found in said.items() if name != besides and not (besides == "flat" and name == "building")
    )


def _changed(details: OrderDetails, name: str, text: str, report: Report) -> OrderDetails:
    """A field that is said anew, in place of what was known."""
    if name == "building":
        return _told(replace(details, flat=None), name, text, report)
    return FIELDS[name](details, text)


def _told(details: OrderDetails, asked: str, text: str, report: Report) -> OrderDetails:
    """The answer to a question."""
    if asked == "building":
        if report.candidates:
            return replace(details, building=None, flat=report.flat or details.flat)
        place = report.building or report.not_listed
        if place is None:
            return FIELDS["building"](details, text)
        return replace(details, building=place, flat=report.flat or details.flat)
    if asked == "flat" and report.building and report.flat:
        if _DOOR.fullmatch(report.building):
            building = (details.building or "") + report.building
            return replace(details, building=building, flat=report.flat)
        return replace(details, building=report.building, flat=report.flat)
    if asked == "phone" and read_phone(text) is None:
        raise BadInput(field="phone", example="13800138000")
    return FIELDS[asked](details, text)


def merged(details: OrderDetails, report: Report) -> OrderDetails:
    """What was known and what was said now; words come behind the words before."""
    phone = report.phone
    said: dict[str, Any] = {
        "building": report.building or report.not_listed,
        "flat": report.flat,
        "skill": report.category,
        "urgency": report.urgency,
        "convenient": None if report.when is None else report.when.text,
        "name": report.name,
        "phone": None if phone is None else phone.e164,
        "extension": None if phone is None else phone.extension or None,
        "area": report.area,
    }
    news = {key: value for key, value in said.items() if value is not None}
    if details.urgency is Urgency.CRITICAL:
        news.pop("urgency", None)
    unclear = (*details.unclear, *(each.display for each in report.other_phones), *report.unclear)
    return replace(
        details,
        what=_joined(details.what, _trouble(report)),
        kind=details.kind if details.what else report.kind,
        on_behalf=details.on_behalf or report.on_behalf,
        unclear=tuple(dict.fromkeys(unclear)),
        **news,
    )


def _trouble(report: Report) -> str | None:
    """The words that say what is wrong; what is left of a time or of whom it is for says nothing."""
    if report.what is None or _FOR_SOMEBODY.fullmatch(report.what):
        return None
    left_over = report.when is not None and report.category is None and report.kind is Kind.REPAIR
    return None if left_over and report.danger is None else report.what


def _joined(before: str | None, now: str | None) -> str | None:
    """Words after words; the same words twice are said once."""
    if before in (None, HEARD, SEEN) or now is None:
        return now or before
    return before if now in (before or "") else f"{before};{now}"
