"""派单: staff give a place to somebody of the team."""

import pytest

from tests.story.test_passing_on import team
from tests.town import Town

LIGHT = "5号楼 灯不亮 王阿姨 13912345678"

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What asks the databases nothing that the other tests here do not ask them."""


async def test_staff_give_an_order_to_whom_they_name(town: Town) -> None:
    ann, _ = await team(town, "安", "波")
    card = await town.order(LIGHT)
    await town.secretary.says("/assign 1001 @安", in_=town.group)
    assert town.group.last is not None
    assert "已派给安" in town.group.last.text
    assert "已接单" in card.text
    assert "交给您了" in ann.last.text
    assert "13912345678" in ann.last.text
    await town.secretary.says("/assign 1001 安")
    assert "安已经接了 #1001" in town.secretary.last.text
    await town.secretary.says("/assign 1001 波")
    assert "#1001 在安手里" in town.secretary.last.text
    assert "/release 1001" in town.secretary.last.text
    await ann.taps("我去不了了", under=ann.sees("交给您了"))
    await ann.taps("跳过")
    assert "待接单" in card.text


@once
async def test_who_is_meant_is_asked_with_names_of_the_team(town: Town) -> None:
    await team(town, "李大明", "李小红", "波")
    card = await town.order(LIGHT)
    await town.secretary.says("/assign 1001 李")
    question = town.secretary.sees("派给谁")
    assert [text for text in question.button_texts if "李" in text] == ["李大明", "李小红"]
    assert not any("波" in text for text in question.button_texts)
    await town.secretary.says("王")
    assert "没有找到「王」" in town.secretary.last.text
    await town.secretary.taps("李小红", under=question)
    assert "已派给李小红" in question.text
    assert question.button_texts == []
    assert "李小红" in card.text
    assert "13912345678" in town.people["李小红"].last.text
    await town.secretary.says("/assign 1001 无名")
    assert "没有找到「无名」" in town.secretary.last.text
    await town.order("6号楼 漏水")
    await town.secretary.says("/assign 1002")
    await town.secretary.says("波")
    assert "已派给波" in town.secretary.sees("已派给波").text


@once
async def test_somebody_is_named_by_their_username_as_long_as_it_is_theirs(town: Town) -> None:
    li = town.actor("李大明", username="Master_Li")
    await li.starts("team_1")
    await town.secretary.taps("同意")
    await town.order(LIGHT)
    await town.secretary.says("/assign 1001 @master_li")
    assert "已派给李大明" in town.secretary.last.text
    await town.order("6号楼 漏水")
    thief = town.stranger("路人", username="other")
    li.person.username, thief.person.username = "changed", "master_li"
    await thief.starts()
    await town.secretary.says("/assign 1002 @master_li")
    assert "没有找到" in town.secretary.last.text
    await li.says("/forget")
    await li.taps("是的")
    await town.secretary.says("/assign 1002 @changed")
    assert "没有找到" in town.secretary.last.text


@once
async def test_only_staff_assign_and_only_in_its_moment(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    await ann.says("/assign 1001 安", in_=town.group)
    assert town.group.last is not None
    assert "只有书记和工作人员" in town.group.last.text
    await ann.taps("我来修", under=card)
    await town.secretary.says("/cancel 1001 不修了")
    await town.secretary.says("/assign 1001 安")
    assert "已撤单" in town.secretary.last.text
    assert "13912345678" not in ann.screen


@once
async def test_who_was_never_reached_gets_the_contact_with_start_or_the_place_lapses(town: Town) -> None:
    ann = town.actor("安")
    await ann.taps("我来修", under=await town.order("1号楼 门锁坏了"))
    await town.secretary.says("/release 1001")
    card = await town.order(LIGHT)
    await town.secretary.says("/assign 1002 安")
    assert "对方还没打开私聊" in town.secretary.last.text
    assert "等对方打开私聊" in card.text
    await ann.starts()
    assert "13912345678" in ann.screen
    assert "等对方" not in card.text


@once
async def test_who_waits_on_the_list_may_be_assigned_the_place_that_was_kept(town: Town) -> None:
    ann, bob, _ = await team(town, "安", "波", "陈")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await bob.taps("我排队", under=card)
    await town.secretary.says("/release 1001")
    await town.secretary.says("/assign 1001 陈")
    assert "先问排队的人" in town.secretary.last.text
    await town.secretary.says("/assign 1001 波")
    assert "波" in card.text
    assert "已接单" in card.text
    assert "归您了" in bob.sees("归您了").text
    assert "13912345678" in bob.last.text
