"""Limits climb: posted again, matched people, the secretary, an outside party; and who is late is asked, then freed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.ids import CommunityId
from bot.domain.life import Step
from bot.domain.limits import Limit, Span
from bot.models import Community, Order, OrderEvent
from bot.storage.repairs.orders import order_for_change
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_calling_up import told, who_wants_to_be_told
from tests.town import Town

HERE = CommunityId(1)
LIGHT = "5号楼3单元702 灯不亮 电工 王阿姨 13912345678"
LEAK = "6号楼 漏水 紧急"

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What asks the databases nothing that the other tests here do not ask them."""


async def climbed(town: Town, number: int = 1001) -> list[str]:
    """The levels that an order climbed, by its history."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        query = select(OrderEvent.details).where(OrderEvent.number == number, OrderEvent.step == Step.CLIMB)
        return [details["rung"] for details in await tx.session.scalars(query.order_by(OrderEvent.seq))]


async def order_now(town: Town, number: int = 1001) -> Order:
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        return await order_for_change(tx, HERE, number)


async def practise(town: Town, **ways: Any) -> None:
    """The community goes about it in another way."""
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        community = await tx.session.get_one(Community, HERE)
        community.practice = {**community.practice, **ways}


@AT_LENGTH_ON_POSTGRESQL
async def test_what_nobody_takes_climbs_level_by_level_each_once_and_the_property_company_gets_it_by_one_tap(
    town: Town,
) -> None:
    people = [await who_wants_to_be_told(town, f"甲{count}", notices=count < 12) for count in range(13)]
    card = await town.order(LIGHT)
    assert len(told(*people)) == 5
    await people[0].taps("不方便")
    await town.passes(hours=23, minutes=59)  # Tuesday 08:59: a working day less a minute
    assert await climbed(town) == []
    await town.passes(minutes=2)
    assert await climbed(town) == ["post_again"]
    assert card.deleted
    assert "待接单" in town.card.text
    await town.passes(hours=2, minutes=30)
    assert len(told(*people)) == 9
    assert people[0].last.text == "好的,#1001 不再提醒您。"
    await town.passes(hours=1, minutes=15)
    assert len(told(*people)) == 11
    assert "#1001 还没有人接" not in town.secretary.screen
    await town.passes(hours=1, minutes=15)
    late = town.secretary.sees("#1001 还没有人接")
    assert late.button_texts == ["👉 派给一位", "🏢 转办", "⏳ 改时限"]
    await town.secretary.taps("转办", under=late)
    assert "还私下问了 12 位合适的人;另有 1 位没开私聊提醒,可以点「派给一位」。" in late.text
    await town.passes(hours=19)  # Wednesday 09:00
    town.secretary.sees("可以转给物业")
    assert late.deleted
    await town.passes(hours=24 * 4)
    assert await climbed(town) == ["post_again", "call_up", "call_up", "secretary", "outside"]
    await town.secretary.says("/inbox")
    await town.secretary.taps("#1001", under=town.secretary.sees("#1001 还没人接"))
    ladder = town.secretary.last
    assert town.secretary.sees("可以转给物业") is ladder, "one card"
    await people[1].taps("我来修", under=town.card)
    assert ladder.text.startswith("#1001 · 已接单")
    assert "🙋 甲1" in ladder.text
    assert "⏳ 请在 11月30日(周一)18:00 前修好" in people[1].last.text, "what is late already has a day from now on"
    assert ladder.button_texts == []
    await town.passes(minutes=1)
    await people[1].taps("我去不了了", under=people[1].sees("归您啦"))
    await people[1].taps("临时有事")
    assert ("刚空出来" in ladder.text, *ladder.button_texts) == (True, "👉 派给一位", "🏢 转办", "⏳ 改时限"), "again"
    for hours in (24 * 5, 1, 1, 1, 1):
        await town.passes(hours=hours)
    again = ["post_again", "call_up", "call_up", "secretary", "outside"]
    assert await climbed(town) == [*again, *again], "it climbs as if it were new"
    assert "🔔 #1001" not in people[1].screen, "who gave it up is not asked for it again"
    ladder = town.secretary.sees("可以转给物业")
    assert ladder.button_texts == ["👉 派给一位", "🏢 转给物业", "⏳ 改时限"]
    await town.secretary.taps("转给物业", under=ladder)
    assert "已转给别的单位" in town.card.text
    assert ladder.text.startswith("#1001 · 已转办")
    tap = await town.secretary.forges("1:more:1:1001:3d", under=ladder)
    assert "#1001" in tap.text


@once
async def test_who_takes_it_in_time_hears_nothing_and_who_is_late_is_asked_and_loses_it_if_they_stay_silent(
    town: Town,
) -> None:
    ann = await town.volunteer("安")
    await ann.says("/language")
    await ann.taps("English")
    card = await town.order(LEAK)
    assert "⏳ 要在 11月23日(周一)13:0" in card.text
    await ann.taps("我来修", under=card)
    assert "⏳ Please have it fixed by Mon, Nov 23, 13:0" in ann.last.text
    await ann.says("/status")
    assert "⏳ Please have it fixed by Mon, Nov 23, 13:0" in ann.last.text
    await town.passes(hours=3, minutes=59)
    assert await climbed(town) == []
    assert "is due" not in ann.screen
    await town.passes(minutes=2)
    assert "#1001 is due. How is it going?" in ann.last.text
    assert "If we hear nothing by Nov 23, 15:0" in ann.last.text
    await town.passes(hours=1)
    assert "#1001 超时了,还没办好" in town.secretary.last.text
    assert "🙋 安" in town.secretary.last.text
    assert "💡 11月23日 15:0" in town.secretary.last.text
    assert "还没有回话,就请别人去了" in town.secretary.last.text
    assert town.secretary.last.button_texts == ["↩️ 收回重派", "🏢 转办", "⏳ 改时限"]
    await town.passes(hours=1)
    assert "we have not heard from you" in ann.last.text
    assert "13800138000" not in ann.screen
    assert "待接单" in town.card_of(1001).text
    assert await climbed(town) == ["holder", "secretary", "take_over"]
    order = await order_now(town)
    assert order.finish_by == order.opened_at + timedelta(hours=4), "what was promised stays"
    bob = await town.volunteer("波")
    await bob.taps("我来修", under=town.card_of(1001))
    assert "#1001 · 已接单" in town.secretary.screen
    for _ in range(4):
        await town.passes(minutes=59)
    assert (await climbed(town))[3:6] == ["holder", "secretary", "take_over"], "whoever comes next is asked as well"


@once
async def test_who_answers_keeps_it_more_time_is_given_by_two_taps_and_nobody_is_asked_by_two_clocks(
    town: Town,
) -> None:
    await practise(town, silent_hours=1)
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(LEAK))
    await town.passes(hours=3, minutes=50)
    assert "您还去吗" in ann.last.text
    before = ann.last
    await town.passes(minutes=15)
    assert await climbed(town) == ["holder"]
    assert ann.last is before, "the question that stands is enough"
    await ann.taps("我会去", under=before)
    await town.passes(hours=1)
    await town.secretary.taps("改时限")
    assert "从现在起再给多久" in town.secretary.last.text
    tap = await town.secretary.taps("2 小时")
    assert "时限改到 11月23日 16:0" in tap.text
    assert "请在 11月23日(周一)16:0" in ann.sees("归您啦").text
    await ann.taps("我会去", under=before)
    await town.passes(hours=4, minutes=10)
    assert await climbed(town) == ["holder", "secretary", "take_over"]
    assert "已接单" in town.card_of(1001).text, "who answers keeps it"
    assert "只有书记和工作人员" in (await ann.forges("1:more:1:1001:3d", under=before)).text


@once
async def test_a_normal_order_climbs_by_day_an_urgent_one_at_night_and_a_community_may_hand_over_by_itself(
    town: Town,
) -> None:
    await practise(town, hand_over=True, work_begins=0, work_ends=24)
    town.clock.move(timedelta(hours=14))  # 23:00
    await town.order(LIGHT)
    await town.order(LEAK)
    await town.passes(minutes=16)
    await town.passes(minutes=20)
    assert await climbed(town, 1002) == ["post_again", "call_up"]
    for _ in range(4):
        await town.passes(minutes=10)
    assert (await climbed(town, 1002))[-1] == "outside"
    assert not town.card_of(1002).content.silent, "what is critical rings at night, too"
    assert not town.secretary.last.content.silent
    assert "还没有登记物业,转不过去" in town.secretary.last.text
    await town.secretary.says("/parties")
    await town.passes(hours=23)
    assert await climbed(town) == [], "it is due at 23:00, and waits for the morning"
    await town.passes(hours=9, minutes=5)
    assert (await climbed(town))[0] == "post_again"
    assert "已转给别的单位" in town.card_of(1002).text
    town.secretary.sees("请打电话告诉物业;电话可以在 /parties 填上")
    await town.secretary.says("/inbox")
    assert "待办 2 件" in town.secretary.last.text
    assert "#1002 请打电话告诉单位" in town.secretary.last.text
    await town.secretary.taps("#1002", under=town.secretary.last)
    told = town.secretary.sees("请打电话告诉物业")
    tap = await town.secretary.taps("已打电话", under=told)
    assert "有结果请点「记结果」" in tap.text
    assert told.button_texts == ["✅ 记结果", "↩️ 收回"]
    await town.secretary.says("/inbox")
    assert "待办 1 件" in town.secretary.last.text
    await town.passes(minutes=15)  # Wednesday 08:36
    late = town.secretary.sees("超时 2 单(其中在外单位 1 单)\n#1001")
    assert "\n#1002 6号楼 漏水 〔紧急〕 · 🏢 物业\n" in late.text
    await practise(town, limits={"urgent": Limit(Span(minutes=40), Span(minutes=60), around=True).to_json()})
    bob = await town.volunteer("波")
    await town.passes(hours=14)
    await town.order("7号楼 门锁坏了 加急")
    await town.order("8号楼 门锁坏了 加急")
    await bob.taps("我来修", under=town.card_of(1004))
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        (await tx.session.get_one(Community, HERE)).repost_after_hours = 1
    for _ in range(10):
        await town.passes(minutes=11)
    assert (await climbed(town, 1003))[-1] == "outside"
    assert (await climbed(town, 1004))[-1] == "take_over"
    card, handed = town.card_of(1004), town.secretary.sees("#1003 · 已转办 · 物业")
    assert "待接单" in card.text
    by_clock = (card, handed, bob.sees("先请别人去了"), town.secretary.sees("#1004 超时,波一直没有回音"))
    assert [each.content.silent for each in by_clock] == [True] * 4, "it goes on, and rings for nobody"


@once
async def test_before_it_goes_outside_by_itself_the_secretary_reads_when_and_who_was_asked_hears_that_it_did(
    town: Town,
) -> None:
    await practise(town, hand_over=True)
    await town.secretary.says("/parties")
    bob, _ = [await who_wants_to_be_told(town, name, notices=name == "波") for name in ("波", "静")]
    await town.order(LEAK)  # 09:00, to be taken by 09:15
    for minutes in (16, 6, 6, 6):
        assert "还没有人接" not in town.secretary.screen
        await town.passes(minutes=minutes)
    late = town.secretary.sees("#1001 还没有人接")
    assert "还私下问了 1 位合适的人;另有 1 位没开私聊提醒,可以点「派给一位」。" in late.text
    assert "💡 11月23日 09:40 还没人接,就自动转给物业。" in late.text
    await town.secretary.says("/history 1001")
    assert "开了私聊提醒的都问过了(1 人) · 1 位合适的人没开私聊提醒" in town.secretary.last.text
    assert "没有合适的人" not in town.secretary.last.text
    await town.passes(minutes=7)
    assert late.text.startswith("#1001 · 已转办")
    assert bob.last.text == "#1001 转给物业去办了,不用您去,谢谢您 🙏"


@once
async def test_the_secretary_changes_limits_by_a_typed_line_and_orders_under_way_keep_theirs(town: Town) -> None:
    await town.order(LIGHT)
    before = (await order_now(town)).claim_by
    await town.secretary.says("/settings")
    await town.secretary.taps("办单时限")
    shown = town.secretary.sees("· 办单时限")
    assert "普通:1 天内有人接,3 天内办好 · 工作时间" in shown.text
    assert "紧急:15 分钟内有人接,4 小时内办好 · 不分昼夜" in shown.text
    for typed, answer in (("普通 5天 3天", "没看懂"), ("普通 电工 2小时 2天", "普通 电工:2 小时内有人接,2 天内办好")):
        await town.secretary.taps("改时限", under=shown)
        await town.secretary.says(typed)
        assert answer in town.secretary.screen
    await town.secretary.taps("工作时间", under=shown)
    await town.secretary.says("9-17")
    await town.secretary.taps("周末算不算", under=town.secretary.sees("工作时间 9 点到 17 点"))
    await town.secretary.taps("✅ 改")
    assert "周末和节假日也算" in town.secretary.screen
    await town.order(LIGHT)
    first, second = await order_now(town), await order_now(town, 1002)
    assert first.claim_by == before
    assert second.claim_by == second.opened_at + timedelta(hours=2)
    assert second.limits == {
        "claim": "0d120m", "finish": "2d0m", "around": False, "begins": 9, "ends": 17, "weekends": True,
    }  # fmt: skip
