"""A stage for the real program: the pretend Telegram served over HTTP, a database, and processes to start and kill.

Nothing in here looks into the program. It is started like an operator starts it, spoken to like people speak to
it, killed like a machine kills it, and judged by what Telegram saw and by what stands in the database.
"""

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import aiohttp

from bot.clock import Clock, Tasks
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer, serve
from bot.sandbox.world import World
from tests.fire.books import Books

FIRST_OPERATOR = 1001
START_SECONDS = 40.0
STOP_SECONDS = 30.0
LOOK_SECONDS = 0.1
"""How often the database is looked at: unlike the world, it tells nobody that it changed."""
SECRET = "fire-secret"
HOOK = "/weixiu"
T = TypeVar("T")


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
        self._world = world
        self._process: asyncio.subprocess.Process | None = None
        self._tasks = Tasks()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._running().pid

    async def launch(self, *mine: str) -> None:
        """Start it and do not wait for anything; with a mine (see `mine.py`) it dies at that commit."""
        self.starts += 1
        module = ("tests.fire.mine", *mine) if mine else (self.module,)
        command = (sys.executable, "-m", *module, "run", "--config", str(self.config))
        with self.log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **self.environment},
            )
        self._tasks.start(self._told_when_ended(self._process), name="the program's end")

    async def _told_when_ended(self, process: asyncio.subprocess.Process) -> None:
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

    async def stop(self) -> int:
        """SIGTERM; its exit code."""
        self._running().terminate()
        return await self.ended()

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

    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise RuntimeError("start it first")
        return self._process


@dataclass
class Stage:
    """Everything a scene needs: the world, its server, the books, and the programs that were started."""

    world: World
    server: RunningServer
    database_url: str
    folder: Path
    books: Books
    http: aiohttp.ClientSession
    programs: list[Program] = field(default_factory=list)

    def program(
        self,
        *,
        webhook_port: int | None = None,
        public_port: int | None = None,
        log_level: str = "info",
        **defaults: str | int,
    ) -> Program:
        """One more process of the bot, on the same database, not yet started.

        With a webhook it listens on one port; Telegram calls another one where something stands before it.
        """
        number = len(self.programs) + 1
        config = self.folder / f"config-{number}.toml"
        config.write_text(self._config(webhook_port, public_port, log_level, defaults), encoding="utf-8")
        program = Program(config, self.folder / f"log-{number}.txt", self.world)
        self.programs.append(program)
        return program

    def _config(
        self, webhook_port: int | None, public_port: int | None, log_level: str, defaults: dict[str, str | int]
    ) -> str:
        sections: dict[str, dict[str, object]] = {
            "telegram": {
                "token": self.world.bot.token,
                "base_url": self.server.base_url,
                "operators": list(range(FIRST_OPERATOR, FIRST_OPERATOR + 50)),
                "mode": "webhook" if webhook_port else "polling",
            },
            "database": {"url": self.database_url},
            "security": {"key_file": "fire.key"},
            "defaults": {**defaults},
            "log": {"level": log_level},
        }
        if webhook_port:
            sections["telegram.webhook"] = {
                "url": f"http://127.0.0.1:{public_port or webhook_port}{HOOK}",
                "port": webhook_port,
                "secret": SECRET,
            }
        # Strings, numbers and lists of numbers look the same in JSON and in TOML.
        lines = [
            f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in section.items())
            for name, section in sections.items()
        ]
        return "\n".join(lines)

    async def act(self, person: Person, verb: str, **given: object) -> None:
        """Somebody does something, asked for over HTTP as another program would ask."""
        url = f"{self.server.origin}/sandbox/people/{person.id}/{verb}"
        async with self.http.post(url, json=given) as response:
            assert response.ok, await response.text()

    async def tap_together(self, people: Sequence[Person], words: str, under: Message) -> None:
        """Everybody taps the same button in the same instant, each over a connection of their own."""
        place = {"chat_id": under.chat.id, "id": under.id}
        await asyncio.gather(*(self.act(person, "taps", words=words, under=place) for person in people))

    @property
    def updates_made(self) -> int:
        """How many updates the world has made for the bot so far."""
        return self.world.updates._next - World(Clock()).updates._next

    async def until_books(
        self, condition: Callable[[Books], T], *, seconds: float = 30.0, what: str = "the books"
    ) -> T:
        """The condition's value as soon as the database fulfils it.

        Raises:
            NotPossibleError: it did not within as many seconds.
        """
        for _ in range(int(seconds / LOOK_SECONDS)):
            if value := await asyncio.to_thread(condition, self.books):
                return value
            await asyncio.sleep(LOOK_SECONDS)
        raise NotPossibleError(f"waited {seconds:g} s for {what} in vain; {self.books.summary()}")

    async def until_quiet(self, *, seconds: float = 90.0) -> None:
        """Wait until every update has been taken and handled, and nothing is owed any more."""

        def quiet(books: Books) -> bool:
            return self.world.updates_pending == 0 and books.pending_updates() == 0 and books.owed() == 0

        await self.until_books(quiet, seconds=seconds, what="quiet")

    @property
    def logs(self) -> str:
        """All that all programs ever said."""
        return "".join(program.said for program in self.programs)


@asynccontextmanager
async def raised(database_url: str, folder: Path) -> AsyncIterator[Stage]:
    """A stage with real time on an empty database; afterwards every program is gone."""
    world = World(Clock())
    server = await serve(world)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as http:
        stage = Stage(world, server, database_url, folder, Books(database_url), http)
        try:
            yield stage
            assert world.breaches == [], world.breaches
        finally:
            for program in stage.programs:
                await program.end()
            await server.close()


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
