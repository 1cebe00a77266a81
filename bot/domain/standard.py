"""The published points standard: category by size, and a bonus for urgency."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from bot.domain.ids import Points
from bot.domain.size import Size
from bot.domain.urgency import Urgency

SIZES = tuple(Size)
DEFAULT_ROW = (5, 10, 20, 40)
"""Points for small, medium, large and huge work where a community has said nothing else."""
DEFAULT_BONUS = {Urgency.NORMAL: 0, Urgency.URGENT: 5, Urgency.CRITICAL: 10}
MOST_POINTS = 1000
"""The most one volunteer can be given for one order; keeps a slip of the finger from emptying the shop."""


@dataclass(frozen=True)
class Standard:
    """What one volunteer gets for one order. `rows` overrides the default row per category key."""

    default_row: tuple[int, ...] = DEFAULT_ROW
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    bonus: Mapping[Urgency, int] = field(default_factory=lambda: dict(DEFAULT_BONUS))

    def points(self, *, category: str | None, size: Size, urgency: Urgency) -> Points:
        """Points for each volunteer."""
        row = self.rows.get(category or "", self.default_row)
        return Points(row[SIZES.index(size)] + self.bonus.get(urgency, 0))

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
        """As plain values, for the database."""
        return {
            "default": list(self.default_row),
            "rows": {category: list(row) for category, row in self.rows.items()},
            "bonus": {str(urgency): points for urgency, points in self.bonus.items()},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The standard that `to_json` wrote."""
        return cls(
            default_row=tuple(value["default"]),
            rows={category: tuple(row) for category, row in value["rows"].items()},
            bonus={Urgency(urgency): points for urgency, points in value["bonus"].items()},
        )
