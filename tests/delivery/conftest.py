"""A neighbourhood in rows, made once for each test process, and a post office, made for each test."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.sandbox.groups import Group
from bot.settings import Database as DatabaseSettings
from bot.storage.ground.engine import Database
from bot.storage.ground.uow import UnitOfWork
from bot.storage.ground.vault import Vault
from bot.views.words import Dictionary
from tests.delivery.neighbourhood import NOW, Neighbourhood, settle_down
from tests.delivery.office import Office
from tests.town import KEY, open_town


def _open(path: Path) -> UnitOfWork:
    database = Database(DatabaseSettings(url=SecretStr(f"sqlite:///{path}")).async_url)
    return UnitOfWork(database, Vault([KEY], index_key=b"i" * 32, ledger_key=b"l" * 32), wake=lambda: None)


@pytest.fixture(scope="session")
def settled_file(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file of a neighbourhood."""
    path = tmp_path_factory.mktemp("neighbourhood") / "weixiu.db"
    shutil.copy(sqlite_file, path)

    async def settle() -> None:
        uow = _open(path)
        async with uow.writing(NOW) as tx:
            await settle_down(tx)
        await uow.database.close()

    asyncio.run(settle())
    return path


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    """The words of all languages."""
    return Dictionary()


@pytest.fixture
async def here(settled_file: Path, dictionary: Dictionary) -> AsyncIterator[Neighbourhood]:
    """The neighbourhood, to be looked at."""
    uow = _open(settled_file)
    yield Neighbourhood(uow, dictionary)
    await uow.database.close()


@pytest.fixture
async def office(sqlite_file: Path, tmp_path: Path) -> AsyncIterator[Office]:
    """A postman with nothing to do yet."""
    path = tmp_path / "weixiu.db"
    shutil.copy(sqlite_file, path)
    async with open_town(f"sqlite:///{path}", tmp_path) as town:
        town.clock.move(timedelta(minutes=2))  # whatever was said while it opened no longer counts
        yield Office(town)


@pytest.fixture
def group(office: Office) -> Group:
    """A group to write into."""
    return office.group("一")
