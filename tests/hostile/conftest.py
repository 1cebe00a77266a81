"""A town under watch, in which whoever is not invited may not even claim."""

import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.models import Community
from tests.fire.harness import Stage, raised
from tests.hostile.watch import Watch, watched
from tests.town import Town


@pytest.fixture
def unlogged() -> Iterator[None]:
    """What fails on purpose, thousands of times, is not written down each time."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
async def watch(town: Town) -> Watch:
    """The town, its witness, and a community in which only invited volunteers may claim."""
    async with town.weixiu.uow.writing(town.clock.now(), occasion="by invitation") as tx:
        (await tx.session.get_one(Community, 1)).open_team = False
    return await watched(town)


@pytest.fixture
async def stage(sqlite_file: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The pretend Telegram over HTTP with real time, a SQLite file, and no program started yet."""
    path = tmp_path / "weixiu.db"
    shutil.copy(sqlite_file, path)
    async with raised(f"sqlite:///{path}", tmp_path) as here:
        yield here
