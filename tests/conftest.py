"""Fixtures everybody shares: databases of both kinds, and a town of people around a running bot."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.databases import Postgres, postgres_server, sqlite_template
from tests.town import Town, open_town

os.environ.setdefault("PTB_TIMEDELTA", "true")  # as `bot.app.run` does


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL server, one for each test process."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that tests copy."""
    return sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated, empty database, once of each kind, as a configuration has it."""
    if request.param == "sqlite":
        path = tmp_path / "weixiu.db"
        shutil.copy(request.getfixturevalue("sqlite_file"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    address = server.new_database()
    yield address
    server.drop(address)


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """Qianshang: a group, its secretary, volunteers and residents, and the bot, set up and quiet."""
    async with open_town(database_url, tmp_path) as here:
        await here.set_up()
        yield here


@pytest.fixture
async def empty_town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """The same people before anybody has said /setup."""
    async with open_town(database_url, tmp_path) as here:
        yield here
