"""Saying it: one sentence, a picture or a voice note becomes one request, and the request an order."""

from sqlalchemy import select

from bot.domain.contact import Contact
from bot.domain.life import Status
from bot.models import Order
from tests.town import Actor, Town


async def orders_of(town: Town) -> list[Order]:
    """What is in the database by now."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return list(await tx.session.scalars(select(Order).order_by(Order.number)))


def contact_of(town: Town, order: Order) -> Contact:
    assert order.contact is not None
    return Contact.from_json(town.vault.open_json(order.contact))


def card(who: Actor) -> str:
    """The newest card of a request."""
    return who.sees("您要报的事").text


async def test_one_sentence_is_enough_and_every_message_joins_the_one_card(town: Town) -> None:
    wang = town.stranger("王阿姨", phone="+8613912345678")
    await wang.starts()
    assert wang.keys == ["🔧 我要报修", "🔍 查进度", "🎁 我的积分", "📞 找书记"]
    await wang.says("厨房水管漏水")
    shown = wang.last
    assert "厨房水管漏水" in shown.text
    assert "在哪里" in shown.text
    await wang.says("2号楼2单元1401")
    await wang.sends_album(3)
    assert "2号楼2单元1401" in shown.text
    assert "📷 3" in shown.text
    assert "哪个电话" in shown.text
    await wang.presses("用我的手机号")
    assert "13912345678" in shown.text
    await wang.taps("明天上午", under=shown)
    assert "明天上午 11/24" in shown.text
    assert "❓" not in shown.text
    tap = await wang.taps("对,帮我报上去", under=shown)
    assert "已收到 ✅ #1001" in tap.text
    assert "书记马上看" in shown.text
    assert shown.button_texts == []
    (order,) = await orders_of(town)
    assert (order.status, order.building, order.what) == (Status.SUBMITTED, "2号楼2单元", "厨房水管漏水")
    assert order.reporter_id == order.posted_by
    contact = contact_of(town, order)
    assert (contact.flat, contact.phone, contact.name) == ("1401", "+8613912345678", "王阿姨")
    assert "#1001" in town.secretary.last.text or "#1001" in town.secretary.screen
    assert "漏水" not in town.group_screen
