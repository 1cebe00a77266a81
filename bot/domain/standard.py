"""The published points standard: category by size, what is added for when and how pressing, who shares, what caps.

Everything that is not said here is not given: bonuses, points for judging and the gift begin at nothing, caps at none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from bot.domain.ids import Points
from bot.domain.size import Size
from bot.domain.urgency import Urgency

SIZES = tuple(Size)
DEFAULT_ROW = (5, 10, 20, 40)
"""Points for small, medium, large and huge work where a community has said nothing else."""
DEFAULT_MINUTES = (30, 90, 240, 480)
"""About how long each size of work takes: what counts as service time where nobody tapped that they arrived."""
DEFAULT_BONUS = {Urgency.NORMAL: 0, Urgency.URGENT: 5, Urgency.CRITICAL: 10}
MOST_POINTS = 1000
"""The most one volunteer can be given for one order; keeps a slip of the finger from emptying the shop."""
MOST_CAP = 100_000
MOST_MINUTES = 24 * 60
LONGEST_EXAMPLE = 60


class Sharing(StrEnum):
    """How several volunteers of one order share: each gets all of it, or they part it among themselves."""

    EACH = "each"
    SPLIT = "split"


@dataclass(frozen=True)
class Standard:
    """What one volunteer gets for one order, and what else is given. `rows` overrides the default row per category."""

    default_row: tuple[int, ...] = DEFAULT_ROW
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    bonus: Mapping[Urgency, int] = field(default_factory=lambda: dict(DEFAULT_BONUS))
    night: int = 0
    """Added where the work was done at night, as the community's ways have it."""
    holiday: int = 0
    """Added where it was done on a public holiday."""
    sharing: Sharing = Sharing.EACH
    day_cap: int = 0
    """The most points somebody can earn with the work of one local day; 0: no cap."""
    month_cap: int = 0
    rating: int = 0
    """For a resident who says how the work was."""
    ratings_a_day: int = 3
    """How many of somebody's judgements of one day earn points."""
    gift: int = 0
    """For whoever joins the team for the first time."""
    minutes: tuple[int, ...] = DEFAULT_MINUTES
    examples: Mapping[Size, str] = field(default_factory=dict)
    """A job of each size in the community's own words; without one the program's own is shown."""

    def points(self, *, category: str | None, size: Size, urgency: Urgency) -> Points:
        """Points for each volunteer; for all together where they share."""
        row = self.rows.get(category or "", self.default_row)
        return Points(row[SIZES.index(size)] + self.bonus.get(urgency, 0))

    def minutes_of(self, size: Size) -> int:
        """About how long work of this size takes."""
        return self.minutes[SIZES.index(size)]

    def with_row(self, category: str | None, row: tuple[int, ...]) -> Self:
        """The same standard with another row for a category; None is the row for all others."""
        if len(row) != len(SIZES) or not all(0 <= points <= MOST_POINTS for points in row):
            raise ValueError(f"a row has {len(SIZES)} whole numbers from 0 to {MOST_POINTS}: {row}")
        if category is None:
            return replace(self, default_row=row)
        return replace(self, rows={**self.rows, category: row})

    def with_bonus(self, urgency: Urgency, points: int) -> Self:
        """The same standard with another bonus."""
        if not 0 <= points <= MOST_POINTS:
            raise ValueError(f"a bonus is a whole number from 0 to {MOST_POINTS}: {points}")
        return replace(self, bonus={**self.bonus, urgency: points})

    def to_json(self) -> dict[str, Any]:
        """As plain values, for the database; what is as usual is left out but for the table."""
        usual = type(self)()
        return {
            "default": list(self.default_row),
            "rows": {category: list(row) for category, row in self.rows.items()},
            "bonus": {str(urgency): points for urgency, points in self.bonus.items()},
            **{name: _plain(getattr(self, name)) for name in _LATER if getattr(self, name) != getattr(usual, name)},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The standard that `to_json` wrote; one of an earlier program has the usual for what that did not know."""
        return cls(
            default_row=tuple(value["default"]),
            rows={category: tuple(row) for category, row in value["rows"].items()},
            bonus={Urgency(urgency): points for urgency, points in value["bonus"].items()},
            **{name: _READ.get(name, int)(value[name]) for name in _LATER if name in value},
        )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): item for key, item in value.items()}
    return list(value) if isinstance(value, tuple) else value


_LATER = (
    "night",
    "holiday",
    "sharing",
    "day_cap",
    "month_cap",
    "rating",
    "ratings_a_day",
    "gift",
    "minutes",
    "examples",
)
_READ: Mapping[str, Any] = {
    "sharing": Sharing,
    "minutes": tuple,
    "examples": lambda said: {Size(size): words for size, words in said.items()},
}
