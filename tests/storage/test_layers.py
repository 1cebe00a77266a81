"""What the database refuses by itself, should the code in front of it ever forget to."""

from datetime import timedelta

from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.models import Base, LedgerEntry, Order, Person
from bot.storage.points.ledger import balance_of
from bot.storage.repairs.claim_books import take_places
from bot.usecases.points.awarding import award
from tests.town import Town

HERE, FIRST = CommunityId(1), OrderNumber(1001)
NEXT_MORNING = timedelta(hours=23, minutes=30)
ONCE = {
    "claim": ("id",),
    "inbox": ("seq",),
    "outbox": ("id",),
    "slot": (),
    "ledger_entry": ("seq",),
    "membership": (),
    "person": ("id",),
    "invite": ("id",),
}
"""Tables whose rows say something that must not be said twice, and the columns that number them."""


async def a_days_work(town: Town) -> None:
    """One row of everything: an invitation, an order that is paid, one that is held, a digest."""
    await town.secretary.says("/invite")
    await town.secretary.taps("志愿者")
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order("5号楼 灯不亮"))
    await ann.taps("修好了")
    await town.secretary.taps("确认")
    await ann.taps("我来修", under=await town.order("6号楼 灯不亮"))
    town.clock.move(NEXT_MORNING)
    await town.tick()


async def takes_twice(town: Town, table: str) -> bool:
    """Whether the database lets in a second row that says the same as the newest one there is."""
    there = Base.metadata.tables[table]
    latest = select(there).order_by(*(column.desc() for column in there.primary_key)).limit(1)
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        row = dict((await tx.session.execute(latest)).mappings().one())
    again = row | {column: row[column] + 1_000_000 for column in ONCE[table]}
    try:
        async with town.weixiu.uow.writing(town.clock.now()) as tx:
            await tx.session.execute(insert(there).values(again))
    except IntegrityError:
        return False
    return True


async def test_the_database_itself_refuses_what_must_not_be_there_twice(town: Town) -> None:
    await a_days_work(town)
    assert [table for table in ONCE if await takes_twice(town, table)] == []


async def test_a_full_order_gives_no_place_even_where_its_status_lags_behind(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order("5号楼 灯不亮"))
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        await tx.session.execute(text("UPDATE repair_order SET status = 'open'"))
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        assert await take_places(tx, [(HERE, FIRST)]) == {}


async def test_the_same_work_is_paid_once_however_often_it_is_asked_for(town: Town) -> None:
    await a_days_work(town)
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        order = await tx.session.get_one(Order, (HERE, FIRST))
        entry = (await tx.session.scalars(select(LedgerEntry))).one()
        paid = PersonId(int(entry.key.rpartition("/")[2]))
        ann, secretary = await tx.session.get_one(Person, paid), await tx.session.get_one(Person, PersonId(1))
        assert not await award(tx, order, ann, Points(10), by=secretary)
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert await balance_of(tx, HERE, paid) == 10


async def test_what_is_committed_is_on_the_disk(town: Town) -> None:
    """SQLite: 2 is FULL, the log is flushed with each commit. PostgreSQL: the server's own word on it."""
    setting = text("PRAGMA synchronous" if town.database.is_sqlite else "SHOW synchronous_commit")
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        assert str(await tx.session.scalar(setting)) in ("2", "on")
