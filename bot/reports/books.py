"""Spreadsheets of any length: row by row into a file, with no more in memory than the row at hand."""

import csv
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from bot.reports.sheets import FORBIDDEN, LONGEST_NAME, Cell, writable, write_cell

MOST_ROWS = 1_000_000
"""Of one sheet; Excel takes 1,048,576. What is longer goes on in a further one."""
LIVE = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula, in a file that cannot say that it is none."""


class Book(Protocol):
    """Sheets, one after another."""

    def sheet(self, name: str, head: Sequence[str], widths: Sequence[int]) -> None:
        """Begin a sheet."""

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row to it."""


class XlsxBook(AbstractContextManager["XlsxBook"]):
    """An XLSX file. What people wrote stays text: nothing of it becomes a formula or a link.

    Rows wait in files of the `folder` until the end; whoever made that folder removes it.
    """

    def __init__(self, file: Path, folder: Path, *, made: datetime) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": str(folder),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(file, options)
        self._book.set_properties({"created": made.replace(tzinfo=None)})
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._instant = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._page: Worksheet | None = None
        self._said: tuple[str, Sequence[str], Sequence[int]] = ("", (), ())
        self._parts = self._at = 0

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Put the file together."""
        self._book.close()

    def sheet(self, name: str, head: Sequence[str], widths: Sequence[int]) -> None:
        """Begin a sheet."""
        self._said, self._parts = (name, head, widths), 0
        self._part()

    def _part(self) -> None:
        name, head, widths = self._said
        self._parts += 1
        further = f" {self._parts}" if self._parts > 1 else ""
        self._page = self._book.add_worksheet(name.translate(FORBIDDEN).strip()[: LONGEST_NAME - 3] + further)
        for column, width in enumerate(widths):
            self._page.set_column(column, column, width)
        self._page.freeze_panes(1, 0)
        for column, words in enumerate(head):
            self._page.write_string(0, column, writable(words), self._bold)
        self._at = 1

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row to it."""
        if self._at > MOST_ROWS:
            self._part()
        for column, cell in enumerate(cells):
            write_cell(self._page, self._at, column, cell, day=self._day, instant=self._instant)
        self._at += 1


class CsvBook(AbstractContextManager["CsvBook"]):
    """The first sheet alone, in UTF-8 with a mark by which spreadsheet programs know it."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("w", encoding="utf-8-sig", newline="")
        self._lines = csv.writer(self._file)
        self._sheets = 0

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def sheet(self, _name: str, head: Sequence[str], _widths: Sequence[int]) -> None:
        """Begin a sheet."""
        self._sheets += 1
        self.row(head)

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row to it; what would be a formula becomes text by the sign that spreadsheet programs know."""
        if self._sheets == 1:
            self._lines.writerow([_plain(cell) for cell in cells])


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    text = writable(str(cell))
    return "'" + text if isinstance(cell, str) and text.startswith(LIVE) else text
