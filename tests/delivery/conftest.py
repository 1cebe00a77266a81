"""A neighbourhood in rows, made once for each test process; a post office, and an account, made for each test."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from telegram import Bot

from bot.clock import StillClock
from bot.delivery.telegram_chat import TelegramChat
from bot.sandbox.groups import Group
from bot.sandbox.inprocess import BASE_URL, SandboxRequest
from bot.sandbox.people import Person
from bot.sandbox.world import World
from bot.views.words import Dictionary
from tests.compiled import one_dictionary
from tests.databases import copy_sqlite
from tests.delivery.neighbourhood import NOW, Neighbourhood, open_file, settle_down
from tests.delivery.office import Office
from tests.town import MORNING, open_town


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


@pytest.fixture
def world() -> World:
    """A pretend Telegram without limits."""
    world = World(StillClock(MORNING))
    world.limits.on = False
    return world


@pytest.fixture
def ann(world: World) -> Person:
    """A person whom the bot may write to."""
    ann = world.person("安")
    ann.starts()
    return ann


@pytest.fixture
def forum(world: World, ann: Person) -> Group:
    """A group with topics that the bot is in."""
    forum = world.supergroup("阡上维修群", [ann], is_forum=True)
    forum.add_bot()
    return forum


@pytest.fixture
async def chat(world: World) -> AsyncIterator[TelegramChat]:
    """The bot's account there."""
    request = SandboxRequest(world)
    async with Bot(world.bot.token, base_url=BASE_URL, request=request, get_updates_request=request) as bot:
        yield TelegramChat(bot)
