"""Raw rows of a played year, read without the program: histories, verdicts, calls, minutes and points as they stand."""

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple


class Step(NamedTuple):
    """One row of an order's history."""

    step: str
    at: datetime
    was: str | None
    now: str
    details: dict[str, Any]


class Entry(NamedTuple):
    """Points that came to somebody."""

    at: datetime
    kind: str
    to: str
    amount: int
    taken_back: bool


@dataclass(frozen=True)
class Facts:
    """What the histories do not tell of an order."""

    kind: str
    category: str | None
    building: str
    grid: str | None
    claim_by: datetime | None
    finish_by: datetime | None
    urgency: str


@dataclass(frozen=True)
class Books:
    """Everything there is to count."""

    steps: dict[int, list[Step]]
    facts: dict[int, Facts]
    verdicts: dict[tuple[int, int], list[str]]
    """By order and round."""
    calls: dict[tuple[int, int], list[str]]
    """The results of those that were made."""
    minutes: list[tuple[datetime, int]]
    entries: list[Entry]
    parties: dict[int, str]


def instant(text: str | None) -> datetime | None:
    """An instant as SQLite has it, where it has one."""
    return None if text is None else _known(text)


def _known(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def read_books(url: str) -> Books:
    """All of it."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return Books(
            _steps(connection),
            _facts(connection),
            _by_round(connection, "SELECT number, round, verdict FROM rating"),
            _by_round(connection, "SELECT number, round, result FROM follow_up WHERE result IS NOT NULL"),
            [(_known(at), minutes) for at, minutes in connection.execute("SELECT at, minutes FROM hours_entry")],
            _entries(connection),
            dict(connection.execute("SELECT id, name FROM party").fetchall()),
        )


def _steps(connection: sqlite3.Connection) -> dict[int, list[Step]]:
    found: defaultdict[int, list[Step]] = defaultdict(list)
    rows = connection.execute("SELECT number, step, at, was, now, details FROM order_event ORDER BY number, seq")
    for number, step, at, was, now, details in rows:
        found[number].append(Step(step, _known(at), was, now, json.loads(details or "{}")))
    return dict(found)


def _facts(connection: sqlite3.Connection) -> dict[int, Facts]:
    grids = dict(connection.execute("SELECT id, name FROM grid").fetchall())
    rows = connection.execute(
        "SELECT number, kind, skill, building, grid_id, claim_by, finish_by, urgency FROM repair_order"
    )
    return {
        number: Facts(kind, skill, building, grids.get(grid), instant(claim_by), instant(finish_by), urgency)
        for number, kind, skill, building, grid, claim_by, finish_by, urgency in rows
    }


def _by_round(connection: sqlite3.Connection, question: str) -> dict[tuple[int, int], list[str]]:
    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for number, count, value in connection.execute(question):
        found[number, count].append(value)
    return dict(found)


def _entries(connection: sqlite3.Connection) -> list[Entry]:
    kinds = dict(connection.execute("SELECT id, kind FROM account").fetchall())
    rows = connection.execute("SELECT seq, at, kind, target_id, amount, reverses FROM ledger_entry").fetchall()
    back = {reverses for *_, reverses in rows if reverses is not None}
    return [Entry(_known(at), kind, kinds[target], amount, seq in back) for seq, at, kind, target, amount, _ in rows]
