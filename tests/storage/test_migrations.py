"""Databases and backups of the first release, with work in them, brought up to date."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from bench.big_filling import fill
from bot.models import Base
from bot.settings import Database
from bot.storage.ground.migrating import current_revision, downgrade, head_revision, migrate
from bot.storage.upkeep.backup import plain_engine
from bot.storage.upkeep.copying import Fingerprint
from bot.storage.upkeep.restoring import restore
from tests.databases import Postgres, books_of, database_at
from tests.town import KEY, MORNING, open_town

ORDERS = 1_000
HEADS = ("ledger_head", "history_mark")
"""What the migrations add for the ledgers and the histories there are."""
RICHER = ("order_event", "repair_order")
"""What each row says more of today than the first release could: how many there are is compared."""
FIRST_RELEASE = "0001"
INDEXES = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
}
"""The definition of each index, with the part of the table that it is over."""


def quiet(*_progress: object) -> None:
    """Nobody watches."""


def revision_of(database: Database) -> str | None:
    with plain_engine(database.sync_url) as engine, engine.connect() as connection:
        return current_revision(connection)


def indexes_of(url: str) -> set[str]:
    with plain_engine(url) as engine, engine.connect() as connection:
        return {" ".join(sql.split()) for (sql,) in connection.execute(text(INDEXES[engine.dialect.name]))}


@dataclass(frozen=True)
class Old:
    """A database at the revision of the first release, and the rows that it holds."""

    database: Database
    books: dict[str, Fingerprint]


@pytest.fixture
def old(database_url: str, tmp_path: Path) -> Old:
    """Years of work, as a program of the first release has kept them."""
    fill(database_url, ORDERS, MORNING, quiet, key=KEY)
    database = database_at(database_url, tmp_path)
    found = Old(database, books_of(database))
    downgrade(database.sync_url, FIRST_RELEASE)
    return found


@pytest.fixture
def made_by_the_models(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A second database of the same kind, with the tables that the models describe and no migration's hand in it."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/models.db"
        return
    server: Postgres = request.getfixturevalue("postgres")
    address = server.new_database(migrated=False)
    yield database_at(address, tmp_path).sync_url
    server.drop(address)


def test_an_upgrade_keeps_every_row(old: Old) -> None:
    assert revision_of(old.database) == FIRST_RELEASE
    assert migrate(old.database.sync_url) == head_revision()
    books = books_of(old.database)
    assert all(books.pop(name).rows > 1 for name in HEADS), "where each community's ledger ends, and its steps"
    assert [old.books.pop(name).rows for name in HEADS] == [0, 0]
    assert books == old.books
    assert old.books["repair_order"].rows == ORDERS


def test_after_an_upgrade_every_index_is_over_what_the_models_say(old: Old, made_by_the_models: str) -> None:
    migrate(old.database.sync_url)
    with plain_engine(made_by_the_models) as engine, engine.begin() as connection:
        Base.metadata.create_all(connection)
    assert indexes_of(old.database.sync_url) == indexes_of(made_by_the_models)


NO_CLOCKS = "UPDATE repair_order SET limits = '{}', claim_by = NULL, finish_by = NULL"
"""The first release gave an order no limits."""
LATER = ("chat_spending", "follow_up", "hours_entry")
"""Tables that the first release did not have, in which a day leaves something."""


@pytest.fixture
async def old_backup(sqlite_file: Path, tmp_path: Path) -> Old:
    """An order from the first word to the points, in a backup that a program of the first release made."""
    path = Path(shutil.copy(sqlite_file, tmp_path / "backup.db"))
    async with open_town(f"sqlite:///{path}", tmp_path) as town:
        await town.set_up()
        ann = await town.volunteer("安")
        await ann.taps("我来修", under=await town.order("5号楼 301 灯不亮 13800138000"))
        await ann.taps("修好了")
        await town.secretary.taps("确认")
    database = database_at(f"sqlite:///{path}", tmp_path)
    with plain_engine(database.sync_url) as engine, engine.begin() as connection:
        connection.execute(text(NO_CLOCKS))
    found = Old(database, {name: rows for name, rows in books_of(database).items() if name not in (*LATER, *HEADS)})
    downgrade(database.sync_url, FIRST_RELEASE)
    return found


@pytest.mark.long  # tests/storage/test_golden.py has what the first release really wrote
def test_a_backup_of_the_first_release_is_brought_up_to_date_where_it_is_restored(
    old_backup: Old, elsewhere: Database
) -> None:
    source = old_backup.database.sqlite_path
    assert source is not None
    restore(elsewhere, [KEY], source, now=MORNING, report=quiet)
    assert revision_of(elsewhere) == head_revision()
    restored = books_of(elsewhere)
    assert [restored.pop(name).rows for name in (*LATER, *HEADS)] == [0, 0, 0, 1, 1]
    for name in RICHER:
        assert restored.pop(name).rows == old_backup.books.pop(name).rows > 0
    assert restored.pop("due_moment").rows == 0 < old_backup.books.pop("due_moment").rows, "a release without clocks"
    assert restored == old_backup.books
    assert revision_of(old_backup.database) == FIRST_RELEASE
