"""Part 3: how much of Telegram's budget is used while there is enough to say, and what an order costs in calls."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot
from telegram.error import RetryAfter
from telegram.request import HTTPXRequest

from bench import order_calls
from bench.configuring import configuration, values, write
from bench.databases import Databases
from bench.hall import Hall
from bench.report import Section, Table, progress
from bench.seeding import card, seed
from bench.tapping import Town, name_of
from bot.clock import Clock, Tasks
from bot.config import ensure_keys
from bot.models import OutboxMessage
from bot.models.outbox import Kind, Lane, OutState
from bot.sandbox.limits import Budgets
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.vault import Vault
from tests.fire.program import Program

PATIENCE = 600.0
WORKERS = 16
SAID = ("sendMessage", "editMessageText")
NOTES = (
    (
        "Half of the chats are groups that are owed cards, half are people who are owed notices. The pretend "
        "Telegram keeps the limits of its FAQ: 30 a second over all, one a second in a chat, 20 a minute in a "
        "group. The share is that of 30 a second, from the first message to the last."
    ),
    (
        "The bare one sends with 16 tasks and waits when it is told to. What it does to the account: Telegram "
        "answers 429 and the chats stand still."
    ),
)


@dataclass(frozen=True)
class Spoken:
    """What the pretend Telegram heard."""

    messages: int
    seconds: float
    refused: int

    @property
    def share(self) -> float:
        """Of Telegram's 30 a second."""
        return (self.messages - 1) / self.seconds / Budgets.overall if self.seconds else 0.0


def run(hall: Hall) -> Section:
    """Measure on each database."""
    options = hall.options
    title = f"3 · {options.chats} chats owed, and calls for an order"
    section = Section("outgoing", title, [], [*NOTES, *order_calls.NOTES])
    speaking = Table(["", "messages", "seconds", "messages/s", "share of the budget", "429"])
    for found in hall.databases:
        speaking.rows.append(_row(f"ours, {found.kind}", asyncio.run(_ours(found, options.chats // 2, options.owed))))
    if not options.ours_alone:
        speaking.rows.append(_row("bare on httpx", asyncio.run(_bare(options.chats // 2, options.owed))))
    section.tables += [speaking, *(order_calls.table(found, options) for found in hall.databases)]
    return section


def _row(name: str, spoken: Spoken) -> Sequence[str]:
    rate = spoken.messages / spoken.seconds if spoken.seconds else 0.0
    progress(f"{name}: {rate:.1f} messages/s, {spoken.refused} refused")
    return (
        name, str(spoken.messages), f"{spoken.seconds:.1f}", f"{rate:.1f}", f"{spoken.share:.1%}", str(spoken.refused),
    )  # fmt: skip


async def _ours(found: Databases, pairs: int, owed: int) -> Spoken:
    town = Town(pairs, 1, pairs * owed)
    address = found.empty()
    with tempfile.TemporaryDirectory(dir=found.folder) as name:
        folder = Path(name)
        await seed(configuration(folder, address), town)
        await _owe(folder, address, town)
        world = _world(town)
        server = await serve(world)
        settings = values(address, server.base_url, token=world.bot.token)
        program = Program(write(folder / "config.toml", settings), folder / "log.txt", world)
        try:
            await program.launch()
            await world.until(lambda: _messages(world) >= 2 * pairs * owed, seconds=PATIENCE, what="all messages")
        finally:
            await program.end()
            await server.close()
    found.drop(address)
    return _spoken(world)


async def _bare(pairs: int, owed: int) -> Spoken:
    """Somebody who has to tell as many people sends, and waits when Telegram says so."""
    town = Town(pairs, 1, pairs * owed)
    world = _world(town)
    server = await serve(world)
    waiting: asyncio.Queue[int] = asyncio.Queue()
    for _ in range(owed):
        for community in range(1, town.communities + 1):
            waiting.put_nowait(town.user(community, 0))
            waiting.put_nowait(town.chat(community))
    tasks = Tasks()
    try:
        async with Bot(world.bot.token, base_url=server.base_url, request=HTTPXRequest()) as bot:
            await asyncio.gather(*(tasks.start(_send(bot, waiting), name="a sender") for _ in range(WORKERS)))
    finally:
        await server.close()
    return _spoken(world)


async def _send(bot: Bot, waiting: "asyncio.Queue[int]") -> None:
    while not waiting.empty():
        chat = waiting.get_nowait()
        try:
            await bot.send_message(chat, "书记把 #1001 收回了，您不用去了。辛苦！")
        except RetryAfter as error:
            seconds = error.retry_after
            await asyncio.sleep(seconds if isinstance(seconds, int) else seconds.total_seconds())
            waiting.put_nowait(chat)


def _world(town: Town) -> World:
    """Everybody has met the bot, and nothing of that waits as an update."""
    world = World(Clock())
    for community in range(1, town.communities + 1):
        user = town.user(community, 0)
        person = world.person(name_of(user), user_id=user)
        person.met_bot = True
        group = world.supergroup(f"第{community}社区维修群", [person], chat_id=town.chat(community))
        group.add_bot()
        group.promote_bot(can_delete_messages=True)
    world.updates.pending.clear()
    return world


async def _owe(folder: Path, address: str, town: Town) -> None:
    """Every group is owed the cards of its orders, every person as many notices."""
    config = configuration(folder, address)
    database = Database(config.database.async_url)
    vault = await open_vault(database, ensure_keys(config))
    rows = list(_rows(vault, Clock().now(), town))
    async with AsyncSession(database.writer) as session, session.begin():
        await session.execute(delete(OutboxMessage))
        await session.execute(insert(OutboxMessage), rows)
    await database.close()


def _rows(vault: Vault, now: datetime, town: Town) -> Iterator[dict[str, object]]:
    fresh = {"state": OutState.OWED, "said": 0, "message_id": None, "sent_at": None, "looks": None}
    for index in range(town.orders):
        place = town.place(index)
        posted = card(town, vault, now, place) | fresh
        yield posted
        facts = {"community": place.community, "number": place.number, "notice": "released_by_staff"}
        yield posted | {
            "key": f"notice/{place.community}/{place.number}",
            "chat_id": town.user(place.community, 0),
            "topic": "notice",
            "kind": Kind.SEND,
            "lane": Lane.WAITING,
            "facts": vault.seal_json(facts),
        }


def _messages(world: World) -> int:
    return len(world.calls.acted(*SAID))


def _spoken(world: World) -> Spoken:
    if world.breaches:
        raise RuntimeError(f"calls that no Bot API would take: {world.breaches[:3]}")
    said = [call.at for call in world.calls.acted(*SAID)]
    return Spoken(len(said), (max(said) - min(said)).total_seconds(), world.limits.refusals)
