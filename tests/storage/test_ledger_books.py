"""The points ledger on its own: what an entry says, whose points move, and which row was bent."""

import asyncio
import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.domain.ids import OrderNumber, PersonId, Points
from bot.models import Account, LedgerEntry
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.ground.engine import Database
from bot.storage.points.ledger import balance_of
from bot.storage.points.ledger_chain import GENESIS, chained_text
from bot.storage.points.statements import EntryFacts
from tests.ledgers import ANN, BO, HERE, LEDGER_KEY, NOON, SECRETARY, THERE, Books, open_books


@pytest.fixture
async def books(database_url: str, tmp_path: Path) -> AsyncIterator[Books]:
    async with open_books(database_url, tmp_path) as here:
        yield here


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
