"""The points ledger on its own: what an entry says, whose points move, and which row was bent."""

import asyncio
import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.config import build
from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.domain.life import Status
from bot.domain.size import Size
from bot.domain.standard import Standard
from bot.domain.urgency import Urgency
from bot.models import Account, Community, LedgerEntry, Order, Person
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.engine import Database
from bot.storage.ledger import Entry, account_of, add_entry, balance_of, lock_books
from bot.storage.ledger_chain import GENESIS, chained_text, first_broken
from bot.storage.statements import EntryFacts, statement_of
from bot.storage.uow import UnitOfWork, Writing
from bot.storage.vault import Vault
from bot.usecases.awarding import award
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
            if self.uow.database.is_sqlite:
                await tx.session.execute(text("DROP TRIGGER ledger_entry_no_update"))
                await tx.session.execute(text("DROP TRIGGER ledger_entry_no_delete"))
            else:
                await tx.session.execute(text("ALTER TABLE ledger_entry DISABLE TRIGGER ALL"))
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


def community(community_id: CommunityId) -> Community:
    return Community(
        id=community_id,
        name="阡上",
        chat_id=-1000 - community_id,
        timezone="Asia/Shanghai",
        locale="zh",
        digest_time="08:30",
        digest_when_empty=True,
        claim_limit=3,
        open_team=True,
        start_grace_minutes=15,
        repost_after_hours=24,
        standard=Standard().to_json(),
        created_at=NOON,
    )


def order(community_id: CommunityId, number: int) -> Order:
    return Order(
        community_id=community_id,
        number=OrderNumber(number),
        status=Status.DONE,
        building="5号楼",
        what="灯不亮",
        size=Size.MEDIUM,
        urgency=Urgency.NORMAL,
        people_needed=1,
        places_taken=1,
        points=Points(10),
        posted_by=SECRETARY,
        opened_at=NOON,
    )


async def people_and_orders(tx: Writing) -> None:
    tx.session.add_all(Person(id=who, user_id=1000 + who, name=b"sealed", seen_at=NOON) for who in (SECRETARY, ANN, BO))
    tx.session.add_all([community(HERE), community(THERE)])
    await tx.session.flush()
    tx.session.add_all(order(where, number) for where in (HERE, THERE) for number in range(1001, 1010))


@pytest.fixture
async def books(database_url: str, tmp_path: Path) -> AsyncIterator[Books]:
    values = {"telegram": {"token": "1:x"}, "database": {"url": database_url}, "security": {"key": [KEY.decode()]}}
    database = Database(build(values, folder=tmp_path).database.async_url)
    vault = Vault([KEY], index_key=b"i" * 32, ledger_key=LEDGER_KEY)
    try:
        here = Books(UnitOfWork(database, vault, wake=lambda: None))
        async with here.uow.writing(NOON) as tx:
            await people_and_orders(tx)
        yield here
    finally:
        await database.close()


async def test_points_given_leave_the_mint_and_reach_the_volunteer_there(books: Books) -> None:
    assert await books.give(1001, ANN, 10)
    assert await books.give(1002, ANN, 5)
    assert await books.give(1002, BO, 7)
    assert await books.give(1001, ANN, 40, community=THERE)
    assert await books.balances() == {
        (HERE, AccountKind.MINT, PersonId(0)): -22,
        (HERE, AccountKind.MEMBER, ANN): 15,
        (HERE, AccountKind.MEMBER, BO): 7,
        (THERE, AccountKind.MINT, PersonId(0)): -40,
        (THERE, AccountKind.MEMBER, ANN): 40,
    }


async def test_everybody_is_told_their_own_balance_of_that_community(books: Books) -> None:
    await books.give(1001, ANN, 10)
    await books.give(1001, ANN, 40, community=THERE)
    async with books.uow.reading(NOON) as tx:
        told = [await balance_of(tx, where, who) for where in (HERE, THERE) for who in (ANN, BO, PersonId(0))]
    assert told == [10, 0, 0, 40, 0, 0]


