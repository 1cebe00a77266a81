"""A town: people around a group chat in the pretend Telegram, and the whole program in between, on a still clock.

Tests speak as people: `await ann.taps("我来修", under=card)` acts and then lets the bot work until everything
is quiet. Time moves only as far as Telegram's limits make the postman wait.
"""

import asyncio
import pickle
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from filelock import FileLock

from bot.app import Weixiu, assemble
from bot.clock import StillClock
from bot.config import build
from bot.intake.account import ALLOWED_UPDATES
from bot.sandbox.calls import Call
from bot.sandbox.files import picture
from bot.sandbox.groups import Group
from bot.sandbox.inprocess import SandboxRequest
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.taps import Tap
from bot.sandbox.world import World
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.uow import IN_TRANSACTION
from bot.storage.ground.vault import Vault

KEY = b"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 23 November 2026, 09:00 in Shanghai."""
OPERATOR = 1001
LONGEST_WAIT = 120.0
EXAMPLE = "2号楼2单元1401 卧室门框开裂需要维修 木工 2人 加急 刘运京 13800138000"


@dataclass
class Actor:
    """A person whose acts are followed by the bot's answers."""

    person: Person
    town: "Town"

    @property
    def user_id(self) -> int:
        """Their account."""
        return self.person.id

    async def says(self, text: str, *, in_: Group | None = None, reply_to: Message | None = None) -> Message:
        """Write into the group, or privately to the bot."""
        message = self.person.says(text, in_=in_, reply_to=reply_to)
        await self.town.settle()
        return message

    async def starts(self, payload: str = "") -> None:
        """Press Start in the private chat."""
        self.person.starts(payload)
        await self.town.settle()

    async def follows(self, url: str) -> None:
        """Open a link to the bot and press Start."""
        self.person.follows(url)
        await self.town.settle()

    async def taps(self, words: str, *, under: Message | None = None) -> Tap:
        """Press a button."""
        tap = self.person.taps(words, under=under)
        await self.town.settle()
        return tap

    async def forges(self, data: str, *, under: Message) -> Tap:
        """Press a button that is not there."""
        tap = self.person.forges(data, under=under)
        await self.town.settle()
        return tap

    async def sends_photo(self, *, caption: str = "", in_: Group | None = None) -> Message:
        """Send a picture, each time another one."""
        self.town.pictures += 1
        message = self.person.sends_photo(picture(shade=self.town.pictures), caption=caption, in_=in_)
        await self.town.settle()
        return message

    async def presses(self, words: str) -> Message:
        """Press a key under the private chat."""
        message = self.person.presses(words)
        await self.town.settle()
        return message

    async def sends_album(self, count: int, *, caption: str = "") -> list[Message]:
        """Send several pictures as one album."""
        messages = self.person.sends_album(count, caption=caption)
        await self.town.settle()
        return messages

    async def sends_voice(self) -> Message:
        """Send a voice note."""
        message = self.person.sends_voice()
        await self.town.settle()
        return message

    async def sends_video(self, *, caption: str = "") -> Message:
        """Send a film."""
        message = self.person.sends_video(caption=caption)
        await self.town.settle()
        return message

    async def sends_document(self, content: bytes, name: str) -> Message:
        """Send a file as it is."""
        message = self.person.sends_document(content, name)
        await self.town.settle()
        return message

    async def sends_location(self, latitude: float, longitude: float) -> Message:
        """Send a point on the map."""
        message = self.person.sends_location(latitude, longitude)
        await self.town.settle()
        return message

    async def shares_contact(self, phone: str | None = None, *, user_id: int | None = None) -> None:
        """Share a contact: their own, or one that only says so."""
        if phone is None:
            self.person.shares_contact()
        else:
            self.person.shares_contact(phone, user_id=user_id)
        await self.town.settle()

    @property
    def keys(self) -> list[str]:
        """The words on the keys under their private chat."""
        return [key.text for key in self.person.keyboard.buttons()] if self.person.keyboard is not None else []

    @property
    def screen(self) -> str:
        """What they see in the private chat."""
        return self.town.world.screen(self.person.private, for_=self.person)

    @property
    def last(self) -> Message:
        """The last message of the private chat."""
        last = self.person.private.last
        assert last is not None
        return last

    def sees(self, words: str) -> Message:
        """The newest message of the private chat that shows these words."""
        return self.town.newest(self.person.private.messages, words)


