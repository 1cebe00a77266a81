"""A resident's sheet: who speaks and when somebody may come, taken from among their words."""

import re
from datetime import datetime

from bot.language.dates.when import When, find_time
from bot.language.letters.script import HAN, HOLE
from bot.language.lines.line_marks import find_runs
from bot.language.lines.line_person import take_name
from bot.language.lines.marks import Part
from bot.language.lines.sheet import Sheet
from bot.language.persons.names import is_english_name, is_familiar, is_full_name, is_honoured
from bot.language.persons.surnames import COMPOUND_SURNAMES, SURNAMES

_CALLED = re.compile(
    rf"(?:我的?(?:名字)?(?:叫|是)|我叫做|本人|联系人|户主|业主|姓名|名字|称呼|找|叫|联系)\s*(?:我的?|一下)?[:是叫为]?\s*"
    rf"(?P<name>[{HAN}]{{2,4}}?)(?=[^{HAN}]|$|家|的|电话|手机|住|就行|就好|就可以)"
)
_BEHIND_ADDRESS = re.compile(rf"{HOLE}的?(?P<name>[{HAN}]{{2,4}}?)(?=[^{HAN}]|$|家(?!电|具))")
_SURNAMED = re.compile(rf"(?:我|本人|免贵)?姓(?P<name>[{HAN}])(?=[^{HAN}]|$|我|家|住|电话|手机|是|的|在)")
_ENGLISH = re.compile(
    r"(?i:my name is|i am|i'm|this is|name:?|contact:?|ask for|call)\s+(?P<name>(?:[A-Z][a-z]*\.?\s?){1,3})"
)

_OTHER_FLAT = re.compile(
    r"(?<![0-9A-Za-z.#-])[0-9]{3,4}(?:室|户)?(?![0-9A-Za-z.-]|\s*(?:块|元|年|月|日|天|米|厘米|毫米|公分|个|人|斤|点|分|%|伏|瓦|度|多|余|来))"
)


def take_when(sheet: Sheet, now: datetime) -> When | None:
    """Take the proposed time out of the sheet."""
    found = find_time(sheet.rest, now)
    if found is None:
        return None
    sheet.take(Part.WHEN, found.start, found.end)
    return found.when


def take_resident(sheet: Sheet) -> str | None:
    """Take the name out of the sheet: introduced (我是王阿姨), or told by its shape as in an order line."""
    for pattern in (_CALLED, _SURNAMED, _BEHIND_ADDRESS, _ENGLISH):
        for match in pattern.finditer(sheet.rest):
            if _is_name(match["name"]):
                sheet.take(Part.LABEL, match.start(), match.start("name"))
                return sheet.take(Part.NAME, *match.span("name")).strip(" .")
    return take_name(sheet, find_runs(sheet, ()), ())


def hide_flats(sheet: Sheet) -> None:
    """Take out the flats of others that stand among the words: 被楼上1501漏水."""
    for match in list(_OTHER_FLAT.finditer(sheet.rest)):
        sheet.take(Part.FLAT, *match.span())


def _is_name(words: str) -> bool:
    surname = len(words) == 1 and (words in SURNAMES or words in COMPOUND_SURNAMES)
    if words.isascii():
        return is_english_name(words.split())
    return surname or is_full_name(words) or is_honoured(words) or is_familiar(words)
