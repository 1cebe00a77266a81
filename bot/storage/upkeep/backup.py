"""A backup: one SQLite file with one state of the database, made while the program runs, and verified.

Whatever database it comes from, it can be restored into either kind. The operator's key is not in it.
"""

import asyncio
import os
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from bot.settings import Database as Settings
from bot.storage.ground.engine import engine_for_once
from bot.storage.ground.migrating import NewerDatabaseError, current_revision, head_revision, migrate
from bot.storage.upkeep.checkup import Age, DamagedError, age_of, opened_read_only, row_counts, verify_file
from bot.storage.upkeep.copying import Report, copy_rows

PAGES = 1024
"""Copied at a time: 4 MiB."""


class BackupError(Exception):
    """A backup cannot be made or restored; the text says why and what to do."""


class NoRoomError(BackupError):
    """The copy cannot be written: the disk is full, or the file would be longer than may be."""


_NO_ROOM = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE}
)


def is_without_room(error: BaseException | None) -> bool:
    """Whether SQLite could not write any further."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", None) in _NO_ROOM


@dataclass(frozen=True)
class Summary:
    """What a backup holds. `size` in bytes."""

    revision: str
    rows: int
    size: int


def backup(
    database: Settings, keys: Sequence[bytes], target: Path, *, now: datetime, report: Report, force: bool = False
) -> Summary:
    """Write the database's present state to `target`, which appears under its name only when it is verified.

    Args:
        database: what to back up; it may be in use.
        keys: the operator's keys, needed to verify the books.
        target: the file to make.
        now: the present instant.
        report: told of the progress.
        force: replace a file that is there.

    Raises:
        BackupError: the target is there already or cannot be, or the database is not this program's.
        DamagedError: the database is not whole.
        NewerDatabaseError: a later program wrote it.
        NoRoomError: the disk is full.
        WrongKeyError: it was sealed with other keys.
    """
    target = target.absolute()
    if not target.parent.is_dir():
        raise BackupError(f"there is no folder {target.parent}; make it first")
    if target.exists() and not force:
        raise BackupError(f"{target} is there already; choose another name, or replace it with --force")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        copy = Path(folder) / target.name
        counts = _copy(database, copy, report)
        report("verifying", 0, 1)
        revision = asyncio.run(verify_file(copy, keys, now, called=f"the copy of {database.place}"))
        with opened_read_only(copy) as connection:
            if row_counts(connection) != counts:
                raise DamagedError(f"the copy of {database.place} does not hold what was copied; try again")
        report("verifying", 1, 1)
        copy.chmod(0o600)
        settle_file(copy, target)
    return Summary(revision, sum(counts.values()), target.stat().st_size)


def _copy(database: Settings, copy: Path, report: Report) -> dict[str, int]:
    if database.sqlite_path is not None:
        return copy_file(database.sqlite_path, copy, report)
    return _copy_postgres(database, copy, report)


def copy_file(source: Path, copy: Path, report: Report) -> dict[str, int]:
    """One state of a SQLite file, also of one in use, as a single new file; how many rows its tables have.

    A read transaction holds the state while pages are copied and the program writes on.

    Raises:
        DamagedError: the source cannot be read.
        NoRoomError: the copy cannot be written.
    """
    with opened_read_only(source) as old:
        old.execute("BEGIN")
        counts = row_counts(old)
        new = sqlite3.connect(copy, isolation_level=None)
        try:
            old.backup(new, pages=PAGES, progress=lambda _, left, total: report("copying", total - left, total))
            new.execute("PRAGMA journal_mode = DELETE")  # nothing of it may be left in a file beside it
        except sqlite3.Error as error:
            if is_without_room(error):
                raise NoRoomError(f"there is no room for a copy in {copy.parent}; make room there") from error
            raise
        finally:
            new.close()
        return counts


def _copy_postgres(database: Settings, copy: Path, report: Report) -> dict[str, int]:
    """Read in one REPEATABLE READ transaction, so that all tables show the same instant."""
    with plain_engine(database.sync_url) as engine:
        snapshot = engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with snapshot as source:
            _require_current(current_revision(source), database.place)
            migrate(f"sqlite:///{copy}")
            with plain_engine(f"sqlite:///{copy}") as made, made.begin() as target:
                differing = copy_rows(source, target, report)
    if differing:
        raise DamagedError(f"the copy of {', '.join(differing)} differs from {database.place}; try again")
    with opened_read_only(copy) as connection:
        counts = row_counts(connection)
    leave_wal(copy)
    return counts


def _require_current(revision: str | None, place: str) -> None:
    age = age_of(revision)
    if age is Age.NEWER:
        raise NewerDatabaseError(revision)
    if age is not Age.CURRENT:
        raise BackupError(
            f"{place} is at revision {revision or 'none'}, this program writes {head_revision()}: "
            "run `weixiu migrate` first, or make the backup with the version that wrote it"
        )


def plain_engine(sync_url: str) -> AbstractContextManager[Engine]:
    """An engine for a command that runs once, with the house's manners on SQLite."""
    return engine_for_once(sync_url, writes=True)


def leave_wal(path: Path) -> None:
    """Fold a SQLite file's log into it, so that the file alone is the database."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()


def settle_file(made: Path, target: Path) -> None:
    """Give a finished file its name, so that it survives a power cut at any instant: the old one or the new."""
    _flush(made)
    made.replace(target)
    if os.name == "posix":
        _flush(target.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
