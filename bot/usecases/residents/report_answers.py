"""What words make of a request on its way: an answer to the question that stands, a correction, or more about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput
from bot.domain.kind import Kind
from bot.domain.urgency import Urgency
from bot.language.dates.visit_times import is_idle, says_when
from bot.language.needs.report import Report, read_report
from bot.language.persons.no_phone import declines_phone, leaves_out, local_landline, refuses_phone, without_refusal
from bot.language.talk.corrections import Correction, read_correction
from bot.language.talk.lexicon import Lexicon
from bot.language.whereabouts.places import house_of, join_places
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.repairs.draft_fields import FIELDS
from bot.usecases.repairs.order_details import CHOOSING, CONFIRM, OrderDetails, details_of
from bot.usecases.residents.report_draft import FIRST, HEARD, HELPFUL, SEEN, keeping, leaving_out, question_of, skipping

_FOR_SOMEBODY = re.compile(r"[帮替给为]\S{1,8}?(?:报修|报个修|报一下|报)[吧呀啊。!]?")
"""帮我妈报修: for whom, and not what is wrong."""
_THEIRS = re.compile(r"^[他她](?:们|老人家)?家(?:里)?的?(?=\S{2})")
_NUMBERED = re.compile(r"[0-9A-Za-z一二三四五六七八九十]")


@dataclass(frozen=True)
class Ear:
    """What words are understood by: the buildings there are, what the clocks show, the words of the neighbourhood.

    Attributes:
        complete: There are no other buildings; else one that is not among them is taken as it is said.
    """

    buildings: Sequence[str]
    now: datetime
    lexicon: Lexicon
    complete: bool = True

    def reads(self, text: str) -> Report:
        """What the text says."""
        report = read_report(text, now=self.now, buildings=self.buildings, lexicon=self.lexicon)
        if report.not_listed is None or self.complete:
            return report
        return replace(report, building=report.not_listed, not_listed=None)


def answered(draft: DraftFacts, text: str, ear: Ear) -> DraftFacts:
    """The draft after somebody wrote this.

    Raises:
        BadInput: it cannot be what was asked for, and says nothing else.
    """
    asked = question_of(draft)
    if (asked == "phone" and declines_phone(text)) or (asked == "flat" and leaves_out(text)):
        return skipping(draft)
    said = without_refusal(text)
    if said != text or (details_of(draft).phone is not None and refuses_phone(text)):
        draft = leaving_out(keeping(draft, replace(details_of(draft), phone=None, extension=None)), "phone")
        said = "" if said == text else said
        if not said:
            return draft
    if draft.step not in (CONFIRM, CHOOSING):
        return _changed(draft, said, ear)
    if (corrected := corrects(draft, said, ear)) is not None:
        return corrected
    return _heard(draft, said, ear)


def may_be_another(draft: DraftFacts, text: str, ear: Ear) -> bool:
    """Whether the words may tell of something else than this request."""
    report = ear.reads(text)
    tells = trouble_of(report) is not None and (report.troubled or report.category is not None)
    return tells and details_of(draft).what is not None


def _heard(draft: DraftFacts, text: str, ear: Ear) -> DraftFacts:
    details, asked = details_of(draft), question_of(draft)
    if asked in FIRST and is_idle(text):
        raise BadInput(field=asked, example="厨房水管漏水" if asked == "what" else "2号楼2单元1401")
    report = _with_unit(draft, ear.reads(text))
    placing = _placing(report)
    if asked == "what" and trouble_of(report) is not None:
        return keeping(draft, merged(details, report), **placing)
    if asked == "when" and not _says_more(report, besides=asked):
        return _timed(draft, text, report, ear)
    if asked in (*FIRST, *HELPFUL) and not _says_more(report, besides=asked):
        return keeping(draft, _told(details, asked, text, report), **placing)
    return keeping(draft, merged(details, report), **placing)


def _timed(draft: DraftFacts, text: str, report: Report, ear: Ear) -> DraftFacts:
    """The answer to when somebody may come; what is none is asked about once more, and then left open.

    嗯 and 在吗 answer nothing, and leave nothing open.
    """
    details = details_of(draft)
    if says_when(text, ear.now):
        return keeping(draft, FIELDS["when"](details, text))
    if not is_idle(text):
        if report.troubled:
            return keeping(draft, merged(details, report))
        details = replace(details, unclear=tuple(dict.fromkeys((*details.unclear, text.strip()))))
    if "when" in draft.payload.get("again", ()) and not is_idle(text):
        return skipping(keeping(draft, details))
    return keeping(draft, details, again=["when"])


def corrects(draft: DraftFacts, text: str, ear: Ear) -> DraftFacts | None:
    """The draft with what was put right by these words, part by part; None if nothing was."""
    details = details_of(draft)
    found = read_correction(text, details.what)
    if found is None:
        return None
    report = ear.reads(found.text)
    if not found.sure and report.what:
        return None
    news = {**_swapped(details, found, report, ear), **values(details, report)}
    placing = _placing(report)
    if not news and not placing and not (found.fine and not report.what):
        return None
    return keeping(draft, replace(details, **news), **placing)


def values(details: OrderDetails, report: Report) -> dict[str, Any]:
    """Place, number and time that were said; nothing of it is glued to the words that say what is wrong."""
    news: dict[str, Any] = {}
    if report.building or report.not_listed or report.flat:
        place = (report.building or report.not_listed, report.flat)
        news["building"], news["flat"] = join_places((details.building, details.flat), place)
    if report.phone is not None:
        news["phone"], news["extension"] = report.phone.e164, report.phone.extension or None
    if report.when is not None:
        news["convenient"] = report.when.text
    if report.name is not None:
        news["name"] = report.name
    return {name: value for name, value in news.items() if name == "extension" or value is not None}


def _swapped(details: OrderDetails, found: Correction, report: Report, ear: Ear) -> dict[str, Any]:
    """The words that say what is wrong, with the wrong ones of them replaced."""
    what = details.what
    for wrong, right in found.swaps:
        before, _, after = (what or "").partition(wrong)
        overlap = max((size for size in range(len(after) + 1) if right.endswith(after[:size])), default=0)
        what = before + right + after[overlap:]
    said = trouble_of(report)
    if not found.swaps and said is not None and report.troubled:
        what = said if found.mistaken and found.field is None else _joined(what, said)
    if what == details.what:
        return {}
    return {"what": what, "skill": ear.reads(what or "").category or details.skill}


def _changed(draft: DraftFacts, text: str, ear: Ear) -> DraftFacts:
    """A field that is said anew, in place of what was known."""
    name, details = draft.step, details_of(draft)
    found = read_correction(text)
    text = found.text if found is not None and found.text and name in ("building", "flat", "phone") else text
    report = ear.reads(text)
    if name == "when" and not says_when(text, ear.now):
        raise BadInput(field="when", example="明天下午")
    if name == "building":
        details = replace(details, flat=None)
    told = _told(details, name, text, report) if name in ("building", "phone") else FIELDS[name](details, text)
    return keeping(draft, told, **_placing(report))


def _placing(report: Report) -> dict[str, Any]:
    """How sure it is which building is meant."""
    if report.building or report.candidates or report.not_listed:
        house = None if report.not_listed is None else house_of(report.not_listed)
        return {"candidates": list(report.candidates), "not_listed": house}
    return {}


def _with_unit(draft: DraftFacts, report: Report) -> Report:
    """Who types which of several buildings is meant has said before what stands behind it (2单元)."""
    meant = [each for each in draft.payload["candidates"] if house_of(each) == report.building]
    return replace(report, building=meant[0]) if meant else report


def _says_more(report: Report, *, besides: str) -> bool:
    """Whether something was said that does not answer this question."""
    said = {
        "what": report.category or report.danger or report.kind is not Kind.REPAIR,
        "building": report.building or report.candidates,
        "flat": report.flat,
        "name": report.on_behalf or report.name,
        "phone": report.phone,
        "when": report.when,
    }
    return any(found for name, found in said.items() if name != besides and {name, besides} != {"flat", "building"})


def _told(details: OrderDetails, asked: str, text: str, report: Report) -> OrderDetails:
    """The answer to a question."""
    if asked == "building":
        if report.candidates:
            return replace(details, building=None, flat=report.flat or details.flat)
        place = report.building or report.not_listed
        if place is None:
            return FIELDS["building"](details, text)
        return replace(details, building=place, flat=report.flat or details.flat)
    placed = report.building or report.not_listed
    # 是我家楼上 was taken for where it is, and 52号楼 says so better.
    better = placed is not None and not _NUMBERED.search(details.building or "")
    if asked == "flat" and (report.flat or better):
        building, flat = join_places((details.building, None), (placed, report.flat))
        return replace(details, building=building, flat=flat)
    if asked == "phone":
        if report.phone is None:
            local = local_landline(text)
            raise BadInput(field="landline" if local else "phone", example=f"0551-{local}" if local else "13800138000")
        return replace(details, phone=report.phone.e164, extension=report.phone.extension or None)
    return FIELDS[asked](details, text)


def merged(details: OrderDetails, report: Report) -> OrderDetails:
    """What was known and what was said now; words come behind the words before."""
    phone = report.phone
    place = (report.building or report.not_listed, report.flat)
    building, flat = join_places((details.building, details.flat), place)
    said: dict[str, Any] = {
        "building": building,
        "flat": flat,
        "skill": report.category if report.what else None,
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
    trouble = trouble_of(report)
    on_behalf = details.on_behalf or report.on_behalf
    unclear = [*details.unclear, *(each.display for each in report.other_phones)]
    if details.what and trouble and _only_beside(report):
        # 打我儿子的 139…: for whoever calls, and nothing that is broken.
        unclear.append(trouble)
        trouble = None
    unclear += report.unclear
    return replace(
        details,
        what=_joined(details.what, _of_them(trouble) if on_behalf else trouble),
        kind=details.kind if details.what else report.kind,
        on_behalf=on_behalf,
        unclear=tuple(dict.fromkeys(unclear)),
        **news,
    )


def _of_them(trouble: str | None) -> str | None:
    """她家厨房漏水, of whoever it is reported for: 厨房漏水."""
    return None if trouble is None else _THEIRS.sub("", trouble)


def _only_beside(report: Report) -> bool:
    """Whether the words only go with a number or a name that was said."""
    said = report.phone is not None or report.name is not None
    return said and not (report.category or report.troubled or report.danger) and report.kind is Kind.REPAIR


def trouble_of(report: Report) -> str | None:
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
