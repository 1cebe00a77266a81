"""Changing the operator's key, for the command line: a new one before the old ones, and the old ones away at last."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock

from bot.clock import Clock
from bot.config import Config, ConfigError, new_key, present_keys
from bot.invitations import require_ready
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.leases import somebody_at_work
from bot.storage.ground.occupancy import InUseError, only_process
from bot.storage.ground.uow import UnitOfWork
from bot.storage.upkeep.checkup import looking_into
from bot.storage.upkeep.resealing import stale_rows
from bot.usecases.upkeep.rekeying import reseal_everything

TAKEN_UP_WITHIN = timedelta(hours=1)
"""A program at work looks at the key file every twenty seconds; by then it seals with the new key."""
LOCK_SECONDS = 10
ONE_KEY = "holds one key: put a new one before it (`weixiu keys new` prints one), restart the bot, then do this again"


@dataclass(frozen=True)
class Rotated:
    """How far a change of keys has come."""

    made: bool
    """A new key was put into the key file."""
    at_work: bool
    """The bot has the SQLite file, and does the sealing itself."""
    rows: int = 0
    left: int = 0


async def rotate(config: Config, clock: Clock, tell: Callable[[str, int], None]) -> Rotated:
    """Put a new key first, unless one is there already, and seal everything anew with it.

    Raises:
        ConfigError: the database is not ready, or the keys are where only the operator can change them.
        WrongKeyError: the database was sealed with another key.
    """
    await require_ready(config)
    async with looking_into(config.database.async_url, present_keys(config), clock.now()):
        pass  # the keys are this database's
    made = _put_one_first(config)
    keys = present_keys(config)
    try:
        with only_process(config.database.sqlite_path):
            async with _opened(config, keys) as uow:
                rows, left = await reseal_everything(uow=uow, now=clock.now(), tell=tell)
    except InUseError:
        return Rotated(made, at_work=True)
    return Rotated(made, at_work=False, rows=rows, left=left)


def _put_one_first(config: Config) -> bool:
    """Whether a new key was made: only where there is but one."""
    file = config.security.key_file
    with _locked(file):
        keys = present_keys(config)
        if len(keys) == 1 and config.security.key:
            raise ConfigError("security.key", ONE_KEY)
        if len(keys) == 1:
            write_keys(file, [new_key(), *keys])
        return len(keys) == 1


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """One command at a time changes the key file; what one that was killed at it left half-way is removed."""
    with FileLock(f"{file}.lock", timeout=LOCK_SECONDS):
        for left in file.parent.glob(f".{file.name}.*"):
            left.unlink()
        yield


@asynccontextmanager
async def _opened(config: Config, keys: Sequence[bytes]) -> AsyncIterator[UnitOfWork]:
    database = Database(config.database.async_url, pooled=config.database.pooled)
    try:
        yield UnitOfWork(database, await open_vault(database, keys), wake=_nobody)
    finally:
        await database.close()


def _nobody() -> None:
    """That it is sealed otherwise is news to nobody."""


@dataclass(frozen=True)
class Pruned:
    """What became of the old keys: `stale` says in how many rows of which tables they are still needed."""

    dropped: int = 0
    aside: Path | None = None
    stale: Counter[str] | None = None
    too_early: datetime | None = None
    """The bot is at work, and may not have taken up the new key before then."""


async def prune(config: Config, clock: Clock) -> Pruned:
    """Take the old keys away, where nothing in the database needs them any more.

    Raises:
        ConfigError: the database is not ready, or there is no key.
        WrongKeyError: the database was sealed with another key.
    """
    await require_ready(config)
    keys, now = present_keys(config), clock.now()
    async with looking_into(config.database.async_url, keys, now) as tx:
        stale = Counter[str]() if tx is None else await stale_rows(tx)
        busy = _has_the_file(config) or (tx is not None and await somebody_at_work(tx.session, now))
    if stale or len(keys) == 1:
        return Pruned(stale=stale or None)
    if config.security.key:
        return Pruned(dropped=len(keys) - 1)
    file = config.security.key_file
    settled = datetime.fromtimestamp(file.stat().st_mtime, UTC) + TAKEN_UP_WITHIN
    if busy and now < settled:
        return Pruned(too_early=settled)
    with _locked(file):
        aside = _put_aside(file, keys[1:], now)
        write_keys(file, keys[:1])
    return Pruned(dropped=len(keys) - 1, aside=aside)


def _put_aside(file: Path, keys: Sequence[bytes], now: datetime) -> Path:
    """The old keys in a file of their own: the one that is there already, where this was begun before."""
    for aside in file.parent.glob(f"{file.name}.dropped-*"):
        if aside.read_bytes().split() == keys:
            return aside
    aside = file.with_name(f"{file.name}.dropped-{now:%Y%m%dT%H%M%SZ}")
    write_keys(aside, keys, like=file)
    return aside


def _has_the_file(config: Config) -> bool:
    try:
        with only_process(config.database.sqlite_path):
            return False
    except InUseError:
        return True


def write_keys(file: Path, keys: Sequence[bytes], *, like: Path | None = None) -> None:
    """Put keys into a file of their owner's alone, at one instant: whoever reads it sees the old ones or the new ones.

    It belongs to whom the file before it belonged to, or the one it is to be `like`: the bot has to read it.
    """
    before = like or file
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mode 0600
    with os.fdopen(handle, "wb") as new:
        new.write(b"".join(key + b"\n" for key in keys))
        new.flush()
        os.fsync(new.fileno())
    if os.name == "posix" and os.geteuid() == 0:
        shutil.chown(name, before.stat().st_uid, before.stat().st_gid)
    Path(name).replace(file)
    if os.name == "posix":
        _flush_folder(file.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
