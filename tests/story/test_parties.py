"""Outside parties: they are handed what volunteers cannot do, answer for it by buttons, and are asked until they do."""

import re
from datetime import timedelta

from bot.sandbox.messages import Message
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_triage import LAMP, PIPE, reports, residents
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL


async def online(town: Town, name: str, line: str = "物业 阳光物业 张经理 13911112222") -> Actor:
    """The property company has somebody who answers through the bot."""
    await town.secretary.says("/parties")
    await town.secretary.taps("加一个")
    await town.secretary.says(line)
    listed = town.secretary.sees("外部单位")
    await town.secretary.taps("阳光物业", under=listed)
    await town.secretary.taps("请他们上线", under=listed)
    link = re.search(r"https://t\.me/\S+start=party_\S+", town.secretary.last.text)
    assert link is not None
    manager = town.stranger(name)
    await manager.follows(link[0])
    thief = town.stranger("路人")
    await thief.follows(link[0])
    assert "用过了" in thief.last.text
    return manager


async def test_a_party_with_the_bot_gets_the_order_accepts_and_answers(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    manager = await online(town, "张经理")
    assert "阳光物业" in manager.last.text
    await reports(town, wang, LAMP)
    card = town.secretary.sees("新报修")
    assert "公共区域(一般归物业管)" in card.text
    await town.secretary.taps("转办", under=card)
    assert card.buttons[0].text == "阳光物业"
    await town.secretary.taps("阳光物业", under=card)
    assert "已转办 · 阳光物业 · 刘书记" in card.text
    assert "已转给阳光物业" in wang.last.text
    job = manager.sees("社区转给阳光物业的报修")
    await manager.says("/inbox")
    assert job.deleted
    job = manager.last
    assert "社区转给阳光物业的报修" in job.text
    await manager.taps("我们接了", under=job)
    assert "阳光物业说会处理" in card.text
    assert "说会处理您的报修" in wang.last.text
    again = await manager.forges("1:party:1:1001:accept", under=job)
    assert "已经接下" in again.text
    await manager.taps("已处理", under=job)
    await manager.says("换了灯头,亮了")
    assert "处理完了" in wang.last.text
    assert "换了灯头,亮了" in wang.last.text
    assert "换了灯头,亮了" in card.text
    assert "联系方式已收回" in job.text
    late = await manager.forges("1:party:1:1001:not_ours", under=job)
    assert "已办好" in late.text
    await manager.says("/inbox")
    assert "没有转给您的单" in manager.last.text
    assert "#1001" not in town.group_screen


async def passed_on_to_the_party(town: Town) -> tuple[Actor, Actor, Message]:
    """A resident's request is the property company's: the resident, its manager, and the secretary's card."""
    (wang,) = await residents(town, "王阿姨")
    manager = await online(town, "张经理")
    await reports(town, wang, PIPE)
    card = town.secretary.sees("新报修")
    await town.secretary.taps("转办", under=card)
    await town.secretary.taps("阳光物业", under=card)
    return wang, manager, card


async def test_what_is_not_the_partys_comes_back_with_the_reason(town: Town) -> None:
    _, manager, first = await passed_on_to_the_party(town)
    job = manager.sees("社区转给")
    assert "13800138000" in job.text
    await manager.taps("不归我们管", under=job)
    await manager.says("户内水管,业主自己的")
    assert "13800138000" not in manager.screen
    anew = town.secretary.sees("要重新处理")
    assert "户内水管" in anew.text
    assert "请看下面那张卡片" in first.text
    assert not first.buttons
    await town.secretary.taps("发布", under=anew)
    assert "户内水管" not in anew.text
    assert "厨房水管漏水" in town.card.text


async def test_a_claimed_order_is_handed_over_and_its_holder_need_not_go(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    ann = await town.volunteer("安")
    await reports(town, wang, PIPE)
    card = town.secretary.sees("新报修")
    await town.secretary.taps("发布", under=card)
    await ann.taps("我来修", under=town.card)
    await town.secretary.taps("转办", under=card)
    await town.secretary.taps("街道办", under=card)
    assert "您不用去了" in ann.last.text
    assert "13800138000" not in ann.screen
    assert "已转给别的单位" in town.card.text
    await town.secretary.taps("收回", under=card)
    await town.secretary.taps("发布", under=town.secretary.sees("要重新处理"))
    await ann.taps("我来修", under=town.card)
    assert "13800138000" in ann.screen


async def test_a_party_without_the_bot_is_asked_after_until_its_result_is_recorded(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    await reports(town, wang, LAMP)
    card = town.secretary.sees("新报修")
    await town.secretary.taps("转办", under=card)
    await town.secretary.taps("物业", under=card)
    await town.passes(days=2)
    assert "还没有结果" not in town.secretary.screen
    await town.passes(days=1, hours=1)
    question = town.secretary.sees("3 天了,还没人告诉他们")
    assert question.button_texts == ["📞 已打电话", "⏳ 再等等", "↩️ 收回"]
    await town.secretary.taps("已打电话", under=question)
    await town.secretary.taps("再等等", under=question)
    await town.passes(days=4)  # Monday: over a weekend nobody at a company answers
    assert "7 天了" not in town.secretary.screen
    await town.passes(days=1)
    question = town.secretary.sees("8 天了,还没有结果")
    await town.secretary.taps("记结果", under=question)
    await town.secretary.says("物业换了整条线路")
    assert "物业换了整条线路" in wang.last.text
    assert "结果会转告居民" in town.secretary.screen
    late = await town.secretary.taps("再等等", under=question)
    assert "过期" in late.text
    await town.passes(days=9)
    assert "9 天了" not in town.secretary.screen


async def test_the_list_is_changed_and_whoever_was_removed_sees_nothing_any_more(town: Town) -> None:
    _, manager, card = await passed_on_to_the_party(town)
    await town.secretary.says("/parties")
    listed = town.secretary.sees("外部单位")
    assert "13911112222" in listed.text
    await town.secretary.taps("阳光物业", under=listed)
    await town.secretary.taps("改", under=listed)
    await town.secretary.says("物业 月光物业 李经理 13922223333")
    assert "月光物业 · 李经理" in listed.text
    await town.secretary.taps("月光物业", under=listed)
    await town.secretary.taps("删掉", under=listed)
    assert "月光物业" not in listed.text
    assert "13800138000" not in manager.screen
    forged = await manager.forges("1:party:1:1001:accept", under=manager.last)
    assert "不在您这里" in forged.text
    assert "已转办" in card.text


async def test_the_party_sees_that_the_resident_needs_nobody_any_more(town: Town) -> None:
    wang, manager, card = await passed_on_to_the_party(town)
    await wang.says("查进度")
    await wang.taps("不修了")
    await wang.taps("不修了")
    assert "13800138000" not in manager.screen
    assert "住户撤回了,不用处理了" in manager.last.text
    assert "请告诉阳光物业一声" in town.secretary.last.text
    assert "已撤单" in card.text
    assert "13800138000" not in town.secretary.screen


async def test_residents_and_volunteers_have_no_list(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.says("/parties")
    assert "只有书记" in ann.last.text
    forged = await ann.forges("1:parties:1:link:1", under=ann.last)
    assert "只有书记" in forged.text


async def test_a_link_for_a_party_ends_after_a_week(town: Town) -> None:
    await town.secretary.says("/parties")
    listed = town.secretary.last
    await town.secretary.taps("街道办", under=listed)
    await town.secretary.taps("请他们上线", under=listed)
    link = re.search(r"https://t\.me/\S+start=party_\S+", town.secretary.last.text)
    assert link is not None
    town.clock.move(timedelta(days=7))
    late = town.stranger("王主任")
    await late.follows(link[0])
    assert "过期" in late.last.text
