"""Looking a database over without changing it: its pages, its revision, its key, its books."""

import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.breach import Breach, Wrong
from bot.models import Secret
from bot.storage.community.communities import all_communities
from bot.storage.ground.engine import BUSY_TIMEOUT_MS, Database
from bot.storage.ground.migrating import NewerDatabaseError, current_revision, head_revision, migrate, script_location
from bot.storage.ground.revisions import REVISION_TABLE
from bot.storage.ground.uow import Reading
from bot.storage.ground.vault import HASH_KEYS, INDEX_KEY, LEDGER_KEY, Sealer, Vault
from bot.storage.upkeep.invariants import breaches


class DamagedError(Exception):
    """A database is not whole, or is none at all; the text says in one sentence what was found."""


class Age(StrEnum):
    """How a database's revision stands to the one this program was written for."""

    NONE = "none"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def age_of(revision: str | None) -> Age:
    """Where a revision stands; one that this program does not know is a later program's."""
    if revision is None:
        return Age.NONE
    if revision == head_revision():
        return Age.CURRENT
    known = {script.revision for script in ScriptDirectory(str(script_location())).walk_revisions()}
    return Age.OLDER if revision in known else Age.NEWER


# SQLite files


@contextmanager
def opened_read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A SQLite file that is only looked at, also while another process writes to it.

    Raises:
        DamagedError: there is no such file, or it is no SQLite database.
    """
    if not path.is_file():
        raise DamagedError(f"there is no file {path}")
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        with closing(
            sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
        ) as connection:
            yield connection
    except sqlite3.Error as error:
        raise DamagedError(f"{path} cannot be read: {error}") from None


def revision_of_file(connection: sqlite3.Connection) -> str | None:
    """The revision that a SQLite file is at; None before its first migration."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (REVISION_TABLE,)).fetchone()
    row = connection.execute(f"SELECT version_num FROM {REVISION_TABLE}").fetchone() if found else None  # noqa: S608 - a constant
    return None if row is None else str(row[0])


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has, in the state that the connection sees."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = sorted(name for (name,) in tables.fetchall())
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - the file's own tables
        for name in names
    }


def broken_pages(connection: sqlite3.Connection, *, thorough: bool) -> str | None:
    """What SQLite itself finds wrong with a file, in one sentence; `thorough` compares the indexes too."""
    check = "integrity_check" if thorough else "quick_check"
    (found,) = connection.execute(f"PRAGMA {check}(1)").fetchone()
    if found != "ok":
        return f"{check} says: {' '.join(str(found).split())}"
    stray = connection.execute("PRAGMA foreign_key_check").fetchone()
    return None if stray is None else f"a row of {stray[0]} refers to one of {stray[2]} that is not there"


# Keys and books


@dataclass(frozen=True)
class FirstLook:
    """What can be known of a database without its key."""

    revision: str | None
    age: Age
    sealed: bool
    """Whether something in it was sealed, so that it has a right key and wrong ones."""


async def look_at(async_url: str) -> FirstLook:
    """The state of a database that exists; nothing is made or changed.

    Raises:
        DBAPIError: it cannot be reached, or is none.
    """
    async with _one_state(async_url) as session:
        revision = await (await session.connection()).run_sync(current_revision)
        age = age_of(revision)
        sealed = age is Age.CURRENT and await session.scalar(select(Secret.name).limit(1)) is not None
        return FirstLook(revision, age, sealed)


async def vault_of(session: AsyncSession, keys: Sequence[bytes]) -> Vault | None:
    """The vault of a database, without making what is missing: None if nothing was ever sealed here.

    Raises:
        WrongKeyError: it was sealed with other keys.
    """
    rows = {row.name: row.value for row in await session.scalars(select(Secret))}
    if not rows.keys() >= set(HASH_KEYS):
        return None
    sealer = Sealer(keys)
    known = {name: bytes.fromhex(sealer.open(rows[name])) for name in HASH_KEYS}
    return Vault(keys, index_key=known[INDEX_KEY], ledger_key=known[LEDGER_KEY])


