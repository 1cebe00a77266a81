"""Every row of every table from one database into another, whatever kinds they are, a chunk at a time."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, func, insert, select, text

from bot.models import Base

CHUNK = 500
MODULUS = 1 << 256
Report = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass
class Fingerprint:
    """How many rows, and the sum of their hashes: the same rows give the same, in whatever order and database."""

    rows: int = 0
    total: int = 0

    def add(self, row: RowMapping) -> None:
        """Count one more row."""
        line = json.dumps([[name, _plain(value)] for name, value in row.items()], sort_keys=True)
        self.rows += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(line.encode()).digest())) % MODULUS


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, datetime | date) else value


def fingerprints(connection: Connection) -> dict[str, Fingerprint]:
    """The fingerprint of every table."""
    return {table.name: _fingerprint(connection, table) for table in Base.metadata.sorted_tables}


def _fingerprint(connection: Connection, table: Table) -> Fingerprint:
    found = Fingerprint()
    for row in connection.execute(select(table).execution_options(yield_per=CHUNK)).mappings():
        found.add(row)
    return found


def copy_rows(source: Connection, target: Connection, report: Report) -> list[str]:
    """Copy all rows; the names of the tables that, read back, do not hold what was copied: none, if all is well."""
    tables = Base.metadata.sorted_tables
    total = sum(int(source.scalar(select(func.count()).select_from(table)) or 0) for table in tables)
    done, differing = 0, []
    for table in tables:
        copied = Fingerprint()
        query = select(table).order_by(*table.primary_key).execution_options(yield_per=CHUNK)
        for chunk in source.execute(query).mappings().partitions():
            for row in chunk:
                copied.add(row)
            target.execute(insert(table), [dict(row) for row in chunk])
            done += len(chunk)
            report("copying", done, total)
        if _fingerprint(target, table) != copied:
            differing.append(table.name)
    return differing


def set_sequences(connection: Connection) -> None:
    """Let PostgreSQL count on from the highest key there is; rows that were copied did not move its sequences."""
    for table in Base.metadata.sorted_tables:
        for column in table.primary_key:
            sequence = connection.scalar(
                text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
            )
            if sequence is not None:
                _count_on(connection, str(sequence), column)


def _count_on(connection: Connection, sequence: str, column: Column[Any]) -> None:
    highest = connection.scalar(select(func.max(column)))
    connection.execute(
        text("SELECT setval(:sequence, :value, :used)"),
        {"sequence": sequence, "value": highest or 1, "used": highest is not None},
    )
