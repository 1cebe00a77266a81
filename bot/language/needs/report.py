"""What a resident reports, in their own words: what is broken, where, and how they can be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.danger import Danger
from bot.domain.kind import Area, Kind
from bot.domain.urgency import Urgency
from bot.language.dates.when import When
from bot.language.lines.line_phones import take_phones
from bot.language.lines.line_place import take_place
from bot.language.lines.marks import Part
from bot.language.lines.resident_line import hide_flats, take_resident, take_when
from bot.language.lines.sheet import Sheet
from bot.language.needs.dangers import read_danger
from bot.language.needs.report_words import words_left
from bot.language.needs.troubles import is_on_behalf, read_area, read_category, read_hurry, read_kind, tells_trouble
from bot.language.persons.phones import REGION, Phone
from bot.language.talk.lexicon import DEFAULT_LEXICON, Lexicon
from bot.language.whereabouts.buildings import find_named, place_building


@dataclass(frozen=True)
class Report:
    """What one message (or several, joined by line ends) says. Whatever was not said is None or empty.

    Attributes:
        building: The public part of the address, the building as the community's list spells it ("2号楼2单元").
            Without a list, or where a public place is named instead (小区门口), as it was said.
        flat: "1401"; personal, never for the group.
        candidates: Buildings of the list that may be meant; one of them is to be chosen. `building` is None then.
        not_listed: A building that was named and is not in the list, as it was said ("7号楼1单元"); `building` is
            None then.
        what: The words that say what is wrong, without personal data, address and time.
        phone: The number to call; personal.
        other_phones: Further numbers; personal.
        name: As written (王阿姨); personal.
        when: When somebody may come.
        category: The key of a trade ("plumbing"); None where the words tell none, and with gas: its company is wanted.
        urgency: None where nothing speaks of hurry; CRITICAL with any danger.
        kind: Repair, hazard, wish or opinion.
        area: Inside a home or shared by all; None where the words do not tell.
        danger: What threatens somebody now.
        on_behalf: Somebody reports for somebody else (帮我妈报修).
        troubled: The words say that something is wrong, or is to be done.
        unclear: What looks like a number or an address and is none: to be asked about. Possibly personal.
    """

    building: str | None = None
    flat: str | None = None
    candidates: tuple[str, ...] = ()
    not_listed: str | None = None
    what: str | None = None
    phone: Phone | None = None
    other_phones: tuple[Phone, ...] = ()
    name: str | None = None
    when: When | None = None
    category: str | None = None
    urgency: Urgency | None = None
    kind: Kind = Kind.REPAIR
    area: Area | None = None
    danger: Danger | None = None
    on_behalf: bool = False
    troubled: bool = False
    unclear: tuple[str, ...] = ()


def read_report(
    text: str,
    *,
    now: datetime,
    buildings: Sequence[str] = (),
    lexicon: Lexicon = DEFAULT_LEXICON,
    region: str = REGION,
) -> Report:
    """Read a resident's words, Chinese or English, in any order.

    Args:
        text: One message, or several joined by line ends.
        now: The local time that 明天 is counted from, with its time zone.
        buildings: The names of the community's list; empty if it has none.
        lexicon: The words that the community is understood by.
        region: Two letters (ISO 3166) of the country whose numbers need no country code.
    """
    sheet = Sheet(text)
    phones = take_phones(sheet, region)
    when = take_when(sheet, now)
    building, flat = take_place(sheet)
    name = take_resident(sheet)
    hide_flats(sheet)
    danger = read_danger(text, lexicon)
    placed = place_building(building, buildings) if building else find_named(text, buildings)
    what = words_left(sheet)
    about = what or text
    return Report(
        building=placed.building,
        flat=flat,
        candidates=placed.candidates,
        not_listed=placed.not_listed,
        what=what,
        phone=phones[0] if phones else None,
        other_phones=tuple(phones[1:]),
        name=name,
        when=when,
        category=None if danger is Danger.GAS else read_category(about, lexicon),
        urgency=read_hurry(text, lexicon, danger),
        kind=read_kind(text, lexicon),
        area=read_area(text, lexicon),
        danger=danger,
        on_behalf=is_on_behalf(text),
        troubled=what is not None and tells_trouble(what, lexicon),
        unclear=tuple(each.words for each in sheet.pieces if each.part is Part.UNCLEAR),
    )
