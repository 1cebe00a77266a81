"""网格: buildings with a steward and a repair person, who hear of their orders before the group does."""

from datetime import timedelta

import pytest

from bot.domain.ids import CommunityId
from bot.domain.limits import Limit, Span
from bot.domain.roles import Role
from bot.sandbox.messages import Message
from bot.storage.members.people import add_role, meet
from tests.story.test_calling_up import who_wants_to_be_told
from tests.story.test_ladder import climbed, order_now, practise
from tests.town import Actor, Town

HERE = CommunityId(1)
LIGHT = "5号楼3单元702 灯不亮 电工 王阿姨 13912345678"

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def member(town: Town, name: str, role: Role = Role.VOLUNTEER) -> Actor:
    actor = await town.volunteer(name)
    async with town.weixiu.uow.writing(town.clock.now(), occasion="role") as tx:
        person = await meet(tx, actor.user_id, name)
        await add_role(tx, HERE, person.id, role)
    return actor


async def with_a_grid(town: Town, minutes: int = 0) -> tuple[Message, Actor, Actor]:
    """第一网格 with 1-6号楼, its steward 王姐 and its repair person 李师傅; the secretary's card."""
    steward, repair = await member(town, "王姐", Role.CLERK), await member(town, "李师傅")
    secretary = town.secretary
    await secretary.says("/grids")
    card = secretary.last
    for button, words in {
        "加网格": "第一网格",
        "管哪些楼": "1-6号楼",
        "网格员": "王姐",
        "维修员": "李",
    }.items():
        await secretary.taps(button, under=card)
        await secretary.says(words)
    if minutes:
        await secretary.taps("返回", under=card)
        await secretary.taps("先知道几分钟", under=card)
        await secretary.says(str(minutes))
    return card, steward, repair


def cards(town: Town) -> list[Message]:
    return [message for message in town.group.messages if "🔧 #" in message.text]


async def test_the_secretary_keeps_grids_on_one_card(town: Town) -> None:
    card, steward, repair = await with_a_grid(town)
    secretary = town.secretary
    assert steward.last.text == "🏘 您现在是「第一网格」的网格员。\n1–6号楼 有新单,先告诉您。"
    assert "您现在是「第一网格」的维修员" in repair.last.text
    assert card.text == "🏘 第一网格\n🏠 1–6号楼\n🧑‍💼 网格员 王姐\n🔧 维修员 李师傅"
    await member(town, "李大姐")
    await secretary.taps("维修员", under=card)
    await secretary.says("李")
    await secretary.taps("李大姐", under=secretary.sees("有几位都对得上"))
    await secretary.taps("管哪些楼", under=card)
    await secretary.says("1-6号楼、99号楼")
    assert "楼栋表里没有 99号楼,现有 1–6号楼" in secretary.last.text
    await secretary.says("1-6号楼")
    await secretary.taps("改名", under=card)
    await secretary.says("东片")
    await secretary.taps("返回", under=card)
    assert "东片:1–6号楼 · 网格员 王姐 · 维修员 李大姐" in card.text
    await secretary.taps("加网格", under=card)
    await secretary.says("西片")
    await secretary.taps("管哪些楼", under=card)
    await secretary.says("2-3号楼")
    assert "↪️ 2–3号楼 原来归「东片」,现在归这个网格。" in secretary.screen
    await secretary.taps("撤掉网格", under=card)
    await secretary.taps("撤掉", under=card)
    tap = await steward.forges(f"1:grid:{HERE}:{card.id}:gone:1", under=card)
    assert tap.text == "只有书记才能这样操作"
    await secretary.taps("东片", under=card)
    await secretary.taps("撤掉网格", under=card)
    await secretary.taps("撤掉", under=card)
    assert "网格 0 个" in card.text
    late = await secretary.forges(f"1:grid:{HERE}:1:homes:1", under=card)
    assert "过期" in late.text