@asynccontextmanager
async def looking_into(async_url: str, keys: Sequence[bytes], now: datetime) -> AsyncIterator[Reading | None]:
    """One state of a database that is at this program's revision; None if nothing was ever sealed in it.

    Raises:
        WrongKeyError: it was sealed with other keys.
    """
    async with _one_state(async_url) as session:
        vault = await vault_of(session, keys)
        yield None if vault is None else Reading(session, vault, now)


@asynccontextmanager
async def _one_state(async_url: str) -> AsyncIterator[AsyncSession]:
    """A session that only reads; it prepares nothing, so that it may be through a pooler."""
    database = Database(async_url, pooled=True)
    try:
        async with AsyncSession(database.reader) as session, session.begin():
            yield session
    finally:
        await database.close()


async def broken_books(tx: Reading) -> str | None:
    """What is wrong with the books of the first community whose books are not whole, in one sentence."""
    for community in await all_communities(tx):
        for breach in await breaches(tx, community.id):
            return f"{community.name}: {sentence(breach)}"
    return None


def sentence(breach: Breach) -> str:
    """What is wrong, for whoever looks after the machine."""
    return {
        Wrong.ENTRY: "the points ledger was altered at entry {at}",
        Wrong.HEAD: "the points ledger is not the one that was written down at entry {at}",
        Wrong.REASON: "the reason of entry {at} of the points ledger was reworded",
        Wrong.BALANCE: "the balance of account {at} is not the sum of its entries",
        Wrong.WORK: "what account {at} earned by work is not the sum of its entries",
        Wrong.OVERDRAFT: "account {at} is below zero, or may fall there, without a secretary's word",
        Wrong.HOURS: "person {at} has served less than nothing",
        Wrong.PERIOD: "settled period {at} was altered, or is not what its entries come to",
        Wrong.RESERVE: "the points reserved (account {at}) are not those of the goods that wait to be collected",
        Wrong.STOCK: "the stock of item {at} is not what came in less what went out",
        Wrong.STEP: "the history of order {at} was altered",
        Wrong.STEPS: "{at} steps of the orders' histories are missing",
    }[breach.wrong].format(at=breach.at)


async def verify_file(path: Path, keys: Sequence[bytes], now: datetime, *, called: str) -> str:
    """Look a SQLite file over, whole: pages, references, revision, key, books. Its revision.

    A file of an older program is brought up to date in a temporary copy, and its books are read there.
    `called` is what people call it, for the errors.

    Raises:
        DamagedError: it is not whole, or no database of this program.
        NewerDatabaseError: a later program wrote it.
        WrongKeyError: it was sealed with other keys.
    """
    with opened_read_only(path) as connection:
        revision, broken = revision_of_file(connection), broken_pages(connection, thorough=True)
    if broken:
        raise DamagedError(f"{called} is damaged: {broken}")
    age = age_of(revision)
    if revision is None:
        raise DamagedError(f"{called} is not a database of Weixiu")
    if age is Age.NEWER:
        raise NewerDatabaseError(revision)
    if age is Age.CURRENT:
        await _verify_books(path, keys, now, called)
        return revision
    with tempfile.TemporaryDirectory(prefix="weixiu-") as folder:
        copy = Path(shutil.copyfile(path, Path(folder) / "copy.db"))
        migrate(f"sqlite:///{copy}")
        await _verify_books(copy, keys, now, called)
    return revision


async def _verify_books(path: Path, keys: Sequence[bytes], now: datetime, called: str) -> None:
    try:
        async with looking_into(f"sqlite+direct:///{path}", keys, now) as tx:
            broken = None if tx is None else await broken_books(tx)
    except DBAPIError as error:
        raise DamagedError(f"{called} cannot be read: {error.orig}") from None
    if broken:
        raise DamagedError(f"{called} is damaged: {broken}")
