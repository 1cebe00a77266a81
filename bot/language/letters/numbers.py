"""Numbers in words: Chinese numerals of addresses, and how many people are needed."""

import re

NUMERALS = "〇零一二两三四五六七八九十百廿壹贰叁肆伍陆柒捌玖拾"
"""Chinese numerals as they occur in addresses and counts."""

MOST_PEOPLE = 99

_ONE_BY_ONE = str.maketrans("〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖", "001223456789123456789")
_PLAIN = str.maketrans("〇零两壹贰叁肆伍陆柒捌玖拾", "零零二一二三四五六七八九十") | {ord("廿"): "二十"}
_VALUE = re.compile(
    "(?:(?P<hundreds>[一二三四五六七八九])百)?"
    "(?:(?P<tens>[一二三四五六七八九]?)十|(?P<gap>(?<=百)零(?=.))|(?P<round>(?<=百)(?=.$)))?"
    "(?P<ones>[一二三四五六七八九])?"
)
"""Up to 999: 十二, 二十三, 一百零二, 一百二十, and as people shorten them 一百二 (120) and 一百十 (110)."""
_FLOOR_AND_DOOR = re.compile(r"(?P<floor>[一二三]?十[一二三四五六七八九]?)(?P<door>零[一二三四五六七八九])")
"""十二零一: the twelfth floor, then the door."""
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNT = rf"(?P<count>[0-9]{{1,2}}|[{NUMERALS}]{{1,3}}|{'|'.join(_ENGLISH)}|an?)"
_PEOPLE = (
    re.compile(
        rf"(?:请派|请来|派|至少|最少|需要|需|要|求|共|来)?\s*{_COUNT}\s*(?:个人|位师傅|个师傅|名师傅|位志愿者|名志愿者|人|名|位)"
    ),
    re.compile(
        rf"(?:needs?\s+|for\s+|x\s*)?{_COUNT}\s*(?:people|persons?|pers\.?|volunteers?|workers?|helpers?|men)",
        re.IGNORECASE,
    ),
)
_BARE = re.compile(rf"{_COUNT}\s*人?", re.IGNORECASE)


def digits_of(words: str) -> str | None:
    """A numeral of an address as digits: "十二" → "12", "一四零一" → "1401", "07" → "07"; None if it is none.

    Digits said one by one keep their zeros; with 十 and 百 the value counts.
    """
    if words.isascii() and words.isdigit():
        return words
    if not words or set(words) - set(NUMERALS):
        return None
    plain = words.translate(_PLAIN)
    if not set(plain) & set("十百"):
        return words.translate(_ONE_BY_ONE)
    if match := _VALUE.fullmatch(plain):
        return str(_value(match))
    door = _FLOOR_AND_DOOR.fullmatch(plain)
    return f"{digits_of(door['floor'])}{digits_of(door['door'])}" if door else None


def _value(match: re.Match[str]) -> int:
    hundreds, ones = (_digit(match[part]) for part in ("hundreds", "ones"))
    if match["round"] is not None:
        return 100 * hundreds + 10 * ones
    tens = 0 if match["tens"] is None else _digit(match["tens"]) or 1
    return 100 * hundreds + 10 * tens + ones


def _digit(word: str | None) -> int:
    return int(word.translate(_ONE_BY_ONE)) if word else 0


def read_people(words: str) -> int | None:
    """How many people a phrase that stands alone asks for ("2人", "三位师傅", "two people"), 1 to 99."""
    for pattern in _PEOPLE:
        if match := pattern.fullmatch(words):
            return _count(match["count"])
    return None


def read_people_answer(words: str) -> int | None:
    """As `read_people`, for the answer to "how many?": a bare number will do."""
    match = _BARE.fullmatch(words.strip())
    return _count(match["count"]) if match else read_people(words.strip())


def _count(words: str) -> int | None:
    lower = words.lower()
    if lower in {"a", "an"}:
        return 1
    if lower in _ENGLISH:
        return _ENGLISH.index(lower) + 1
    digits = digits_of(words)
    return int(digits) if digits and 1 <= int(digits) <= MOST_PEOPLE else None
