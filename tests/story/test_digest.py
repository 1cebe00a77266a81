"""The digest: every local morning, once, and nothing when there is nothing to say."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.faults import Ending, Fault
from bot.sandbox.messages import Message
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_calling_up import who_wants_to_be_told
from tests.town import EXAMPLE, Town, open_town

NEXT_MORNING = timedelta(hours=23, minutes=30)
"""From Monday 09:00 to Tuesday 08:30 in Shanghai."""


async def grid_of(town: Town, steward: str, buildings: str) -> Message:
    """A grid with a steward; its card."""
    secretary = town.secretary
    await secretary.says("/grids")
    card = secretary.last
    for button, words in {"加网格": "第一网格", "管哪些楼": buildings, "网格员": steward}.items():
        await secretary.taps(button, under=card)
        await secretary.says(words)
    return card


def digests(town: Town) -> list[str]:
    return [message.text for message in town.group.messages if "简报" in message.text]


async def finish(town: Town, name: str, line: str) -> None:
    who = await town.volunteer(name)
    await who.taps("我来修", under=await town.order(line))
    await who.taps("修好了")
    await town.secretary.taps("确认")


async def test_the_morning_digest_thanks_lists_and_names(town: Town) -> None:
    await finish(town, "安", "1号楼 门坏了")
    await finish(town, "安", "1号楼 窗坏了")
    await finish(town, "波", "1号楼 灯坏了")
    await town.order("5号楼 灯不亮")
    await town.order("6号楼 水管漏水 紧急")
    dan = await town.volunteer("丹")
    await dan.taps("我来修", under=await town.order("7号楼 门锁坏了"))
    town.clock.move(NEXT_MORNING)
    await town.tick()
    (digest,) = digests(town)
    assert "11月24日 星期二" in digest
    assert "昨日修好 3 单" in digest
    assert "安×2、波" in digest
    assert "📞 待回访 3 户" in digest
    assert digest.index("#1005") < digest.index("#1004")
    assert "#1006 7号楼 · 丹" in digest


@AT_LENGTH_ON_POSTGRESQL
async def test_nothing_to_say_means_no_digest(town: Town) -> None:
    await town.passes(days=1)
    assert digests(town) == []


@AT_LENGTH_ON_POSTGRESQL
async def test_a_community_may_want_a_digest_even_then(town: Town) -> None:
    await town.secretary.says("/settings")
    await town.secretary.taps("无事时发不发")
    await town.passes(days=1)
    assert len(digests(town)) == 1


async def test_a_day_has_one_digest_however_often_the_clock_ticks(town: Town) -> None:
    await town.order("5号楼 灯不亮")
    town.clock.move(NEXT_MORNING)
    for _ in range(5):
        await town.passes(minutes=10)
    assert len(digests(town)) == 1


@AT_LENGTH_ON_POSTGRESQL
async def test_the_digest_of_yesterday_is_taken_down(town: Town) -> None:
    await town.order("5号楼 灯不亮")
    for _ in range(3):
        await town.passes(days=1)
    assert len(digests(town)) == 1


@AT_LENGTH_ON_POSTGRESQL
async def test_a_digest_that_is_hours_late_is_skipped(town: Town) -> None:
    await town.order("5号楼 灯不亮")
    town.clock.move(NEXT_MORNING + timedelta(hours=4))
    await town.tick()
    assert digests(town) == []


@AT_LENGTH_ON_POSTGRESQL
async def test_a_clock_set_back_brings_no_second_digest(town: Town) -> None:
    await town.order("5号楼 灯不亮")
    town.clock.move(NEXT_MORNING)
    await town.tick()
    town.clock.move(-timedelta(hours=5))
    await town.tick()
    await town.passes(hours=5, minutes=5)
    assert len(digests(town)) == 1


async def test_a_restart_brings_no_second_digest(database_url: str, tmp_path: Path) -> None:
    async with open_town(database_url, tmp_path) as town:
        await town.set_up()
        await town.order("5号楼 灯不亮")
        town.clock.move(NEXT_MORNING)
        await town.tick()
        await town.restart()
        await town.passes(minutes=5)
        assert len(digests(town)) == 1


async def test_two_processes_post_one_digest(town: Town) -> None:
    await town.order("5号楼 灯不亮")
    town.clock.move(NEXT_MORNING)
    other = town.another_process()
    await town.weixiu.ticks.tick(None)
    await other.ticks.tick(None)
    await town.settle()
    assert len(digests(town)) == 1


@AT_LENGTH_ON_POSTGRESQL
async def test_an_order_nobody_takes_for_two_days_is_named_apart(town: Town) -> None:
    await town.order("5号楼 灯不亮")
    await town.passes(days=2)
    assert "⏰ 超时 1 单\n#1001" in digests(town)[-1]


@AT_LENGTH_ON_POSTGRESQL
async def test_staff_may_post_it_now(town: Town) -> None:
    ann = await town.volunteer("安")
    await town.order("5号楼 灯不亮")
    await ann.says("/digest")
    assert digests(town) == []
    await town.secretary.says("/digest")
    assert "#1001" in digests(town)[-1]
    assert town.secretary.last.text == "已收到 ✅ 简报这就发到群里。"


@AT_LENGTH_ON_POSTGRESQL
async def test_the_digest_names_nobody_private(town: Town) -> None:
    await town.order(EXAMPLE)
    await town.secretary.says("/digest")
    for secret in ("1401", "刘运京", "13800138000"):
        assert secret not in digests(town)[-1]


@AT_LENGTH_ON_POSTGRESQL
async def test_a_changed_digest_time_holds_from_the_next_time_on(town: Town) -> None:
    await town.order("5号楼 灯不亮")
    await town.secretary.says("/settings")
    await town.secretary.taps("简报时间")
    await town.secretary.says("20:00")
    await town.passes(hours=10)
    assert digests(town) == []
    await town.passes(hours=1, minutes=5)
    assert len(digests(town)) == 1


@AT_LENGTH_ON_POSTGRESQL
@pytest.mark.parametrize("ending", [Ending.TIMEOUT, Ending.TRUNCATED], ids=["no answer", "half an answer"])
async def test_a_doubtful_digest_is_not_repeated_but_shown_to_staff(town: Town, ending: Ending) -> None:
    await town.order("5号楼 灯不亮")
    town.clock.move(NEXT_MORNING)
    town.world.faults.add(Fault("sendMessage", ending=ending, acts=True, chat_id=town.group.id))
    await town.tick()
    assert len(digests(town)) == 1
    doubt = town.secretary.sees("11月24日 星期二的简报不知道发出去没有")
    await town.secretary.taps("再发一次", under=doubt)
    assert len(digests(town)) == 2
    tap = await town.secretary.taps("再发一次", under=doubt)
    assert "过期" in tap.text


@AT_LENGTH_ON_POSTGRESQL
async def test_a_clock_far_from_telegrams_posts_nothing_and_alarms_staff(town: Town) -> None:
    await town.order("5号楼 灯不亮")
    town.clock.move(NEXT_MORNING)
    await town.weixiu.ticks.tick(3600.0)
    await town.settle()
    assert digests(town) == []
    assert "时钟差了 60 分钟" in town.secretary.last.text


@AT_LENGTH_ON_POSTGRESQL
async def test_each_gets_one_digest_of_their_own_of_what_is_theirs(town: Town) -> None:
    dan, eve, fay = [
        await who_wants_to_be_told(town, name, notices=False, digest=True) for name in ("丹", "夏娃", "飞")
    ]
    await who_wants_to_be_told(town, "飞", skills=["locks"], notices=False, digest=True)
    card = await grid_of(town, "夏娃", "1-6号楼")
    assert "网格员 夏娃" in card.text
    await town.order("5号楼3单元702 灯不亮 电工 王阿姨 13912345678")
    await town.order("9号楼 门锁坏了 换锁")
    town.clock.move(NEXT_MORNING)
    for _ in range(3):
        await town.passes(minutes=1)
    assert [person.screen.count("☀️ 11月24日") for person in (town.secretary, dan, eve, fay)] == [1, 1, 1, 1]
    assert "工作人员简报" in town.secretary.last.text
    assert ["5号楼3单元 灯不亮" in person.last.text for person in (town.secretary, dan, eve, fay)] == [1, 1, 1, 0]
    assert ["9号楼 门锁坏了" in person.last.text for person in (town.secretary, dan, eve, fay)] == [1, 1, 0, 1]
    assert "13912345678" not in town.secretary.last.text
    await dan.taps("#1001", under=dan.last)
    assert "13912345678" in dan.last.text
    morning = town.newest(town.group.messages, "接单简报")
    late = await eve.taps("#1001", under=morning)
    assert "丹" in late.text
    assert not morning.deleted
    await town.secretary.says("/settings")
    await town.secretary.taps("更多设置")
    await town.secretary.taps("简报日")
    await town.secretary.says("周一到周三不发")
    assert "简报:周四、周五、周六、周日" in town.secretary.sees("更多设置").text
    await town.passes(days=1)
    assert "11月25日" not in town.secretary.screen + town.group_screen
    await town.passes(days=1)
    assert "11月26日" in town.group_screen
