"""Whether an error is the database's own trouble: away, locked, its disk full. No request is to blame for that."""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError
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
    # What the drivers know is asked for by name: nobody has to load the driver that is not in use.
    code, state = getattr(error.orig, "sqlite_errorcode", None), getattr(error.orig, "sqlstate", None)
    if code is not None:
        # The extended code's lowest byte is the plain one; source: https://www.sqlite.org/rescode.html
        return code & 0xFF in SQLITE
    if state is not None:
        return state[:2] in POSTGRESQL
    return error.connection_invalidated or isinstance(error, OperationalError)
