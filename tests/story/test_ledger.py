"""The points ledger in the chat: what is undone is taken back, and everybody can read why."""

from sqlalchemy import select

from bot.models import HoursEntry, LedgerEntry
from bot.models.hours import HoursKind
from bot.models.ledger import EntryKind
from bot.storage.hours import Minutes, add_minutes, minutes_of
from bot.storage.ledger_chain import first_broken
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

LINE = "5号楼3单元702 灯不亮 王阿姨 13912345678"


async def paid(town: Town, name: str = "安") -> Actor:
    """A volunteer who was just paid for an order."""
    ann = await town.volunteer(name)
    await ann.taps("我来修", under=await town.order(LINE))
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await town.secretary.taps("确认", under=town.secretary.sees("请您确认"))
    return ann


async def kinds(town: Town) -> list[tuple[EntryKind, int, int | None]]:
    """Every entry: its kind, the points, and which entry it takes back. The chain holds."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        (community_id,) = {entry.community_id for entry in await tx.session.scalars(select(LedgerEntry))}
        assert await first_broken(tx, community_id) is None
        rows = await tx.session.scalars(select(LedgerEntry).order_by(LedgerEntry.seq))
        return [(row.kind, row.amount, row.reverses) for row in rows]


async def balance(town: Town, who: Actor) -> str:
    """The first line of somebody's /points."""
    await who.says("/points")
    return who.last.text.splitlines()[0]


async def serve(town: Town, who: Actor, number: int, minutes: int) -> None:
    """Minutes are written down for an order."""
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        (person_id,) = {entry.actor_id for entry in await tx.session.scalars(select(LedgerEntry))}
        key = f"order/{number}"
        assert person_id is not None
        given = Minutes(HoursKind.ORDER, person_id, minutes, key, None, at=tx.now, number=number)  # type: ignore[arg-type] - a number of an order
        await add_minutes(tx, 1, given)  # type: ignore[arg-type] - the only community


async def test_what_was_paid_comes_back_when_it_is_reopened_and_is_paid_once_more_when_it_is_done(town: Town) -> None:
    wang = town.stranger("王阿姨", phone="+8613912345678")
    await wang.starts()
    await wang.shares_contact()
    ann = await paid(town)
    await serve(town, ann, 1001, 30)
    await wang.taps("没修好", under=wang.sees("您看行不行"))
    assert "请您再跑一趟" in ann.last.text
    assert "发过的 10 分先收回" in ann.last.text
    assert await balance(town, ann) == "积分 0 🎁"
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await town.secretary.taps("确认", under=town.secretary.sees("请您确认"))
    assert await balance(town, ann) == "积分 10 🎁"
    await town.secretary.says("/cancel 1001 其实没有人去过")
    assert "撤单了:其实没有人去过\n↩️ 发过的 10 分收回了" in ann.sees("撤单了").text
    assert "已撤单" in town.card.text
    assert await balance(town, ann) == "积分 0 🎁"
    assert await kinds(town) == [
        (EntryKind.AWARD, 10, None),
        (EntryKind.REVERSAL, 10, 1),
        (EntryKind.AWARD, 10, None),
        (EntryKind.REVERSAL, 10, 3),
    ]
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        rows = (await tx.session.scalars(select(HoursEntry).order_by(HoursEntry.seq))).all()
        assert [row.minutes for row in rows] == [30, -30]
        assert await minutes_of(tx, rows[0].community_id, rows[0].person_id) == 0
