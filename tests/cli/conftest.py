"""An operator with an empty folder, a pretend Telegram on the machine's own clock, and a bot at work in it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import app
from bot.clock import Clock, Tasks
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


@pytest.fixture
async def at_work(
    operator: Operator, server: RunningServer, secretary: Person, group: Group, sqlite_file: Path
) -> AsyncIterator[None]:
    """The operator's bot runs, in this process, and the group is a community."""
    operator.configures(server)
    shutil.copy(sqlite_file, operator.database)
    stop, tasks = asyncio.Event(), Tasks()
    program = tasks.start(app.run(operator.config, Clock(), stop), name="the program")
    secretary.says("/setup", in_=group)
    await server.world.until(lambda: "开张了" in server.world.screen(group), seconds=20, what="the set-up card")
    yield
    assert not program.done()
    stop.set()
    await program
