"""Telephone numbers: found in a text, shown to those who may see them, hidden from all others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from bot.language.letters.script import HOLE, fold

REGION = "CN"

_GLUED = re.compile(
    r"(?<!\d)(?:(?:\+|00)86[- _]?)?(?:1[3-9]\d[- _]?\d{4}[- _]?\d{4}|0\d{2,3}[- _]?\d{3,4}[- _]?\d{4})(?!\d)"
)
"""Where the library does not look: a number next to letters, a dash or another number. It still decides."""

_FIGURES = str.maketrans("〇零幺一二两三四五六七八九", "0011223456789")
_SPOKEN = re.compile(
    r"(?<![〇零幺一二两三四五六七八九十])[幺一][三四五六七八九][〇零幺一二两三四五六七八九]{9}"
    r"(?![〇零幺一二两三四五六七八九十])"
)
"""A mobile number said figure by figure, as voice input writes it: 幺三八零零一三八零零零."""

_LABEL_WORDS = (
    r"(?:联系|住户|业主|报修人?|家里)?(?:电话号码|电话|手机号码?|手机|座机号?|固话|号码|联系方式)"
    r"|telephone|tel|phone|mobile|cell"
)
_LABEL_BEFORE = re.compile(
    rf"(?:(?<![^\s,、;。!?(])(?:{_LABEL_WORDS})(?:\s*[:.是为]\s*|\s+)|(?:{_LABEL_WORDS})(?:\s*[:.是为]\s*)?)$",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\s*(?:转|分机号?|-|ext\.?)\s*(\d{1,6})(?!\d)", re.IGNORECASE)
_FROM_A_SHEET = re.compile(r"\.0(?![\d.])")
"""What a spreadsheet adds to a number that it took for an amount."""

_SERVICE = re.compile(r"(?<!\d)\d{3,6}(?![^\s,、;。!?)])")
_SERVICE_DIGITS = 5
_NUMBERLIKE = re.compile(r"(?<![\d#])\+?\d(?:[-()_ .]{0,2}\d){6,}(?!\d)")
_SPELT = re.compile(r"\+|0|1[3-9]\d[ -]|\S+$")
_MOBILE_LIKE = re.compile(r"(?:\+?86)?1[3-9]\d{7,12}")
_DATE = re.compile(r"(?:19|20)\d\d[-./]?(?:0?[1-9]|1[0-2])[-./]?(?:[0-2]?\d|3[01])")
_EDGE = re.compile(r"[\s,、;。!?:()]")
_TRIES = 65535
_OF_PEOPLE = frozenset(
    {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
)
_MASK = "****"
_TAIL = 4


@dataclass(frozen=True)
class Phone:
    """One telephone number.

    Attributes:
        e164: "+8613800138000"; a national service number (10086) has no such form and stands as dialled.
        display: For the people who may call it: "13800138000", "0532-88881234", "+1 650-253-0000".
        extension: Digits to dial after the answer, mostly empty.
    """

    e164: str
    display: str
    extension: str = ""


@dataclass(frozen=True)
class FoundPhone:
    """A number in a text: `text[start:end]` with the words that announce it (电话:) and its extension."""

    phone: Phone
    start: int
    end: int


def read_phone(text: str, region: str = REGION) -> Phone | None:
    """The number that is the whole text, announced or not; None if it is not one valid number."""
    found = find_phones(text, region)
    one = len(found) == 1 and not fold(text[: found[0].start] + text[found[0].end :]).strip(" ,;:.。")
    return found[0].phone if one else None


def find_phones(text: str, region: str = REGION) -> list[FoundPhone]:
    """All valid numbers of a text, in the order in which they stand.

    Service numbers (10086, 12345) count only where they stand alone; three digits (110, a flat as well) only
    where a word like 电话 announces them.
    """
    folded = _SPOKEN.sub(lambda each: each[0].translate(_FIGURES), fold(text))
    found: list[FoundPhone] = []
    rest = folded
    for seek in (_by_library, _glued, _service):
        for start, end, number in list(seek(rest, region)):
            found.append(_announced(rest, start, end, number))
            rest = rest[:start] + HOLE * (end - start) + rest[end:]
    return sorted(found, key=lambda each: each.start)


def _by_library(text: str, region: str) -> Iterator[tuple[int, int, str]]:
    for match in phonenumbers.PhoneNumberMatcher(text, region, phonenumbers.Leniency.VALID, _TRIES):
        yield match.start, match.end, _e164(match.number)


def _glued(text: str, region: str) -> Iterator[tuple[int, int, str]]:
    for match in _GLUED.finditer(text):
        number = _parse(match[0].replace("_", "-"), region)
        if number and phonenumbers.is_valid_number(number):
            yield match.start(), match.end(), _e164(number)


def _service(text: str, region: str) -> Iterator[tuple[int, int, str]]:
    for match in _SERVICE.finditer(text):
        number = _parse(match[0], region)
        announced = _LABEL_BEFORE.search(text, 0, match.start())
        alone = len(match[0]) == _SERVICE_DIGITS and _edge(text, match.start() - 1)
        if number and (announced or alone) and phonenumbers.is_valid_short_number_for_region(number, region):
            yield match.start(), match.end(), match[0]


def _parse(digits: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _announced(text: str, start: int, end: int, number: str) -> FoundPhone:
    """The span with its label before and its extension after."""
    label = _LABEL_BEFORE.search(text, 0, start)
    dialled = _EXTENSION.match(text, end) if number.startswith("+") else None
    after = dialled or _FROM_A_SHEET.match(text, end)
    extension = dialled[1] if dialled else ""
    phone = Phone(number, display_phone(number), extension)
    return FoundPhone(phone, label.start() if label else start, after.end() if after else end)


def is_of_a_person(number: str) -> bool:
    """Whether a number (E.164) may be somebody's own: a mobile or a landline, no hot line."""
    parsed = _parse(number, REGION) if number.startswith("+") else None
    return parsed is not None and phonenumbers.number_type(parsed) in _OF_PEOPLE


