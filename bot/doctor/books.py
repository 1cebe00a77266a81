"""The database: whether it can be reached, its revision, its pages, its key, its points."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.config import Config, ConfigError, present_keys, secrets_of
from bot.doctor.findings import Finding, good, problem, warning
from bot.log import Redactor
from bot.mistakes import driver_says
from bot.storage.community.communities import all_communities
from bot.storage.ground.revisions import head_revision
from bot.storage.ground.vault import WrongKeyError
from bot.storage.upkeep.checkup import (
    Age,
    DamagedError,
    FirstLook,
    broken_books,
    broken_pages,
    look_at,
    looking_into,
    opened_read_only,
)


@dataclass(frozen=True)
class Neighbourhood:
    """What other checks need to know of a community."""

    name: str
    chat_id: int
    timezone: str


@dataclass
class Books:
    """What was seen in the database, for the checks that follow."""

    sealed: bool = False
    communities: list[Neighbourhood] = field(default_factory=list)


async def database_findings(config: Config, books: Books, now: datetime) -> AsyncIterator[Finding]:
    """Look from the outside in; what cannot be reached is not looked at further."""
    database = config.database
    if database.sqlite_path is not None and not database.sqlite_path.exists():
        yield warning("database", f"{database.place} does not exist yet; it is made at the first start")
        return
    try:
        seen = await look_at(database.async_url)
    except DBAPIError as error:
        said = Redactor(secrets_of(config))(driver_says(error))
        yield problem("database", f"{database.place} cannot be used: {said}; check database.url")
        return
    books.sealed = seen.sealed
    yield good("database", f"{database.place} can be reached")
    if database.sqlite_path is not None:
        yield await asyncio.to_thread(_pages, database.sqlite_path)
    yield _revision(seen)
    if seen.sealed:
        yield await _inside(config, books, now)


def _pages(path: Path) -> Finding:
    try:
        with opened_read_only(path) as connection:
            broken = broken_pages(connection, thorough=False)
    except DamagedError as error:
        broken = str(error)
    if broken:
        return problem("database file", f"{broken}; stop the bot and restore the last backup")
    return good("database file", "pages and references are whole")


def _revision(seen: FirstLook) -> Finding:
    if seen.age is Age.CURRENT:
        return good("schema", f"revision {seen.revision}")
    if seen.age is Age.NEWER:
        return problem(
            "schema",
            f"revision {seen.revision} is a newer Weixiu's; install that version or restore a backup",
        )
    was = "no tables yet" if seen.age is Age.NONE else f"revision {seen.revision}"
    return warning("schema", f"{was}; the next start brings it to {head_revision()}")


async def _inside(config: Config, books: Books, now: datetime) -> Finding:
    """What only the key's holder sees: the chain of the ledgers."""
    try:
        async with looking_into(config.database.async_url, present_keys(config), now) as tx:
            if tx is None:
                return good("books", "nothing in them yet")
            broken = await broken_books(tx)
            books.communities = [
                Neighbourhood(one.name, one.chat_id, one.timezone) for one in await all_communities(tx)
            ]
    except (ConfigError, WrongKeyError):
        return problem(
            "books", "security.key_file is not the key this database was written with; put the right key back"
        )
    if broken:
        return problem("books", f"{broken}; compare with the last backup before anybody is paid")
    return good("books", f"the key opens them, {len(books.communities)} communities, every ledger unbroken")
