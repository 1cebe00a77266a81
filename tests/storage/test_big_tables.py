"""Nothing the program does by itself, and no answer, reads through all that there ever was."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from bench.big_filling import fill
from bench.big_places import ANN, WANG
from bench.big_rows import user_of
from bench.big_tables import ANSWERS, measure
from bot.storage.ground.engine import Database
from bot.usecases.upkeep.minding_books import mind_books
from tests.databases import Postgres
from tests.town import KEY, MORNING, Town, open_town

ORDERS = 8_000
"""Each big table has at least as many rows; order_event has four times, outbox three times as many."""
STEPS = 100
"""SQLite tells each time it has carried out so many instructions of its own."""
MOST_STEPS = 2 * ORDERS
"""Reading a row takes at least three instructions, so nothing that reads a whole table stays below."""
MOST_ROWS = ORDERS // 3
"""The tidying looks at up to two thousand updates; nothing else at more than a few hundred rows."""
ENOUGH_HEARD = 500
QUESTIONS = ("/status", "/status 1200", "/open", "/points")
READING = ("SELECT", "UPDATE", "DELETE", "WITH")
Statement = tuple[str, Any]
Effort = Callable[[Statement], int]


@dataclass
class Ear:
    """Hears the statements that a program gives to its database, with their parameters."""

    heard: list[Statement] = field(default_factory=list)

    @contextmanager
    def at(self, database: Database) -> Iterator[None]:
        """Listen while the block lasts."""
        engines = {id(engine): engine.sync_engine for engine in (database.writer, database.reader)}.values()
        for engine in engines:
            event.listen(engine, "before_cursor_execute", self._hear)
        yield
        for engine in engines:
            event.remove(engine, "before_cursor_execute", self._hear)

    def _hear(self, _connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        if statement.startswith(READING):
            rows = parameters if isinstance(parameters, list) else [parameters]
            self.heard += [(statement, row) for row in rows]


async def a_day(town: Town) -> None:
    """A start, a tick, everybody's questions, orders from the first word to the last, a lapse, digests."""
    await town.restart()
    ann, wang = (town.actor(name, user_id=user_of(person)) for name, person in (("安", ANN), ("王", WANG)))
    for who, questions in ((town.secretary, QUESTIONS[1:2]), (ann, QUESTIONS), (wang, QUESTIONS[:2])):
        await who.starts()
        for question in questions:
            await who.says(question)
    await wang.shares_contact("+8613800000000")
    await ann.says("/open", in_=town.group)
    bo, cai = await town.volunteer("波"), town.actor("蔡")
    await bo.says("我来", in_=town.group, reply_to=await town.order())
    await bo.taps("修好了")
    await town.secretary.taps("确认")
    await cai.taps("我来修", under=await town.order("3号楼 灯不亮"))
    await town.passes(minutes=20)
    await bo.says("/status")
    await town.secretary.says("/digest", in_=town.group)
    await town.secretary.says("/digest", in_=town.group)
    await town.secretary.says("/report week")


def effort_in_sqlite(connection: sqlite3.Connection) -> Effort:
    """How many instructions of SQLite a statement takes; it leaves no trace."""

    def effort(statement: Statement) -> int:
        ticks = 0

        def tick() -> None:
            nonlocal ticks
            ticks += 1

        connection.execute("BEGIN")
        connection.set_progress_handler(tick, STEPS)
        connection.execute(*statement).fetchall()
        connection.set_progress_handler(None, STEPS)
        connection.execute("ROLLBACK")
        return ticks * STEPS

    return effort


def effort_in_postgres(connection: psycopg.Connection) -> Effort:
    """How many rows of tables and indexes PostgreSQL looks at for a statement; it leaves no trace."""

    def effort(statement: Statement) -> int:
        text, parameters = statement
        try:
            explained = connection.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {text}".encode(), parameters).fetchone()
        except psycopg.errors.CheckViolation:
            return 0  # it changes one row by its key, which here the statements before it have not changed
        finally:
            connection.rollback()
        assert explained is not None
        return rows_looked_at(explained[0][0]["Plan"])

    return effort


