"""How large a spreadsheet may be that somebody sends, and why one is refused."""

from enum import StrEnum

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_ANSWERED = 2000
"""Rows of a sheet that answers a question."""
MOST_COLUMNS = 40
"""More than any of our own sheets has; what stands to the right of them is not read."""

Rows = list[list[str]]
"""What a sheet says, cell by cell, as text; the first row is the first line of the sheet, and gaps are empty rows."""


class SheetTrouble(StrEnum):
    """Why a file was not taken."""

    TOO_LARGE = "too large"
    TOO_LONG = "too long"
    """More rows than `MOST_ROWS`."""
    NO_SHEET = "no sheet"
    """A picture, a letter, an archive: anything but a spreadsheet."""
    OLD = "old"
    """The binary format of before 2007, or one with a password."""
    BROKEN = "broken"
    EMPTY = "empty"
    NOT_FETCHED = "not fetched"
    """The chat platform did not hand it over."""
