"""A stage for the real program: the pretend Telegram served over HTTP, a database, and processes to start and kill.

Nothing in here looks into the program. It is started like an operator starts it, spoken to like people speak to
it, killed like a machine kills it, and judged by what Telegram saw and by what stands in the database.
"""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import aiohttp

from bot.clock import Clock
from bot.sandbox.errors import NotPossibleError
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.server import RunningServer, serve
from bot.sandbox.world import World
from tests.fire.books import Books
from tests.fire.program import Program

FIRST_OPERATOR = 1001
LOOK_SECONDS = 0.1
"""How often the database is looked at: unlike the world, it tells nobody that it changed."""
SECRET = "fire-secret"
HOOK = "/weixiu"
T = TypeVar("T")


class SteadyClock(Clock):
    """The time of day when it was made plus the seconds since: every instant of a scene lies on one monotonic clock."""

    def __init__(self) -> None:
        self._start = super().now()
        self._started = super().monotonic()

    def now(self) -> datetime:
        """The present instant, UTC; never earlier than the one before, whatever is done to the machine's clock."""
        return self._start + timedelta(seconds=super().monotonic() - self._started)

    def move(self, *, hours: float) -> None:
        """Telegram's time is another one than this machine's from now on."""
        self._start += timedelta(hours=hours)


@dataclass
class Stage:
    """Everything a scene needs: the world, its server, the books, and the programs that were started."""

    world: World
    clock: SteadyClock
    server: RunningServer
    database_url: str
    folder: Path
    books: Books
    http: aiohttp.ClientSession
    programs: list[Program] = field(default_factory=list)
    pooled: bool = False

    def __post_init__(self) -> None:
        self._first_update = self.world.updates._next

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
            "database": {"url": self.database_url, "pooled": self.pooled},
            "security": {"key_file": "fire.key"},
            "defaults": {"timezone": noon_zone(Clock().now()), **defaults},
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
        return self.world.updates._next - self._first_update

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


def noon_zone(now: datetime) -> str:
    """A time zone in which it is about noon: at night nobody would be reminded of anything."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


@asynccontextmanager
async def raised(database_url: str, folder: Path) -> AsyncIterator[Stage]:
    """A stage with real time on an empty database; afterwards every program is gone."""
    clock = SteadyClock()
    world = World(clock)
    server = await serve(world)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as http:
        stage = Stage(world, clock, server, database_url, folder, Books(database_url), http)
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
