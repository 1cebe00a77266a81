"""What the cells of a spreadsheet may hold; and a file that somebody sent becomes rows of text.

What comes in may be hostile, so it is opened in a process of its own (see `bot.reports.sheet_reading`): call
`read_rows` in a thread, it takes half a second.
"""

import json
import subprocess
import sys
from datetime import date, datetime

from bot.domain.errors import SheetUnreadable
from bot.domain.sheets import MOST_BYTES, Rows, SheetTrouble

Cell = str | int | float | date | datetime | None
"""An instant has to be local already, without its zone: a sheet knows none."""

LONGEST_NAME = 31
"""Of a sheet, in characters. Source: Excel specifications and limits."""
LONGEST_TEXT = 32_767
"""Of a cell, from the same source."""
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST_READING = 40.0
"""Seconds a file may take to be read; the largest that is allowed takes about six."""


def writable(words: str) -> str:
    """Without halves of characters, which no file can hold, and not longer than a cell."""
    return words.encode("utf-8", "replace").decode()[:LONGEST_TEXT]


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
