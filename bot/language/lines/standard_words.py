"""A standard in words: rows of the sheet that shows it, and lines that are typed instead of tapping."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.sheet_errors import RowError, RowTrouble
from bot.domain.standard import SIZES, Sharing
from bot.domain.standard_changes import ALL_OTHERS, LIMITS, USUAL, Place, Value, fits
from bot.domain.urgency import Urgency
from bot.language.needs.skills import read_skill
from bot.language.needs.urgency import read_urgency

Changes = dict[str, Value]
"""What shall stand in which place, by the place's name; a category's row by `row.CATEGORY` follows all others."""

HEADS = ("项目", "item")
OTHERS = ("其他", "其他工种", "通用", "默认", "other", "others", "all others", "default")
TABLES: Mapping[str, tuple[str, ...]] = {
    "minutes": ("约需(小时)", "约需小时", "耗时", "小时", "hours", "hours, about"),
    "examples": ("举例", "例子", "example", "examples"),
}
PLAIN: Mapping[str, tuple[str, ...]] = {
    "night": ("夜间", "夜里", "晚上", "night"),
    "holiday": ("节假日", "节日", "假日", "holiday", "holidays"),
    "sharing": ("几人合作", "合作", "sharing"),
    "day_cap": ("每天最多", "每日上限", "daily cap", "at most a day"),
    "month_cap": ("每月最多", "每月上限", "monthly cap", "at most a month"),
    "rating": ("住户评价", "评价", "judgement", "judgements", "rating"),
    "ratings_a_day": ("每天评价最多", "judgements paid a day"),
    "gift": ("见面礼", "入队见面礼", "welcome gift", "gift"),
}
SHARING: Mapping[Sharing, tuple[str, ...]] = {
    Sharing.EACH: ("各得全分", "全分", "每人全分", "each in full", "each"),
    Sharing.SPLIT: ("平分", "均分", "shared", "split"),
}
NO_CAP = ("不限", "没有", "无", "none", "no", "no cap", "")
OWN_WORDS = ("默认", "默认的", "default", "usual")
LONGEST_NUMBER = 6
"""Digits; Python refuses to read thousands of them."""
_HOURS = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)\s*(?:小时|个小时|h|hours?)?", re.IGNORECASE)
_WHOLE = re.compile(rf"\+?(\d{{1,{LONGEST_NUMBER}}})(?:\.0)?\s*(?:分|积分|points?)?", re.IGNORECASE)


def read_value(place: Place, words: str) -> Value | None:
    """What somebody wrote into a place; None: it cannot stand there."""
    value = _read(place, words.strip())
    return value if value is not None and fits(place, value) else None


def _read(place: Place, words: str) -> Value | None:
    lower = words.lower()
    if place.name == "examples":
        return USUAL if lower in OWN_WORDS else words
    if place.name == "sharing":
        return next((str(each) for each, known in SHARING.items() if lower in known), None)
    if place.name == "minutes":
        hours = _HOURS.fullmatch(words)
        return None if hours is None else round(float(hours[1]) * 60)
    if place.name in ("day_cap", "month_cap") and lower in NO_CAP:
        return 0
    whole = _WHOLE.fullmatch(words)
    return None if whole is None else int(whole[1])


def places_called(label: str) -> tuple[Place, ...] | None:
    """The places of a row: four of a table, one of all else; None: nothing is called so."""
    lower = label.strip().lower()
    if lower in OTHERS:
        return tuple(Place("row", size, ALL_OTHERS) for size in SIZES)
    for table, known in TABLES.items():
        if lower in known:
            return tuple(Place(table, size) for size in SIZES)
    for plain, known in PLAIN.items():
        if lower in known:
            return (Place(plain),)
    urgency = read_urgency(label)
    if urgency in (Urgency.URGENT, Urgency.CRITICAL):
        return (Place("bonus", urgency),)
    skill = read_skill(label)
    return None if skill is None else tuple(Place("row", size, skill[0]) for size in SIZES)


def read_line(text: str) -> Changes | None:
    """`木工 10 15 25 50`, `其他 5 10 20 40`, `夜间 5`: what it changes; None: it is none of these."""
    words = re.sub(r"[/、,,+]", " ", text).split()
    if words and words[0].isdecimal():
        words.insert(0, OTHERS[0])
    for end in range(len(words) - 1, 0, -1):
        found = places_called(" ".join(words[:end]))
        if found is not None and len(found) == len(words) - end:
            values = [read_value(place, word) for place, word in zip(found, words[end:], strict=True)]
            known = {str(place): value for place, value in zip(found, values, strict=True) if value is not None}
            return known if len(known) == len(found) else None
    return None


def read_standard_rows(rows: Sequence[Sequence[str]]) -> tuple[Changes, list[RowError]]:
    """What a sheet says that looks like the one the bot gives, and every cell that cannot be taken.

    A row that is missing changes nothing; a trade with no number in its row follows all others.
    """
    changes: Changes = {}
    errors: list[RowError] = []
    seen: set[Place] = set()
    for at, row in enumerate(rows, start=1):
        label = row[0] if row else ""
        if not label.strip() or label.strip().lower() in HEADS:
            continue
        found = places_called(label)
        if found is None:
            errors.append(RowError(at, 1, label, RowTrouble.UNKNOWN))
        elif seen & set(found):
            errors.append(RowError(at, 1, label, RowTrouble.TWICE))
        else:
            seen |= set(found)
            for told in _read_row(at, found, row[1:]):
                if isinstance(told, RowError):
                    errors.append(told)
                else:
                    changes |= told
    return changes, errors


def _read_row(at: int, found: Sequence[Place], cells: Sequence[str]) -> Iterator[Changes | RowError]:
    told = [*cells, *("" for _ in found)][: len(found)]
    first = found[0]
    if first.name == "row" and first.category != ALL_OTHERS and not any(cell.strip() for cell in told):
        yield {f"row.{first.category}": USUAL}
        return
    for column, (place, cell) in enumerate(zip(found, told, strict=True), start=2):
        value = USUAL if place.name == "examples" and not cell.strip() else read_value(place, cell)
        if value is None:
            yield RowError(at, column, cell, _why(place))
        else:
            yield {str(place): value}


def _why(place: Place) -> RowTrouble:
    if place.name in LIMITS:
        return RowTrouble.NUMBER
    return RowTrouble.LONG if place.name == "examples" else RowTrouble.CHOICE
