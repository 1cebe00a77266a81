"""Moving to another database of either kind: everything or nothing, and compared row by row when it is there."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot.models import Lease
from bot.settings import Database as Settings
from bot.storage.ground.occupancy import InUseError, only_process
from bot.storage.ground.revisions import bare_engine, current_revision, head_revision
from bot.storage.upkeep.backup import BackupError, backup, plain_engine
from bot.storage.upkeep.checkup import DamagedError, broken_books, looking_into
from bot.storage.upkeep.copying import Fingerprint, Report, fingerprints
from bot.storage.upkeep.restoring import HoldsDataError, restore


@dataclass(frozen=True)
class Moved:
    """What the new database holds now, as the old one does."""

    tables: int
    rows: int


def move_out(source: Settings, target: Settings, keys: Sequence[bytes], *, now: datetime, report: Report) -> Moved:
    """Copy everything into an empty database; the old one stays as it is.

    Nothing is in the new one before all of it is, so whatever broke it off, it is begun anew.

    Args:
        source: the database; nothing may be at work on it.
        target: the one to move to: empty, or not there yet.
        keys: the operator's keys.
        now: the present instant.
        report: told of the progress.

    Raises:
        BackupError: the target holds data, is in use, or cannot be used; or the source has to be migrated first.
        DamagedError: the books are not whole, or did not arrive so.
        InUseError: a process is at work on the source.
        NewerDatabaseError: a later program wrote one of them.
        WrongKeyError: it was sealed with other keys.
    """
    if source.place == target.place:
        raise BackupError(f"{target.place} is the database itself; name another one")
    with _at_rest(source, now), tempfile.TemporaryDirectory(prefix=".weixiu-", dir=_room(source)) as folder:
        _require_current(source)
        copy = Path(folder) / "copy.db"
        backup(source, keys, copy, now=now, report=report)
        with _told_of(target):
            restore(target, keys, copy, now=now, report=report)
            return _compared(source, target, keys, now, report)


def _room(source: Settings) -> Path | None:
    """Beside the file, where there is room for another one; a folder for what is temporary may be small."""
    return None if source.sqlite_path is None else source.sqlite_path.parent


@contextmanager
def _at_rest(source: Settings, now: datetime) -> Iterator[None]:
    """What was written after the copy would be lost."""
    if source.sqlite_path is not None and not source.sqlite_path.exists():
        raise BackupError(f"there is no file {source.sqlite_path}; nothing has to be moved")
    with only_process(source.sqlite_path):
        if source.sqlite_path is None:
            with plain_engine(source.sync_url) as engine, engine.connect() as connection:
                if connection.scalar(select(Lease.owner).where(Lease.until > now).limit(1)) is not None:
                    raise InUseError(source.place)
        yield


def _require_current(source: Settings) -> None:
    with bare_engine(source.sync_url, writes=False) as engine, engine.connect() as connection:
        revision = current_revision(connection)
    if revision != head_revision():
        raise BackupError(f"{source.place} is at revision {revision or 'none'}: run `weixiu migrate` first")


@contextmanager
def _told_of(target: Settings) -> Iterator[None]:
    """Mistakes about the target name it."""
    try:
        yield
    except HoldsDataError:
        raise BackupError(f"{target.place} holds data; move into an empty database") from None
    except InUseError:
        raise BackupError(f"another process is using {target.place}; stop it first") from None
    except DBAPIError as error:
        said = (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]
        raise BackupError(f"{target.place} cannot be used: {said}; check the server, address and login") from None


def _compared(source: Settings, target: Settings, keys: Sequence[bytes], now: datetime, report: Report) -> Moved:
    report("comparing", 0, 1)
    there, here = _rows_of(target), _rows_of(source)
    differing = [name for name, rows in here.items() if there.get(name) != rows]
    if differing:
        raise DamagedError(f"{', '.join(differing)} of {target.place} are not what they are in {source.place}")
    broken = asyncio.run(_broken(target, keys, now))
    if broken:
        raise DamagedError(f"{target.place} is damaged: {broken}")
    report("comparing", 1, 1)
    return Moved(len(there), sum(rows.rows for rows in there.values()))


def _rows_of(database: Settings) -> dict[str, Fingerprint]:
    with plain_engine(database.sync_url) as engine, engine.connect() as connection:
        return fingerprints(connection)


async def _broken(target: Settings, keys: Sequence[bytes], now: datetime) -> str | None:
    async with looking_into(target.async_url, keys, now) as tx:
        return None if tx is None else await broken_books(tx)
