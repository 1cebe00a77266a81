"""One process of the bot: started like an operator starts it, killed like a machine kills it, and started again."""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.clock import Tasks
from bot.sandbox.world import World
from tests.fire.forked import Forked

START_SECONDS = 40.0
STOP_SECONDS = 30.0


class Program:
    """One process of the bot, which can be started again after it ended. Its output goes to `log`."""

    def __init__(self, config: Path, log: Path, world: World) -> None:
        self.config = config
        self.log = log
        self.starts = 0
        self.module = "bot"
        """What `python -m` runs; another one must take the same arguments."""
        self.environment: Mapping[str, str] = {}
        """Variables it is given beside those of this process."""
        self.forked = True
        """Whether it may be forked from a process that has loaded it (see `forked.py`); else it is loaded anew."""
        self._world = world
        self._process: asyncio.subprocess.Process | Forked | None = None
        self._tasks = Tasks()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._running().pid

    async def launch(self, *mine: str) -> None:
        """Start it and do not wait for anything; with a mine (see `mine.py`) it dies at that commit."""
        self.starts += 1
        arguments = ("run", "--config", str(self.config))
        if self.forked and self.module == "bot" and not self.environment:
            self._process = Forked.start(arguments, self.log, mine)
        else:
            module = ("tests.fire.mine", *mine) if mine else (self.module,)
            self._process = await self._loaded("-m", *module, *arguments)
        self._tasks.start(self._told_when_ended(self._process), name="the program's end")

    async def _loaded(self, *arguments: str) -> asyncio.subprocess.Process:
        with self.log.open("ab") as output:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                *arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **self.environment},
            )

    async def _told_when_ended(self, process: asyncio.subprocess.Process | Forked) -> None:
        await process.wait()
        self._world.bell.ring()

    async def start(self) -> None:
        """Start it and wait until it takes updates in."""
        before = self._signs_of_life()
        await self.launch()
        await self._until_alive(before)

    async def kill(self) -> None:
        """SIGKILL: it gets no chance to tidy up."""
        process = self._running()
        if process.returncode is None:
            process.kill()
        await process.wait()

    def ask_to_stop(self) -> None:
        """SIGTERM."""
        self._running().terminate()

    async def stop(self) -> int:
        """SIGTERM; its exit code."""
        self.ask_to_stop()
        return await self.ended()

    async def gone(self) -> int:
        """Wait until it ends, however long; its exit code."""
        return await self._running().wait()

    async def ended(self) -> int:
        """Wait until it ends by itself; its exit code."""
        return await asyncio.wait_for(self._running().wait(), STOP_SECONDS)

    async def end(self) -> None:
        """Whatever state it is in, it does not run any more."""
        if self._process is not None:
            await self.kill()
        await self._tasks.finish(seconds=1)

    @property
    def said(self) -> str:
        """All it ever logged or printed."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def _signs_of_life(self) -> int:
        return len(self._world.calls.of("getUpdates", "setWebhook"))

    async def _until_alive(self, before: int) -> None:
        def alive_or_dead() -> bool:
            return self._signs_of_life() > before or self._running().returncode is not None

        try:
            await self._world.until(alive_or_dead, seconds=START_SECONDS, what="the program")
        finally:
            ended = self._running().returncode
            assert ended is None, f"the program ended with {ended}:\n{self.said[-4000:]}"

    def _running(self) -> asyncio.subprocess.Process | Forked:
        if self._process is None:
            raise RuntimeError("start it first")
        return self._process
