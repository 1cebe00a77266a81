"""Well done? The resident is asked once, in plain words, and what they say has its consequences."""

from sqlalchemy import select

from bot.domain.life import Step
from bot.domain.roles import Part
from bot.models import LedgerEntry, Order, OrderEvent, Rating
from bot.models.residents import Verdict
from bot.storage.requests.ratings import ratings_of
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

LINE = "5号楼3单元702 灯不亮 王阿姨 13912345678"
ASKED = "您看行不行"


async def resident(town: Town, name: str = "王阿姨") -> Actor:
    """Somebody who is not in the group and has proved the phone of the order."""
    wang = town.stranger(name, phone="+8613912345678")
    await wang.starts()
    await wang.shares_contact()
    return wang


async def fixed(town: Town, line: str = LINE) -> Actor:
    """A volunteer who has just said 修好了."""
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(line))
    await ann.taps("修好了")
    return ann


async def points_of(town: Town, ann: Actor) -> str:
    """The first line of a volunteer's /points."""
    await ann.says("/points")
    return ann.last.text.splitlines()[0]


async def test_a_satisfied_resident_closes_the_order_and_the_work_is_paid(town: Town) -> None:
    wang, ann = await resident(town), await fixed(town)
    question = wang.sees(ASKED)
    assert question.text.startswith("🎉 安说 #1001 修好了")
    assert question.button_texts == ["😀 满意", "😐 还行", "😟 没修好"]
    assert "谢谢" in (await wang.taps("满意")).text
    assert "积分 +10" in ann.last.text
    assert "住户说:😀 满意" in ann.last.text
    await wang.taps("5⭐", under=question)
    await wang.says("师傅很细心")
    review = town.secretary.sees("已办结")
    assert "😀 满意 ⭐⭐⭐⭐⭐ · 💬 师傅很细心" in review.text
    assert review.button_texts == []
    assert "⭐⭐⭐⭐⭐" in question.text
    assert "师傅很细心" in question.text
    assert "已转告安和书记" in question.text
    assert wang.last.text == "师傅很细心"
    assert "#1001 的住户\n师傅很细心" in ann.last.text
    assert ann.last.button_texts == []
    assert "已经评过" in (await wang.forges("1:rate:1:1001:1:s", under=question)).text
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        order = await tx.session.get_one(Order, (1, 1001))
        (entry,) = (await tx.session.scalars(select(LedgerEntry))).all()
        assert order.closed_by is Part.REPORTER
        assert entry.actor_id == order.reporter_id
    await wang.says("师傅没来")
    assert "已转给书记" in wang.last.text
    assert "#1001 师傅没来" in town.secretary.last.text
    assert "没来" not in review.text, "that is no praise"
    assert "没来" not in ann.screen
    await town.passes(days=3)
    await wang.says("5号楼楼道灯又坏了")
    assert "已修好" in town.card.text, "that is another lamp"
    await wang.says("取消")
    await wang.says("又不亮了,师傅您没修好")
    assert "已接单" in town.card.text
    job = ann.sees("归您啦")
    assert "又不亮了" in job.text
    assert "很细心" not in job.text, "praise is no part of a complaint"
    assert "很细心" not in town.secretary.sees("已退回").text
    await ann.taps("修好了", under=job)
    await wang.taps("满意", under=wang.sees(ASKED))
    await wang.says("还是没修好")
    assert "已接单" in town.card.text


async def test_not_fixed_sends_the_same_volunteer_again_and_says_why(town: Town) -> None:
    wang, ann = await resident(town), await fixed(town)
    await wang.taps("没修好")
    assert "住户说没修好" in town.secretary.last.text
    assert "请您再跑一趟" in ann.last.text
    job = ann.sees("归您啦")
    assert "13912345678" in job.text
    assert "已接单" in town.card.text
    first = wang.sees("再来一趟")
    await wang.taps("老问题还在", under=first)
    await wang.says("晚上还是闪")
    assert "住户说:老问题还在\n晚上还是闪" in job.text
    assert "已经转告师傅了" in first.text
    assert "😟 没修好 · 💬 老问题还在" in town.secretary.sees("已退回").text
    await ann.taps("修好了", under=job)
    await wang.says("还是没修好,一直在闪")
    second = wang.sees("再来一趟")
    assert second is not first
    assert "一直在闪" in second.text
    assert "一直在闪" not in first.text
    assert "一直在闪" in job.text
    assert "住户又说没修好" in town.secretary.last.text
    await ann.taps("修好了", under=job)
    tap = await wang.forges("1:why:1:1001:1:same", under=first)
    assert "不用再点了" in tap.text, "nobody would hear what was wrong two rounds ago"
    await wang.says("好的")
    await wang.taps("没修好", under=wang.last)
    assert "已接单" in town.card.text
    asked = town.secretary.sees("又说没修好")
    assert asked.button_texts == ["🔁 换一个人", "🏢 转办"]
    assert "换别人来" in ann.sees("请您再跑一趟").button_texts[0]
    await town.secretary.taps("换一个人", under=asked)
    await town.secretary.taps("刘书记")
    assert "您不用去了" in ann.last.text
    assert "刘书记接了您的报修" in wang.screen
    await wang.says("还是没修好,昨天又闪")
    assert "昨天又闪" in town.secretary.last.text
    await wang.says("修好了,谢谢小王")
    assert "谢谢小王" in town.secretary.last.text
    assert "刘书记还没点「修好了」" in wang.last.text
    assert "已接单" in town.card.text
    early = wang.last
    await wang.taps("是,修好了", under=early)
    assert "😀 满意" in wang.last.text
    assert "已修好" in town.card.text
    assert "已经评过" in (await wang.taps("是,修好了", under=early)).text
    await wang.says("4星")
    assert "⭐⭐⭐⭐" in wang.sees("谢谢您").text
    assert await points_of(town, town.secretary) == "积分 10 🎁"
    await town.passes(days=31)
    assert [(each.button_texts, "一直在闪" in each.text, "哪里不对" in each.text) for each in (first, second)] == [
        ([], False, False)
    ] * 2


