"""Databases with years of work in them, filled past the program: rows go in as fast as the database takes them."""

import asyncio
import sqlite3
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from pydantic import SecretStr

from bench.big_rows import Row, Sealed, Years
from bot.domain.contact import Contact
from bot.settings import Database as Settings
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.migrating import migrate
from bot.storage.ground.vault import Vault

KEY = b"YmlnIHRhYmxlcyBvZiBtYW55IHllYXJzIG9mIHdvcms="
POOL = 1_000
"""So many different sealed values; the database cannot tell that they come again."""
_COUNTED = (("person", "id"), ("community", "id"), ("inbox", "seq"))
"""What was filled with its keys; PostgreSQL has to be told where to count on."""
Tell = Callable[[str], None]


def fill(address: str, orders: int, now: datetime, tell: Tell, *, key: bytes = KEY) -> None:
    """Bring an empty database, by its address in a configuration, to this program's schema and fill it."""
    settings = Settings(url=SecretStr(address))
    migrate(settings.sync_url)
    vault = asyncio.run(_vault(settings, key))
    filler = _File(settings.sqlite_path) if settings.sqlite_path else _Server(address)
    with closing(filler):
        filled = Counter[str]()
        for table, columns, rows in Years(orders, now, _sealed(vault, filler.binary)).tables():
            portion = list(rows)
            filler.put(table, columns, portion)
            filled[table] += len(portion)
            tell(f"{orders:,} orders: {filled[table]:,} rows of {table}")
        filler.settle()


async def _vault(settings: Settings, key: bytes) -> Vault:
    database = Database(settings.async_url)
    try:
        return await open_vault(database, [key])
    finally:
        await database.close()


def _sealed(vault: Vault, binary: Callable[[bytes], Any]) -> Sealed:
    contacts = [Contact(name=f"刘{number}", phone=f"+86138{number:08}", flat=f"{number}") for number in range(POOL)]
    return Sealed(
        names=tuple(binary(vault.seal(f"邻居{number}")) for number in range(POOL)),
        contacts=tuple(binary(vault.seal_json(contact.to_json())) for contact in contacts),
        facts=tuple(binary(vault.seal_json({"community": 1, "number": number, "copy": 1})) for number in range(POOL)),
        phones=tuple(vault.blind_index(contact.phone or "") for contact in contacts),
    )


class _Filler(ABC):
    """Puts rows into a database in one transaction, without looking at what they refer to."""

    @abstractmethod
    def binary(self, value: bytes) -> Any:
        """A binary value in the form in which rows have it."""

    @abstractmethod
    def put(self, table: str, columns: Sequence[str], rows: list[Row]) -> None:
        """Add rows."""

    @abstractmethod
    def settle(self) -> None:
        """Commit, and leave nothing to be done in the background."""

    @abstractmethod
    def close(self) -> None:
        """Give the connection back."""


class _File(_Filler):
    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("synchronous = OFF", "cache_size = -500000", "foreign_keys = OFF"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("PRAGMA journal_mode = OFF").fetchone()
        self._connection.execute("BEGIN")

    def binary(self, value: bytes) -> Any:
        return value

    def put(self, table: str, columns: Sequence[str], rows: list[Row]) -> None:
        places = ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)  # noqa: S608 - our own names

    def settle(self) -> None:
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA journal_mode = WAL").fetchone()

    def close(self) -> None:
        self._connection.close()


class _Server(_Filler):
    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(address, options="-c timezone=UTC -c session_replication_role=replica")

    def binary(self, value: bytes) -> Any:
        return f"\\\\x{value.hex()}"

    def put(self, table: str, columns: Sequence[str], rows: list[Row]) -> None:
        lines = "".join("\t".join("\\N" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
        with self._connection.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
            copy.write(lines)

    def settle(self) -> None:
        for table, key in _COUNTED:
            self._connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), max({key})) FROM {table}".encode()  # noqa: S608
            )
        self._connection.commit()
        self._connection.autocommit = True
        self._connection.execute("VACUUM ANALYZE")
        self._connection.execute("CHECKPOINT")

    def close(self) -> None:
        self._connection.close()
