"""Answers over a thousand and over a million orders, as the program gives them but for Telegram: their ratio.

    python -m bench.big_tables [--orders 1000 1000000] [--rounds 30] [--only sqlite]

The same numbers of orders are unfinished and were closed yesterday; what differs is what lies behind. An answer is the
use case with its commit, and rendering what it owes. Databases take turns, and the median of the rounds counts.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from pydantic import SecretStr
from sqlalchemy import delete, select

from bench.big_filling import KEY, fill
from bench.big_places import ANN, BIGGEST, SECRETARY, WANG
from bench.big_rows import chat_of, user_of
from bot.clock import Clock
from bot.delivery.rendering import Scene
from bot.delivery.topics import TOPICS
from bot.models import OutboxMessage
from bot.models.outbox import OutState
from bot.settings import Database as Settings
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.uow import Reading, UnitOfWork
from bot.storage.post.messages import in_hand
from bot.storage.post.outbox import interrupted, next_due
from bot.storage.repairs.claims import lapsing
from bot.usecases.chats.acting import Actor
from bot.usecases.chats.asking import Ask, ask_open, ask_status
from bot.usecases.deadlines.digesting import DigestNow, digest_now, digests_due
from bot.usecases.points.statements import ask_statement
from bot.usecases.upkeep.tidying import tidy
from bot.views.words import Dictionary
from tests.databases import Postgres, postgres_server

KINDS = ("sqlite", "postgresql")
SIZES = (1_000, 1_000_000)
ROUNDS = 30
WARM = 3
AIM = 1.2
"""An answer over the most orders may take so many times as long as one over the fewest."""


@dataclass(frozen=True)
class Row:
    """How long one answer takes on one kind of database, with each number of orders."""

    kind: str
    answer: str
    seconds: dict[int, float]
    """The median for each number of orders."""

    @property
    def ratio(self) -> float:
        """With the most orders, as a multiple of that with the fewest."""
        return self.seconds[max(self.seconds)] / self.seconds[min(self.seconds)]


@dataclass(frozen=True)
class Books:
    """One filled database, and what is needed to answer from it."""

    orders: int
    uow: UnitOfWork
    now: datetime
    dictionary: Dictionary

    async def say_what_is_owed(self) -> None:
        """Render as the postman does."""
        async with self.uow.reading(self.now) as tx:
            is_owed = OutboxMessage.state == OutState.OWED
            query = select(OutboxMessage.id).where(is_owed).order_by(OutboxMessage.lane, OutboxMessage.id)
            owed = (await tx.session.scalars(query)).all()
            if not owed:
                raise LookupError("nothing is owed")
            for row_id in owed:
                await self._say(tx, row_id)

    async def _say(self, tx: Reading, row_id: int) -> None:
        found = await in_hand(tx, row_id)
        if found is None:
            raise LookupError(f"message {row_id} is gone")
        scene = Scene(
            tx=tx,
            facts=tx.vault.open_json(found.row.facts),
            row=found.row,
            reader=found.reader,
            here=found.community,
            dictionary=self.dictionary,
            bot_username="weixiu_bot",
            default_locale="zh_CN",
        )
        if await TOPICS[found.row.topic](scene) is None:
            raise LookupError(f"nothing to say about {found.row.topic}")

    async def forget_what_was_owed(self) -> None:
        """The same may be asked again."""
        async with self.uow.writing(self.now) as tx:
            await tx.session.execute(delete(OutboxMessage).where(OutboxMessage.state == OutState.OWED))


Answer = Callable[[Books], Awaitable[object]]


def _somebody(person: int, *, group: bool = False) -> Actor:
    user = user_of(person)
    return Actor(user, f"邻居{person}", chat_of(BIGGEST) if group else user, private=not group)


def _asking(ask: Callable[..., Awaitable[object]], cmd: object) -> Answer:
    """Somebody puts a question, and is answered."""

    async def answer(books: Books) -> None:
        await ask(cmd, uow=books.uow, now=books.now)
        await books.say_what_is_owed()

    return answer


async def _tick(books: Books) -> None:
    await tidy(uow=books.uow, now=books.now)
    await digests_due(uow=books.uow, now=books.now)
    async with books.uow.reading(books.now) as tx:
        await lapsing(tx, books.now)


async def _start(books: Books) -> None:
    async with books.uow.reading(books.now) as tx:
        await interrupted(tx.session)
        await next_due(tx.session, books.now)


ANSWERS: dict[str, Answer] = {
    "/status, one who reported a fifth of all": _asking(ask_status, Ask(_somebody(WANG))),
    "/status, one who took a tenth": _asking(ask_status, Ask(_somebody(ANN))),
    "/status 1200, staff": _asking(ask_status, Ask(_somebody(SECRETARY), number=1200)),
    "/open in the group": _asking(ask_open, Ask(_somebody(ANN, group=True))),
    "/open of thirty communities": _asking(ask_open, Ask(_somebody(ANN))),
    "the digest": _asking(digest_now, DigestNow(_somebody(SECRETARY), BIGGEST)),
    "/points of thirty communities": _asking(ask_statement, Ask(_somebody(ANN))),
    "a tick with nothing due": _tick,
    "what a start looks for": _start,
}


def measure(sizes: Sequence[int] = SIZES, kinds: Sequence[str] = KINDS, *, rounds: int = ROUNDS) -> list[Row]:
    """Fill databases of these kinds with so many orders, and time the answers over them."""
    rows: list[Row] = []
    now = Clock().now()
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="weixiu-big-") as folder, _server_for(kind) as server:
            addresses = {}
            for orders in sizes:
                addresses[orders] = server.new_database() if server else f"sqlite:///{folder}/{orders}.db"
                fill(addresses[orders], orders, now, partial(_progress, kind))
            rows += asyncio.run(_measured(kind, addresses, now, rounds))
    _progress("", "")
    return rows


def _server_for(kind: str) -> AbstractContextManager[Postgres | None]:
    return nullcontext() if kind == "sqlite" else postgres_server()


async def _measured(kind: str, addresses: dict[int, str], now: datetime, rounds: int) -> list[Row]:
    clock = Clock()
    async with AsyncExitStack() as stack:
        shelf = [await stack.enter_async_context(_opened(*found, now)) for found in addresses.items()]
        rows = []
        for name, answer in ANSWERS.items():
            _progress(kind, name)
            times: dict[int, list[float]] = {books.orders: [] for books in shelf}
            for turn in range(WARM + rounds):
                for books in shelf:
                    began = clock.monotonic()
                    await answer(books)
                    took = clock.monotonic() - began
                    await books.forget_what_was_owed()
                    times[books.orders] += [took] if turn >= WARM else []
            rows.append(Row(kind, name, {orders: statistics.median(seconds) for orders, seconds in times.items()}))
        return rows


@asynccontextmanager
async def _opened(orders: int, address: str, now: datetime) -> AsyncIterator[Books]:
    database = Database(Settings(url=SecretStr(address)).async_url)
    try:
        vault = await open_vault(database, [KEY])
        yield Books(orders, UnitOfWork(database, vault, wake=lambda: None), now, Dictionary())
    finally:
        await database.close()


def main() -> None:
    """Measure and print the table; the exit code is 1 if an answer took too much longer over the most orders."""
    options = _options()
    kinds = [options.only] if options.only else KINDS
    rows = measure(options.orders, kinds, rounds=options.rounds)
    width = max(len(row.answer) for row in rows)
    for row in rows:
        told = "  ".join(f"{orders:>9,}: {seconds * 1000:7.2f} ms" for orders, seconds in row.seconds.items())
        sys.stdout.write(f"{row.kind:<10}  {row.answer:<{width}}  {told}  {row.ratio:.2f}\n")
    sys.exit(any(row.ratio > AIM for row in rows))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.big_tables", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--orders", type=int, nargs="+", default=SIZES, help="sizes; at least 1000 each")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", choices=KINDS)
    return parser.parse_args()


def _progress(kind: str, line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{kind}  {line}")
        sys.stderr.flush()


if __name__ == "__main__":
    main()
