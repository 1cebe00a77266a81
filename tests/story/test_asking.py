"""Questions: everybody hears what concerns them, in words, and nothing of what does not."""

import pytest

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import EXAMPLE, Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

WITH_PHONE = "5号楼3单元702 灯不亮 王阿姨 13912345678"


@pytest.mark.parametrize("question", ["/status", "查进度", "修好了吗?", "/status 1001", "#1001", "1001"])
async def test_a_resident_whose_phone_is_proved_hears_how_it_stands(town: Town, question: str) -> None:
    ann = await town.volunteer("安")
    resident = town.stranger("王阿姨", phone="+8613912345678")
    await town.order(WITH_PHONE)
    await resident.starts()
    await resident.says("查进度")
    assert "目前没有与您有关的报修" in resident.last.text
    await resident.shares_contact()
    assert "正在找志愿者" in resident.last.text
    await ann.taps("我来修", under=town.card)
    assert "安接了您的报修 #1001" in resident.last.text
    await resident.says(question)
    assert "安接单了" in resident.last.text


async def test_a_resident_is_told_of_each_change(town: Town) -> None:
    ann = await town.volunteer("安")
    resident = town.stranger("王阿姨", phone="+8613912345678")
    await resident.starts()
    await resident.shares_contact()
    await town.order(WITH_PHONE)
    assert "已发给志愿者" in resident.last.text
    await ann.taps("我来修", under=town.card)
    await ann.taps("我到了")
    assert "安到了" in resident.last.text
    await ann.taps("修好了")
    assert "您看行不行" in resident.last.text


async def test_somebody_elses_contact_proves_nothing(town: Town) -> None:
    await town.order(WITH_PHONE)
    thief = town.stranger("小偷", phone="+8613711112222")
    await thief.starts()
    await thief.shares_contact("+8613912345678", user_id=town.secretary.user_id)
    assert "您自己的号码" in thief.last.text
    await thief.says("#1001")
    assert "没有找到与您有关的 #1001" in thief.last.text
    assert "灯不亮" not in thief.screen


@pytest.mark.parametrize("question", ["/status", "/status 1001", "#1001", "查进度", "/open"])
async def test_a_stranger_learns_nothing_about_others(town: Town, question: str) -> None:
    await town.order(EXAMPLE)
    stranger = town.stranger("路人")
    await stranger.starts()
    await stranger.says(question)
    for word in ("门框", "2号楼", "刘运京", "1401", "13800138000"):
        assert word not in stranger.screen
    assert stranger.last.text


async def test_an_order_that_is_not_there_looks_the_same_as_one_that_is_not_yours(town: Town) -> None:
    await town.order(EXAMPLE)
    stranger = town.stranger("路人")
    await stranger.says("#1001")
    mine = stranger.last.text.replace("1001", "N")
    await stranger.says("#1999")
    assert stranger.last.text.replace("1999", "N") == mine


async def test_a_volunteer_sees_what_they_hold(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order("5号楼 灯不亮"))
    await ann.says("/status")
    assert "#1001 已接单" in ann.last.text


async def test_staff_look_up_any_order_by_its_number(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order("5号楼 灯不亮"))
    await town.secretary.says("#1001")
    assert "已接单" in town.secretary.last.text
    assert "安" in town.secretary.last.text


async def test_status_in_the_group_is_answered_with_a_word_about_the_private_chat(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.says("/status", in_=town.group)
    assert town.group.last is not None
    assert "私聊" in town.group.last.text


async def test_open_orders_are_listed_with_links_to_their_cards(town: Town) -> None:
    card = await town.order("5号楼 灯不亮")
    await town.order("6号楼 水管漏水 紧急")
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=card)
    await ann.taps("我去不了了")
    await ann.taps("跳过")
    await ann.says("/open")
    text = ann.last.text
    assert text.index("#1002") < text.index("#1001")
    assert "t.me/c/" in ann.last.html
    assert f"/{card.id}" in ann.last.html


async def test_points_begin_with_the_balance_even_when_it_is_nothing(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.says("/points")
    assert ann.last.text.startswith("积分 0")


def shown_to(who: Actor) -> list[tuple[int, str]]:
    """All that the bot shows somebody privately."""
    return [(message.id, message.text) for message in who.person.private.messages if message.sender.is_bot]


async def test_nobody_meets_silence(town: Town) -> None:
    ann = town.stranger("安")
    for act in (
        lambda: ann.person.says("你好呀今天天气不错"),
        lambda: ann.person.says("/nosuchcommand"),
        ann.person.sends_voice,
        ann.person.sends_photo,
        lambda: ann.person.sends_location(36.1, 120.4),
    ):
        before = shown_to(ann)
        await town.at_once(act)
        assert shown_to(ann) != before


async def test_help_names_what_ones_roles_can_do(town: Town) -> None:
    ann = town.stranger("路人")
    await ann.says("/help")
    assert "/order" not in ann.last.text
    await town.secretary.says("/help")
    assert "/order" in town.secretary.last.text
    assert "待接单" in " ".join(town.secretary.last.button_texts)
    await town.secretary.taps("设置")
    assert "简报" in town.secretary.last.text
