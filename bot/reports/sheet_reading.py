"""Reads a spreadsheet in a process of its own, `python -m bot.reports.sheet_reading`: a file in, its rows out as JSON.

Whatever a hostile file does to whoever opens it, it does here, and for a few seconds only.
"""

import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

import openpyxl

from bot.domain.errors import SheetUnreadable
from bot.domain.sheets import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Rows, SheetTrouble

MOST_ENTRIES = 200
"""Files inside the file; a sheet with a few pictures has thirty."""
MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 150
"""How much smaller a part may be than what it unpacks to; what people type packs to a tenth, rarely to a hundredth."""
WORTH_A_LOOK = 1024 * 1024
"""Bytes; below, a ratio does no harm."""
LONGEST_CELL = 2000
EXACT = 10**15
"""Below this a float of a sheet is a whole number exactly."""
DELIMITERS = ",\t;"
ENCODINGS = ("utf-8-sig", "gb18030")
_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HALF_WIDTH = str.maketrans(
    {code + 0xFEE0: code for code in range(0x21, 0x7F) if chr(code).isalnum() or chr(code) in "+-.%/:"}
    | dict.fromkeys((0x3000, 0xA0), " ")
    | dict.fromkeys((0x200B, 0xFEFF))
)
"""Commas and brackets stay as they are: they belong to sentences."""


def rows_of(content: bytes) -> Rows:
    """What the file says.

    Raises:
        SheetUnreadable: it cannot be read, or is too much.
    """
    if content.startswith(_OLD):
        raise SheetUnreadable(SheetTrouble.OLD)
    cells = _of_xlsx(content) if content.startswith(_ZIP) else _of_csv(content)
    rows: Rows = []
    for row in cells:
        if len(rows) == MOST_ROWS:
            raise SheetUnreadable(SheetTrouble.TOO_LONG)
        rows.append(_without_blank_end([_text(cell) for cell in row[:MOST_COLUMNS]]))
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise SheetUnreadable(SheetTrouble.EMPTY)
    return rows


def _without_blank_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _of_xlsx(content: bytes) -> Iterator[tuple[object, ...]]:
    _look_inside(content)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if not book.worksheets:
        raise SheetUnreadable(SheetTrouble.NO_SHEET)
    page = book.worksheets[0]
    page.reset_dimensions()  # what a file claims about its size is often wrong
    blank = 0
    for row in page.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS + 1):
        # Formatting reaches far below the last words in many sheets; those rows are not said to be too many.
        if all(cell is None for cell in row):
            blank += 1
            continue
        yield from [()] * blank
        blank = 0
        yield row


def _look_inside(content: bytes) -> None:
    """Before anything is unpacked: whether it is a sheet at all, and would stay within bounds."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        entries = parts.infolist()
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise SheetUnreadable(SheetTrouble.NO_SHEET)
    bombs = [
        entry
        for entry in entries
        if entry.file_size > WORTH_A_LOOK and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
    ]
    unpacked = sum(entry.file_size for entry in entries)
    if bombs or len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise SheetUnreadable(SheetTrouble.TOO_LARGE)


def _of_csv(content: bytes) -> Iterator[tuple[object, ...]]:
    text = _decoded(content)
    if any(char < " " and char not in "\t\r\n" for char in text):
        raise SheetUnreadable(SheetTrouble.NO_SHEET)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    lines: Iterable[list[str]] = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    yield from (tuple(line) for line in lines)


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return content.decode("utf-16")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetUnreadable(SheetTrouble.NO_SHEET)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return str(cell).translate(_HALF_WIDTH).strip()[:LONGEST_CELL]


def main() -> None:
    """Read the file from the one side, write its rows to the other."""
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    answer: dict[str, object]
    try:
        answer = {"rows": rows_of(content)}
    except SheetUnreadable as error:
        answer = {"trouble": str(error.why)}
    except Exception:  # noqa: BLE001 - whatever a broken file breaks on, it is broken
        answer = {"trouble": str(SheetTrouble.BROKEN)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
