"""What runs once prepares no statement, so that a pooler may give each of its transactions another connection."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.ground.revisions import bare_engine
from bot.storage.upkeep.backup import plain_engine
from bot.storage.upkeep.checkup import looking_into
from tests.databases import database_at
from tests.town import KEY, MORNING, open_town

OFTEN = 12
"""More than twice as often as psycopg waits before it prepares a statement."""
PREPARED = text("SELECT count(*) FROM pg_prepared_statements")


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_commands_prepare_nothing(database_url: str, tmp_path: Path) -> None:
    address = database_at(database_url, tmp_path).sync_url
    for opened in (plain_engine(address), bare_engine(address, writes=False)):
        with opened as engine, engine.connect() as connection:
            for _ in range(OFTEN):
                connection.execute(text("SELECT count(*) FROM person"))
            assert connection.scalar(PREPARED) == 0


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_look_into_the_books_prepares_nothing(database_url: str, tmp_path: Path) -> None:
    async with open_town(database_url, tmp_path) as town:
        await town.set_up()
    address = database_at(database_url, tmp_path).async_url
    async with looking_into(address, [KEY], MORNING) as tx:
        assert tx is not None
        for _ in range(OFTEN):
            await tx.session.execute(text("SELECT count(*) FROM person"))
        assert await tx.session.scalar(PREPARED) == 0
