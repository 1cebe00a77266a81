"""Residents' phrases: every table of the folder, each column with its score."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.language.dates.when import When
from bot.language.needs.report import Report, read_report
from bot.language.talk.intents import read_intent
from tests.language.conftest import SCORES

TABLES = sorted((Path(__file__).parent / "phrases").glob("*.toml"))
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
BUILDINGS = (*(f"{number}号楼" for number in range(1, 21)), "甲3号楼", "A座", "B座")
ENOUGH = 0.95
FEWEST_PHRASES = 120
PARTS = {"morning": (8, 12), "noon": (12, 14), "afternoon": (12, 18), "evening": (18, 22)}
ANYTHING = "*"

Row = dict[str, Any]


@dataclass(frozen=True)
class Understood:
    """One row, and what the program makes of it."""

    row: Row
    intent: str
    report: Report


def rows(table: Path) -> list[Row]:
    found: list[Row] = tomllib.loads(table.read_text(encoding="utf-8"))["phrase"]
    return found


def understood(row: Row) -> Understood:
    text = row["text"]
    return Understood(row, read_intent(text).kind, read_report(text, now=NOW, buildings=BUILDINGS))


def either(expected: object, found: object) -> bool:
    """Whether an answer is the expected one, or one of several (fire or electric)."""
    alternatives = expected.split(" or ") if isinstance(expected, str) else [expected]
    return ANYTHING in alternatives or found in alternatives


def intent(one: Understood) -> bool:
    return either(one.row["intent"], one.intent)


def address(one: Understood) -> bool:
    report = one.report
    where = either(one.row.get("building"), report.building)
    return where and either(one.row.get("flat"), report.flat) and either(one.row.get("not_listed"), report.not_listed)


def phone(one: Understood) -> bool:
    return either(one.row.get("phone"), one.report.phone.display if one.report.phone else None)


def when(one: Understood) -> bool:
    expected = one.row.get("time")
    return expected == ANYTHING or (plainly(one.report.when) in alternatives(expected))


def alternatives(expected: str | None) -> list[object]:
    return [moments(each) for each in expected.split(" or ")] if expected else [None]


def plainly(found: When | None) -> object:
    """A time without its words."""
    if found is None or found.any_time:
        return found and "any"
    if found.begins is None and found.ends is None:
        return "words"
    return found.begins, found.ends, found.away


def moments(expected: str) -> object:
    """The notation of the tables: see their README.md."""
    if expected in ("any", "words"):
        return expected
    away = expected.startswith("not ")
    first, slash, last = expected.removeprefix("not ").partition("/")
    begins = moment(first, 0) if first else None
    ends = (moment(last, 1) if last else None) if slash else moment(first, 1)
    return begins, ends, away


def moment(words: str, end: int) -> datetime:
    day, _, clock = words.partition(" ")
    if clock in PARTS:
        at = time(PARTS[clock][end])
    else:
        at = time.fromisoformat(clock) if clock else (time(23, 59) if end else time.min)
    return datetime.combine(date.fromisoformat(day), at, tzinfo=ZONE)


def category(one: Understood) -> bool:
    return either(one.row.get("category", "general"), one.report.category or "general")


def danger(one: Understood) -> bool:
    return either(one.row.get("danger"), one.report.danger)


def urgency(one: Understood) -> bool:
    return either(one.row.get("urgency", "normal"), one.report.urgency or "normal")


def kind(one: Understood) -> bool:
    return either(one.row.get("kind", "repair"), one.report.kind)


def area(one: Understood) -> bool:
    return either(one.row["area"], one.report.area)


def on_behalf(one: Understood) -> bool:
    return either(one.row["on_behalf"], one.report.on_behalf)


def name(one: Understood) -> bool:
    return either(one.row["name"], one.report.name)


COLUMNS: dict[str, Callable[[Understood], bool]] = {
    "intent": intent,
    "address": address,
    "time": when,
    "category": category,
    "phone": phone,
    "danger": danger,
    "urgency": urgency,
    "kind": kind,
    "area": area,
    "on_behalf": on_behalf,
    "name": name,
}
OF_ANY_INTENT = ("intent", "danger")
WHERE_WRITTEN = ("area", "on_behalf", "name")
SCORED = ("intent", "address", "time", "category", "phone", "danger")


def judged(column: str, one: Understood) -> bool:
    """Whether a row says anything about a column."""
    if column in WHERE_WRITTEN:
        return column in one.row
    return column in OF_ANY_INTENT or one.row["intent"] == "report"


@dataclass(frozen=True)
class Score:
    """How many of a column's rows were read rightly, and the texts of the others."""

    column: str
    right: int
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.right / (self.right + len(self.wrong) or 1)

    def __str__(self) -> str:
        return f"{self.column} {100 * self.share:.1f} %"


def scores(table: Path) -> Iterator[Score]:
    everything = [understood(row) for row in rows(table)]
    for column, fits in COLUMNS.items():
        rated = [one for one in everything if judged(column, one)]
        wrong = tuple(one.row["text"] for one in rated if not fits(one))
        if not rated:
            continue
        yield Score(column, len(rated) - len(wrong), wrong)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_residents_are_understood(table: Path, record_property: Callable[[str, object], None]) -> None:
    found = {score.column: score for score in scores(table)}
    count = len(rows(table))
    record_property(SCORES, f"{table.stem} ({count}): " + " · ".join(map(str, found.values())))
    assert count >= FEWEST_PHRASES
    assert {score.column: score.wrong for score in found.values() if misread(score)} == {}


def misread(score: Score) -> bool:
    return score.column in SCORED and score.share < ENOUGH


@pytest.mark.parametrize("table", TABLES, ids=[table.stem for table in TABLES])
def test_no_danger_is_missed(table: Path) -> None:
    dangerous = [understood(row) for row in rows(table) if row.get("danger", ANYTHING) != ANYTHING]
    assert [one.row["text"] for one in dangerous if one.report.danger is None] == []
    assert [one.row["text"] for one in dangerous if one.report.urgency != "critical"] == []
    assert dangerous