async def test_an_order_pays_a_volunteer_once(books: Books) -> None:
    assert [await books.give(1001, ANN, 10), await books.give(1001, ANN, 10), await books.give(1001, ANN, 99)] == [
        True,
        False,
        False,
    ]
    assert await books.give(1001, BO, 10)
    assert [entry.amount for entry in await books.entries()] == [10, 10]
    assert (await books.balances())[HERE, AccountKind.MEMBER, ANN] == 10


async def test_nothing_given_is_no_entry_and_one_point_is_one(books: Books) -> None:
    assert not await books.give(1001, ANN, 0)
    assert await books.entries() == []
    assert await books.balances() == {}
    assert await books.give(1001, ANN, 1)
    assert [entry.amount for entry in await books.entries()] == [1]


async def test_an_entry_says_what_moved_when_for_what_and_by_whom(books: Books) -> None:
    await books.give(1001, ANN, 10)
    await books.give(1007, BO, 5)
    accounts = await account_ids(books)
    first, second = await books.entries()
    assert said(first) == {
        "community_id": HERE,
        "seq": 1,
        "at": NOON + timedelta(minutes=1),
        "kind": EntryKind.AWARD,
        "source_id": accounts[AccountKind.MINT, PersonId(0)],
        "target_id": accounts[AccountKind.MEMBER, ANN],
        "amount": 10,
        "number": 1001,
        "actor_id": SECRETARY,
        "reverses": None,
        "reason_mac": None,
        "key": f"award/1001/{ANN}",
        "previous_mac": GENESIS,
    }
    assert said(second) == {
        **said(first),
        "seq": 2,
        "at": NOON + timedelta(minutes=2),
        "target_id": accounts[AccountKind.MEMBER, BO],
        "amount": 5,
        "number": 1007,
        "key": f"award/1007/{BO}",
        "previous_mac": first.mac,
    }


def said(entry: LedgerEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in LedgerEntry.__table__.columns.keys() if name != "mac"}  # noqa: SIM118 - a collection of columns, not a mapping


async def account_ids(books: Books) -> dict[tuple[AccountKind, PersonId], int]:
    async with books.uow.reading(NOON) as tx:
        query = select(Account).where(Account.community_id == HERE)
        return {(account.kind, account.owner_id): account.id for account in await tx.session.scalars(query)}


async def test_accounts_are_numbered_within_their_community(books: Books) -> None:
    await books.give(1001, ANN, 10, community=THERE)
    await books.give(1001, BO, 10, community=THERE)
    await books.give(1001, ANN, 10)
    assert sorted((await account_ids(books)).values()) == [1, 2]


async def test_each_community_has_a_chain_of_its_own(books: Books) -> None:
    for number in (1001, 1002):
        await books.give(number, ANN, 10)
        await books.give(number, ANN, 10, community=THERE)
    for where in (HERE, THERE):
        assert [entry.seq for entry in await books.entries(where)] == [1, 2]
        assert [entry.previous_mac == GENESIS for entry in await books.entries(where)] == [True, False]
        assert await books.broken(where) is None


