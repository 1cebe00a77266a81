"""Who did not come: noted by staff with a reason, contested once, decided by staff."""

import pytest

from bot.domain.ids import CommunityId
from bot.storage.members.people import person_by_user
from bot.storage.repairs.no_shows import count_no_shows
from tests.town import Actor, Town

LIGHT = "5号楼 灯不亮 王阿姨 13912345678"

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What asks the databases nothing that the other tests here do not ask them."""


async def counted(town: Town, who: Actor) -> int:
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        person = await person_by_user(tx, who.user_id)
        assert person is not None
        return (await count_no_shows(tx, CommunityId(1))).get(person.id, 0)


async def test_who_did_not_come_is_told_may_contest_once_and_staff_drop_it(town: Town) -> None:
    town.actor("安", username="Master_An")
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    await town.secretary.says("/noshow 1001 约好了没来")
    assert "没有可记的人" in town.secretary.last.text
    await ann.taps("我来修", under=card)
    await town.secretary.says("/noshow 1001 @nobody 约好了没来")
    assert "没有可记的人" in town.secretary.last.text
    await town.secretary.says("/noshow 1001")
    assert "请写上原因" in town.secretary.last.text
    await ann.says("/noshow 1001 我没去", in_=town.group)
    assert await counted(town, ann) == 0
    await town.secretary.says("/noshow 1001 @master_an 约好了没来")
    assert "安没有去 #1001" in town.secretary.last.text
    assert "没来" not in town.group_screen
    note = ann.sees("书记记下:#1001 您没有去")
    assert "约好了没来" in note.text
    assert await counted(town, ann) == 1
    await ann.says("/me")
    assert "没来过 1 次" in ann.last.text
    await town.secretary.says("/noshow 1001 又没来")
    assert "没有可记的人" in town.secretary.last.text
    assert "已经过期" in (await town.secretary.forges("1:contest:1:1001:1", under=card)).text
    assert "已经过期" in (await town.secretary.forges("1:noshow:1:1001:1:0", under=card)).text

    await ann.taps("我有话说", under=note)
    await ann.says("住户不在家,打电话也没人接")
    assert "问清楚就告诉您" in note.text
    assert note.button_texts == []
    assert "已经过期" in (await ann.forges("1:contest:1:1001:1", under=note)).text
    contest = town.secretary.sees("安对 #1001 的未到记录有话说")
    assert "打电话也没人接" in contest.text
    assert "只有书记和工作人员" in (await ann.forges("1:noshow:1:1001:1:0", under=note)).text
    await town.secretary.taps("撤掉记录", under=contest)
    assert "已撤掉" in contest.text
    assert "去掉了,谢谢您说明" in ann.last.text
    assert await counted(town, ann) == 0
    assert "已经过期" in (await town.secretary.forges("1:noshow:1:1001:1:1", under=contest)).text
    assert await counted(town, ann) == 0


@once
async def test_of_several_holders_the_one_is_named_and_a_record_may_be_upheld(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order("5号楼 搬柜子 2人")
    for who in (ann, bob):
        await who.taps("我来修", under=card)
    await town.secretary.says("/noshow 1001 等了一上午")
    question = town.secretary.sees("是谁没有来")
    await town.secretary.taps("波", under=question)
    assert "波没有去 #1001" in question.text
    await town.secretary.says("/noshow 1001 安 说好九点没来")
    assert "安没有去 #1001" in town.secretary.last.text
    assert "说好九点没来" in ann.last.text
    await bob.taps("我有话说")
    await bob.says("堵车")
    await town.secretary.taps("维持记录")
    assert "记录还留着" in bob.last.text
    assert [await counted(town, who) for who in (ann, bob)] == [1, 1]


@once
async def test_staff_settle_it_by_buttons_under_the_order_they_look_up(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order("5号楼 搬柜子 2人")
    await ann.taps("我来修", under=card)
    await bob.taps("我来修", under=await town.order(LIGHT))
    await town.secretary.says("/status 1001")
    found = town.secretary.sees("#1001")
    assert found.button_texts == ["🧭 派单", "↩️ 收回", "📋 没来", "⏸ 要等等"]
    await town.secretary.taps("没来", under=found)
    await town.secretary.taps("安")
    assert "怎么没来的" in town.secretary.last.text
    await town.secretary.says("等到天黑")
    assert "等到天黑" in ann.last.text
    assert "没有可记的人" in (await town.secretary.taps("没来", under=found)).text
    await town.secretary.taps("派单", under=found)
    await town.secretary.taps("波")
    assert "安、波" in card.text
    await town.secretary.taps("收回", under=found)
    assert "待接单" in card.text
    assert "只有书记" in (await ann.forges("1:seat:1:1001:assign", under=card)).text
    for act in ("hand_on", "contest", ""):
        assert "已经过期" in (await town.secretary.forges(f"1:seat:1:1001:{act}", under=card)).text


@once
async def test_who_gave_the_order_up_may_still_be_noted_and_who_passed_it_on_not(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(LIGHT))
    await town.secretary.says("/release 1001")
    await town.secretary.says("/noshow 1001 没来也不说")
    assert "安没有去 #1001" in town.secretary.last.text
    card = await town.order("6号楼 水管漏水 明天上午9点")
    await ann.taps("我来修", under=card)
    await ann.taps("我去不了了", under=ann.sees("#1002"))
    await ann.says("孩子发烧了")
    await town.secretary.says("/noshow 1002 没来")
    assert "约好的时间之前就退了" in town.secretary.last.text
    await ann.taps("我来修", under=card)
    await town.passes(days=2)
    await ann.says("我去不了了")
    await ann.says("忘了")
    await town.secretary.says("/noshow 1002 等了一天")
    assert "安没有去 #1002" in town.secretary.last.text
