"""A sheet of repairs as it was kept by hand: each row as what it says, or as what is wrong with it (pure, no I/O)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from bot.domain.past import NEEDED, BadRow, Column, PastLine, PastSheet, PastTrouble
from bot.language.letters.script import fold
from bot.language.persons.phones import find_phones
from bot.language.sheets.past_heads import KNOWN, Heads, find_heads
from bot.language.whereabouts.addresses import find_addresses

Value = TypeVar("Value")
LONGEST = 500
LEAST_DIGITS = 10
"""Of a telephone number in scientific notation: a mobile number has eleven, and may end in a zero."""
_WITH_YEAR = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?(?:\s.*|T.*)?")
_SHORT_YEAR = re.compile(r"(\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_MONTH = re.compile(r"(20\d{2})\s*(?:年\s*(\d{1,2})\s*月(?:份)?|[-./]\s*(\d{1,2}))")
_TENTH = "1"
"""2025.1 may be October: a cell that holds a number forgets the 0 of 2025.10."""
_TOGETHER = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_TITLE_YEAR = re.compile(
    r"(20\d{2})\s*年(?!\s*\d{1,2}\s*月\s*\d)|(?<![\d./-])(20\d{2})(?![\d./年-])|(20\d{2})(?=\s*[-—~至到]\s*20\d{2})"
)
"""Of the whole sheet, and not the day on which it was printed."""
_SUM = re.compile(r"\d+(?:\.\d+)?")
_SERIAL = re.compile(r"[3-6]\d{4}(?:\.\d+)?")
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet, whose 1900 was a leap year. Source: ECMA-376 part 1, 18.17.4.1."""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_POINTS = re.compile(r"(\d{1,6})(?:\.0+)?\s*分?")
_NOTHING = re.compile(r"[-—/\\无没有\s]*|n/?a|none", re.IGNORECASE)
_NOT_REPAIRED = re.compile(
    r"(?:还是?|仍然?|一直|暂|现)?(?:没有?|未|尚未)(?:能|人)?(?:修|处理|解决|办)(?:[好复成完理了]|到位)?(?!.*(?:修好|解决|完成|办结|办好|处理[好完])了?)"
    r"(?:[,。;!(、\s].*)?"
    r"|(?:家里|家中|住户)?(?:没|无)(?:有)?人(?:在家|开门|应门|接单|接|来|去|管|修)?[。!]?"
    r"|(?:修|处理|解决)不(?:了|好)[。!]?|无法(?:修|维修|修复|处理|解决)[。!]?"
    r"|(?:not|never) (?:yet )?(?:fixed|repaired|done|solved)[.!]?|unrepaired|(?:nobody|no one)(?: home| came)?[.!]?",
    re.IGNORECASE,
)
"""A result that says all by itself that nothing came of it; 第一次没修好,后来修好了 does not."""
_TOTALS = re.compile(r"(?:本[年月页])?(?:合\s*计|总\s*计|小\s*计|共\s*计)|totals?", re.IGNORECASE)


