"""等配件, 住户不在: the clocks of an order stand still, everybody sees why, and run on by a tap or on the day."""

from datetime import timedelta

import pytest

from bot.domain.life import Step
from tests.story.test_knowing import resident_of
from tests.story.test_ladder import order_now
from tests.story.test_silence import steps
from tests.town import Town

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What asks the databases nothing that the other tests here do not ask them."""


@once
async def test_who_waits_for_a_part_stops_the_clock_and_it_runs_on_by_a_tap_or_on_the_day_by_itself(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    wang = await resident_of(town)
    card = town.card
    await ann.taps("我来修", under=card)
    job = ann.last
    due = (await order_now(town)).finish_by  # Thursday 09:00
    assert due is not None
    town.clock.move(timedelta(hours=3))
    await ann.taps("要等等", under=job)
    assert ann.last.button_texts == ["🔩 等配件", "🚪 住户不在", "⬅️ 不用等了"]
    await ann.taps("等配件")
    await ann.taps("3 天后")
    assert "先等着,时间不算" in ann.last.text
    assert "⏸ 等配件,时间先不算" in card.text
    assert "⏸ 等配件,时间先不算" in job.text
    assert "要等配件" in wang.last.text
    assert "最晚 11月26日 星期四接着办" in wang.last.text
    await wang.says("查进度")
    assert "等配件,时间先不算" in wang.last.text
    await town.passes(hours=22)  # Tuesday 10:00: eight working hours stood still
    assert "您还去吗" not in ann.screen
    assert "只有书记和工作人员" in (await bob.forges("1:goon:1:1001", under=card)).text
    tap = await ann.taps("接着办", under=job)
    assert "时间接着算了" in tap.text
    assert "⏸" not in card.text
    moved = (await order_now(town)).finish_by
    assert moved is not None
    assert abs(moved - due - timedelta(hours=8)) < timedelta(minutes=1)
    assert "接着算" in (await ann.forges("1:goon:1:1001", under=card)).text


@once
async def test_staff_pause_too_in_other_words_and_on_the_day_the_holder_hears_that_it_goes_on(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.says("/language")
    await ann.taps("English")
    card = await town.order("6号楼 漏水 13800138000")
    await ann.taps("我来修", under=card)
    await town.secretary.says("/status 1001")
    await town.secretary.taps("要等等")
    await town.secretary.says("楼上停水,明天才能试")
    assert town.secretary.sees("最晚哪天接着办").button_texts == ["明天", "3 天后", "一周后", "说不准", "⬅️ 不用等了"]
    await town.secretary.says("昨天")
    assert "没看懂" in town.secretary.last.text
    await town.secretary.says("后天上午")
    assert "⏸ 要等等,时间先不算" in card.text
    assert "楼上停水" not in town.group_screen
    assert "Has to wait (楼上停水,明天才能试); this time does not count" in ann.screen
    await town.secretary.says("/status 1001")
    assert "⏸ 要等等(楼上停水,明天才能试)" in town.secretary.last.text
    await town.passes(hours=46, minutes=50)
    assert "please go on" not in ann.screen
    await town.passes(minutes=20)
    assert "The day for #1001 has come, please go on" in ann.last.text
    assert (await steps(town))[2:] == [Step.PAUSE, Step.RESUME]
    await ann.taps("Has to wait", under=ann.sees("13800138000"))
    await ann.taps("Nobody at home")
    await ann.taps("In a week")
    await ann.taps("Fixed", under=ann.sees("13800138000"))
    order = await order_now(town)
    assert order.paused_at is None, "what is done does not stand still"
    assert order.paused_note is None
