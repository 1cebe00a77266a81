"""What happened stays as it was written: the databases themselves refuse to alter it or to remove it."""

from pathlib import Path

import pytest
from sqlalchemy import func, select, table, text
from sqlalchemy.exc import DBAPIError

from bot.domain.ids import OrderNumber
from bot.domain.life import Status, Step
from bot.models import Community, OrderEvent
from bot.models.hours import HoursKind
from bot.models.shop import MoveKind
from bot.storage.community.communities import write_audit
from bot.storage.goods.shop import Move, add_item, move_stock
from bot.storage.ground.uow import Writing
from bot.storage.points.hours import Minutes, add_minutes
from bot.storage.points.settling import open_span, tallies_in, write_period
from bot.storage.points.standards import note_version
from tests.ledgers import ANN, HERE, NOON, SECRETARY, Books, open_books

APPEND_ONLY = frozenset(
    {
        "audit",
        "hours_entry",
        "ledger_entry",
        "order_event",
        "settled_line",
        "settled_period",
        "standard_version",
        "stock_move",
    }
)
GUARDS = {
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append-only%'",
    "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%append_only'",
}


async def one_row_of_each(books: Books) -> None:
    """SQLite guards rows: where there is none, nothing is refused."""
    await books.give(1001, ANN, 10)
    async with books.uow.writing(NOON) as tx:
        community = await tx.session.get_one(Community, HERE)
        write_audit(tx, HERE, SECRETARY, "statement")
        note_version(tx, community)
        event = {"seq": 1, "at": NOON, "step": Step.PUBLISH, "now": Status.OPEN, "details": {}}
        tx.session.add(OrderEvent(community_id=HERE, number=OrderNumber(1001), actor_id=SECRETARY, was=None, **event))
        await add_minutes(tx, HERE, Minutes(HoursKind.MANUAL, ANN, 30, "hours/1", SECRETARY, NOON))
        item = await add_item(tx, HERE, name="毛巾", price=3, unit="条")
        await move_stock(tx, item, Move(MoveKind.PURCHASE, 5, SECRETARY))
        span = await open_span(tx, community)
        assert span is not None
        await write_period(tx, community, span, await tallies_in(tx, community, span), by=SECRETARY)


async def guarded(tx: Writing) -> set[str]:
    """The tables that the database guards."""
    return set(await tx.session.scalars(text(GUARDS[tx.session.get_bind().dialect.name])))


async def is_refused(books: Books, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        async with books.uow.writing(NOON) as tx:
            await tx.session.execute(text(statement))


async def test_nobody_alters_removes_or_empties_what_is_only_added_to(database_url: str, tmp_path: Path) -> None:
    async with open_books(database_url, tmp_path) as books:
        await one_row_of_each(books)
        async with books.uow.writing(NOON) as tx:
            assert await guarded(tx) == APPEND_ONLY
        forms = ["UPDATE {} SET community_id = community_id", "DELETE FROM {}"]
        if not books.uow.database.is_sqlite:
            forms.append("TRUNCATE {} CASCADE")
        for form in forms:
            for name in sorted(APPEND_ONLY):
                await is_refused(books, form.format(name))
        async with books.uow.reading(NOON) as tx:
            counted = select(func.count())
            rows = [await tx.session.scalar(counted.select_from(table(name))) for name in APPEND_ONLY]
        assert rows == [1] * len(APPEND_ONLY)
