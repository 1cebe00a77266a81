"""A world that stands still, a group in it, and python-telegram-bot's own Bot over both faces."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram import Bot

from bot.clock import StillClock
from bot.sandbox.groups import Group
from bot.sandbox.inprocess import BASE_FILE_URL, BASE_URL, SandboxRequest
from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer, serve
from bot.sandbox.world import World


@pytest.fixture(autouse=True)
def durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns of its old way, plain seconds, wherever a duration is read."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> StillClock:
    return StillClock(datetime(2026, 11, 22, 1, 30, tzinfo=UTC))


@pytest.fixture
def world(clock: StillClock) -> World:
    world = World(clock)
    world.limits.on = False
    world.settings.conflict_pause = 0.0
    return world


@pytest.fixture
def ann(world: World) -> Person:
    return world.person("安", phone="+8613800138000")


@pytest.fixture
def bob(world: World) -> Person:
    return world.person("李师傅", username="li_shifu")


@pytest.fixture
def group(world: World, ann: Person, bob: Person) -> Group:
    group = world.group("阡上维修群", [ann, bob])
    group.add_bot()
    return group


@pytest.fixture
async def server(world: World) -> AsyncIterator[RunningServer]:
    running = await serve(world)
    yield running
    await running.close()


@pytest.fixture
async def inside(world: World) -> AsyncIterator[Bot]:
    """A Bot that calls the world without a network."""
    bot = Bot(
        world.bot.token,
        base_url=BASE_URL,
        base_file_url=BASE_FILE_URL,
        request=SandboxRequest(world),
        get_updates_request=SandboxRequest(world),
    )
    async with bot:
        yield bot


@pytest.fixture
async def outside(world: World, server: RunningServer) -> AsyncIterator[Bot]:
    """A Bot with its usual transport that calls the world over HTTP."""
    async with Bot(world.bot.token, base_url=server.base_url, base_file_url=server.base_file_url) as bot:
        yield bot


@pytest.fixture(params=["inside", "outside"])
def bot(request: pytest.FixtureRequest) -> Bot:
    chosen: Bot = request.getfixturevalue(request.param)
    return chosen
