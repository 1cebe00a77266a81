"""A neighbourhood in rows, made once for each test process, and a post office, made for each test."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from bot.sandbox.groups import Group
from bot.views.words import Dictionary
from tests.compiled import one_dictionary
from tests.databases import copy_sqlite
from tests.delivery.neighbourhood import NOW, Neighbourhood, open_file, settle_down
from tests.delivery.office import Office
from tests.town import open_town


@pytest.fixture(scope="session")
def settled_once(sqlite_file: Path, of_this_run: Path) -> Path:
    """The SQLite file of a neighbourhood, made once for a run."""

    async def settle(path: Path) -> None:
        uow = open_file(path)
        async with uow.writing(NOW) as tx:
            await settle_down(tx)
        await uow.database.close()

    path = of_this_run / "neighbourhood.db"
    with FileLock(of_this_run / "neighbourhood.lock"):
        if not path.exists():
            asyncio.run(settle(Path(shutil.copy(sqlite_file, of_this_run / "settling.db"))))
            copy_sqlite(of_this_run / "settling.db", path)
    return path


@pytest.fixture(scope="session")
def settled_file(settled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it for each test process."""
    path = tmp_path_factory.mktemp("neighbourhood") / "weixiu.db"
    copy_sqlite(settled_once, path)
    return path


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    """The words of all languages."""
    return one_dictionary()


@pytest.fixture
async def here(settled_file: Path, dictionary: Dictionary) -> AsyncIterator[Neighbourhood]:
    """The neighbourhood, to be looked at."""
    uow = open_file(settled_file)
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