def display_phone(number: str, region: str = REGION) -> str:
    """A stored number (E.164 or a service number) as people of the region dial and read it."""
    parsed = _parse(number, region)
    if parsed is None or not phonenumbers.is_valid_number(parsed):
        return number
    if phonenumbers.region_code_for_number(parsed) != region:
        return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
    national = str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL))
    digits = re.sub(r"\D", "", national)
    area = int(phonenumbers.length_of_geographical_area_code(parsed))
    if area and digits.startswith("0"):
        return f"{digits[: area + 1]}-{digits[area + 1 :]}"
    return digits if region == REGION else national


def mask_phone(number: str, region: str = REGION) -> str:
    """A number that can be recognised by who knows it and dialled by nobody: 138****8000, 0532****1234.

    What holds a mask already stays as it is; a number too short to hide its middle keeps its last two digits.
    """
    if _MASK in number:
        return number
    found = find_phones(number, region)
    shown = found[0].phone.display if len(found) == 1 else fold(number)
    country, _, national = shown.partition(" ") if shown.startswith("+") else ("", "", shown)
    digits = re.sub(r"\D", "", national)
    if len(digits) < 2 * _TAIL:
        return "*" * max(0, len(digits) - 2) + digits[-2:]
    return f"{country} ".lstrip() + digits[: len(digits) - 2 * _TAIL] + _MASK + digits[-_TAIL:]


def find_numberlike(folded: str) -> list[tuple[int, int, int]]:
    """What somebody meant as a telephone number though it is none: a digit too many, no area code.

    Seven digits or more that stand alone or are announced; next to other words only what begins like a
    mobile number, for meters and serial numbers stand in sentences too. Each is (where its announcement
    begins, where it begins, where it ends).
    """
    spans = []
    for match in _NUMBERLIKE.finditer(folded):
        label = _LABEL_BEFORE.search(folded, 0, match.start())
        alone = _edge(folded, match.start() - 1) and _edge(folded, match.end())
        spelt = alone and _SPELT.match(match[0]) and not _DATE.fullmatch(match[0])
        if label or spelt or _MOBILE_LIKE.fullmatch(re.sub(r"[^\d+]", "", match[0])):
            spans.append((label.start() if label else match.start(), *match.span()))
    return spans


def _edge(text: str, at: int) -> bool:
    return not 0 <= at < len(text) or bool(_EDGE.match(text[at]))
