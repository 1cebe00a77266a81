"""A resident's request on its way: what is known of it, and what is asked next."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from bot.domain.kind import Area, Kind
from bot.language.needs.report import read_report
from bot.language.talk.lexicon import Lexicon
from bot.models.orders import Media
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.repairs.order_details import CHOOSING, CONFIRM, MOST_PHOTOS, OrderDetails, Photo, details_of

REPORT_DRAFT = "report"
FIRST = ("what", "building")
HELPFUL = ("flat", "name", "phone", "when")
LATER = ("name", "when")
"""Nobody in danger is asked for these."""
EDITABLE = ("what", "building", "flat", "phone", "name", "when")
HEARD = "🎙"
SEEN = "📷"
"""What is wrong, where somebody would rather not type it: to be heard, or seen, in what they sent."""
_COLUMNS = {"when": "convenient"}


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
        "again": [],
        "later": None,
        "shown_later": [],
    }


def question_of(draft: DraftFacts) -> str | None:
    """What the card asks for: which community, whether it is known already, then one thing after the other."""
    if draft.payload["community"] is None:
        return "community"
    if stands_apart(draft):
        return "later"
    if draft.payload["same"] is not None:
        return "same"
    if draft.step == CHOOSING:
        return None
    if draft.step != CONFIRM:
        return draft.step
    needless = {*draft.payload["skipped"], *(LATER if draft.payload["dangers"] else ())}
    return next((name for name in _missing(details_of(draft)) if name not in needless), None)


def tells_something(draft: DraftFacts) -> bool:
    """Whether anything was said or shown of what is wrong."""
    details = details_of(draft)
    return details.what is not None or bool(details.photos)


def stands_apart(draft: DraftFacts) -> bool:
    """Whether something came long after the rest, and nobody knows yet whether it belongs to it."""
    return bool(draft.payload.get("later") or draft.payload.get("shown_later"))


def setting_apart(draft: DraftFacts, text: str | None, photo: Photo | None) -> DraftFacts:
    """Words and a picture that came long after the rest join what stands apart from it already."""
    words = "\n".join(part for part in (draft.payload.get("later"), text) if part)
    shown = draft.payload.get("shown_later", [])
    if photo is not None and len(shown) < MOST_PHOTOS:
        shown = [*shown, asdict(photo)]
    return replace(draft, payload={**draft.payload, "later": words or None, "shown_later": shown})


def set_apart(draft: DraftFacts) -> tuple[str | None, tuple[Photo, ...]]:
    """The words and the pictures that stand apart."""
    shown = draft.payload.get("shown_later", [])
    photos = tuple(Photo(**{**each, "media": Media(each["media"])}) for each in shown)
    return draft.payload.get("later"), photos


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
    return leaving_out(draft, asked)


def leaving_out(draft: DraftFacts, name: str) -> DraftFacts:
    """Something that helps is not asked for any more."""
    skipped = list(dict.fromkeys([*draft.payload["skipped"], name]))
    return replace(draft, step=CONFIRM, payload={**draft.payload, "skipped": skipped})


def with_photo(draft: DraftFacts, photo: Photo) -> DraftFacts:
    """A picture, a voice note or a film more.

    Raises:
        BadInput: there are as many as an album holds.
    """
    return replace(draft, payload={**draft.payload, "details": details_of(draft).with_photo(photo).to_json()})


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
