"""A sheet of repairs as it was kept by hand: each row as what it says, or as what is wrong with it (pure, no I/O)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.past import NEEDED, BadRow, Column, PastLine, PastSheet, PastTrouble
from bot.language.addresses import find_addresses
from bot.language.past_heads import KNOWN, find_heads
from bot.language.phones import find_phones
from bot.language.script import fold

LONGEST = 500
LEAST_DIGITS = 10
"""Of a telephone number in scientific notation: a mobile number has eleven, and may end in a zero."""
_WITH_YEAR = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?(?:\s.*|T.*)?")
_TOGETHER = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_SERIAL = re.compile(r"[3-6]\d{4}(?:\.\d+)?")
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet, whose 1900 was a leap year. Source: ECMA-376 part 1, 18.17.4.1."""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_POINTS = re.compile(r"(\d{1,6})(?:\.0+)?\s*分?")
_NOTHING = re.compile(r"[-—/\\无没有\s]*|n/?a|none", re.IGNORECASE)
_TOTALS = re.compile(r"(?:本[年月页])?(?:合\s*计|总\s*计|小\s*计|共\s*计)|totals?", re.IGNORECASE)


class _NotTakenError(Exception):
    """The row is not taken."""

    def __init__(self, why: PastTrouble, said: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.said = said


def read_past(rows: Sequence[Sequence[str]], today: date, *, guess: bool = True) -> PastSheet:
    """What the sheet says; nothing is good where a column is missing that has to be there."""
    heads = find_heads(rows, guess=guess)
    if heads is None or heads.missing:
        return PastSheet(missing=NEEDED if heads is None else heads.missing)
    good: list[PastLine] = []
    bad: list[BadRow] = []
    for at, row in enumerate(rows[heads.row + 1 :], start=heads.row + 2):
        cells = {column: row[place].strip() if place < len(row) else "" for column, place in heads.columns.items()}
        if _is_no_row(row, cells):
            continue
        try:
            good.append(_line(at, cells, today))
        except _NotTakenError as trouble:
            bad.append(BadRow(at, trouble.why, trouble.said))
    return PastSheet(tuple(good), tuple(bad), heads.row + 1, heads.guessed, ())


def _is_no_row(row: Sequence[str], cells: Mapping[Column, str]) -> bool:
    """Empty, the headings once more, or a sum at the end."""
    if not any(cells.values()):
        return True
    again = sum(cell in KNOWN for cell in row)
    return again > len(cells) // 2 or any(_TOTALS.fullmatch(cell) for cell in row[:3])


def _line(at: int, cells: Mapping[Column, str], today: date) -> PastLine:
    if any(len(cell) > LONGEST for cell in cells.values()):
        raise _NotTakenError(PastTrouble.LONG)
    if not cells[Column.BUILDING]:
        raise _NotTakenError(PastTrouble.BUILDING)
    if not cells[Column.WHAT]:
        raise _NotTakenError(PastTrouble.WHAT)
    said = {column: cells.get(column) or None for column in Column}
    number = said[Column.NUMBER] or ""
    line = PastLine(
        row=at,
        building=cells[Column.BUILDING],
        what=cells[Column.WHAT],
        day=_day(cells[Column.DAY], today),
        name=said[Column.NAME],
        phone=_phone(cells.get(Column.PHONE, "")),
        volunteers=said[Column.VOLUNTEERS],
        result=said[Column.RESULT],
        points=_points(cells.get(Column.POINTS, "")),
        number=int(number) if number.isdecimal() and len(number) < 10 else None,  # noqa: PLR2004 - what a number is
    )
    return _placed(line)


def _placed(line: PastLine) -> PastLine:
    """The flat apart from the building, which all may read."""
    found = find_addresses(line.building)
    if len(found) != 1 or found[0].building is None:
        return line
    return replace(line, building=found[0].building, flat=found[0].flat)


def _day(cell: str, today: date) -> date:
    folded = fold(cell).strip()
    if not folded:
        raise _NotTakenError(PastTrouble.NO_DAY)
    try:
        day = _read_day(folded, today)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise _NotTakenError(PastTrouble.DAY, cell)
    if day > today:
        raise _NotTakenError(PastTrouble.LATER, cell)
    return day


def _read_day(folded: str, today: date) -> date | None:
    """The day; without a year the latest that has been. ValueError: there is no such day."""
    whole = _WITH_YEAR.fullmatch(folded) or _TOGETHER.fullmatch(folded)
    if whole:
        return date(int(whole[1]), int(whole[2]), int(whole[3]))
    short = _WITHOUT_YEAR.fullmatch(folded)
    if short:
        month, day = int(short[1]), int(short[2])
        later = (month, day) > (today.month, today.day)
        return date(today.year - later, month, day)
    if _SERIAL.fullmatch(folded):
        return _FIRST_DAY + timedelta(days=int(float(folded)))
    return None


def _phone(cell: str) -> str | None:
    if _NOTHING.fullmatch(cell):
        return None
    said = _unscientific(cell)
    found = find_phones(said)
    if not found:
        raise _NotTakenError(PastTrouble.PHONE, cell)
    return found[0].phone.e164


def _unscientific(cell: str) -> str:
    """1.3800138000E+10 as it was typed; one whose end was lost is no number any more."""
    if not _SCIENTIFIC.fullmatch(cell) or sum(map(str.isdecimal, cell.upper().partition("E")[0])) < LEAST_DIGITS:
        return cell
    return str(int(Decimal(cell)))


def _points(cell: str) -> int | None:
    folded = fold(cell).strip()
    if _NOTHING.fullmatch(folded):
        return None
    match = _POINTS.fullmatch(folded)
    if match is None:
        raise _NotTakenError(PastTrouble.POINTS, cell)
    return int(match[1])
