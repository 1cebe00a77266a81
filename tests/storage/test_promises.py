"""What the databases promise, on both of them, with real transactions side by side."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bot.domain.ids import CommunityId
from bot.domain.life import Status
from bot.models import Base, Person
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.leases import take_lease
from bot.storage.ground.migrating import differences, downgrade, head_revision, migrate
from bot.storage.ground.uow import AlreadyHandledError
from bot.storage.ground.vault import Sealer, WrongKeyError
from bot.storage.points.ledger_chain import first_broken
from bot.storage.repairs.order_facts import order_facts
from bot.usecases.chats.acting import Actor
from bot.usecases.repairs.claiming import ClaimOrder, claim_order
from tests.town import KEY, Town

HERE = CommunityId(1)


async def earn(town: Town, name: str) -> None:
    who = await town.volunteer(name)
    await who.taps("我来修", under=await town.order("5号楼 灯不亮"))
    await who.taps("修好了")
    await town.secretary.taps("确认")


async def test_of_forty_claims_at_the_same_instant_as_many_win_as_there_are_places(town: Town) -> None:
    """Through two programs on one database, without any queue before the conditional write."""
    await town.order("5号楼 搬柜子 3人")
    programs = [town.weixiu, town.another_process()]

    async def attempt(number: int) -> str:
        actor = Actor(user_id=7_000_000 + number, name=f"志愿者{number}", chat_id=town.group.id, private=False)
        uow, now = programs[number % 2].uow, town.clock.now()
        outcome = await claim_order(ClaimOrder(actor, HERE, 1001), uow=uow, now=now)
        return "won" if outcome.refusal is None else type(outcome.refusal).__name__

    results = Counter(await asyncio.gather(*(attempt(number) for number in range(40))))
    assert results == {"won": 3, "OrderTaken": 37}
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        facts = await order_facts(tx, HERE, 1001)
    assert facts is not None
    assert facts.status is Status.CLAIMED
    assert len(facts.holders) == 3


async def test_one_person_claiming_everything_at_once_stays_within_the_limit(town: Town) -> None:
    for number in range(6):
        await town.order(f"{number + 1}号楼 灯不亮")
    ann = await town.volunteer("安")
    actor = Actor(user_id=ann.user_id, name="安", chat_id=town.group.id, private=False)

    async def attempt(number: int) -> str:
        outcome = await claim_order(ClaimOrder(actor, HERE, number), uow=town.weixiu.uow, now=town.clock.now())
        return "won" if outcome.refusal is None else type(outcome.refusal).__name__

    results = Counter(await asyncio.gather(*(attempt(1001 + number) for number in range(6))))
    assert results == {"won": 3, "TooManyClaims": 3}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET amount = 1000",
        "DELETE FROM ledger_entry",
        "UPDATE order_event SET actor_id = NULL",
        "DELETE FROM order_event",
        "UPDATE audit SET action = 'nothing'",
        "DELETE FROM audit",
    ],
)
async def test_what_happened_can_neither_be_changed_nor_removed(town: Town, statement: str) -> None:
    await earn(town, "安")
    with pytest.raises(DBAPIError, match="append-only"):
        async with town.weixiu.uow.writing(town.clock.now()) as tx:
            await tx.session.execute(text(statement))


async def test_no_balance_falls_below_zero(town: Town) -> None:
    await earn(town, "安")
    with pytest.raises(DBAPIError):
        async with town.weixiu.uow.writing(town.clock.now()) as tx:
            await tx.session.execute(text("UPDATE account SET balance = -1 WHERE kind = 'member'"))


async def test_every_balance_is_the_sum_of_its_entries(town: Town) -> None:
    await earn(town, "安")
    await earn(town, "安")
    await earn(town, "波")
    query = text(
        "SELECT a.balance, COALESCE((SELECT SUM(amount) FROM ledger_entry e WHERE e.target_id = a.id), 0)"
        " - COALESCE((SELECT SUM(amount) FROM ledger_entry e WHERE e.source_id = a.id), 0) FROM account a"
    )
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        rows = (await tx.session.execute(query)).all()
    assert sorted(balance for balance, _ in rows) == [-30, 10, 20]
    assert all(balance == summed for balance, summed in rows)


async def test_a_bent_ledger_names_its_first_broken_row(town: Town) -> None:
    for _ in range(3):
        await earn(town, "安")
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert await first_broken(tx, HERE) is None
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        if town.database.is_sqlite:
            await tx.session.execute(text("DROP TRIGGER ledger_entry_no_update"))
        else:
            await tx.session.execute(text("ALTER TABLE ledger_entry DISABLE TRIGGER ALL"))
        await tx.session.execute(text("UPDATE ledger_entry SET amount = amount + 1 WHERE seq = 2"))
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert await first_broken(tx, HERE) == 2


async def test_reading_cannot_write(town: Town) -> None:
    with pytest.raises(DBAPIError):
        async with town.weixiu.uow.reading(town.clock.now()) as tx:
            await tx.session.execute(text("UPDATE community SET name = 'x'"))


async def test_a_transaction_that_fails_leaves_nothing(town: Town) -> None:
    async def fail() -> None:
        async with town.weixiu.uow.writing(town.clock.now()) as tx:
            await tx.session.execute(text("UPDATE community SET name = '别的'"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    await town.secretary.says("/settings")
    assert "阡上维修群" in town.secretary.last.text


async def test_an_update_is_settled_by_one_transaction_only(town: Town) -> None:
    await town.order("5号楼 灯不亮")
    uow = town.weixiu.uow.for_updates(1)
    with pytest.raises(AlreadyHandledError):
        async with uow.writing(town.clock.now()):
            pass


async def test_a_lease_is_held_by_one_until_it_runs_out(town: Town) -> None:
    now, life = town.clock.now(), timedelta(seconds=10)

    async def take(owner: str, after: int) -> bool:
        moment = now + timedelta(seconds=after)
        async with town.weixiu.uow.writing(moment) as tx:
            return await take_lease(tx.session, "test", owner, moment, life)

    assert [await take("a", 0), await take("b", 5), await take("a", 8), await take("b", 15)] == [
        True,
        False,
        True,
        False,
    ]
    assert [await take("b", 18), await take("a", 19)] == [True, False]


async def everything_stored(town: Town, folder: Path) -> bytes:
    """All the database holds: the bytes of SQLite's files, the rows of PostgreSQL's tables."""
    if town.database.is_sqlite:
        return b"".join(path.read_bytes() for path in folder.glob("weixiu.db*"))
    rows: list[str] = []
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        for table in Base.metadata.sorted_tables:
            rows += [repr(tuple(row)) for row in await tx.session.execute(select(table))]
    return "\n".join(rows).encode()


async def test_names_phones_and_flats_are_not_in_the_database(town: Town, tmp_path: Path) -> None:
    ann = await town.volunteer("名字很特别的安")
    await ann.taps("我来修", under=await town.order("2号楼2单元1401 门框开裂 刘运京 13800138000"))
    stored = await everything_stored(town, tmp_path)
    assert "门框开裂".encode() in stored
    for secret in ("刘运京", "13800138000", "1401", "名字很特别的安", "刘书记"):
        assert secret.encode() not in stored


async def test_another_key_does_not_open_the_vault(town: Town) -> None:
    with pytest.raises(WrongKeyError):
        await open_vault(town.database, [b"QkFEQkFEQkFEQkFEQkFEQkFEQkFEQkFEQkFEQkFEQkE="])


async def test_a_new_key_before_the_old_one_opens_everything(town: Town) -> None:
    new = b"QkFEQkFEQkFEQkFEQkFEQkFEQkFEQkFEQkFEQkFEQkE="
    vault = await open_vault(town.database, [new, KEY])
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        person = await tx.session.get_one(Person, 1)
    assert vault.open(person.name) == "刘书记"
    assert Sealer([new]).open(vault.seal("x")) == "x"


@dataclass
class Address:
    """A database's address for the plain engine."""

    url: str

    @property
    def plain(self) -> str:
        return self.url.replace("postgresql://", "postgresql+psycopg://", 1)


def test_the_migrations_make_what_the_models_say(database_url: str) -> None:
    differences(Address(database_url).plain)


def test_the_schema_goes_up_down_and_up_again(database_url: str) -> None:
    url = Address(database_url).plain
    downgrade(url, "base")
    assert migrate(url) == head_revision()
    differences(url)


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    url = Address(database_url).plain
    assert migrate(url) == migrate(url) == head_revision()


def test_a_new_sqlite_file_is_its_owners_alone(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path}/new.db")
    assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600
