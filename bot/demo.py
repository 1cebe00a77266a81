"""The demo: a pretend Telegram with a page, the real program connected to it by long polling, one movable clock."""

import asyncio
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from bot import app
from bot.clock import ShiftedClock, Tasks
from bot.config import Config, ConfigError, build
from bot.sandbox.demo_world import DemoWorld, demo_world
from bot.sandbox.server import RunningServer, serve
from bot.storage.ground.migrating import migrate

TICK_SECONDS = 1.0


async def demo(host: str, port: int, data: Path | None, stop: asyncio.Event, *, say: Callable[[str], object]) -> None:
    """Run until `stop` is set.

    Args:
        host: the page's address.
        port: its port; 0 takes any that is free.
        data: the folder for the database and its key, kept afterwards; None: a temporary one.
        stop: ends the demo.
        say: told where the page is, in Chinese and in English.

    Raises:
        ConfigError: the folder holds an earlier demo.
        OSError: host and port cannot be listened on.
    """
    town = demo_world(ShiftedClock())
    with ExitStack() as stack:
        temporary = tempfile.TemporaryDirectory(prefix="weixiu-demo-", ignore_cleanup_errors=True)
        folder = await asyncio.to_thread(_fresh, data) if data else Path(stack.enter_context(temporary))
        server = await serve(town.world, host, port, page=True)
        try:
            await _play(town, _configuration(town, server, folder, keep=data is not None), stop, server, say)
        finally:
            await server.close()


def _fresh(folder: Path) -> Path:
    """A folder without an earlier demo's database: the chats it speaks of are gone with that demo."""
    folder = folder.absolute()
    if any(folder.glob("weixiu.db*")):
        raise ConfigError("--data", f"{folder} holds an earlier demo, whose chats are gone; name an empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _configuration(town: DemoWorld, server: RunningServer, folder: Path, *, keep: bool) -> Config:
    """What an operator would have written, with the pretend Telegram's address."""
    values: dict[str, dict[str, Any]] = {
        "telegram": {
            "token": town.world.bot.token,
            "base_url": server.base_url,
            "operators": town.operator_ids,
        },
        "security": {} if keep else {"key": [Fernet.generate_key().decode()]},
    }
    return build(values, folder=folder)


async def _play(
    town: DemoWorld, config: Config, stop: asyncio.Event, server: RunningServer, say: Callable[[str], object]
) -> None:
    await asyncio.to_thread(migrate, config.database.sync_url)
    tasks = Tasks()
    program = tasks.start(app.run(config, town.world.clock, stop, tick_seconds=TICK_SECONDS), name="the program")
    town.first_steps()
    opening = tasks.start(town.opens_shop(), name="the opening of the shop")
    say(f"微修演示已启动,请用浏览器打开 {server.origin}/ (按 Ctrl-C 结束)")
    say(f"Weixiu's demo is running: open {server.origin}/ in a browser (Ctrl-C ends it)")
    try:
        await program
    finally:
        opening.cancel()
