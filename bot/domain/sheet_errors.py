"""What is wrong with a row of a sheet that somebody sent, as facts; worded by the views."""

from enum import StrEnum
from typing import NamedTuple


class RowTrouble(StrEnum):
    """Why a cell was not taken."""

    UNKNOWN = "unknown"
    """Nothing is called so."""
    NUMBER = "number"
    """No whole number, or none of those that may stand there."""
    CHOICE = "choice"
    """None of the words that may stand there."""
    LONG = "long"
    TWICE = "twice"
    """It stands in an earlier row already."""


class RowError(NamedTuple):
    """One cell that was not taken: its row and column as the sheet counts them, from 1, and what it says."""

    row: int
    column: int
    said: str
    why: RowTrouble
