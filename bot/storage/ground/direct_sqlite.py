"""SQLite under asyncio without a thread for each statement: most statements run where they are asked for.

The usual driver hands every cursor, statement, fetch and close to a thread: some seventy hand-overs for one claim,
each dearer than the few microseconds SQLite needs. Here only what may wait does so in a thread: BEGIN IMMEDIATE,
which waits for the write lock, and COMMIT, which waits for the disk. See docs/decisions/013.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteExecutionContext
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import AsyncAdaptedQueuePool, Pool
from sqlalchemy.util import await_only

from bot.clock import Tasks

DRIVER = "direct"


class DirectCursor(sqlite3.Cursor):
    """A cursor that an asyncio engine can let go of."""

    async def _async_soft_close(self) -> None:
        """What SQLAlchemy awaits of every cursor under asyncio; here nothing is under way that could be awaited."""


class DirectContext(SQLiteExecutionContext):
    """Statements get such cursors."""

    def create_default_cursor(self) -> Any:
        """A new cursor of the connection in use."""
        return self._dbapi_connection.cursor(DirectCursor)


class DirectDialect(SQLiteDialect_pysqlite):
    """The standard library's `sqlite3`, called from the event loop."""

    driver = DRIVER
    is_async = True
    execution_ctx_cls = DirectContext
    supports_statement_cache = True
    writes = True
    """Whether a commit has to wait for the disk."""

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:  # noqa: ARG003 - SQLAlchemy's signature
        """Waiting for a connection must not block the loop."""
        return AsyncAdaptedQueuePool

    def create_connect_args(self, url: URL) -> Any:
        """As usual, but connections may be used from the thread that waits for the disk."""
        arguments, options = super().create_connect_args(url)
        return arguments, {**options, "check_same_thread": False}

    def do_commit(self, dbapi_connection: DBAPIConnection) -> None:
        """Wait for the disk in a thread; a reader has nothing to wait for."""
        if self.writes:
            _in_a_thread(dbapi_connection.commit)
        else:
            dbapi_connection.commit()


def begin(connection: Connection) -> None:
    """Begin a transaction; a writer takes the lock now, so that it never has to upgrade a read lock.

    Raises:
        OperationalError: somebody else has held the lock longer than the busy timeout.
    """
    raw: Any = connection.connection.dbapi_connection
    if not connection.dialect.writes:  # type: ignore[attr-defined]
        raw.execute("BEGIN")
        return
    try:
        _in_a_thread(lambda: raw.execute("BEGIN IMMEDIATE"))
    except sqlite3.OperationalError as error:
        raise OperationalError("BEGIN IMMEDIATE", None, error) from error


def _in_a_thread(work: Callable[[], object]) -> None:
    await_only(_uninterrupted(work))


async def _uninterrupted(work: Callable[[], object]) -> None:
    """Do what may wait for somebody else beside the loop; a cancellation waits until the thread has let go."""
    done = Tasks().start(asyncio.to_thread(work), name="waiting for SQLite")
    try:
        await asyncio.shield(done)
    except asyncio.CancelledError:
        await asyncio.wait({done})
        raise


def register() -> None:
    """Make `sqlite+direct://` known to SQLAlchemy."""
    registry.register(f"sqlite.{DRIVER}", __name__, DirectDialect.__name__)
