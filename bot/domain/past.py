"""Repairs of before, as a spreadsheet tells them: what a row says, and why it was not taken."""

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Self


class Column(StrEnum):
    """What stands in a column."""

    NAME = "name"
    BUILDING = "building"
    WHAT = "what"
    PHONE = "phone"
    VOLUNTEERS = "volunteers"
    DAY = "day"
    RESULT = "result"
    POINTS = "points"
    NUMBER = "number"


NEEDED = (Column.BUILDING, Column.WHAT, Column.DAY)
"""Without these a sheet is no record of repairs."""


class PastTrouble(StrEnum):
    """Why a row was not taken."""

    BUILDING = "building"
    WHAT = "what"
    NO_DAY = "no_day"
    DAY = "day"
    YEAR = "year"
    """The day has no year, and nothing in the sheet tells it."""
    LATER = "later"
    """The day is still to come."""
    PHONE = "phone"
    PHONE_CUT = "phone_cut"
    """The spreadsheet program has rounded the number: 1.38E+10."""
    POINTS = "points"
    NOT_REPAIRED = "not_repaired"
    """It was not repaired, and this is a record of what was."""
    LONG = "long"
    """A cell holds a whole letter."""


@dataclass(frozen=True)
class PastLine:
    """A row that can be taken. The phone is in E.164 form."""

    row: int
    building: str
    what: str
    day: date
    flat: str | None = None
    name: str | None = None
    phone: str | None = None
    volunteers: str | None = None
    result: str | None = None
    points: int | None = None
    number: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {**asdict(self), "day": self.day.isoformat()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """What `to_json` wrote."""
        return cls(**{**value, "day": date.fromisoformat(value["day"])})


class BadRow(NamedTuple):
    """Why a row was not taken: where it stands, what is wrong, and what was written there. It may have several."""

    row: int
    why: PastTrouble
    said: str


@dataclass(frozen=True)
class PastSheet:
    """What a spreadsheet says."""

    good: tuple[PastLine, ...] = ()
    bad: tuple[BadRow, ...] = ()
    head: int = 0
    """The row of the headings, counted from 1."""
    guessed: tuple[tuple[str, Column], ...] = ()
    """Headings that nobody knows and that were taken for one that is alike."""
    years: tuple[int, ...] = ()
    """Of days that were written without one."""
    missing: tuple[Column, ...] = field(default=NEEDED)
    """What no heading names, without which nothing is taken."""

    @property
    def wrong_rows(self) -> list[int]:
        """The rows with something wrong, each once."""
        return list(dict.fromkeys(each.row for each in self.bad))

    def first_wrong(self, most: int) -> list[BadRow]:
        """All that is wrong with the first so many of them."""
        shown = set(self.wrong_rows[:most])
        return [each for each in self.bad if each.row in shown]
