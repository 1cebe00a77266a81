"""The wait-list: who comes too late may queue, and is asked in turn when a place falls free."""

import asyncio
from collections import Counter

import pytest

from bot.domain.ids import CommunityId
from bot.domain.roles import Role
from bot.storage.members.people import person_by_user
from bot.storage.members.team import take_roles
from bot.usecases.chats.acting import Actor as Acting
from bot.usecases.repairs.holding import PlacePress
from bot.usecases.repairs.queueing import accept_turn
from tests.town import Actor, Town

LIGHT = "5号楼 灯不亮 王阿姨 13912345678"
HERE = CommunityId(1)

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What asks the databases nothing that the other tests here do not ask them."""


async def gives_back(who: Actor) -> None:
    await who.taps("我去不了了")
    await who.taps("跳过")


async def test_who_comes_too_late_queues_and_is_asked_in_turn(town: Town) -> None:
    ann, bob, cai, dan = [await town.volunteer(name) for name in ("安", "波", "陈", "丹")]
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    assert card.button_texts == ["✋ 我排队"]
    assert "第 1 位" in (await bob.taps("我排队", under=card)).text
    await cai.says("我排队", in_=town.group, reply_to=card)
    assert cai.last.text == "#1001 · ✋ 您排第 2 位。空出位置,马上私聊问您"
    for words in ("排队", "1001 候补"):
        await bob.says(words)
        assert "#1001 · ✋ 您排第 1 位" in bob.last.text, "of the one order that others have, or by its number"
    await dan.says("排队要多久?")
    assert "您排第" not in dan.screen
    assert "已经是您的了" in (await ann.taps("我排队", under=card)).text

    await gives_back(ann)
    assert "轮到您了" in bob.last.text
    assert "13912345678" not in bob.screen + town.group_screen
    assert "轮到您了" not in cai.screen
    assert "正在问排队的人" in card.text
    assert card.button_texts == ["✋ 我排队"]
    assert "先问排队的人" in (await dan.forges("1:claim:1:1001", under=card)).text
    assert "轮到您了" in (await bob.taps("我排队", under=card)).text

    await bob.says("今天来不了啦")
    assert "让给别人了" in bob.sees("#1001").text
    question = cai.sees("轮到您了")
    await cai.says("我去")
    assert "13912345678" in cai.last.text
    assert "联系方式在下一条" in question.text
    assert question.button_texts == []
    assert "陈" in card.text
    assert "已接单" in card.text
    for data in ("1:turn:1:1001", "1:unqueue:1:1001"):
        assert (await bob.forges(data, under=card)).text
    assert "陈" in card.text


async def test_no_answer_in_time_asks_the_next_and_then_everybody(town: Town) -> None:
    ann, bob, cai = [await town.volunteer(name) for name in ("安", "波", "陈")]
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    for who in (bob, cai):
        await who.taps("我排队", under=card)
    await gives_back(ann)
    await town.passes(minutes=29)
    assert "轮到您了" not in cai.screen
    await town.passes(minutes=2)
    late = bob.sees("时间过了")
    assert late.button_texts == []
    assert "已经过期" in (await bob.forges("1:turn:1:1001", under=late)).text
    assert "轮到您了" in cai.last.text
    await town.passes(minutes=31)
    assert "时间过了" in cai.last.text
    assert card.button_texts == ["🙋 我来修"]
    await bob.taps("我来修", under=card)
    assert "13912345678" in bob.last.text


@once
async def test_the_place_in_line_stands_under_status_where_it_can_be_given_up(town: Town) -> None:
    ann, bob = await town.volunteer("安"), town.actor("波")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await bob.says("#1001 我排队", in_=town.group)
    assert "✋ 波,#1001 排上队了。请点下面打开私聊" in town.group_screen
    tap = await bob.taps("我排队", under=card)
    assert tap.url is not None
    await bob.starts()
    line = bob.sees("您排在第 1 位,空出位置马上私聊问您")
    assert "#1001" in line.text
    await bob.follows(tap.url)
    assert "排在第 1 位" in bob.last.text
    await bob.taps("#1001 不排了")
    await bob.says("查进度")
    assert "排在第" not in bob.last.text
    await gives_back(ann)
    assert "轮到您了" not in bob.screen
    assert card.button_texts == ["🙋 我来修"]
    assert "不用排" in (await bob.forges("1:queue:1:1001", under=card)).text


@once
async def test_at_night_the_place_is_kept_and_who_waits_loses_no_turn_unasked(town: Town) -> None:
    """Whoever was never reached is passed over; the half hour begins when the question stood in the chat."""
    ann, cai = await town.volunteer("安"), await town.volunteer("陈")
    bob = town.actor("波")
    card, urgent = await town.order(LIGHT), await town.order("6号楼 水管漏水 加急")
    for wanted in (card, urgent):
        await ann.taps("我来修", under=wanted)
        await bob.taps("我排队", under=wanted)
        await cai.taps("我排队", under=wanted)
    await town.passes(hours=13)  # 22:00
    for number in (1001, 1002):
        await ann.forges(f"1:release:1:{number}", under=card)
        assert "已经在问您原因" in (await ann.forges(f"1:release:1:{number}", under=card)).text
        await ann.taps("跳过")
        assert "不在您手上了" in (await ann.forges(f"1:release:1:{number}", under=card)).text
    assert "#1002 空出位置,轮到您了" in cai.last.text
    assert "11月23日 22:3" in cai.last.text
    assert "明早先问排队的人" in card.text
    assert "明早私聊问您" in (await cai.taps("我排队", under=card)).text
    await town.passes(hours=14, minutes=5)  # the machine slept until 12:05
    assert "#1001 空出位置,轮到您了" in cai.last.text
    assert "11月24日 12:3" in cai.last.text
    assert "正在问排队的人" in card.text
    await town.passes(minutes=29)
    await cai.taps("我去", under=cai.last)
    assert "13912345678" in cai.screen


@once
async def test_who_left_the_team_gets_no_place_by_having_waited(town: Town) -> None:
    ann, bob, cai = [await town.volunteer(name) for name in ("安", "波", "陈")]
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    for who in (bob, cai):
        await who.taps("我排队", under=card)
    await gives_back(ann)
    async with town.weixiu.uow.writing(town.clock.now(), occasion="leaving") as tx:
        for who in (bob, cai):
            person = await person_by_user(tx, who.user_id)
            assert person is not None
            await take_roles(tx, HERE, person.id, tuple(Role))
    assert "邀请" in (await bob.taps("我去")).text
    await town.passes(minutes=31)
    assert "轮到您了" not in cai.screen
    assert card.button_texts == ["🙋 我来修"]


@once
async def test_a_critical_order_waits_for_nobody(town: Town) -> None:
    ann, bob, cai = [await town.volunteer(name) for name in ("安", "波", "陈")]
    card = await town.order(f"{LIGHT} 紧急")
    await ann.taps("我来修", under=card)
    await bob.taps("我排队", under=card)
    await gives_back(ann)
    question = bob.sees("轮到您了")
    assert "谁先点" in question.text
    await cai.taps("我来修", under=card)
    assert "陈抢先一步" in (await bob.taps("我去", under=question)).text


@once
async def test_what_is_called_off_asks_nobody_any_more(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await bob.taps("我排队", under=card)
    await town.secretary.says("/release 1001")
    assert "轮到您了" in bob.last.text
    await town.secretary.says("/cancel 1001 物业已修好")
    assert "不用等了" in bob.sees("不用等").text
    assert "我去" not in "".join(bob.sees("不用等").button_texts)


async def test_a_kept_place_is_taken_once_however_many_say_yes_at_once(town: Town) -> None:
    """The asked one's double tap, through two programs, beside a tap in the group: one gets it."""
    ann, bob, cai = [await town.volunteer(name) for name in ("安", "波", "陈")]
    card = await town.order("5号楼 搬柜子 2人")
    for who in (ann, cai):
        await who.taps("我来修", under=card)
    await bob.taps("我排队", under=card)
    await gives_back(ann)
    programs = [town.weixiu, town.another_process()]

    async def yes(number: int) -> str:
        press = PlacePress(Acting(bob.user_id, "波", bob.user_id, private=True), HERE, 1001)
        try:
            await accept_turn(press, uow=programs[number % 2].uow, now=town.clock.now())
        except Exception as refusal:  # noqa: BLE001 - its name is what is looked at
            return type(refusal).__name__
        return "won"

    assert Counter(await asyncio.gather(*map(yes, range(4)))) == {"won": 1, "AlreadyYours": 3}
    await town.settle()
    assert "已接单" in card.text
    assert card.text.count("波") == 1
