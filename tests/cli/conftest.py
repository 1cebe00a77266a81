"""An operator with an empty folder, and a pretend Telegram on the machine's own clock."""

import logging
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer, serve
from bot.sandbox.world import World
from tests.cli.operator import Operator
from tests.town import OPERATOR


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    folder = tmp_path / "operator"
    folder.mkdir()
    return Operator(folder)


@pytest.fixture(autouse=True)
def the_log_is_as_before() -> Iterator[None]:
    """Commands that run in this process say where the log goes."""
    root, hook = logging.getLogger(), sys.excepthook
    level, handlers = root.level, root.handlers[:]
    yield
    logging.captureWarnings(capture=False)
    root.setLevel(level)
    root.handlers[:] = handlers
    sys.excepthook = hook


@pytest.fixture
def world() -> World:
    world = World(Clock())
    world.limits.on = False
    return world


@pytest.fixture
async def server(world: World) -> AsyncIterator[RunningServer]:
    running = await serve(world)
    yield running
    await running.close()


@pytest.fixture
def secretary(world: World) -> Person:
    return world.person("刘书记", user_id=OPERATOR)


@pytest.fixture
def group(world: World, secretary: Person) -> Group:
    group = world.supergroup("阡上维修群", [secretary])
    group.add_bot()
    group.promote_bot(can_delete_messages=True)
    return group
