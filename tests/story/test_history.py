"""What happened to an order is never overwritten, and whoever changes it behind the program's back is found out."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import partial

from sqlalchemy import select, text, update

from bot.domain.breach import Breach, Wrong
from bot.domain.ids import CommunityId, OrderNumber
from bot.domain.life import Step
from bot.models import Order, OrderEvent
from bot.storage.repairs.history_chain import histories_hold_tonight
from bot.storage.repairs.orders import PastStep, add_event, order_for_change, write_event
from bot.storage.upkeep.invariants import HISTORIES, Invariant, breaches
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.storage.test_big_tables import Ear
from tests.town import Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

HERE = CommunityId(1)
LINE = "5号楼3单元702 灯不亮 王阿姨 13912345678"
COLUMNS = "community_id, number, seq, at, step, actor_id, now, details, mac"
EDITS = {
    "another volunteer": ("UPDATE order_event SET actor_id = 1 WHERE seq = 2", Wrong.STEP),
    "another moment": ("UPDATE order_event SET at = '2026-01-01 00:00:00.000000' WHERE seq = 3", Wrong.STEP),
    "another step": ("UPDATE order_event SET step = 'expire' WHERE seq = 4", Wrong.STEP),
    "other facts": ("UPDATE order_event SET details = '{}' WHERE seq = 2", Wrong.STEP),
    "one not proved": ("UPDATE order_event SET mac = NULL WHERE seq = 4", Wrong.STEP),
    "one of the middle gone": ("DELETE FROM order_event WHERE seq = 2", Wrong.STEP),
    "the last one gone": ("DELETE FROM order_event WHERE seq = 4", Wrong.STEP),
    "one slipped in": (
        f"INSERT INTO order_event ({COLUMNS}) SELECT {COLUMNS.replace('seq', '5')} FROM order_event WHERE seq = 4",  # noqa: S608 - our own names
        Wrong.STEP,
    ),
    "a whole history gone": ("DELETE FROM order_event", Wrong.STEPS),
    "none proved any more": ("UPDATE order_event SET mac = NULL", Wrong.STEPS),
    "fewer of them noted": ("UPDATE history_mark SET steps = 0", Wrong.STEPS),
}


class TakenBackError(Exception):
    """Nothing of it stays."""


async def found_after(town: Town, edit: str, of: Sequence[Invariant] = HISTORIES) -> list[Breach]:
    """What is wrong once somebody has changed the database itself; it is changed back."""
    found: list[Breach] = []
    with suppress(TakenBackError):
        async with town.weixiu.uow.writing(town.clock.now()) as tx:
            if town.database.is_sqlite:
                for act in ("update", "delete"):
                    await tx.session.execute(text(f"DROP TRIGGER order_event_no_{act}"))
            else:
                await tx.session.execute(text("ALTER TABLE order_event DISABLE TRIGGER ALL"))
            await tx.session.execute(text(edit))
            found = await breaches(tx, HERE, of)
            raise TakenBackError
    return found


async def test_whoever_changes_what_happened_is_found_out(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(LINE))
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await town.secretary.taps("确认", under=town.secretary.sees("请您确认"))
    await town.passes(hours=22)
    assert await found_after(town, "SELECT 1") == []
    for name, (edit, wrong) in EDITS.items():
        assert [breach.wrong for breach in await found_after(town, edit)] == [wrong], name
    (breach,) = await found_after(town, EDITS["another step"][0])
    assert breach.at == 1001
    await town.order("5号楼 门锁坏")
    own, another = (partial(histories_hold_tonight, day=date.fromordinal(1001 + later)) for later in (7, 8))
    for night, found in ((own, [Wrong.STEP]), (another, [])):
        assert [each.wrong for each in await found_after(town, EDITS["another step"][0], [night])] == found
        for name in ("a whole history gone", "fewer of them noted", "none proved any more"):
            assert len(await found_after(town, EDITS[name][0], [night])) == 1, name
    lately = "UPDATE order_event SET actor_id = NULL WHERE number = 1002"
    assert [each.at for each in await found_after(town, lately, [another])] == [1002]


async def test_everybody_concerned_reads_what_happened_as_far_as_it_is_theirs(town: Town) -> None:
    wang = town.stranger("王阿姨", phone="+8613912345678")
    await wang.starts()
    await wang.shares_contact()
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(LINE))
    await town.secretary.says("/history 1001")
    told = town.secretary.last.text
    assert "#1001 的经过 · 🔵 已接单" in told
    assert "1. 11月23日 09:01 发布 · 刘书记" in told
    assert "接单 · 安 · 待接单 → 已接单" in told
    assert "逐步核对过,没有改动" in told
    assert "👁 联系方式看过 1 次:安 11月23日 09:01(接单)" in told
    assert "⏳ 11月26日(周四)09:01 前办好" in told
    await wang.says("/status")
    assert "⏳ 社区要求最晚 11月26日(周四)09:01 前办好。" in wang.last.text
    await town.secretary.says("/status 1001")
    assert "⏳ 11月26日(周四)09:01 前办好" in town.secretary.last.text
    await wang.says("/language")
    await wang.taps("English")
    for person in (ann, wang):
        await person.says("/history 1001")
    assert "2. 11月23日 09:01 接单 · 安\n" in ann.last.text + "\n"
    assert "claimed · 安" in wang.last.text
    bob, carl = await town.volunteer("波"), await town.volunteer("卡尔")
    await bob.says("/history 1001")
    assert "1001" in bob.last.text
    assert "经过" not in bob.last.text
    await town.passes(minutes=5)
    await ann.taps("我去不了了", under=ann.sees("归您啦"))
    await ann.taps("临时有事")
    await town.passes(hours=1)
    await carl.taps("我来修", under=town.card_of(1001))
    await ann.says("/history 1001")
    assert "3. 11月23日 09:06 退单 · 安" in ann.last.text
    assert "🔵 已接单" in ann.last.text
    assert "您办到 11月23日 09:06 为止" in ann.last.text
    assert [words in ann.last.text for words in ("卡尔", "702", "5678", "4. ")] == [False] * 4
    await town.passes(days=4)
    await town.secretary.says("/history 1001")
    told = town.secretary.last.text
    assert (
        "⏳ 原定 11月26日(周四)09:01 前办好,已经超时\n🪜 做到这一步:问了接单的人办得怎么样 · 11月27日 10:06\n" in told
    )
    assert "过期" in (await bob.forges("1:history:1:1001:1:0", under=bob.last)).text


async def test_five_hundred_steps_and_five_hundred_orders_are_turned_over_by_as_few_statements_as_a_few(
    town: Town,
) -> None:
    secretary = town.secretary
    await town.order(LINE)
    few, many = Ear(), Ear()
    with few.at(town.weixiu.uow.database):
        await secretary.says("/history 1001")
        await secretary.says("/find 5号楼")
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        order = await order_for_change(tx, HERE, 1001)
        await write_event(tx, order, Step.REMIND, actor_id=None, was=order.status, times=1)
        await tx.session.flush()
        mac = await tx.session.scalar(select(OrderEvent.mac).where(OrderEvent.seq == 2))
        for seq in range(3, 10):
            past = PastStep(Step.REMIND, None, was=order.status, became=order.status, seq=seq, previous=mac or "")
            mac = add_event(tx, order, past, times=seq - 1)
    await secretary.says("/history 1001")
    assert secretary.sees("9. ").button_texts == [], "the ninth has no page of its own"
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        order = await order_for_change(tx, HERE, 1001)
        for seq in range(10, 501):
            past = PastStep(Step.REMIND, None, was=order.status, became=order.status, seq=seq, previous=mac or "")
            mac = add_event(tx, order, past, times=seq - 1)
        columns = {each.name: getattr(order, each.name) for each in Order.__table__.columns if each.name != "number"}
        tx.session.add_all(Order(number=OrderNumber(2000 + count), **columns) for count in range(499))
    with many.at(town.weixiu.uow.database):
        await secretary.says("/history 1001")
        await secretary.says("/find 5号楼")
    assert len(many.heard) <= len(few.heard) + 10, "the postman may look more often"
    page = secretary.sees("500. ")
    assert page.button_texts == ["◀ 更早的"]
    await secretary.taps("更早的", under=page)
    assert "492. 11月23日 09:01 提醒 · 到时间了,自动\n第 491 次" in page.text
    found = secretary.sees("找到 500 单")
    await secretary.taps("下一页", under=found)
    assert [f"#{number}" in found.text for number in (2494, 2493, 2489, 2488)] == [False, True, True, False]


async def test_staff_find_orders_by_whatever_they_remember(town: Town) -> None:
    secretary = town.secretary
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(LINE))
    await town.order("15号楼 水管漏水 加急 李大爷 13800135678")
    await secretary.says("/cancel 1002 不修了")
    finds = {
        "5号楼": "#1001",
        "王阿姨": "#1001",
        "安 灯": "#1001",
        "5678": "#1002|#1001",
        "13800135678": "#1002",
        "漏水 已撤单": "#1002",
        "未完成": "#1001",
        "水电": "#1002|#1001",
        "电工 5号楼 🐶": "#1001",
        "1002": "#1002",
    }
    for said, numbers in finds.items():
        await secretary.says(f"/find {said}")
        shown = secretary.last.text
        assert {f"#{number}" for number in (1001, 1002) if f"#{number}" in shown} == set(numbers.split("|")), said
    assert "139****5678" in secretary.sees("#1001").text
    await secretary.taps("📖 #1002", under=secretary.sees("找到 1 单"))
    assert "#1002 的经过" in secretary.last.text
    await secretary.says("/find 超过3天")
    assert "没有找到" in secretary.last.text
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        await tx.session.execute(update(Order).values(phone_tail=None))  # as orders from before have none
    await secretary.says("/find 5678")
    assert "#1002" not in secretary.last.text
    await town.tick()
    await secretary.says("/find 5678")
    assert "#1002" in secretary.last.text
    await town.passes(days=4)
    for said in ("over 3 days", "超时", "照明 超时"):
        await secretary.says(f"/find {said}")
        assert "#1001 · 已接单 · ⏰ 超时" in secretary.last.text, said
    await secretary.says("/find 超时 暖气片")
    assert "没有找到「暖气片」" in secretary.last.text
    await ann.says("/find 王")
    assert "只有书记" in ann.last.text


async def test_staff_take_the_appointments_into_their_calendar(town: Town) -> None:
    await town.order(LINE)
    await town.secretary.says("/calendar")
    assert "现在没有约好时间的单" in town.secretary.last.text
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        order = await tx.session.get_one(Order, (HERE, 1001))
        order.appointment_at = town.clock.now()
    await town.secretary.says("/calendar")
    assert "1 个上门预约" in town.secretary.last.caption
    (file,) = town.world.files.by_id.values()
    assert "SUMMARY:#1001 灯不亮" in file.upload.content.decode()
    assert "702" not in file.upload.content.decode()
