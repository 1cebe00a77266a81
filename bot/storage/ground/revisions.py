"""Which revision a database is at, and which ones this program knows: asked at every start, before any migration.

Alembic would answer too, but loading it takes a good part of a start that finds nothing to migrate. So the revisions
are read off the names of the migrations' files, and the database's own off the table that Alembic keeps in it.
"""

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import make_url

import bot
from bot.storage.ground.engine import engine_for_once

REVISION_TABLE = "alembic_version"


class NewerDatabaseError(Exception):
    """The database was migrated by a later program; this one does not know its schema."""


def script_location() -> Path:
    """The folder of the migrations: inside an installed package, or beside it in a checkout."""
    package = Path(bot.__file__).parent
    installed = package / "_migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


def known_revisions() -> frozenset[str]:
    """Every revision that this program can migrate through; `0001_first_tables.py` makes 0001."""
    files = (script_location() / "versions").glob("[0-9]*_*.py")
    return frozenset(file.name.partition("_")[0] for file in files)


def head_revision() -> str:
    """The revision this program was written for: they are numbered, and none has two successors."""
    return max(known_revisions())


def current_revision(connection: Connection) -> str | None:
    """The revision a database is at; None before its first migration."""
    if not inspect(connection).has_table(REVISION_TABLE):
        return None
    revision = connection.scalar(text(f"SELECT version_num FROM {REVISION_TABLE}"))  # noqa: S608 - a constant
    return None if revision is None else str(revision)


def refuse_newer(revision: str | None) -> None:
    """Leave a later program's database alone.

    Raises:
        NewerDatabaseError: this program does not know the revision.
    """
    if revision is not None and revision not in known_revisions():
        raise NewerDatabaseError(revision)


def is_up_to_date(url: str) -> bool:
    """Whether a database at a (synchronous) SQLAlchemy address needs no migration; looks, and changes nothing.

    Raises:
        NewerDatabaseError: the database knows a revision that this program does not.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        return False
    with bare_engine(url, writes=False) as engine, engine.connect() as connection:
        revision = current_revision(connection)
    refuse_newer(revision)
    return revision == head_revision()


def bare_engine(url: str, *, writes: bool) -> AbstractContextManager[Engine]:
    """A synchronous engine that checks no references, since migrations cannot have that."""
    return engine_for_once(url, writes=writes, checks_references=False)
