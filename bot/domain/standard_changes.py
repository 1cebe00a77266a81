"""Changing a standard place by place: what can be changed, what it may become, and what differs between two."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from bot.domain.size import Size
from bot.domain.standard import (
    LONGEST_EXAMPLE,
    MOST_CAP,
    MOST_MINUTES,
    MOST_POINTS,
    SIZES,
    Sharing,
    Standard,
)
from bot.domain.urgency import Urgency

ALL_OTHERS = "*"
"""The row of every category that has none of its own."""
USUAL = ""
"""What a row, or an example, becomes that is to be as everywhere else."""

Value = int | str


class Place(NamedTuple):
    """A place of the standard by name; a table's place has a column, `row`'s has a category as well."""

    name: str
    column: str = ""
    category: str = ""

    def __str__(self) -> str:
        """As it stands in a draft: row.carpentry.small, minutes.large, night."""
        return ".".join(part for part in (self.name, self.category, self.column) if part)


class Change(NamedTuple):
    """One place that differs."""

    place: Place
    before: Value
    after: Value


LIMITS: Mapping[str, tuple[int, int]] = {
    "row": (0, MOST_POINTS),
    "bonus": (0, MOST_POINTS),
    "night": (0, MOST_POINTS),
    "holiday": (0, MOST_POINTS),
    "day_cap": (0, MOST_CAP),
    "month_cap": (0, MOST_CAP),
    "rating": (0, MOST_POINTS),
    "ratings_a_day": (1, 100),
    "gift": (0, MOST_POINTS),
    "minutes": (5, MOST_MINUTES),
}
"""The least and the most of every place that is a whole number."""
PLAIN = ("night", "holiday", "sharing", "day_cap", "month_cap", "rating", "ratings_a_day", "gift")
"""Places that stand for themselves, in the order they are shown in."""
BONUSES = (Urgency.URGENT, Urgency.CRITICAL)


def place_of(name: str) -> Place | None:
    """The place that `str` wrote; None if there is no such place."""
    match name.split("."):
        case ["row", category, column] if column in SIZES and category:
            return Place("row", column, category)
        case ["minutes" | "examples" as table, column] if column in SIZES:
            return Place(table, column)
        case ["bonus", column] if column in BONUSES:
            return Place("bonus", column)
        case [plain] if plain in PLAIN:
            return Place(plain)
    return None


def value_at(standard: Standard, place: Place) -> Value:
    """What stands there; a category without a row of its own shows that of all others."""
    if place.name == "row":
        row = standard.rows.get(place.category, standard.default_row)
        return row[SIZES.index(Size(place.column))]
    if place.name == "minutes":
        return standard.minutes_of(Size(place.column))
    if place.name == "examples":
        return standard.examples.get(Size(place.column), USUAL)
    if place.name == "bonus":
        return standard.bonus.get(Urgency(place.column), 0)
    value: Value = getattr(standard, place.name)
    return value


def fits(place: Place, value: Value) -> bool:
    """Whether it may stand there."""
    if place.name == "sharing":
        return value in tuple(Sharing)
    if place.name == "examples":
        return isinstance(value, str) and len(value) <= LONGEST_EXAMPLE
    least, most = LIMITS[place.name]
    return isinstance(value, int) and least <= value <= most


def changed(standard: Standard, place: Place, value: Value) -> Standard:
    """The same standard with something else in this place.

    Raises:
        ValueError: it may not stand there.
    """
    if not fits(place, value):
        raise ValueError(f"{value!r} may not stand in {place}")
    if place.name == "row":
        row = standard.rows.get(place.category, standard.default_row)
        category = None if place.category == ALL_OTHERS else place.category
        return standard.with_row(category, _with(row, place.column, int(value)))
    if place.name == "bonus":
        return standard.with_bonus(Urgency(place.column), int(value))
    if place.name == "minutes":
        return replace(standard, minutes=_with(standard.minutes, place.column, int(value)))
    if place.name == "examples":
        said = {**standard.examples, Size(place.column): str(value)}
        return replace(standard, examples={size: words for size, words in said.items() if words != USUAL})
    plain: dict[str, Any] = {place.name: Sharing(str(value)) if place.name == "sharing" else value}
    return replace(standard, **plain)


def without_row(standard: Standard, category: str) -> Standard:
    """The category is as all others again."""
    return replace(standard, rows={key: row for key, row in standard.rows.items() if key != category})


def _with(row: tuple[int, ...], column: str, value: int) -> tuple[int, ...]:
    at = SIZES.index(Size(column))
    return (*row[:at], value, *row[at + 1 :])


def applied(standard: Standard, changes: Mapping[str, Any]) -> Standard:
    """The standard with all of these, by the names of their places; a row by `row.CATEGORY` is as all others again."""
    for name, value in changes.items():
        kind, _, category = name.partition(".")
        place = place_of(name)
        if place is not None:
            standard = changed(standard, place, value)
        elif kind == "row" and value == USUAL:
            standard = without_row(standard, category)
    return standard


def places(*standards: Standard) -> Iterator[Place]:
    """Every place of these standards, in the order of the published table."""
    categories = {ALL_OTHERS: None} | dict.fromkeys(sorted({key for each in standards for key in each.rows}))
    yield from (Place("row", size, category) for category in categories for size in SIZES)
    yield from (Place("bonus", urgency) for urgency in BONUSES)
    yield from (Place(name) for name in PLAIN)
    yield from (Place(table, size) for table in ("minutes", "examples") for size in SIZES)


def differences(before: Standard, after: Standard) -> list[Change]:
    """What is not the same; where a category follows all others, only these are named."""
    found = []
    for place in places(before, after):
        follows = place.name == "row" and place.category != ALL_OTHERS
        if follows and place.category not in before.rows and place.category not in after.rows:
            continue
        was, becomes = value_at(before, place), value_at(after, place)
        if was != becomes:
            found.append(Change(place, was, becomes))
    return found
