"""Spreadsheets: rows become an XLSX file, always of the same bytes; a file somebody sent becomes rows of text.

What people wrote stays text: nothing of it becomes a formula or a link. What comes in may be hostile, so it is
opened in a process of its own (see `bot.reports.sheet_reading`): call `read_rows` in a thread, it takes half a second.
"""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.domain.errors import SheetUnreadable
from bot.domain.sheets import MOST_BYTES, Rows, SheetTrouble

Cell = str | int | float | date | datetime | None
"""An instant has to be local already, without its zone: a sheet knows none."""

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - no instant: what stands for one where it must not matter
LONGEST_NAME = 31
"""Of a sheet, in characters. Source: Excel specifications and limits."""
LONGEST_TEXT = 32_767
"""Of a cell, from the same source."""
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
NARROWEST, WIDEST = 8, 60
LONGEST_READING = 40.0
"""Seconds a file may take to be read; the largest that is allowed takes about six."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its head, and what stands below."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def xlsx(sheets: Sequence[Sheet], *, made: datetime = MADE) -> bytes:
    """The file; the same sheets and `made` (UTC) give the same bytes, whenever it is asked for."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": made.replace(tzinfo=None)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name.translate(FORBIDDEN).strip()[:LONGEST_NAME])
            for column, words in enumerate(sheet.head):
                page.write_string(0, column, writable(words), bold)
            for at, row in enumerate(sheet.rows, start=1):
                for column, cell in enumerate(row):
                    _write_cell(page, at, column, cell, day=day, instant=instant)
            page.freeze_panes(1, 0)
            _widen(page, sheet)
    return file.getvalue()


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, *, day: Format, instant: Format) -> None:
    """Put one value where it belongs; a text stays a text."""
    if cell is None:
        return
    if isinstance(cell, str):
        page.write_string(row, column, writable(cell))
    elif isinstance(cell, datetime):
        page.write_datetime(row, column, cell, instant)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, day)
    else:
        page.write_number(row, column, cell)


def writable(words: str) -> str:
    """Without halves of characters, which no file can hold, and not longer than a cell."""
    return words.encode("utf-8", "replace").decode()[:LONGEST_TEXT]


def _widen(page: Worksheet, sheet: Sheet) -> None:
    """Each column as wide as what it holds; a Chinese character takes two places."""
    for column, words in enumerate(sheet.head):
        cells = [str(row[column]) for row in sheet.rows if column < len(row) and row[column] is not None]
        longest = max(sum(2 if char > "\u2e80" else 1 for char in text) for text in (words, *cells))
        page.set_column(column, column, min(max(longest + 2, NARROWEST), WIDEST))


def read_rows(content: bytes) -> Rows:
    """The first sheet of an XLSX file, or a CSV file in UTF-8 or GB18030, as text without blank ends.

    Numbers are written as people write them (13800138000, not 13800138000.0), days as 2026-11-03, full-width digits
    and letters as half-width ones.

    Raises:
        SheetUnreadable: it is too large or too long, or is no spreadsheet that can be read.
    """
    if len(content) > MOST_BYTES:
        raise SheetUnreadable(SheetTrouble.TOO_LARGE)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot.reports.sheet_reading"],
            input=content,
            capture_output=True,
            timeout=LONGEST_READING,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise SheetUnreadable(SheetTrouble.BROKEN) from error
    answer = json.loads(done.stdout)
    if "trouble" in answer:
        raise SheetUnreadable(SheetTrouble(answer["trouble"]))
    rows: Rows = answer["rows"]
    return rows
