"""One line of a secretary, as an order: what is broken, where, for whom, and who should come."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.language.letters.numbers import read_people_answer
from bot.language.lines.line_marks import Run, find_runs
from bot.language.lines.line_person import take_name
from bot.language.lines.line_phones import take_phones
from bot.language.lines.line_place import take_place
from bot.language.lines.marks import Mark, Part
from bot.language.lines.sheet import Piece, Sheet
from bot.language.needs.skills import DEFAULT_SKILLS, Skill
from bot.language.persons.names import NAME_LABELS
from bot.language.persons.phones import REGION, Phone, find_phones

_COMMAND = re.compile(r"\s*(?:/[A-Za-z_]+(?:@\w+)?(?![A-Za-z])|@\w{2,32}[bB][oO][tT]\b)")
_OTHER_LABELS = (
    r"地址|住址|位置|楼号|address|location|事项|维修事项|报修事项|报修内容|内容|问题|故障|描述|what|problem|issue"
    r"|时间|上门时间|when|工种|技能|skill|trade|紧急程度|urgency|大小|规模|size"
)
_COUNT_LABELS = r"人数|需要人数|people"
_LABEL = re.compile(
    rf"(?<![^\s,、;。!?])(?:(?P<name>{NAME_LABELS})|(?P<count>{_COUNT_LABELS})|{_OTHER_LABELS})\s*:\s*",
    re.IGNORECASE,
)
_Setting = TypeVar("_Setting")
_FIRM_TRADES = ("工", "匠")


@dataclass(frozen=True)
class OrderLine:
    """What an order line says. Whatever was not said is None or empty.

    Attributes:
        building: The public part of the address in one spelling ("2号楼2单元"), or a place (小区门口).
        flat: "1401"; personal, never for the group.
        what: The order's own words, unchanged; personal data that stood among them is cut out.
        skill: The key of the trade asked for ("carpentry").
        people: How many are needed.
        urgency: As said.
        size: As said.
        name: The resident's name as written (刘运京, 王阿姨); personal.
        phone: The resident's number; personal.
        other_phones: Further numbers in the order in which they stand; personal.
        when: The words that say when (明天下午).
        unclear: What looks like a number or an address but is none: to be asked about. Possibly personal.
        pieces: Every stretch of the line and what it was taken for, in order. Only separators are in none.
    """

    building: str | None = None
    flat: str | None = None
    what: str | None = None
    skill: str | None = None
    people: int | None = None
    urgency: Urgency | None = None
    size: Size | None = None
    name: str | None = None
    phone: Phone | None = None
    other_phones: tuple[Phone, ...] = ()
    when: str | None = None
    unclear: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


def parse_order_line(text: str, *, skills: Sequence[Skill] = DEFAULT_SKILLS, region: str = REGION) -> OrderLine:
    """Read what stands after /order: one line or several, Chinese or English, in any usual order.

    A word that sets something (木工, 2人, 加急, 明天下午) is cut out where it stands alone at an edge of the
    order's words; among them it is read and stays, so that the words remain what was written.

    Args:
        text: The line; the command itself may still stand before it.
        skills: The trades that the community knows.
        region: Two letters (ISO 3166) of the country whose numbers need no country code.
    """
    sheet = Sheet(text)
    if command := _COMMAND.match(sheet.rest):
        sheet.take(Part.COMMAND, *command.span())
    phones = take_phones(sheet, region)
    announced, counted = _take_labels(sheet)
    building, flat = take_place(sheet)
    name = take_name(sheet, find_runs(sheet, skills), announced)
    phones += take_phones(sheet, region)
    runs = find_runs(sheet, skills)
    marks = {mark.part: mark for run in runs for mark in run.marks}
    what = _what(sheet, runs, region)
    pieces = sorted(sheet.pieces, key=lambda each: each.start)
    return OrderLine(
        building=building,
        flat=flat,
        what=what,
        skill=_set(marks, Part.SKILL, str),
        people=counted or _set(marks, Part.PEOPLE, int),
        urgency=_set(marks, Part.URGENCY, Urgency),
        size=_set(marks, Part.SIZE, Size),
        name=name,
        phone=phones[0] if phones else None,
        other_phones=tuple(phones[1:]),
        when=_set(marks, Part.WHEN, str),
        unclear=tuple(each.words for each in pieces if each.part is Part.UNCLEAR),
        pieces=tuple(pieces),
    )


def _take_labels(sheet: Sheet) -> tuple[list[int], int | None]:
    """Take out what announces with a colon; where names are announced, and a count that was given so."""
    announced: list[int] = []
    count: int | None = None
    for match in list(_LABEL.finditer(sheet.rest)):
        sheet.take(Part.LABEL, *match.span())
        if match["name"]:
            announced.append(match.end())
        following = next((token for token in sheet.tokens() if token.start == match.end()), None)
        if match["count"] and following and (people := read_people_answer(following.core)):
            count = people
            sheet.take(Part.PEOPLE, following.start, following.end)
    return announced, count


def _set(marks: dict[Part, Mark], part: Part, kind: type[_Setting]) -> _Setting | None:
    mark = marks.get(part)
    return mark.value if mark and isinstance(mark.value, kind) else None


def _what(sheet: Sheet, runs: Sequence[Run], region: str) -> str | None:
    """The words that are left, each stretch from its first plain word to its last, in one piece."""
    stretches = [_trimmed(sheet, stretch) for stretch in _stretches(sheet, runs)]
    spans = [(stretch[0].first.start, stretch[-1].last.end) for stretch in stretches if stretch]
    parts = [sheet.text[start:end] for start, end in spans]
    words = "".join(parts[:1])
    for (_, end), (start, _), part in zip(spans, spans[1:], parts[1:], strict=False):
        words += ("" if _glued(sheet, end, start) else " ") + part
    if find_phones(words, region):
        words = "，".join(parts)
    for start, end in spans:
        sheet.take(Part.WHAT, start, end)
    return words or None


def _stretches(sheet: Sheet, runs: Sequence[Run]) -> list[list[Run]]:
    """Runs between which nothing was taken."""
    stretches = [list(runs[:1])]
    for before, run in pairwise(runs):
        if sheet.apart(before.last, run.first):
            stretches.append([])
        stretches[-1].append(run)
    return stretches


def _trimmed(sheet: Sheet, stretch: list[Run]) -> list[Run]:
    """The stretch without the settings at its edges, which are taken out of the sheet."""
    first, last = 0, len(stretch)
    while first < last and _cut_in_front(sheet, stretch, first):
        first += 1
    while last > first and stretch[last - 1].marks and not stretch[last - 1].inside:
        last -= 1
    for run in (*stretch[:first], *stretch[last:]):
        for mark in run.marks[:1]:
            sheet.take(mark.part, run.first.start, run.last.end)
    return stretch[first:last]


def _cut_in_front(sheet: Sheet, stretch: Sequence[Run], at: int) -> bool:
    """In front, "2 people stuck in the lift" is a sentence, 通下水 很急 says what; 加急 and 电工 do not."""
    run, following = stretch[at], stretch[at + 1 : at + 2]
    if run.plain or run.inside:
        return False
    goes_on = bool(following) and following[0].plain and sheet.together(run.last, following[0].first)
    if goes_on and run.english:
        return False
    trade = [mark.words for mark in run.marks if mark.part is Part.SKILL]
    return not (goes_on and trade and not trade[0].endswith(_FIRM_TRADES))


def _glued(sheet: Sheet, end: int, start: int) -> bool:
    """Whether what stood between two stretches touched both."""
    between = sheet.text[end:start]
    return bool(between) and not between[0].isspace() and not between[-1].isspace()
