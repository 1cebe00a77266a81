"""A holder who says nothing is reminded twice, by day, and then the place is somebody else's."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.life import Step
from bot.models import OrderEvent
from tests.story.test_knowing import resident_of
from tests.town import Town

LIGHT = "5号楼 灯不亮 王阿姨 13912345678"

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What asks the databases nothing that the other tests here do not ask them."""


async def steps(town: Town) -> list[Step]:
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return list(await tx.session.scalars(select(OrderEvent.step).order_by(OrderEvent.seq)))


async def test_silence_is_reminded_twice_and_then_ends_the_claim(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await bob.taps("我排队", under=card)
    await town.passes(hours=23)
    assert "您还去吗" not in ann.screen
    await town.passes(hours=1, minutes=1)
    assert "您还去吗" in ann.last.text
    assert "住户在等您" in ann.last.text
    await town.passes(hours=24, minutes=1)
    assert "再没有回音" in ann.last.text
    assert "已接单" in card.text
    await town.passes(hours=24, minutes=1)
    assert "先让给别人了" in ann.last.text
    assert "13912345678" not in ann.screen
    assert "安对 #1001 的两次提醒都没有回音" in town.secretary.screen
    assert "轮到您了" in bob.last.text
    assert await steps(town) == [Step.PUBLISH, Step.CLAIM, Step.REMIND, Step.REMIND, Step.RELEASE]
    for old in ("going", "release", "date", "halt", "pass"):
        assert "#1001 已经不在您手上了" in (await ann.forges(f"1:{old}:1:1001", under=card)).text
    await ann.says("#1001")
    assert "#1001 待接单 · 5号楼 灯不亮\n已经不在您手上了" in ann.last.text, "who had it hears how it stands"
    assert "派单" not in str(ann.last.button_texts), "that is staff's"


@once
async def test_every_sign_of_life_puts_it_off(town: Town) -> None:
    ann = await town.volunteer("安")
    card = await town.order(LIGHT)
    await ann.taps("我来修", under=card)
    await town.passes(hours=24, minutes=1)
    tap = await ann.taps("我会去", under=ann.sees("您还去吗"))
    assert "辛苦" in tap.text
    await town.passes(hours=23)
    await ann.taps("我到了", under=ann.sees("13912345678"))
    await town.passes(hours=23)
    assert await steps(town) == [Step.PUBLISH, Step.CLAIM, Step.REMIND, Step.ARRIVE]
    await town.passes(hours=1, minutes=5)
    assert (await steps(town))[-1] is Step.REMIND
    assert "住户在等您" in ann.last.text
    assert "已接单" in card.text


@once
async def test_a_line_to_the_resident_is_a_sign_of_life(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    await wang.says("钥匙在门卫那里", reply_to=wang.last)
    await town.passes(hours=20)
    await ann.says("明天上午到", reply_to=ann.sees("钥匙在门卫那里"))
    await town.passes(hours=20)
    assert "您还去吗" not in ann.screen
    await town.passes(hours=11)  # Wednesday 12:00: a day of the clock after the morning that was agreed on
    assert "您还去吗" in ann.last.text


@once
async def test_days_off_and_the_time_before_an_appointment_are_no_silence(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    town.clock.move(timedelta(days=4, hours=1))  # Friday 10:00
    await ann.taps("我来修", under=await town.order(LIGHT))
    await bob.taps("我来修", under=await town.order("6号楼 漏水"))
    await bob.taps("约时间")
    await bob.says("下周三下午三点")
    assert "住户收不到我的消息,请打电话说一声" in bob.screen, "nobody there has a chat"
    await town.passes(hours=71, minutes=55)  # Monday 09:55
    assert "您还去吗" not in ann.screen
    await town.passes(minutes=10)
    assert "您还去吗" in ann.last.text
    town.clock.move(timedelta(hours=52))
    await town.passes(minutes=50)  # Wednesday 14:55, late since ten o'clock
    assert "您还去吗" not in bob.screen
    assert "怎么样了" not in bob.screen
    await town.passes(minutes=70)
    assert "办得怎么样了" in bob.last.text


@once
async def test_nobody_is_reminded_at_night_nor_of_what_is_done(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    done = await town.order("6号楼 漏水")
    await bob.taps("我来修", under=done)
    await bob.taps("修好了")
    await town.passes(hours=13)  # 22:00
    await ann.taps("我来修", under=await town.order(LIGHT))
    await town.passes(hours=24, minutes=5)
    assert "您还去吗" not in ann.screen
    await town.passes(hours=9, minutes=50)  # 07:55
    assert "您还去吗" not in ann.screen
    await town.passes(minutes=10)
    assert "您还去吗" in ann.last.text
    assert "您还去吗" not in bob.screen
