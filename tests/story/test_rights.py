"""Buttons and words of people who may not: of another community, of another round, of nobody in particular."""

import re

from sqlalchemy import select

from bot.handlers.visit import GROUP_ANONYMOUS_BOT
from bot.models import OutboxMessage
from bot.sandbox.groups import Group
from bot.sandbox.messages import Message
from bot.storage.post.outbox import forget_message
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import EXAMPLE, Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

LIGHT = "5号楼 灯不亮"


async def clerk_of(town: Town, name: str, group: Group) -> Actor:
    """Somebody who came through a clerk's link into the community of this group."""
    await town.secretary.says("/invite", in_=group)
    await town.secretary.taps("工作人员")
    link = re.search(r"https://t\.me/\S+", town.secretary.last.text)
    assert link
    clerk = town.stranger(name)
    await clerk.follows(link[0])
    return clerk


async def done(town: Town) -> Message:
    """An order somebody reports as done; the secretary's card about it."""
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(LIGHT))
    await reports(ann)
    return town.secretary.sees("请您确认")


async def reports(ann: Actor) -> None:
    await ann.taps("修好了", under=ann.sees("归您啦"))


async def test_a_card_of_the_first_round_does_not_confirm_the_second(town: Town) -> None:
    review = await done(town)
    old = next(button.data for button in review.buttons if "确认" in button.text)
    await town.secretary.taps("没修好", under=review)
    await reports(town.people["安"])
    tap = await town.secretary.forges(old, under=review)
    assert "过期" in tap.text
    assert "已修好" in town.card.text
    await town.secretary.taps("确认", under=town.secretary.sees("请您确认"))
    assert "已修好" in town.card.text


async def test_a_private_message_that_stands_twice_loses_its_buttons_when_a_tap_on_it_is_refused(town: Town) -> None:
    await town.secretary.says("/order 5号楼 灯不亮")
    first = town.secretary.last
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        row = await tx.session.scalar(select(OutboxMessage).where(OutboxMessage.message_id == first.id))
        assert row is not None
        await forget_message(tx.session, row.id)  # as after a crash between the sending and the book
    await town.settle()
    second = town.secretary.last
    assert (second.text, second.id > first.id) == (first.text, True)
    await town.secretary.taps("发布", under=second)
    calls = len(town.world.calls.of("editMessageReplyMarkup"))
    tap = await town.secretary.taps("发布", under=first)
    assert "过期" in tap.text
    assert first.button_texts == []
    again = await town.secretary.forges("1:draft:1:publish:", under=second)
    assert "过期" in again.text
    assert len(town.world.calls.of("editMessageReplyMarkup")) == calls + 1


async def test_an_order_is_claimed_in_its_own_group_only(town: Town) -> None:
    """Who sees any button can send any data with it; who is not in the group must not learn where a resident lives."""
    card = await town.order(EXAMPLE)
    eve = town.stranger("不在群里的人")
    other = town.world.supergroup("柳沟维修群", [eve.person])
    other.add_bot()
    await eve.starts()
    for message in (eve.last, town.newest(other.messages, "我是微修")):
        await eve.forges("1:claim:1:1001", under=message)
    assert "待接单" in card.text
    assert "13800138000" not in eve.screen
    await eve.says("#1001 我来", in_=other)
    assert "13800138000" not in eve.screen


async def test_staff_of_one_community_are_nobody_in_another(town: Town) -> None:
    other = town.world.supergroup("柳沟维修群", [town.secretary.person])
    other.add_bot()
    await town.settle()
    await town.secretary.says("/setup", in_=other)
    clerk = await clerk_of(town, "柳沟的小王", other)
    await done(town)
    for button in ("1:confirm:1:1001:1", "1:redo:1:1001:1", "1:points:1:1001:1"):
        tap = await clerk.forges(button, under=clerk.last)
        assert "只有书记和工作人员" in tap.text
    await clerk.says("/cancel 1001 不修了")
    assert "已修好" in town.card.text


async def test_a_clerk_invites_volunteers_only(town: Town) -> None:
    clerk = await clerk_of(town, "小王", town.group)
    for role in ("secretary", "clerk"):
        tap = await clerk.forges(f"1:invite:1:{role}", under=clerk.last)
        assert "只有书记" in tap.text
    await clerk.forges("1:invite:1:volunteer", under=clerk.last)
    assert "https://t.me/" in clerk.last.text


async def test_an_administrator_who_hides_is_nobody(town: Town) -> None:
    card = await town.order(LIGHT)
    town.secretary.person.says("我来", in_=town.group, reply_to=card)
    (update,) = town.world.updates.read(100)
    hidden = {"id": GROUP_ANONYMOUS_BOT, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    update.body["message"] |= {"from": hidden, "sender_chat": update.body["message"]["chat"]}
    await town.settle()
    assert "待接单" in card.text
    assert town.group.last is not None
    assert "匿名" in town.group.last.text
