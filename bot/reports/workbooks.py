"""Workbooks of a few sheets, made whole: rows become an XLSX file, always of the same bytes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.reports.books import XlsxBook
from bot.reports.sheets import Cell

MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the instant where it must not matter."""
NARROWEST, WIDEST = 8, 60


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its head, and what stands below."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def xlsx(sheets: Sequence[Sheet], *, made: datetime = MADE) -> bytes:
    """The file; the same sheets and `made` (UTC) give the same bytes, whenever it is asked for."""
    file = io.BytesIO()
    with XlsxBook(file, made=made) as book:
        for sheet in sheets:
            book.sheet(sheet.name, sheet.head, _widths(sheet))
            for row in sheet.rows:
                book.row(row)
    return file.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    """Each column is as wide as what it holds; a Chinese character takes two places."""
    widths = []
    for column, words in enumerate(sheet.head):
        cells = [str(row[column]) for row in sheet.rows if column < len(row) and row[column] is not None]
        longest = max(sum(2 if char > "\u2e80" else 1 for char in text) for text in (words, *cells))
        widths.append(min(max(longest + 2, NARROWEST), WIDEST))
    return widths
