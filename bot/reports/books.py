"""Spreadsheets of any length: row by row into a stream, with no more in memory than the row at hand."""

import csv
import io
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime
from types import TracebackType
from typing import IO, Protocol

from bot.reports.sheets import FORBIDDEN, LONGEST_NAME, Cell, writable
from bot.reports.xlsx_stream import XlsxStream

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
    """An XLSX file. What people wrote stays text: nothing of it becomes a formula or a link."""

    def __init__(self, out: IO[bytes], *, made: datetime, most: int = MOST_ROWS) -> None:
        self._stream = XlsxStream(out, made)
        self._said: tuple[str, Sequence[str], Sequence[int]] = ("", (), ())
        self._parts = self._rows = 0
        self._most = most

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Put the file together; one that broke off stays none."""
        if kind is None:
            self._stream.close()
            return
        with suppress(OSError, ValueError):  # what it broke off for may be the stream itself
            self._stream.abandon()

    def sheet(self, name: str, head: Sequence[str], widths: Sequence[int]) -> None:
        """Begin a sheet."""
        self._said, self._parts = (name, head, widths), 0
        self._part()

    def _part(self) -> None:
        name, head, widths = self._said
        self._parts += 1
        further = f" {self._parts}" if self._parts > 1 else ""
        self._stream.sheet(name.translate(FORBIDDEN).strip()[: LONGEST_NAME - 3] + further, head, widths)
        self._rows = 0

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row to it."""
        if self._rows == self._most:
            self._part()
        self._stream.row(cells)
        self._rows += 1


class CsvBook(AbstractContextManager["CsvBook"]):
    """The first sheet alone, in UTF-8 with a mark by which spreadsheet programs know it."""

    def __init__(self, out: IO[bytes]) -> None:
        self._text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
        self._lines = csv.writer(self._text)
        self._sheets = 0

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Leave the stream as open as it was."""
        self._text.flush()
        self._text.detach()

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
