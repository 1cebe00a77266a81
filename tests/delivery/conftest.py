"""A neighbourhood in rows, made once for each test process: the tests of topics only read it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Database as DatabaseSettings
from bot.storage.engine import Database
from bot.storage.uow import UnitOfWork
from bot.storage.vault import Vault
from bot.views.words import Dictionary
from tests.delivery.neighbourhood import NOW, Neighbourhood, settle_down
from tests.town import KEY


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
