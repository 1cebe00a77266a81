"""The figures of a report: what each is. `bot.storage.records.figures` counts them, the views say them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.kind import Kind
from bot.domain.periods import Period
from bot.domain.satisfaction import Satisfaction, percent

MEDIAN, NINETY = 50, 90
MOST_DAYS = 366
"""A report is about no more than a year: nothing may read through all that there ever was."""
DAYS_ONE_BY_ONE = 14
WEEKS_ONE_BY_ONE = 98
WEEK = timedelta(days=7)
GRID = "grid"
"""What a grid is called on the board, beside the kinds of parties."""


class Figure(StrEnum):
    """Each figure with its definition; the words that people read for these are made from them, one for each."""

    RECEIVED = "received"
    """Orders reported in the period, whatever became of them."""
    DONE = "done"
    """Orders that are closed and were closed in the period: one that was taken up again counts when it was closed last.

    Neither cancelled nor rejected nor merged ones.
    """
    OPEN = "open"
    """Orders reported before the period's end that had not ended by then."""
    OVERDUE = "overdue"
    """Of the open ones that have a limit: those neither repaired nor answered by then, at the period's end or now.

    By the limit as it stands now; none that stood still before it was over.
    """
    TO_CLAIM = "to_claim"
    """Of the done ones that volunteers repaired: from being put before the volunteers to the first who took it."""
    TO_FINISH = "to_finish"
    """Of the same: from the report to being repaired, nights and waits for parts included; the last time it was."""
    CLAIMED_IN_TIME = "claimed_in_time"
    """Of all that have a limit and were taken before it, or whose limit passed, in the period: those taken before it.

    By the limit as it stands now; none that had ended, stood still or gone outside before it was over.
    """
    FINISHED_IN_TIME = "finished_in_time"
    """Of all done ones that have a limit: those repaired, or answered by whoever had them, by then."""
    SATISFACTION = "satisfaction"
    """`Satisfaction.share` of the orders that were closed in the period."""
    RESPONSE = "response"
    """`Satisfaction.response` of the same."""
    CALLS = "calls"
    """Calls made about the last round of the done ones, and how many of them reached somebody."""
    HOURS = "hours"
    """Minutes of work done in the period, those taken back not counted."""
    POINTS = "points"
    """Points given for work in the period (orders, activities, by hand), those taken back not counted."""
    THANKS = "thanks"
    """Who earned points for work in the period and has nothing against being named, the most first."""
    PAST = "past"
    """Repairs of before, brought in from a spreadsheet, whose day lies in the period. They are in no other figure."""
    BOARD = "board"
    """Of the done ones: how many each outside party, and each grid, ended in time; how many residents are satisfied.

    What a party got before its time was up counts for it alone, what it got later for the grid alone. Beside these the
    overdue ones, which count as not in time where they are put in order.
    """


class InTime(StrEnum):
    """How one order stands to its limit; one that has none, or whose time is not over, is none of these."""

    YES = "yes"
    LATE = "late"
    """It is done, and was not by then."""
    OVERDUE = "overdue"
    """`Figure.OVERDUE`, now."""


@dataclass(frozen=True)
class Counts:
    """Orders of one sort: received in the period, done in it, open at its end."""

    received: int = 0
    done: int = 0
    open: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """In per cent; None: there is no whole."""
        return percent(self.part, self.whole)


@dataclass(frozen=True)
class Wait:
    """How long something took: half of the orders no longer than the one, nine tenths no longer than the other."""

    median: timedelta
    ninety: timedelta


@dataclass(frozen=True)
class Calls:
    """Calls to residents, and how many of them reached somebody."""

    made: int = 0
    reached: int = 0


@dataclass(frozen=True)
class Thanked:
    """Somebody who is thanked: the name, and as they want to be called where many read it."""

    name: str
    shown_as: str
    number: int
    points: int


@dataclass(frozen=True)
class Answerable:
    """One responsible party, or grid, on the board, by its name (empty: by its kind)."""

    name: str
    kind: str
    done: int
    in_time: Share
    satisfied: Share
    overdue: int = 0

    @property
    def standing(self) -> float:
        """How much of what was due was done in time: by this they are put in order."""
        due = self.in_time.whole + self.overdue
        return self.in_time.part / due if due else 0.0


@dataclass(frozen=True)
class Stretch:
    """A part of the period, for the picture."""

    period: Period
    received: int
    done: int


@dataclass(frozen=True)
class Figures:
    """All of them for one community and period. What has no data is None, or empty, and left out of the page."""

    period: Period
    all: Counts = Counts()
    by_kind: Mapping[Kind, Counts] = field(default_factory=dict)
    by_category: Mapping[str | None, Counts] = field(default_factory=dict)
    by_building: Mapping[str, Counts] = field(default_factory=dict)
    by_grid: Mapping[str, Counts] = field(default_factory=dict)
    to_claim: Wait | None = None
    to_finish: Wait | None = None
    claimed_in_time: Share = Share(0, 0)
    finished_in_time: Share = Share(0, 0)
    satisfaction: Satisfaction = field(default_factory=lambda: Satisfaction(0, 0, 0))
    calls: Calls = Calls()
    minutes: int = 0
    points: int = 0
    past: int = 0
    overdue: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing happened; what only waits is the digest's business, what was brought in happened long ago."""
        return not (self.all.received or self.all.done or self.minutes or self.points)


@dataclass(frozen=True)
class Report:
    """A period's figures beside those of the period before, with what goes along with them."""

    figures: Figures
    before: Figures
    stretches: Sequence[Stretch] = ()
    thanked: Sequence[Thanked] = ()
    board: Sequence[Answerable] = ()


def waited(spans: Sequence[timedelta]) -> Wait | None:
    """The median and the nine tenths of these, by nearest rank: spans that really occurred. None: there are none."""
    if not spans:
        return None
    ordered = sorted(spans)
    median, ninety = (ordered[-(-rank * len(ordered) // 100) - 1] for rank in (MEDIAN, NINETY))
    return Wait(median, ninety)


def stretches_of(period: Period) -> list[Period]:
    """The period in pieces that a picture can show: days, else weeks, else months; the last may be shorter."""
    days = (period.ends - period.begins).days
    found: list[Period] = []
    begins = period.begins
    while begins < period.ends:
        ends = min(_piece_end(begins, days), period.ends)
        found.append(Period(begins, ends))
        begins = ends
    return found


def _piece_end(begins: date, days: int) -> date:
    if days <= DAYS_ONE_BY_ONE:
        return begins + timedelta(days=1)
    if days <= WEEKS_ONE_BY_ONE:
        return begins + WEEK
    return (begins.replace(day=1) + timedelta(days=31)).replace(day=1)
