"""Moving from SQLite to PostgreSQL and back: the same rows, the same books, and nothing where nothing belongs."""

import asyncio
from pathlib import Path

import pytest

from bot.settings import Database
from bot.storage.ground.occupancy import only_process
from bot.storage.upkeep.moving_out import move_out
from tests.cli.operator import Operator
from tests.databases import books_of, copy_sqlite, database_at
from tests.town import KEY, MORNING, Beginning

TOKEN = "7123456789:AAF-canaryCanaryCanaryCanaryCanary0"


def lives_at(operator: Operator, database: Database) -> None:
    operator.writes(f'[telegram]\ntoken = "{TOKEN}"\n[database]\nurl = "{database.url.get_secret_value()}"\n')


@pytest.mark.long  # `make test` moves one by the manual: tests/cli/test_operating.py
async def test_a_community_moves_to_another_database_and_back_home(
    operator: Operator, elsewhere: Database, sqlite_beginning: Beginning, tmp_path: Path
) -> None:
    home = database_at(f"sqlite:///{operator.database}", tmp_path)
    copy_sqlite(Path(sqlite_beginning.database_url.removeprefix("sqlite:///")), operator.database)
    operator.has_key()
    lives_at(operator, home)
    books, there = books_of(home), elsewhere.url.get_secret_value()
    with only_process(operator.database):
        refused = await operator.types_here("copy-to", there)
    assert (refused.code, "stop it first" in refused.err) == (2, True), refused
    count = sum(table.rows for table in books.values())

    copied = []

    def breaks_off(what: str, done: int, total: int) -> None:
        copied.extend([what] if (what, done) == ("copying", total) else [])
        if len(copied) == (3 if elsewhere.sqlite_path is None else 2):
            raise TimeoutError

    with pytest.raises(TimeoutError):
        await asyncio.to_thread(move_out, home, elsewhere, [KEY], now=MORNING, report=breaks_off)
    assert elsewhere.sqlite_path is None or not elsewhere.sqlite_path.exists()
    moved = await operator.types_here("copy-to", there)
    assert (moved.code, f"{count} rows" in moved.out) == (0, True), moved
    assert books_of(elsewhere) == books_of(home) == books
    again = await operator.types_here("copy-to", there)
    assert (again.code, len(again.lines), "move into an empty database" in again.err) == (2, 1, True), again
    lives_at(operator, elsewhere)
    back = database_at(f"sqlite:///{tmp_path}/back.db", tmp_path)
    moved = await operator.types_here("copy-to", back.url.get_secret_value())
    assert moved.code == 0, moved
    assert books_of(back) == books
    assert [one.name for one in operator.folder.glob(".weixiu-*")] == []


async def test_a_database_that_cannot_be_is_told_in_one_line(operator: Operator, sqlite_file: Path) -> None:
    copy_sqlite(sqlite_file, operator.database)
    operator.has_key()
    lives_at(operator, database_at(f"sqlite:///{operator.database}", operator.folder))
    for url, words in (
        ("mysql://canary@host/db", "URL"),
        (f"sqlite:///{operator.database}", "the database itself"),
        ("postgresql://weixiu:canary@127.0.0.1:9/weixiu", "postgresql://127.0.0.1:9/weixiu cannot be used"),
    ):
        refused = await operator.types_here("copy-to", url)
        assert (refused.code, len(refused.lines), words in refused.err) == (2, 1, True), refused
        assert "canary" not in refused.err
