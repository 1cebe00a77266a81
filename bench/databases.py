"""The databases of the benches: seeded once, copied for each program that is measured, with full durability."""

import asyncio
import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench.configuring import configuration
from bench.procfs import children_of, cpu_seconds
from bench.seeding import seed, seed_bare
from bench.tapping import Town
from bot.storage.ground.migrating import migrate
from tests.databases import Postgres, postgres_server

KINDS = ("sqlite", "postgresql")


@dataclass
class Databases:
    """One kind of database in a folder. Addresses are as a configuration has them."""

    kind: str
    folder: Path
    server: Postgres | None = None
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def seeded(self, town: Town) -> str:
        """A database of ours with this town in it, to be copied."""
        address = self.empty()
        asyncio.run(seed(configuration(self.folder, address), town))
        self._settle(address)
        return address

    def seeded_bare(self, town: Town) -> str:
        """A database of the application with one handler, to be copied."""
        address = self._fresh(migrated=False)
        seed_bare(self.sync_url(address), town)
        if self.server is None:
            with closing(sqlite3.connect(self.path(address))) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
        self._settle(address)
        return address

    def empty(self) -> str:
        """A migrated database with nothing in it."""
        address = self._fresh(migrated=True)
        if self.server is None:
            migrate(self.sync_url(address))
        return address

    def copy(self, address: str) -> str:
        """A copy of a database nobody uses."""
        if self.server is None:
            new = self._fresh(migrated=False)
            shutil.copy(self.path(address), self.path(new))
            return new
        old = address.partition("?")[0].rpartition("/")[2]
        name = f"{old}_{next(self._numbers)}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{old}"')
        return self.server.address(name)

    def drop(self, address: str) -> None:
        """This one is not needed any more."""
        if self.server is not None:
            self.server.drop(address)
            return
        path = self.path(address)
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()

    def cpu_seconds(self) -> float:
        """What the database's server has used; SQLite's share is in the program's own."""
        return 0.0 if self.server is None else cpu_seconds(self._server_processes())

    def sync_url(self, address: str) -> str:
        """The address for SQLAlchemy's plain engine."""
        return address.replace("postgresql://", "postgresql+psycopg://", 1)

    def async_url(self, address: str) -> str:
        """The address for SQLAlchemy's asyncio engine."""
        return self.sync_url(address).replace("sqlite://", "sqlite+aiosqlite://", 1)

    @staticmethod
    def path(address: str) -> Path:
        """The file of a SQLite database."""
        return Path(address.partition(":///")[2])

    def version(self) -> str:
        """The database's name and version."""
        if self.server is None:
            return f"SQLite {sqlite3.sqlite_version}"
        with psycopg.connect(self.server.url) as connection:
            row = connection.execute("SHOW server_version").fetchone()
        return f"PostgreSQL {row[0] if row else '?'}"

    def be_durable(self) -> None:
        """What was committed survives a power cut, as with an operator; the tests' server does without."""
        self._execute("ALTER SYSTEM SET fsync = on")
        self._execute("ALTER SYSTEM SET full_page_writes = on")
        self._execute("SELECT pg_reload_conf()")

    def _fresh(self, *, migrated: bool) -> str:
        if self.server is None:
            return f"sqlite:///{self.folder / f'bench-{next(self._numbers)}.db'}"
        return self.server.new_database(migrated=migrated)

    def _settle(self, address: str) -> None:
        """Statistics are up to date, and nothing is left to be done in the background."""
        if self.server is not None:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")
                connection.execute("CHECKPOINT")

    def _server_processes(self) -> list[int]:
        if self.server is None:
            return []
        with psycopg.connect(self.server.url) as connection:
            row = connection.execute("SELECT pg_backend_pid()").fetchone()
            backend = int(row[0]) if row else 0
            stat = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
        postmaster = int(stat[1])
        return [postmaster, *children_of(postmaster)]

    def _execute(self, statement: str) -> None:
        if self.server is not None:
            with psycopg.connect(self.server.url, autocommit=True) as connection:
                connection.execute(statement.encode())


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Databases]:
    """The databases of a kind, for as long as the block."""
    place = folder / kind
    place.mkdir()
    if kind == "sqlite":
        yield Databases(kind, place)
        return
    with postgres_server() as server:
        found = Databases(kind, place, server)
        found.be_durable()
        yield found
