"""Giving an order back, taking it back, calling it off."""

import pytest

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import EXAMPLE, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

LIGHT = "5号楼 灯不亮"
WITH_PHONE = "5号楼3单元702 灯不亮 王阿姨 13912345678"


async def test_who_cannot_come_gives_the_place_back_and_the_contact_with_it(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order(WITH_PHONE)
    await ann.taps("我来修", under=card)
    await ann.taps("我去不了了")
    await ann.taps("缺工具或配件")
    assert "待接单" in card.text
    assert "13912345678" not in ann.screen
    assert "702" not in ann.screen
    await bob.taps("我来修", under=card)
    assert "13912345678" in bob.screen


@pytest.mark.parametrize("answer", ["孩子病了", "跳过"])
async def test_the_reason_may_be_said_or_skipped(town: Town, answer: str) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await ann.taps("我去不了了")
    assert "已接单" in card.text
    await ann.says(answer)
    assert "待接单" in card.text
    assert "会请别人接" in ann.screen


async def test_a_change_of_mind_about_not_coming_leaves_the_claim(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await ann.taps("我去不了了")
    await ann.says("取消")
    assert "已接单" in card.text


async def test_an_old_card_is_posted_anew_when_a_place_falls_free(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    old = await town.order(LIGHT)
    await ann.taps("我来修", under=old)
    await town.passes(hours=25)
    await ann.taps("我去不了了")
    await ann.taps("跳过")
    new = town.card_of(1001)
    assert new is not old
    assert "已重新发布" in old.text
    assert old.button_texts == []
    await bob.taps("我来修", under=new)
    assert "已接单" in new.text
    assert "已重新发布" in old.text


async def test_staff_take_an_order_back(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(WITH_PHONE)
    await ann.taps("我来修", under=card)
    await town.secretary.says("/release 1001")
    assert "待接单" in card.text
    assert "已收回" in town.secretary.last.text
    assert "书记把 #1001 收回了" in ann.last.text
    assert "13912345678" not in ann.screen
    await town.secretary.says("/release 1001")
    assert "没有人接" in town.secretary.last.text


async def test_a_cancelled_order_tells_everyone_concerned(town: Town) -> None:
    ann = await town.volunteer("安")
    resident = town.stranger("王阿姨", phone="+8613912345678")
    await resident.starts()
    await resident.shares_contact()
    card = await town.order(WITH_PHONE)
    await ann.taps("我来修", under=card)
    await town.secretary.says("/cancel 1001 物业已处理")
    assert "已撤单" in card.text
    assert card.button_texts == []
    assert "物业已处理" in ann.last.text
    assert "13912345678" not in ann.screen
    assert "取消了:物业已处理" in resident.last.text


async def test_cancelling_needs_a_reason(town: Town) -> None:
    card = await town.order(LIGHT)
    await town.secretary.says("/cancel 1001")
    assert "请写上原因" in town.secretary.last.text
    assert "待接单" in card.text
    await town.secretary.says("/cancel")
    assert "/cancel 1024" in town.secretary.last.text


async def test_only_staff_release_and_cancel(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    for command in ("/release 1001", "/cancel 1001 不想修"):
        await ann.says(command)
        assert "只有书记和工作人员" in ann.last.text
    assert "已接单" in card.text


async def test_one_of_two_may_leave_and_the_other_stays(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order(EXAMPLE)
    await ann.taps("我来修", under=card)
    await bob.taps("我来修", under=card)
    await ann.taps("我去不了了")
    await ann.taps("跳过")
    assert "待接单" in card.text
    assert "波" in card.text
    assert "安" not in card.text.replace("安师傅", "")
    assert "13800138000" in bob.screen
    await bob.taps("修好了")
    assert "已修好" in card.text


async def test_buttons_of_what_was_given_back_do_nothing_any_more(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    job = ann.sees("归您啦")
    await ann.taps("我去不了了")
    await ann.taps("跳过")
    for data in ("1:fixed:1:1001", "1:arrive:1:1001", "1:release:1:1001"):
        tap = await ann.forges(data, under=job)
        assert "#1001 已经不在您手上了" in tap.text
    assert "待接单" in card.text
