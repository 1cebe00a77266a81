"""Whether an error is the database's own trouble: away, locked, its disk full. No request is to blame for that."""

import sqlite3

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError

SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
POSTGRESQL = frozenset({"08", "40", "53", "57", "58"})
"""No connection, deadlock, no resources, taken down, the system. Source: appendix A of PostgreSQL's documentation."""


def is_trouble(error: BaseException) -> bool:
    """True if the same may well succeed later, unchanged."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, NoConnectionError)
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        # The extended code's lowest byte is the plain one; source: https://www.sqlite.org/rescode.html
        return getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in SQLITE
    if isinstance(cause, psycopg.OperationalError):
        return cause.sqlstate is None or cause.sqlstate[:2] in POSTGRESQL
    return error.connection_invalidated
