"""Which building of a community's list somebody means, in whatever spelling."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.language.letters.numbers import NUMERALS, digits_of
from bot.language.letters.script import fold

_NUMBER = rf"(?:[0-9]{{1,4}}|[{NUMERALS}]{{1,5}})"
_NAMED = rf"(?:[A-Za-z甲乙丙丁东西南北]-?{_NUMBER}|{_NUMBER}[A-Za-z甲乙丙丁]?|[A-Za-z])"
_CHINESE = re.compile(
    rf"(?P<estate>.*?)第?(?P<number>{_NAMED})(?:号公寓楼?|号楼|#楼?|幢楼?|栋楼?|座|弄|号|楼)(?P<rest>.*)", re.DOTALL
)
_ENGLISH = re.compile(r"(?:Building|Block|Tower) (?P<number>\w+)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_ENGLISH_UNIT = re.compile(r"\s*(?:unit|entrance|stairwell|staircase) (\w+)", re.IGNORECASE)
_ENGLISH_FLOOR = re.compile(r"\s*floor (\w+)", re.IGNORECASE)
_CLOSE = 75
_MOST_CANDIDATES = 3
_SHORTEST_NAME = 2


@dataclass(frozen=True)
class Placed:
    """A building as the list has it, or why it cannot be said.

    Attributes:
        building: In the list's spelling, with what was said behind it (2单元).
        candidates: Those of the list that may be meant, best first.
        not_listed: As it was said, with what was said behind it, where the list has nothing like it.
    """

    building: str | None = None
    candidates: tuple[str, ...] = ()
    not_listed: str | None = None


@dataclass(frozen=True)
class _Key:
    estate: str
    number: str
    rest: str


def place_building(said: str, buildings: Sequence[str]) -> Placed:
    """Find a building that was read from an address (2号楼2单元, Building 2) in the community's list.

    The same number is the same building whether it is called 幢, 栋 or Building; where several of the list have
    it (甲3号楼, 乙3号楼) they are candidates.
    """
    key = _key(said)
    if not buildings or key is None:
        return Placed(building=said)
    listed = [(name, _key(name)) for name in buildings]
    same = [(name, own) for name, own in listed if own and own.number == key.number]
    exact = [(name, own) for name, own in same if own.estate == key.estate] or [
        (name, own) for name, own in same if not (own.estate and key.estate)
    ]
    if len(exact) == 1:
        return Placed(building=exact[0][0] + _rest(key.rest))
    likely = exact or same or [(name, own) for name, own in listed if own and _digits(own) == _digits(key) != ""]
    if likely:
        return Placed(candidates=tuple(name + _rest(key.rest) for name, _ in likely[:_MOST_CANDIDATES]))
    return Placed(not_listed=said)


def find_named(text: str, buildings: Sequence[str]) -> Placed:
    """A building of the list that has a name instead of a number (幼儿园, 教师楼), perhaps misspelt in the text."""
    folded = fold(text).lower()
    named = [name for name in buildings if _key(name) is None and len(name) >= _SHORTEST_NAME]
    for name in sorted(named, key=len, reverse=True):
        if fold(name).lower() in folded:
            return Placed(building=name)
    rated = sorted(((fuzz.partial_ratio(fold(name).lower(), folded), name) for name in named), reverse=True)
    close = [name for score, name in rated if score >= _CLOSE and len(name) > _SHORTEST_NAME]
    return Placed(candidates=tuple(close[:_MOST_CANDIDATES]))


def _key(name: str) -> _Key | None:
    folded = " ".join(fold(name).split())
    if match := _ENGLISH.match(folded):
        return _Key("", _number(match["number"]), match["rest"])
    match = _CHINESE.fullmatch(folded)
    return _Key(match["estate"].strip(), _number(match["number"]), match["rest"]) if match else None


def _number(words: str) -> str:
    figures = re.sub(_NUMBER, lambda each: (digits_of(each[0]) or each[0]).lstrip("0"), words)
    return figures.replace("-", "").upper()


def _digits(key: _Key) -> str:
    return re.sub(r"\D", "", key.number)


def _rest(words: str) -> str:
    """What follows the building, in Chinese: the list is."""
    return _ENGLISH_FLOOR.sub(r"\1楼", _ENGLISH_UNIT.sub(r"\1单元", words)).strip()
