"""Putting a backup in a database's place: looked over first, and all or nothing."""

import asyncio
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection, select, text

from bot.models import Base, Community, Lease, Person
from bot.settings import Database as Settings
from bot.storage.ground.migrating import LOCK_KEY, LOCK_SECONDS, NewerDatabaseError, migrate
from bot.storage.ground.occupancy import InUseError, only_process
from bot.storage.ground.vault import WrongKeyError
from bot.storage.upkeep.backup import BackupError, copy_file, leave_wal, plain_engine, settle_file
from bot.storage.upkeep.checkup import DamagedError, opened_read_only, verify_file
from bot.storage.upkeep.copying import Report, copy_rows, set_sequences


class HoldsDataError(BackupError):
    """The database holds people or communities, and nobody said that they may go."""


BESIDE = ("", "-wal", "-shm")
"""What belongs to a SQLite database in use: the file, its log, and the log's index."""


def restore(
    database: Settings, keys: Sequence[bytes], source: Path, *, now: datetime, report: Report, force: bool = False
) -> Path | None:
    """Put the backup at `source` in the database's place; where a replaced SQLite file was put aside.

    Args:
        database: where to; nothing may be at work on it.
        keys: the operator's keys; they have to open the backup.
        source: the file that `backup` made, also one of an older program.
        now: the present instant.
        report: told of the progress.
        force: replace a database that holds people or communities.

    Raises:
        BackupError: the database holds data and `force` is not given, a later program wrote the backup, or it was
            sealed with other keys.
        DamagedError: the backup is not whole, or is none.
        InUseError: a process is at work on the database.
        NewerDatabaseError: a later program wrote the database that is to be replaced (PostgreSQL).
    """
    if database.sqlite_path is None:
        with tempfile.TemporaryDirectory(prefix="weixiu-") as folder:
            fresh = _prepare(source, Path(folder) / "restore.db", keys, now, report)
            _restore_postgres(database, fresh, now=now, report=report, force=force)
        return None
    path = database.sqlite_path
    if source.exists() and path.exists() and source.samefile(path):
        raise BackupError(f"{source} is the database itself; name the backup to restore")
    with _nobody_there(path), tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        if not force and _file_holds_data(path):
            raise _holds_data(database)
        fresh = _prepare(source, Path(folder) / path.name, keys, now, report)
        return _replace(path, fresh, now)


def _prepare(source: Path, fresh: Path, keys: Sequence[bytes], now: datetime, report: Report) -> Path:
    """The backup as a file of our own, looked over and brought up to this program's revision."""
    copy_file(source, fresh, report)
    fresh.chmod(0o600)
    report("verifying", 0, 1)
    try:
        asyncio.run(verify_file(fresh, keys, now, called=str(source)))
    except NewerDatabaseError:
        raise BackupError(f"{source} was written by a newer Weixiu; install that version to restore it") from None
    except WrongKeyError:
        raise BackupError(
            f"the key set by security.key_file or security.key does not open {source}; "
            "put back the one that was in use when it was made"
        ) from None
    migrate(f"sqlite:///{fresh}")
    leave_wal(fresh)
    report("verifying", 1, 1)
    return fresh


def _holds_data(database: Settings) -> HoldsDataError:
    return HoldsDataError(f"{database.place} holds data; to replace it all, restore with --force")


# SQLite


@contextmanager
def _nobody_there(path: Path) -> Iterator[None]:
    """Neither a program at work nor one that is just migrating before it starts."""
    with only_process(path), FileLock(f"{path}.migrating.lock", timeout=LOCK_SECONDS):
        yield


def _file_holds_data(path: Path) -> bool:
    """Whether replacing the file could lose something; what cannot be read could hold anything."""
    if not path.exists():
        return False
    try:
        with opened_read_only(path) as connection:
            return any(_has_rows(connection, table) for table in (Person.__tablename__, Community.__tablename__))
    except DamagedError:
        return True


def _has_rows(connection: sqlite3.Connection, table: str) -> bool:
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is None:
        return False
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None  # noqa: S608 - our own table


def _replace(path: Path, fresh: Path, now: datetime) -> Path | None:
    """The old file goes aside with its log, unread: it may be broken, which may be why we are here."""
    if path.exists():
        shutil.copymode(path, fresh)
        if os.name == "posix" and os.geteuid() == 0:
            os.chown(fresh, path.stat().st_uid, path.stat().st_gid)
    aside = path.with_name(f"{path.name}.before-restore-{now:%Y%m%dT%H%M%SZ}")
    for tail in BESIDE:  # a log without its database, too: it would be read into the new one
        beside = path.with_name(path.name + tail)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + tail))
    settle_file(fresh, path)
    return aside if aside.exists() else None


# PostgreSQL


def _restore_postgres(database: Settings, fresh: Path, *, now: datetime, report: Report, force: bool) -> None:
    """Everything in one transaction: whoever looks sees the old state or the new one."""
    migrate(database.sync_url)
    with (
        plain_engine(database.sync_url) as engine,
        plain_engine(f"sqlite:///{fresh}") as backup,
        backup.connect() as source,
        engine.begin() as target,
    ):
        target.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
        if target.scalar(select(Lease.owner).where(Lease.until > now).limit(1)) is not None:
            raise InUseError(database.place)
        if not force and any(target.scalar(select(table.id).limit(1)) is not None for table in (Person, Community)):
            raise _holds_data(database)
        _empty(target)
        differing = copy_rows(source, target, report)
        if differing:
            raise DamagedError(f"{', '.join(differing)} arrived altered in {database.place}; nothing was changed")
        set_sequences(target)
        _switch_triggers(target, on=True)


def _empty(target: Connection) -> None:
    """Empty all tables; those that are only ever added to refuse it, unless their triggers look away."""
    _switch_triggers(target, on=False)
    target.execute(text(f"TRUNCATE {', '.join(table.name for table in Base.metadata.sorted_tables)}"))


def _switch_triggers(target: Connection, *, on: bool) -> None:
    for table in Base.metadata.sorted_tables:
        target.execute(text(f"ALTER TABLE {table.name} {'ENABLE' if on else 'DISABLE'} TRIGGER USER"))