@dataclass
class Town:
    """The world, the program, and the people by name."""

    world: World
    weixiu: Weixiu
    clock: StillClock
    group: Group
    database: Database
    vault: Vault
    people: dict[str, Actor] = field(default_factory=dict)
    pictures: int = 0

    def actor(self, name: str, **facts: Any) -> Actor:
        """Somebody of the group, made with the first mention."""
        if name not in self.people:
            person = self.world.person(name, **facts)
            self.group.joins(person)
            self.people[name] = Actor(person, self)
        return self.people[name]

    def stranger(self, name: str, **facts: Any) -> Actor:
        """Somebody who is not in the group."""
        return Actor(self.world.person(name, **facts), self)

    @property
    def secretary(self) -> Actor:
        """书记, the operator who set the community up."""
        return self.people["刘书记"]

    @property
    def card(self) -> Message:
        """The newest order card in the group."""
        return self.newest(self.group.messages, "🔧")

    def card_of(self, number: int) -> Message:
        """The newest card of an order in the group."""
        return self.newest(self.group.messages, f"#{number}")

    @property
    def group_screen(self) -> str:
        """What the group shows."""
        return self.world.screen(self.group)

    @staticmethod
    def newest(messages: list[Message], words: str) -> Message:
        """The newest of these messages that shows these words."""
        found = [message for message in messages if words in message.text or words in message.caption]
        assert found, f"nobody says {words!r} in:\n" + "\n".join(message.text for message in messages)
        return found[-1]

    async def set_up(self) -> None:
        """The operator starts the bot and says /setup."""
        await self.secretary.starts()
        await self.secretary.says("/setup", in_=self.group)

    async def volunteer(self, name: str) -> Actor:
        """Somebody of the group who has started the bot."""
        actor = self.actor(name)
        await actor.starts()
        return actor

    async def order(self, line: str = EXAMPLE) -> Message:
        """The secretary posts an order in the group; its card."""
        await self.secretary.says(f"/order {line}", in_=self.group)
        return self.card

    async def at_once(self, *acts: Callable[[], Any]) -> list[Any]:
        """Several people act in the same instant, in this order as Telegram sees it; what the acts gave."""
        results = [act() for act in acts]
        await self.settle()
        return results

    async def settle(self) -> None:
        """Let the bot work until nothing is left to do, moving the clock as far as Telegram's limits need."""
        while True:
            pending = list(self.world.updates.read(100))
            if pending:
                await self.weixiu.reception.receive([update.body for update in pending])
                self.world.updates.confirm(pending[-1].id + 1)
                await self.weixiu.reception.idle()
                continue
            wait = await self.weixiu.postman.settle()
            if self.world.updates.pending:
                continue
            if wait > LONGEST_WAIT:
                return
            self.clock.move(timedelta(seconds=wait))

    async def passes(self, **time: float) -> None:
        """Time goes by, with a tick at its end."""
        self.clock.move(timedelta(**time))
        await self.tick()

    def another_process(self) -> Weixiu:
        """The same program once more, on the same database."""
        request = SandboxRequest(self.world)
        config = self.weixiu.config
        return assemble(config, self.clock, self.database, self.vault, request=request, updates_request=request)

    async def restart(self) -> None:
        """The program ends and starts again; what it had only in memory is gone."""
        await self.weixiu.reception.finish(seconds=1)
        await self.weixiu.account.shutdown()
        self.weixiu = self.another_process()
        await self.weixiu.account.initialize()
        await self.weixiu.postman.recover()
        await self.weixiu.reception.take_over(all_of_them=True)

    async def tick(self) -> None:
        """One heartbeat of the scheduler."""
        await self.weixiu.ticks.tick(None)
        await self.settle()


def _outside_transactions(call: Call) -> None:
    """What is sent cannot be rolled back, so nothing is sent inside a transaction."""
    assert not IN_TRANSACTION.get(), f"{call.method} inside a transaction"


@dataclass(frozen=True)
class Beginning:
    """A town that was set up and fell asleep: its database, to be copied, and what Telegram knew of it then."""

    database_url: str
    world: World

    @classmethod
    async def of(cls, database_url: str, folder: Path) -> Self:
        """Set a town up on this empty database; nobody has the database open afterwards."""
        async with open_town(database_url, folder) as town:
            await town.set_up()
            town.clock.move(timedelta(minutes=1))  # nothing said so far counts towards Telegram's limits any more
        return cls(database_url, town.world)

    @classmethod
    def once(cls, name: str, folder: Path, empty: Callable[[], str]) -> Self:
        """The beginning of this name in a folder; whoever comes first makes it, on an empty database."""
        kept = folder / f"beginning-{name}.pickle"
        with FileLock(kept.with_suffix(".lock")):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(asyncio.run(cls.of(empty(), folder))))
        made = pickle.loads(kept.read_bytes())  # noqa: S301 - written by a test process of this run
        assert isinstance(made, cls)
        return made

    def once_more(self) -> World:
        """The world at that moment, to go on from; it belongs to whoever asked for it."""
        return deepcopy(self.world)


def new_world(begins: datetime = MORNING) -> World:
    """The secretary, the group with the bot in it, and nothing said yet."""
    world = World(StillClock(begins))
    world.before_call.append(_outside_transactions)
    world.updates.allowed = ALLOWED_UPDATES
    secretary = world.person("刘书记", user_id=OPERATOR)
    group = world.supergroup("阡上维修群", [secretary])
    group.add_bot()
    group.promote_bot(can_delete_messages=True)
    return world


@asynccontextmanager
async def open_town(
    database_url: str, folder: Path, world: World | None = None, **settings: dict[str, Any]
) -> AsyncIterator[Town]:
    """The whole program in this process, on a real database; only Telegram and the clock are pretended.

    It starts anew, or goes on with a `world` and a database that belong together.
    """
    world = world or new_world()
    clock = world.clock
    assert isinstance(clock, StillClock)
    config = build(
        {
            "telegram": {"token": world.bot.token, "operators": [OPERATOR]},
            "database": {"url": database_url},
            "security": {"key": [KEY.decode()]},
            **settings,
        },
        folder=folder,
    )
    database = Database(config.database.async_url)
    vault = await open_vault(database, [KEY])
    request = SandboxRequest(world)
    weixiu = assemble(config, clock, database, vault, request=request, updates_request=request)
    await weixiu.account.initialize()
    await weixiu.postman.recover()
    town = Town(world, weixiu, clock, world.groups()[0], database, vault)
    town.people["刘书记"] = Actor(world.people[OPERATOR], town)
    try:
        await town.settle()
        yield town
        assert world.breaches == [], world.breaches
    finally:
        await town.weixiu.account.shutdown()
        await database.close()
