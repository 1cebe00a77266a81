"""One use case, one transaction: `writing()` and `reading()`. Nothing else in the program commits."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.language.talk.lexicon import DEFAULT_LEXICON, Lexicon
from bot.storage.ground.engine import Database
from bot.storage.ground.vault import Vault
from bot.storage.post import inbox
from bot.storage.post.outbox import CLOCK, Owed, write_owed

IN_TRANSACTION: ContextVar[bool] = ContextVar("in_transaction", default=False)
"""Whether the present task is inside a transaction; nothing may be sent then, for a send cannot be taken back."""


class AlreadyHandledError(Exception):
    """The update this transaction belongs to was handled before; nothing is written."""


class NotYetError(Exception):
    """An earlier update of the same lane is still to be handled, by another process; nothing is written."""


class Reading:
    """A transaction that sees one state of the world and cannot change it."""

    lexicon: Lexicon = DEFAULT_LEXICON
    """The words that residents are understood by."""

    def __init__(self, session: AsyncSession, vault: Vault, now: datetime) -> None:
        self.session = session
        self.vault = vault
        self.now = now

    @property
    def database(self) -> tuple[str, tuple[str, ...]]:
        """The address of the database and the operator's keys, for another process of this program alone."""
        return self.session.get_bind().engine.url.render_as_string(hide_password=False), self.vault.keys


class Writing(Reading):
    """A transaction that changes the world and writes down what must be said about it."""

    def __init__(self, session: AsyncSession, vault: Vault, now: datetime, *, occasion: str) -> None:
        super().__init__(session, vault, now)
        self.occasion = occasion
        """Names what is done now for keys of one-off messages; the same when it is tried again."""
        self.owed: list[Owed] = []
        self.by_clock = False
        """Whether nobody does this: a moment came. What it says is marked so, for it wakes nobody at night."""
        self.settled: frozenset[int] = frozenset()
        """The stored updates that this transaction handles."""

    def owe(self, *messages: Owed) -> None:
        """Write down, in this transaction, that these must be said."""
        marked = (
            messages if not self.by_clock else [replace(each, facts={**each.facts, CLOCK: True}) for each in messages]
        )
        self.owed.extend(marked)


@dataclass
class Settlement:
    """Stored updates that belong to one transaction, and whether one has marked them as done."""

    seqs: tuple[int, ...]
    done: bool = False
    waiting: frozenset[int] = frozenset()
    """Those whose turn it was not."""


def occasion_of(seq: int) -> str:
    """What is done because of a stored update, by name."""
    return f"u{seq}"


@dataclass(frozen=True)
class UnitOfWork:
    """Opens transactions. One that belongs to an update also marks that update as done, or does nothing at all."""

    database: Database
    vault: Vault
    wake: Callable[[], None]
    """Called after a commit that owes something."""
    settlement: Settlement | None = None
    lexicon: Lexicon = DEFAULT_LEXICON
    """The words that residents are understood by."""

    def for_updates(self, *seqs: int) -> Self:
        """The unit of work of stored updates: one, or several that arrived together."""
        return replace(self, settlement=Settlement(seqs))

    async def settle(self, now: datetime) -> None:
        """Mark the update as done if nothing else has: it was read and asked for no change."""
        if self.settlement is not None and not self.settlement.done:
            try:
                async with self.writing(now):
                    pass
            except AlreadyHandledError:
                self.settlement.done = True

    @asynccontextmanager
    async def reading(self, now: datetime) -> AsyncIterator[Reading]:
        """See the last committed state."""
        async with _session(self.database.reader) as session:
            tx = Reading(session, self.vault, now)
            tx.lexicon = self.lexicon
            yield tx

    @asynccontextmanager
    async def writing(self, now: datetime, *, occasion: str = "", by_clock: bool = False) -> AsyncIterator[Writing]:
        """Change the world: all of it is committed when the block ends, none of it when it raises.

        The first thing done is to mark the updates it belongs to as done: who comes second finds that out before
        doing anything, and whoever is too early has read nothing yet that an earlier update may still change.

        Raises:
            AlreadyHandledError: the update was handled by another transaction meanwhile.
            NotYetError: it is not its turn.
        """
        async with _session(self.database.writer) as session:
            tx = Writing(session, self.vault, now, occasion=occasion)
            tx.lexicon, tx.by_clock = self.lexicon, by_clock
            if self.settlement is not None:
                tx.occasion = occasion_of(self.settlement.seqs[0])
                tx.settled = await _settle(session, self.settlement)
            yield tx
            await session.flush()
            if tx.owed:
                await write_owed(session, self.vault, now, tx.owed)
        if self.settlement is not None:
            self.settlement.done = True
        if tx.owed:
            self.wake()


@asynccontextmanager
async def _session(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
        before = IN_TRANSACTION.set(True)
        try:
            yield session
        finally:
            IN_TRANSACTION.reset(before)


async def _settle(session: AsyncSession, settlement: Settlement) -> frozenset[int]:
    settled = await inbox.settle(session, settlement.seqs)
    left = [seq for seq in settlement.seqs if seq not in settled]
    settlement.waiting = await inbox.pending_among(session, left) if left else frozenset()
    if settled:
        return settled
    raise NotYetError if settlement.waiting else AlreadyHandledError
