"""A points ledger without a chat: two communities, three people, and orders that are done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from sqlalchemy import select, text

from bot.config import build
from bot.domain.ids import CommunityId, PersonId, Points
from bot.models import Account, LedgerEntry, Order, Person
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.ground.engine import Database
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.ground.vault import Vault
from bot.storage.points.ledger import Entry, account_of, add_entry, lock_books
from bot.storage.points.ledger_chain import first_broken
from bot.storage.points.statements import EntryFacts, statement_of
from bot.usecases.points.awarding import award
from tests.rows import a_community, an_order
from tests.town import KEY

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
HERE, THERE = CommunityId(1), CommunityId(2)
SECRETARY, ANN, BO = PersonId(1), PersonId(2), PersonId(3)
LEDGER_KEY = b"l" * 32


@dataclass
class Books:
    """Two communities and three people in a database of their own; orders 1001 to 1009 in each community."""

    uow: UnitOfWork
    now: datetime = NOON

    async def give(self, number: int, to: PersonId, points: int, *, community: CommunityId = HERE) -> bool:
        """The secretary gives points for an order, a minute after the gift before."""
        self.now += timedelta(minutes=1)
        async with self.uow.writing(self.now) as tx:
            order = await tx.session.get_one(Order, (community, number))
            volunteer, by = await tx.session.get_one(Person, to), await tx.session.get_one(Person, SECRETARY)
            return await award(tx, order, volunteer, Points(points), by=by)

    async def return_to_mint(self, of: PersonId, points: int, *, key: str) -> bool:
        """Points go back to where they came from."""
        self.now += timedelta(minutes=1)
        async with self.uow.writing(self.now) as tx:
            await lock_books(tx, HERE)
            member = await account_of(tx, HERE, AccountKind.MEMBER, of)
            mint = await account_of(tx, HERE, AccountKind.MINT)
            return await add_entry(tx, Entry(EntryKind.AWARD, member, mint, Points(points), key, SECRETARY)) is not None

    async def balances(self) -> dict[tuple[CommunityId, AccountKind, PersonId], int]:
        """Every account's balance."""
        async with self.uow.reading(self.now) as tx:
            return {
                (account.community_id, account.kind, account.owner_id): account.balance
                for account in await tx.session.scalars(select(Account))
            }

    async def entries(self, community: CommunityId = HERE) -> list[LedgerEntry]:
        """A community's entries, the first one first."""
        async with self.uow.reading(self.now) as tx:
            query = select(LedgerEntry).where(LedgerEntry.community_id == community).order_by(LedgerEntry.seq)
            return list(await tx.session.scalars(query))

    async def bend(self, *statements: str) -> None:
        """Change the entries behind the program's back, as somebody with the database's file could."""
        async with self.uow.writing(self.now) as tx:
            await unguard(tx)
            for statement in statements:
                await tx.session.execute(text(statement))

    async def broken(self, community: CommunityId = HERE) -> int | None:
        """The first broken row."""
        async with self.uow.reading(self.now) as tx:
            return await first_broken(tx, community)

    async def statement(
        self, of: PersonId, *, limit: int = 10, offset: int = 0, where: CommunityId = HERE
    ) -> list[EntryFacts]:
        """Somebody's statement."""
        async with self.uow.reading(self.now) as tx:
            return await statement_of(tx, where, of, limit=limit, offset=offset)


async def people_and_orders(tx: Writing) -> None:
    names = {SECRETARY: "刘书记", ANN: "安", BO: "波"}
    tx.session.add_all(Person(id=who, user_id=1000 + who, name=tx.vault.seal(name)) for who, name in names.items())
    tx.session.add_all(a_community(id=where, chat_id=-1000 - where, locale="zh") for where in (HERE, THERE))
    await tx.session.flush()
    numbers = product((HERE, THERE), range(1001, 1010))
    tx.session.add_all(an_order(community_id=where, number=number, posted_by=SECRETARY) for where, number in numbers)


async def unguard(tx: Writing) -> None:
    """Take away what guards the entries, as somebody with the database's file could."""
    if tx.session.get_bind().dialect.name == "sqlite":
        await tx.session.execute(text("DROP TRIGGER ledger_entry_no_update"))
        await tx.session.execute(text("DROP TRIGGER ledger_entry_no_delete"))
    else:
        await tx.session.execute(text("ALTER TABLE ledger_entry DISABLE TRIGGER ALL"))


@asynccontextmanager
async def open_books(database_url: str, folder: Path) -> AsyncIterator[Books]:
    """On this migrated, empty database."""
    values = {"telegram": {"token": "1:x"}, "database": {"url": database_url}, "security": {"key": [KEY.decode()]}}
    database = Database(build(values, folder=folder).database.async_url)
    vault = Vault([KEY], index_key=b"i" * 32, ledger_key=LEDGER_KEY)
    try:
        here = Books(UnitOfWork(database, vault, wake=lambda: None))
        async with here.uow.writing(NOON) as tx:
            await people_and_orders(tx)
        yield here
    finally:
        await database.close()
