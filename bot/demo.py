"""The demo: a pretend Telegram with a page, the real program connected to it by long polling, one movable clock."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bot import app
from bot.clock import ShiftedClock, Tasks
from bot.config import Config, build
from bot.sandbox.demo_world import DemoWorld, demo_world
from bot.sandbox.page.routes import page_routes
from bot.sandbox.server import RunningServer, serve
from bot.storage.migrating import migrate

TICK_SECONDS = 1.0
FINISH_SECONDS = 30.0


async def demo(host: str, port: int, data: Path | None, stop: asyncio.Event, *, say: Callable[[str], object]) -> None:
    """Run until `stop` is set.

    Args:
        host: the page's address.
        port: its port; 0 takes any that is free.
        data: the folder for the database and its key, kept afterwards; None: a temporary one.
        stop: ends the demo.
        say: told where the page is, in Chinese and in English.

    Raises:
        OSError: host and port cannot be listened on.
    """
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="weixiu-demo-")))
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        clock = ShiftedClock()
        town = demo_world(clock)
        server = await serve(town.world, host, port, routes=page_routes(town.world))
        try:
            await _play(town, server, clock, folder, stop, say)
        finally:
            await server.close()


async def _play(
    town: DemoWorld,
    server: RunningServer,
    clock: ShiftedClock,
    folder: Path,
    stop: asyncio.Event,
    say: Callable[[str], object],
) -> None:
    config = _configuration(town, server, folder)
    await asyncio.to_thread(migrate, config.database.sync_url)
    tasks = Tasks()
    working = tasks.start(app.run(config, clock, stop, tick_seconds=TICK_SECONDS), name="the program")
    town.first_steps()
    say(f"微修演示:请在浏览器中打开 {server.origin} (按 Ctrl-C 结束)")
    say(f"Weixiu's demo: open {server.origin} in a browser (Ctrl-C ends it)")
    await working


def _configuration(town: DemoWorld, server: RunningServer, folder: Path) -> Config:
    """What an operator would have written, with the pretend Telegram's address."""
    return build(
        {
            "telegram": {
                "token": town.world.bot.token,
                "base_url": server.base_url,
                "operators": town.operator_ids,
            },
            "log": {"level": "warning"},
        },
        folder=folder,
    )
