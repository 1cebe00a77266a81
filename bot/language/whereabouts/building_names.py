"""The list of a community's buildings as staff type it: 1-12号楼、甲3号楼、A座、教师楼."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.language.letters.numbers import NUMERALS, digits_of
from bot.language.letters.script import HAN, fold

MOST_IN_A_RANGE = 99
LONGEST_NAME = 20
_NUMBER = rf"(?:[0-9]{{1,4}}|[{NUMERALS}]{{1,5}})"
_KIND = r"号公寓楼?|号楼|#楼?|[栋幢]楼?|座|弄|号|楼"
_TO = r"\s*(?:-+|~|至|到|to)\s*"
_LETTERED = r"[A-Za-z甲乙丙丁东西南北]-?"
_RANGE = re.compile(
    rf"第?(?P<before>{_LETTERED})?(?P<first>{_NUMBER})\s*(?P<kind1>{_KIND})?{_TO}第?(?:{_LETTERED})?"
    rf"(?P<last>{_NUMBER})\s*(?P<kind2>{_KIND})?"
)
_LETTERS = re.compile(rf"(?P<first>[A-Za-z])\s*座?{_TO}(?P<last>[A-Za-z])\s*座")
_ONE = re.compile(rf"第?(?P<before>{_LETTERED})?(?P<number>{_NUMBER})(?P<after>[A-Za-z甲乙丙丁])?\s*(?P<kind>{_KIND})?")
_LETTER = re.compile(r"(?P<letter>[A-Za-z])\s*座")
_ENGLISH = re.compile(
    rf"(?P<kind>building|block|tower)s?\s+(?P<first>[0-9]{{1,4}}|[a-z])(?:{_TO}(?P<last>[0-9]{{1,4}}|[a-z]))?",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"[{HAN}0-9A-Za-z]{{1,{LONGEST_NAME - 1}}}[楼院馆园苑站厅房塔店舍库厦寓]")
_BETWEEN = re.compile(r"[\n,、;。]+")
_SPELT = {
    None: "号楼",
    "#": "号楼",
    "#楼": "号楼",
    "楼": "号楼",
    "号": "号楼",
    "栋楼": "栋",
    "幢楼": "幢",
    "号公寓楼": "号公寓",
}


class ReadNames(NamedTuple):
    """The buildings that were named, each once and in one spelling, and what could not be taken for any."""

    names: tuple[str, ...]
    unclear: tuple[str, ...]


def read_building_names(text: str) -> ReadNames:
    """Read a list; `1-3号楼` means three buildings, a bare `5` means 5号楼."""
    names: list[str] = []
    unclear: list[str] = []
    for part in _parts(fold(text)):
        found = list(_buildings(part))
        if found:
            names += found
        else:
            unclear.append(part)
    return ReadNames(tuple(dict.fromkeys(names)), tuple(unclear))


def _parts(folded: str) -> Iterator[str]:
    """What stands between commas and line ends; between spaces too, where that gives buildings."""
    for part in filter(None, (part.strip() for part in _BETWEEN.split(folded))):
        if any(_buildings(part)):
            yield part
        else:
            yield from part.split()


def _english(match: re.Match[str]) -> Iterator[str]:
    """Block A to C, Building 12: called so in English on the list, too."""
    first, last = match["first"].upper(), (match["last"] or match["first"]).upper()
    kind = match["kind"].capitalize()
    if first.isdigit() and last.isdigit():
        yield from (f"{kind} {number}" for number in _between(int(first), int(last)))
    elif first.isalpha() and last.isalpha():
        yield from (f"{kind} {chr(code)}" for code in range(ord(first), ord(last) + 1))


def _buildings(part: str) -> Iterator[str]:
    if match := _ENGLISH.fullmatch(part):
        yield from _english(match)
    elif match := _RANGE.fullmatch(part):
        yield from _counted(match)
    elif match := _LETTERS.fullmatch(part):
        first, last = (ord(match[end].upper()) for end in ("first", "last"))
        yield from (f"{chr(code)}座" for code in range(first, last + 1))
    elif match := _ONE.fullmatch(part):
        number = _plain(match["number"])
        if number:
            after = (match["after"] or "").upper()
            yield f"{_before(match)}{number}{after}{_SPELT.get(match['kind'], match['kind'])}"
    elif match := _LETTER.fullmatch(part):
        yield f"{match['letter'].upper()}座"
    elif _NAMED.fullmatch(part):
        yield part.upper()


def _counted(match: re.Match[str]) -> Iterator[str]:
    first, last = (int(_plain(match[end]) or 0) for end in ("first", "last"))
    kind = match["kind2"] or match["kind1"]
    yield from (f"{_before(match)}{number}{_SPELT.get(kind, kind)}" for number in _between(first, last))


def _between(first: int, last: int) -> range:
    """From one to the other, with both; nothing where that is no list of buildings."""
    return range(first, last + 1) if 0 < first <= last < first + MOST_IN_A_RANGE else range(0)


def _before(match: re.Match[str]) -> str:
    return (match["before"] or "").rstrip("-").upper()


def _plain(words: str) -> str:
    """A number as figures without leading zeros; empty where it is none."""
    return (digits_of(words) or "").lstrip("0")