@pytest.fixture
def far_west(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own clock shows the time of Pago Pago."""
    with monkeypatch.context() as setting:
        setting.setenv("TZ", "Pacific/Pago_Pago")
        time.tzset()
        yield
    time.tzset()


def test_what_a_mac_covers_is_every_field_and_is_written_the_same_for_ever(far_west: None) -> None:
    """A format: what one version chained on one machine, every later one must find whole on every other."""
    row = LedgerEntry(
        community_id=HERE,
        seq=3,
        at=datetime.fromisoformat("2026-11-23T12:00:00.5+08:00"),
        kind=EntryKind.AWARD,
        source_id=1,
        target_id=2,
        amount=Points(10),
        number=None,
        actor_id=SECRETARY,
        key="award/1001/2",
        previous_mac=GENESIS,
    )
    fields = ["1", "3", "2026-11-23T04:00:00.500000+00:00", "award", "1", "2", "10", "None", "1", "award/1001/2"]
    assert chained_text(row) == "\x1f".join([*fields, "0" * 64])


async def test_a_mac_is_the_keyed_hash_of_what_it_covers(books: Books) -> None:
    await books.give(1001, ANN, 10)
    (entry,) = await books.entries()
    assert entry.mac == hmac.new(LEDGER_KEY, chained_text(entry).encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("bent", "broken"),
    [
        ("UPDATE ledger_entry SET amount = 1000 WHERE community_id = 1 AND seq = 1", 1),
        ("UPDATE ledger_entry SET actor_id = 2 WHERE community_id = 1 AND seq = 3", 3),
        ("UPDATE ledger_entry SET mac = previous_mac WHERE community_id = 1 AND seq = 2", 2),
        ("UPDATE ledger_entry SET previous_mac = mac WHERE community_id = 1 AND seq = 2", 2),
        ("UPDATE ledger_entry SET seq = 4 WHERE community_id = 1 AND seq = 3", 3),
        ("DELETE FROM ledger_entry WHERE community_id = 1 AND seq = 1", 1),
        ("DELETE FROM ledger_entry WHERE community_id = 1 AND seq = 2", 2),
        ("DELETE FROM ledger_entry WHERE community_id = 1 AND seq = 3", 3),
        ("DELETE FROM ledger_entry WHERE community_id = 1", 1),
        ("UPDATE ledger_head SET seq = 2 WHERE community_id = 1", 4),
        ("UPDATE ledger_entry SET amount = 1000 WHERE community_id = 2", None),
    ],
)
async def test_the_first_bent_row_is_named(books: Books, bent: str, broken: int | None) -> None:
    """A chain cannot know that its end is missing; the proof of its head does."""
    for number in (1001, 1002, 1003):
        await books.give(number, ANN, 10)
    await books.give(1001, BO, 10, community=THERE)
    await books.bend(bent)
    assert await books.broken() == broken


async def test_rows_that_changed_places_are_found_although_each_is_whole(books: Books) -> None:
    for number in (1001, 1002, 1003):
        await books.give(number, ANN, 10)
    await books.bend(
        "UPDATE ledger_entry SET seq = 9 WHERE seq = 2",
        "UPDATE ledger_entry SET seq = 2 WHERE seq = 3",
        "UPDATE ledger_entry SET seq = 3 WHERE seq = 9",
    )
    assert await books.broken() == 2


async def test_a_statement_tells_the_latest_first_with_signs_and_only_ones_own(books: Books) -> None:
    """Also where the account next door has another number, and somebody else has this one."""
    await books.give(1001, ANN, 10)
    await books.give(1002, BO, 5)
    await books.give(1008, BO, 40, community=THERE)
    await books.give(1009, ANN, 40, community=THERE)
    await books.return_to_mint(ANN, 4, key="back/1")
    await books.give(1003, ANN, 7)
    facts = [
        EntryFacts(NOON + timedelta(minutes=6), EntryKind.AWARD, 7, OrderNumber(1003), seq=4, what="灯不亮"),
        EntryFacts(NOON + timedelta(minutes=5), EntryKind.AWARD, -4, None, seq=3),
        EntryFacts(NOON + timedelta(minutes=1), EntryKind.AWARD, 10, OrderNumber(1001), seq=1, what="灯不亮"),
    ]
    assert await books.statement(ANN) == facts
    assert await books.statement(ANN, limit=2) == facts[:2]
    assert await books.statement(ANN, limit=2, offset=1) == facts[1:]
    assert await books.statement(SECRETARY) == []
    assert [entry.number for entry in await books.statement(ANN, where=THERE)] == [1009]


async def test_two_communities_may_pay_under_the_same_key(books: Books) -> None:
    assert await books.give(1001, ANN, 10)
    assert await books.give(1001, ANN, 10, community=THERE)
    assert [len(await books.entries(where)) for where in (HERE, THERE)] == [1, 1]


async def test_payments_in_the_same_instant_by_two_programs_keep_one_chain(books: Books) -> None:
    other = Database(books.uow.database.url)
    programs = [books, replace(books, uow=replace(books.uow, database=other))]
    try:
        paid = await asyncio.gather(
            *(programs[number % 2].give(1001 + number, who, 1) for number in range(6) for who in (ANN, BO))
        )
    finally:
        await other.close()
    assert all(paid)
    async with books.uow.reading(NOON) as tx:
        assert await tx.session.scalar(select(func.max(LedgerEntry.seq))) == len(paid)
    assert await books.broken() is None
