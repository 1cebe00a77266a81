"""Danger first: what to do is said before anything else, staff hear of it at any hour, no volunteer is left with it."""

from datetime import timedelta

from bot.domain.urgency import Urgency
from bot.models import Community
from bot.sandbox.messages import Message
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_saying_it import orders_of
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL


def after(said: Message, who: Actor) -> list[str]:
    """What the bot has said privately since."""
    return [each.text for each in who.person.private.messages if each.id > said.id and each.sender.is_bot]


async def test_gas_is_answered_before_anything_else_at_night_too(town: Town) -> None:
    town.clock.move(timedelta(hours=17))
    wang = town.stranger("王阿姨", phone="+8613912345678")
    await wang.shares_contact()
    said = await wang.says("2号楼2单元1401 家里好大煤气味")
    first, card = after(said, wang)
    assert "开门窗" in first
    assert "119" in first
    assert "煤气味" in card
    alarm = town.secretary.sees("🚨")
    for word in ("王阿姨", "煤气味", "2号楼2单元1401", "13912345678"):
        assert word in alarm.text
    assert not alarm.content.silent
    await wang.says("煤气味还在,很大")
    assert len([text for text in after(said, wang) if "开门窗" in text]) == 1
    await wang.says("报上去")
    (order,) = await orders_of(town)
    assert order.urgency is Urgency.CRITICAL
    assert "煤气" not in town.group_screen
    await town.secretary.taps("回复", under=alarm)
    await town.secretary.says("我马上到,您先下楼")
    assert "我马上到" in wang.last.text


async def test_danger_is_heard_in_captions_and_whatever_question_stands(town: Town) -> None:
    wang = town.stranger("王阿姨")
    await wang.sends_album(10)
    await wang.sends_photo(caption="插座冒火花了")
    assert "别碰" in wang.screen
    card = wang.sees("您要报的事").text
    assert "📷 10" in card
    assert "插座冒火花了" in card
    await town.secretary.says("/settings")
    await town.secretary.taps("名称")
    await town.secretary.says("电梯里困人了")
    assert "别扒门" in town.secretary.screen


async def test_a_community_may_have_its_own_advice_and_numbers(town: Town) -> None:
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        community = await tx.session.get_one(Community, 1)
        community.practice = {"danger_advice": {"gas": "快走!"}, "emergency_numbers": [["燃气公司", "96777"]]}
    wang = town.stranger("王阿姨")
    await wang.says("有煤气味")
    assert "快走!" in wang.screen
    assert "燃气公司 96777" in wang.screen