class _NotTakenError(Exception):
    """The row is not taken."""

    def __init__(self, why: PastTrouble, said: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.said = said


def _years_in(title: str) -> Iterator[str]:
    return (year for found in _TITLE_YEAR.findall(title) for year in found if year)


class _Years:
    """Which year a day without one belongs to: the title's, else whichever brings it nearest to the rows around it."""

    def __init__(self, rows: Sequence[Sequence[str]], heads: Heads, today: date) -> None:
        titles = {int(year) for row in rows[: heads.row] for cell in row for year in _years_in(cell)}
        self._title = titles.pop() if len(titles) == 1 else None
        place = heads.columns[Column.DAY]
        said = (
            (at, row[place]) for at, row in enumerate(rows[heads.row + 1 :], start=heads.row + 2) if place < len(row)
        )
        whole = ((at, _known_day(fold(cell).strip())) for at, cell in said)
        self._known = [(at, day) for at, day in whole if day is not None and day <= today]
        self._today = today
        self.added: set[int] = set()
        """The years that days without one were given."""

    def day(self, at: int, month: int, day: int) -> date | None:
        """The day of this row; None: nothing tells its year. ValueError: there is no such day."""
        found = self._day(at, month, day)
        if found is not None:
            self.added.add(found.year)
        return found

    def _day(self, at: int, month: int, day: int) -> date | None:
        if self._title is not None:
            return date(self._title, month, day)
        if not self._known:
            return None
        near = min(self._known, key=lambda one: (abs(one[0] - at), one[0]))[1]
        days = [_day_or_none(year, month, day) for year in (near.year - 1, near.year, near.year + 1)]
        been = [one for one in days if one is not None and one <= self._today]
        return min(been, key=lambda one: abs(one - near)) if been else date(near.year, month, day)


def read_past(rows: Sequence[Sequence[str]], today: date, *, guess: bool = True) -> PastSheet:
    """What the sheet says; nothing is good where a column is missing that has to be there."""
    heads = find_heads(rows, guess=guess)
    if heads is None or heads.missing:
        return PastSheet(missing=NEEDED if heads is None else heads.missing)
    years = _Years(rows, heads, today)
    good: list[PastLine] = []
    bad: list[BadRow] = []
    for at, row in enumerate(rows[heads.row + 1 :], start=heads.row + 2):
        cells = {column: row[place].strip() if place < len(row) else "" for column, place in heads.columns.items()}
        if _is_no_row(row, cells):
            continue
        found = _line(at, cells, today, years)
        if isinstance(found, PastLine):
            good.append(found)
        else:
            bad += [BadRow(at, trouble.why, trouble.said) for trouble in found]
    return PastSheet(tuple(good), tuple(bad), heads.row + 1, heads.guessed, tuple(sorted(years.added)), ())


def _is_no_row(row: Sequence[str], cells: Mapping[Column, str]) -> bool:
    """Empty, the headings once more, or a sum at the end, with or without a word before it."""
    if not any(cells.values()):
        return True
    if not any(cells.get(column) for column in (*NEEDED, Column.NAME, Column.PHONE)):
        return all(_SUM.fullmatch(fold(cell).strip()) for cell in row if cell.strip()) or _is_total(row)
    again = sum(cell in KNOWN for cell in row)
    return again > len(cells) // 2 or _is_total(row)


def _is_total(row: Sequence[str]) -> bool:
    return any(_TOTALS.fullmatch(cell) for cell in row[:3])


def _line(at: int, cells: Mapping[Column, str], today: date, years: _Years) -> PastLine | list[_NotTakenError]:
    """What the row says, or all that is wrong with it."""
    if any(len(cell) > LONGEST for cell in cells.values()):
        return [_NotTakenError(PastTrouble.LONG)]
    needed = {Column.BUILDING: PastTrouble.BUILDING, Column.WHAT: PastTrouble.WHAT}
    troubles = [_NotTakenError(why) for column, why in needed.items() if not cells[column]]
    day = _tried(lambda: _day(cells[Column.DAY], at, today, years), troubles)
    phone = _tried(lambda: _phone(cells.get(Column.PHONE, "")), troubles)
    points = _tried(lambda: _points(cells.get(Column.POINTS, "")), troubles)
    if _NOT_REPAIRED.fullmatch(fold(cells.get(Column.RESULT, "")).strip()):
        troubles.append(_NotTakenError(PastTrouble.NOT_REPAIRED, cells[Column.RESULT]))
    if troubles or day is None:
        return troubles
    said = {column: cells.get(column) or None for column in Column}
    number = said[Column.NUMBER] or ""
    line = PastLine(
        row=at,
        building=cells[Column.BUILDING],
        what=cells[Column.WHAT],
        day=day,
        name=said[Column.NAME],
        phone=phone,
        volunteers=said[Column.VOLUNTEERS],
        result=said[Column.RESULT],
        points=points,
        number=int(number) if number.isdecimal() and len(number) < 10 else None,  # noqa: PLR2004 - what a number is
    )
    return _placed(line)


def _tried(read: Callable[[], Value], troubles: list[_NotTakenError]) -> Value | None:
    """What is read; None, and one trouble more, where it is not to be taken."""
    try:
        return read()
    except _NotTakenError as trouble:
        troubles.append(trouble)
        return None


def _placed(line: PastLine) -> PastLine:
    """The flat apart from the building, which all may read."""
    found = find_addresses(line.building)
    if len(found) != 1 or found[0].building is None:
        return line
    return replace(line, building=found[0].building, flat=found[0].flat)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # the 29th of February is in few years
        return None


def _day(cell: str, at: int, today: date, years: _Years) -> date:
    folded = fold(cell).strip()
    if not folded:
        raise _NotTakenError(PastTrouble.NO_DAY)
    short = _WITHOUT_YEAR.fullmatch(folded)
    try:
        day = years.day(at, int(short[1]), int(short[2])) if short else _known_day(folded)
    except ValueError:
        raise _NotTakenError(PastTrouble.DAY, cell) from None
    if day is None:
        raise _NotTakenError(PastTrouble.YEAR if short else PastTrouble.DAY, cell)
    if day > today:
        raise _NotTakenError(PastTrouble.LATER, cell)
    return day


def _known_day(folded: str) -> date | None:
    """The day of a cell that tells its year; a month alone (2025.3) is its first day."""
    whole = _WITH_YEAR.fullmatch(folded) or _TOGETHER.fullmatch(folded)
    if whole:
        return _day_or_none(int(whole[1]), int(whole[2]), int(whole[3]))
    lately = _SHORT_YEAR.fullmatch(folded)
    if lately:
        return _day_or_none(2000 + int(lately[1]), int(lately[2]), int(lately[3]))
    month = _MONTH.fullmatch(folded)
    if month:
        return None if month[3] == _TENTH else _day_or_none(int(month[1]), int(month[2] or month[3]), 1)
    if _SERIAL.fullmatch(folded):
        return _FIRST_DAY + timedelta(days=int(float(folded)))
    return None


def _phone(cell: str) -> str | None:
    if _NOTHING.fullmatch(cell):
        return None
    folded = fold(cell).strip()
    rounded = _SCIENTIFIC.fullmatch(folded)
    if rounded and sum(map(str.isdecimal, folded.upper().partition("E")[0])) < LEAST_DIGITS:
        raise _NotTakenError(PastTrouble.PHONE_CUT, cell)
    found = find_phones(str(int(Decimal(folded))) if rounded else cell)
    if not found:
        raise _NotTakenError(PastTrouble.PHONE, cell)
    return found[0].phone.e164


def _points(cell: str) -> int | None:
    folded = fold(cell).strip()
    if _NOTHING.fullmatch(folded):
        return None
    match = _POINTS.fullmatch(folded)
    if match is None:
        raise _NotTakenError(PastTrouble.POINTS, cell)
    return int(match[1])