@once
async def test_those_of_a_grid_hear_first_and_the_group_after_their_head_start(town: Town) -> None:
    _, steward, repair = await with_a_grid(town, minutes=15)
    await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    for person in (steward, repair):
        assert person.last.text.endswith("🏘 您网格的单,先告诉您;09:16 再发到群里。"), person.last.text
        assert person.last.button_texts == ["🙋 我来修", "🙅 不方便"]
    assert cards(town) == []
    wang = town.stranger("老王")
    await wang.says("7号楼1单元702 水管漏水 13800138000")
    assert "📍 7号楼1单元702" in wang.last.text
    assert "楼号表里没有" not in wang.last.text, "grids were given buildings; nobody said that these are all"
    await town.secretary.says("/buildings 8号楼")
    await wang.says("地址错了,是9号楼2单元301")
    assert "📍 9号楼2单元301" in wang.sees("楼号表里没有「9号楼」").text
    await wang.says("地址错了,是2号楼2单元301")
    await wang.taps("✅")
    tap = await town.secretary.taps("发布", under=town.secretary.sees("新报修"))
    assert tap.text == "✅ 已发布。先请本网格的人看,09:16 再发到群里"
    assert cards(town) == []
    await town.passes(minutes=16)
    assert len(cards(town)) == 2
    assert "待接单" in town.card.text
    await town.secretary.says("/order 9号楼1单元101 锁坏了 刘姨 13912345678", in_=town.group)
    assert len(cards(town)) == 3, "no grid of that building"
    await town.secretary.says(f"/order {LIGHT} 加急", in_=town.group)
    assert len(cards(town)) == 4, "what is urgent waits for nobody"


@once
async def test_the_ladder_waits_for_the_head_start_which_ends_when_nobody_of_the_grid_can_come(town: Town) -> None:
    _, steward, repair = await with_a_grid(town, minutes=60)
    bob = await who_wants_to_be_told(town, "波")
    await practise(town, limits={"normal": Limit(Span(minutes=30), Span(days=1), around=True).to_json()})
    await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    posted = town.clock.now()
    await town.passes(minutes=40)
    assert await climbed(town) == [], "the time to take it has not begun yet"
    await steward.taps("不方便", under=steward.last)
    assert cards(town) == [], "the other one may still come"
    assert "🔔 #1001" not in bob.screen
    await repair.taps("不方便", under=repair.last)
    assert "待接单" in town.card.text
    assert "🔔 #1001" in bob.screen
    claim_by = (await order_now(town)).claim_by
    assert claim_by is not None
    assert claim_by >= posted + timedelta(minutes=70), "from now on, half an hour"
    await town.passes(minutes=31)
    assert await climbed(town) == ["post_again"]
    await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    await town.passes(minutes=62)
    assert await climbed(town, 1002) == []
    await steward.taps("我来修", under=town.card_of(1002))
    await steward.taps("我去不了了", under=steward.sees("归您啦"))
    await steward.taps("临时有事")
    assert "待接单" in town.card_of(1002).text


@once
async def test_who_takes_an_order_within_the_head_start_takes_it_for_all_to_see(town: Town) -> None:
    _, steward, repair = await with_a_grid(town, minutes=15)
    await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    await repair.taps("我来修", under=repair.last)
    assert "13912345678" in repair.last.text
    assert ["李师傅" in card.text for card in cards(town)] == [True]
    await town.passes(minutes=1)
    assert "已经有人去了" in steward.last.text
    await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    await town.secretary.says("/cancel 1002 写错了", in_=town.group)
    await town.passes(minutes=20)
    assert len(cards(town)) == 1, "the group never heard of what was cancelled meanwhile"
    assert "#1002 撤了,不用您去,谢谢您" in steward.last.text
    await town.passes(hours=11, minutes=25)  # 20:46
    await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    assert len(cards(town)) == 2, "by the end of their head start it would be night"
    assert "再发到群里" not in repair.sees("🔔 #1003").text
    town.clock.move(timedelta(hours=14))
    await town.secretary.says(f"/order {LIGHT}", in_=town.group)
    assert len(cards(town)) == 2, "at night those of the grid sleep, and nobody waits for them"
