"""Everything that is sealed, found from the tables themselves, and sealed anew a page at a time.

A row is looked at without a lock and written under one that nobody is waited for: what somebody else has in hand is
found again at the next round.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, Row, Table, and_, or_, select, tuple_, update

from bot.models import Base
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.vault import Sealer

PAGE = 200
"""Rows looked at in one go."""


def sealed_columns(table: Table) -> list[Column[Any]]:
    """What is sealed in a table: bytes are used for nothing else (tests/storage/test_resealing.py looks)."""
    return [column for column in table.columns if isinstance(column.type, LargeBinary)]


def sealed_tables() -> list[Table]:
    """Every table in which something is sealed."""
    return [table for table in Base.metadata.sorted_tables if sealed_columns(table)]


@dataclass(frozen=True)
class Place:
    """How far a round through everything that is sealed has come: after which row of which table."""

    table: int = 0
    after: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Page:
    """What was found at a place, and where it goes on: nowhere after the last table's last row."""

    table: Table
    stale: Sequence[tuple[Any, ...]]
    """The keys of the rows in which something is sealed with another key than the first."""
    looked_at: int
    goes_on: Place | None


async def page_at(tx: Reading, place: Place) -> Page:
    """The rows from a place on, as many as make a page."""
    tables = sealed_tables()
    table = tables[place.table]
    keys, sealed = [*table.primary_key], sealed_columns(table)
    query = select(*keys, *sealed).where(or_(*(column.is_not(None) for column in sealed))).order_by(*keys).limit(PAGE)
    if place.after:
        query = query.where(tuple_(*keys) > tuple_(*place.after))
    rows = (await tx.session.execute(query)).all()
    stale = [tuple(row[: len(keys)]) for row in rows if _is_stale(tx.vault, row[len(keys) :])]
    if len(rows) == PAGE:
        return Page(table, stale, len(rows), Place(place.table, tuple(rows[-1][: len(keys)])))
    last = place.table + 1 == len(tables)
    return Page(table, stale, len(rows), None if last else Place(place.table + 1))


def _is_stale(sealer: Sealer, values: Sequence[bytes | None]) -> bool:
    return any(value is not None and _anew(sealer, value) is not None for value in values)


def _anew(sealer: Sealer, value: bytes) -> bytes | None:
    """Sealed with the first key; None: it is, or no key opens it, and whoever finds the key needs it as it is."""
    return None if sealer.is_fresh(value) else sealer.sealed_anew(value)


async def seal_anew(tx: Writing, table: Table, keys: Sequence[tuple[Any, ...]]) -> int:
    """Seal what is in these rows with the first key, as they are now; the number of rows that were written."""
    columns, sealed = [*table.primary_key], sealed_columns(table)
    query = select(*columns, *sealed).where(tuple_(*columns).in_(keys))
    written = 0
    for row in await tx.session.execute(query.with_for_update(skip_locked=True)):
        if values := _sealed_anew(tx.vault, sealed, row):
            where = _is(columns, tuple(row[: len(columns)]))
            await tx.session.execute(update(table).where(where).values(values))
            written += 1
    return written


def _is(columns: Sequence[Column[Any]], key: Sequence[Any]) -> ColumnElement[bool]:
    return reduce(and_, (column == value for column, value in zip(columns, key, strict=True)))


def _sealed_anew(sealer: Sealer, sealed: Sequence[Column[Any]], row: Row[Any]) -> dict[str, bytes]:
    """New values of those that need one."""
    values = zip(sealed, row[-len(sealed) :], strict=True)
    anew = ((column.name, None if value is None else _anew(sealer, value)) for column, value in values)
    return {name: value for name, value in anew if value is not None}


async def stale_rows(tx: Reading) -> Counter[str]:
    """In how many rows of each table something is sealed with another key than the first."""
    found = Counter[str]()
    place: Place | None = Place()
    while place is not None:
        page = await page_at(tx, place)
        found[page.table.name] += len(page.stale)
        place = page.goes_on
    return +found