def rows_looked_at(node: dict[str, Any]) -> int:
    """The rows that the scans of a plan read, those among them that they threw away, too."""
    own = 0
    if "Scan" in node["Node Type"]:
        names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
        own = sum(node.get(name, 0) for name in names) * node["Actual Loops"]
    return int(own) + sum(rows_looked_at(child) for child in node.get("Plans", ()))


def too_much(heard: list[Statement], effort: Effort, most: int) -> list[str]:
    """The statements that take more than that, each once."""
    return sorted({f"{cost}: {statement[0]}" for statement in heard if (cost := effort(statement)) > most})


async def statements_of_a_day(url: str, folder: Path) -> list[Statement]:
    """What the program asks of this database in a day of the biggest community.

    All but the look over the books: once a night they are read through, and that is what it is for.
    """
    ear = Ear()
    async with open_town(url, folder) as town:
        await mind_books(uow=town.weixiu.uow, now=town.clock.now())
        with ear.at(town.database):
            await a_day(town)
    assert len(ear.heard) > ENOUGH_HEARD
    return ear.heard


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with years of work in it."""
    path = tmp_path_factory.mktemp("years") / "weixiu.db"
    fill(f"sqlite:///{path}", ORDERS, MORNING, silently, key=KEY)
    return path


@pytest.fixture(scope="module")
def years_on_a_server(postgres: Postgres) -> Iterator[tuple[str, str]]:
    """Two PostgreSQL databases with the same years of work in them."""
    addresses = postgres.new_database(migrated=False), postgres.new_database(migrated=False)
    for address in addresses:
        fill(address, ORDERS, MORNING, silently, key=KEY)
    yield addresses
    for address in addresses:
        postgres.drop(address)


@pytest.mark.long
async def test_nothing_in_a_day_reads_through_a_big_table_of_sqlite(years: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(years, tmp_path))
    heard = await statements_of_a_day(f"sqlite:///{path}", tmp_path)
    with closing(sqlite3.connect(years, isolation_level=None)) as connection:
        # Here the statements before one have not changed the row that it changes.
        connection.execute("PRAGMA ignore_check_constraints = ON")
        assert too_much(heard, effort_in_sqlite(connection), MOST_STEPS) == []


@pytest.mark.long
@pytest.mark.whole
async def test_nothing_in_a_day_reads_through_a_big_table_of_postgresql(
    years_on_a_server: tuple[str, str], tmp_path: Path
) -> None:
    address, before = years_on_a_server
    heard = await statements_of_a_day(address, tmp_path)
    with psycopg.connect(before) as connection:
        assert too_much(heard, effort_in_postgres(connection), MOST_ROWS) == []


@pytest.mark.long
@pytest.mark.parametrize("table", ["repair_order", "claim", "order_event", "ledger_entry", "outbox", "inbox"])
def test_reading_through_a_big_table_would_be_noticed(years: Path, table: str) -> None:
    with closing(sqlite3.connect(years, isolation_level=None)) as connection:
        assert effort_in_sqlite(connection)((f"SELECT * FROM {table} WHERE +rowid < 0", ())) > MOST_STEPS  # noqa: S608


@pytest.mark.long
@pytest.mark.whole
def test_postgresqls_own_count_of_rows_would_show_it(years_on_a_server: tuple[str, str]) -> None:
    with psycopg.connect(years_on_a_server[0]) as connection:
        effort = effort_in_postgres(connection)
        assert effort(("SELECT 1 FROM repair_order WHERE what = 'nothing like it'", {})) >= ORDERS
        assert effort(("SELECT count(*) FROM claim", {})) > MOST_ROWS


@pytest.mark.long
def test_the_bench_finds_every_answer_over_however_many_orders() -> None:
    rows = measure([1_000, 2_000], ["sqlite"], rounds=1)
    assert [row.answer for row in rows] == list(ANSWERS)
    assert {tuple(row.seconds) for row in rows} == {(1_000, 2_000)}
    assert all(row.ratio > 0 for row in rows)


def silently(_line: str) -> None:
    """Nobody watches."""
