"""Databases that earlier programs wrote, with real rows: brought up to date they are whole, and read as they were."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.models import Claim, Order, Person
from bot.settings import Database
from bot.storage.ground.migrating import downgrade, head_revision, migrate
from bot.storage.ground.revisions import known_revisions
from bot.storage.upkeep.backup import plain_engine
from bot.storage.upkeep.checkup import looking_into, verify_file
from bot.storage.upkeep.restoring import restore
from tests.databases import database_at
from tests.town import KEY, MORNING

GOLDEN = {path.stem: path for path in (Path(__file__).parents[1] / "golden").glob("[0-9]*.sql")}
REVISIONS = sorted(known_revisions())
ORDERS = {1001: "closed", 1002: "closed", 1003: "closed", 1004: "open", 1005: "open", 1006: "open"}
EVERYTHING = (ORDERS, "安", {"+8613800138000", None})
"""In which state each order is, who holds the one that has a place left, whom to call: nobody about the last one."""
FIGURES = (
    "SELECT (SELECT sum(amount) FROM ledger_entry), (SELECT sum(balance) FROM account WHERE kind = 'member'),"
    " (SELECT sum(balance) FROM account), (SELECT count(*) FROM order_event), (SELECT count(*) FROM claim)"
)


ALWAYS = ("0001", "0003", "0004")
"""The others are looked at among the long tests."""


@pytest.fixture(
    params=[name if name in ALWAYS else pytest.param(name, marks=pytest.mark.long) for name in sorted(GOLDEN)]
)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The database as the program of that revision left it."""
    file = tmp_path / "golden.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(GOLDEN[request.param].read_text(encoding="utf-8"))
    return file


def figures(database: Database) -> tuple[int, ...]:
    with plain_engine(database.sync_url) as engine, engine.connect() as connection:
        return tuple(int(figure) for figure in connection.execute(text(FIGURES)).one())


async def read(database: Database) -> tuple[dict[int, str], str, set[str | None]]:
    """What this program makes of it: the orders, who holds one, whom they are to call."""
    async with looking_into(database.async_url, [KEY], MORNING) as tx:
        assert tx is not None
        orders = {number: await tx.session.get_one(Order, (1, number)) for number in ORDERS}
        phones = {tx.vault.open_json(order.contact)["phone"] for order in orders.values() if order.contact}
        claim = await tx.session.get_one(Claim, (1, 1004, 1))
        holder = await tx.session.get_one(Person, claim.person_id)
        return {number: str(order.status) for number, order in orders.items()}, tx.vault.open(holder.name), phones


def test_there_is_one_of_every_revision_that_is_not_the_newest() -> None:
    assert set(REVISIONS[:-1]) <= GOLDEN.keys() <= set(REVISIONS)


def test_what_an_earlier_program_wrote_is_whole_and_readable_after_each_step(golden: Path, tmp_path: Path) -> None:
    database = database_at(f"sqlite:///{golden}", tmp_path)
    before = figures(database)
    assert before[:3] == (30, 30, 0)
    assert migrate(database.sync_url) == head_revision()
    assert asyncio.run(verify_file(golden, [KEY], MORNING, called="it")) == head_revision()
    assert asyncio.run(read(database)) == EVERYTHING
    downgrade(database.sync_url, REVISIONS[-2])
    assert figures(database) == before
    migrate(database.sync_url)
    assert figures(database) == before


@pytest.mark.long
@pytest.mark.parametrize("elsewhere", ["into postgres"], indirect=True)
def test_what_an_earlier_program_backed_up_moves_to_postgresql(golden: Path, elsewhere: Database) -> None:
    restore(elsewhere, [KEY], golden, now=MORNING, report=lambda *_: None)
    assert figures(elsewhere)[:3] == (30, 30, 0)
    assert asyncio.run(read(elsewhere)) == EVERYTHING