async def test_a_late_word_after_the_secretarys_counts_and_may_bring_it_back_for_a_week(town: Town) -> None:
    wang, ann = await resident(town), await fixed(town)
    await town.secretary.taps("确认")
    question = wang.sees(ASKED)
    await wang.taps("还行", under=question)
    assert "😐 还行" in town.secretary.sees("已办结").text
    await town.passes(days=6)
    await wang.taps("还是没修好", under=question)
    assert "已接单" in town.card.text
    assert "13912345678" in ann.sees("归您啦").text
    assert await points_of(town, ann) == "积分 0 🎁"
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await town.secretary.taps("确认", under=town.secretary.sees("请您确认"))
    assert await points_of(town, ann) == "积分 10 🎁"
    await town.passes(days=8)
    assert "超过 7 天" in (await wang.taps("没修好", under=wang.sees(ASKED))).text
    assert "已修好" in town.card.text


async def test_silence_is_reminded_once_and_closed_by_the_clock_which_is_no_satisfaction(town: Town) -> None:
    wang, ann = await resident(town), await fixed(town)
    question = wang.sees(ASKED)
    await town.passes(hours=23)
    assert wang.last is question
    await town.passes(hours=2)
    reminder = wang.last
    assert "再打扰一次" in reminder.text
    await town.passes(hours=24)
    assert wang.last is reminder
    await town.passes(hours=24)
    for message in (question, reminder):
        assert "先算修好了" in message.text
    assert "到期自动办结" in town.secretary.sees("已办结").text
    assert "积分 +10" in ann.last.text
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        order = await tx.session.get_one(Order, (1, 1001))
        assert (order.closed_by, await ratings_of(tx, order)) == (Part.CLOCK, ())
        assert [entry.actor_id for entry in await tx.session.scalars(select(LedgerEntry))] == [None]
    await wang.taps("没修好", under=reminder)
    assert "再来一趟" in question.text
    assert "再来一趟" in reminder.text
    assert "已接单" in town.card.text


async def test_nobody_is_asked_or_reminded_of_what_was_judged_or_taken_back(town: Town) -> None:
    wang, ann = await resident(town), await fixed(town)
    question = wang.sees(ASKED)
    await ann.taps("点错了")
    assert "刚才是点错了" in question.text
    assert question.button_texts == []
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await wang.taps("满意")
    last = wang.last
    await town.passes(days=2)
    await town.passes(days=2)
    assert wang.last is last
    assert "自动" not in town.secretary.screen


async def test_nobody_rates_their_own_work_nor_what_they_typed_for_another(town: Town) -> None:
    ann = await town.volunteer("安")
    ann.person.phone = "+8613912345678"
    await ann.shares_contact()
    await ann.taps("我来修", under=await town.order(LINE))
    await ann.taps("修好了", under=ann.sees("归您啦"))
    assert ASKED not in ann.screen
    assert "请住户来评" in (await ann.forges("1:rate:1:1001:1:s", under=ann.last)).text
    town.secretary.person.phone = "+8613912345670"
    await town.secretary.shares_contact()
    await ann.taps("我来修", under=await town.order(LINE.replace("678", "670")))
    await ann.taps("修好了", under=ann.sees("#1002"))
    assert ASKED not in town.secretary.screen
    eve = town.stranger("路人")
    await eve.starts()
    for data in ("1:rate:1:1002:1:s", "1:stars:1:1002:1:5", "1:why:1:1002:1:same", "1:rate:1:1002:1:r"):
        assert "没有找到" in (await eve.forges(data, under=eve.last)).text
    assert "没有找到" in (await town.secretary.forges("1:rate:1:1002:1:s", under=town.secretary.last)).text
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert (await tx.session.scalars(select(Rating))).all() == []
    await town.passes(days=4)
    asked = town.secretary.sees("#1001 安说修好了")
    assert "自己报、自己修的:积分等您点一下确认" in asked.text
    assert "自己修的" not in town.secretary.sees("#1002").text
    assert await points_of(town, ann) == "积分 10 🎁"
    await town.secretary.taps("确认", under=asked)
    assert await points_of(town, ann) == "积分 20 🎁"


async def test_the_question_is_understood_in_english_too(town: Town) -> None:
    wang = await resident(town)
    await wang.says("/language")
    await wang.taps("English")
    ann = await fixed(town)
    question = wang.last
    assert "says #1001 is fixed. Is it all right?" in question.text
    await wang.says("good")
    assert "Thank you! #1001 is done." in question.text
    await wang.says("very quick, thank you", reply_to=question)
    assert "very quick" in question.text
    assert "积分 +10" in ann.sees("#1001 办好了").text
    assert "very quick" in ann.last.text
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        order = await tx.session.get_one(Order, (1, 1001))
        (rating,) = await ratings_of(tx, order)
        assert (rating.verdict, rating.comment) == (Verdict.SATISFIED, "very quick, thank you")
        steps = await tx.session.scalars(select(OrderEvent.step).order_by(OrderEvent.seq))
        assert list(steps)[-2:] == [Step.RATE, Step.CONFIRM]
