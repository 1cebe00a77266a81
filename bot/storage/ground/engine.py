"""The two databases and their manners: who may write, how a transaction begins, what survives a power cut."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage.ground import direct_sqlite

BUSY_TIMEOUT_MS = 10_000
READERS = 4
POSTGRES_POOL = 8
UNPREPARED = {"prepare_threshold": None}
"""How psycopg is told to prepare no statement."""

_EVERY_CONNECTION = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
)


class Database:
    """An open database: one engine that writes, one that only reads.

    SQLite has one writer connection, because it has one writer anyway and because releases below 3.51.3 may
    damage a WAL that two connections reset at once; readers see the last commit and never wait for it.
    """

    def __init__(self, url: str | URL, *, pooled: bool = False) -> None:
        """Open nothing yet. `pooled`: a pooler before PostgreSQL gives each transaction another connection."""
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.writer = _sqlite_engine(self.url, writes=True)
            self.reader = _sqlite_engine(self.url, writes=False)
        else:
            manners = UNPREPARED if pooled else {}
            self.writer = create_async_engine(self.url, pool_size=POSTGRES_POOL, max_overflow=0, connect_args=manners)
            self.reader = self.writer.execution_options(postgresql_readonly=True)

    async def empty_log(self) -> None:
        """What was overwritten in the tables goes from SQLite's write-ahead log, too; readers are waited for.

        By the writer's own connection, because no second one may reset the log.
        """
        if self.is_sqlite:
            async with self.writer.connect() as connection:
                raw = await connection.get_raw_connection()
                await asyncio.to_thread(_empty_log, raw.driver_connection)

    async def close(self) -> None:
        """Give all connections back."""
        await self.writer.dispose()
        if self.is_sqlite:
            await self.reader.dispose()


def _empty_log(connection: Any) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _sqlite_engine(url: URL, *, writes: bool) -> AsyncEngine:
    size = 1 if writes else READERS
    direct_sqlite.register()
    engine = create_async_engine(url, pool_size=size, max_overflow=0)
    engine.dialect.writes = writes  # type: ignore[attr-defined]
    prepare_sqlite(engine.sync_engine, writes=writes)
    return engine


@contextmanager
def engine_for_once(url: str, *, writes: bool, checks_references: bool = True) -> Iterator[Engine]:
    """An engine for a command that runs once: on SQLite with its manners, on PostgreSQL nothing is prepared.

    So a pooler that gives each transaction another connection is no obstacle to it.
    """
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    engine = create_engine(url, connect_args={} if is_sqlite else UNPREPARED)
    if is_sqlite:
        prepare_sqlite(engine, writes=writes, checks_references=checks_references)
    try:
        yield engine
    finally:
        engine.dispose()


def prepare_sqlite(engine: Engine, *, writes: bool, checks_references: bool = True) -> None:
    """Teach an engine SQLite's manners; a writer begins IMMEDIATE, so that it never has to upgrade a read lock.

    Migrations rebuild tables and cannot have references checked meanwhile.
    """
    pragmas = (
        *_EVERY_CONNECTION,
        f"PRAGMA foreign_keys = {'ON' if checks_references else 'OFF'}",
        "PRAGMA journal_mode = WAL" if writes else "PRAGMA query_only = ON",
    )

    def on_connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver must not begin by itself
        cursor: Any = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", direct_sqlite.begin if engine.dialect.is_async else on_begin)
