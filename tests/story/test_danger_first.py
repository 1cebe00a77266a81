"""Danger first: what to do is said before anything else, staff hear of it at any hour, no volunteer is left with it."""

from datetime import timedelta

from sqlalchemy import select

from bot.domain.roles import Role
from bot.domain.urgency import Urgency
from bot.models import Community, Membership, Person
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
    assert "什么时候" not in card
    await wang.says("煤气味还在,很大")
    assert len([text for text in after(said, wang) if "开门窗" in text]) == 1
    assert "很大" in alarm.text
    await town.secretary.taps("回复", under=alarm)
    await town.secretary.says("阀门关了吗")
    assert "阀门关了吗" in wang.last.text
    await wang.says("没有")
    assert "「没有」" in alarm.text
    await wang.says("报上去")
    assert "#1001" in alarm.text
    await wang.says("电话写错了,是13800138012")
    assert all("13800138012" in each.text for each in (alarm, town.secretary.sees("新报修")))
    await wang.says("你们到哪了")
    assert "书记正在处理" in wang.last.text
    assert "到哪了" in town.secretary.last.text
    await town.secretary.taps("发布", under=town.secretary.sees("新报修"))
    assert "这是险情" in town.secretary.sees("#1001 新").text
    assert "煤气" not in town.group_screen
    (order,) = await orders_of(town)
    assert order.urgency is Urgency.CRITICAL
    assert "煤气" not in town.group_screen
    await town.secretary.taps("回复", under=alarm)
    await town.secretary.says("我马上到,您先下楼")
    assert "我马上到" in wang.last.text


async def nobody_answers(town: Town, wang: Actor, clerk: Actor) -> None:
    """It is raised for a day, whoever is in danger is told once, and the list of staff has it."""
    heard = wang.last
    await town.passes(minutes=10)
    (alone,) = after(heard, wang)
    assert "119" in alone
    assert "别等" in alone
    for minutes in (60, 24 * 60, 24 * 60):
        before = clerk.last
        await town.passes(minutes=minutes)
        assert before.id != clerk.last.id
        assert "还没有人回应" in clerk.last.text
        assert not clerk.last.content.silent
    assert len(after(heard, wang)) == 1
    heard_last = wang.last
    await town.secretary.says("/inbox")
    assert "着火" in town.secretary.last.text
    await town.secretary.taps("着火", under=town.secretary.last)
    assert "快来人啊" in town.secretary.last.text
    await town.secretary.says("知道了,我想想办法")
    assert "还没有转出去" in town.secretary.last.text
    await town.secretary.taps("别的事", under=town.secretary.last)
    assert wang.last.id == heard_last.id
    assert any("工作人员简报" in each.text and "着火" in each.text for each in clerk.person.private.messages)


async def test_an_alarm_without_an_answer_is_raised_once_more_and_one_tap_ends_it(town: Town) -> None:
    clerk = await town.volunteer("小李")
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        person = await tx.session.scalar(select(Person).where(Person.user_id == clerk.user_id))
        assert person is not None
        tx.session.add(Membership(community_id=1, person_id=person.id, role=Role.CLERK, since=tx.now))
    wang, thief = town.stranger("王阿姨"), town.stranger("小偷")
    await wang.says("家里着火了")
    alarm = town.secretary.sees("🚨")
    assert "还不知道在哪" in alarm.text
    assert f"tg://user?id={wang.user_id}" in alarm.html
    more = ("我在3号楼", "火更大了", "快来人啊")
    await town.at_once(*[lambda words=words: wang.person.says(words) for words in more])
    assert "3号楼" in alarm.text
    assert "快来人啊" in alarm.text
    assert "3号楼" in wang.sees("您要报的事").text
    assert "先顾好人" in wang.last.text
    rung = [m.text for m in town.secretary.person.private.messages if "又说" in m.text]
    assert len(rung) == 2
    assert all(any(line in text for text in rung) for line in more)
    assert "只有书记" in (await thief.forges("1:alarm:1:1", under=alarm)).text
    assert "过期" in (await town.secretary.forges("1:alarm:1:99", under=alarm)).text
    await town.passes(minutes=6)
    for staff in (town.secretary, clerk):
        assert "还没有人回应" in staff.last.text
    await nobody_answers(town, wang, clerk)
    again = clerk.sees("🚨 紧急")
    take = next(button.data for button in again.buttons if "处理" in button.text)
    await clerk.taps("我来处理", under=again)
    assert "小李看到了" in wang.last.text
    assert "小李在处理" in town.secretary.sees("🚨 紧急").text
    assert "已经有人在处理" in (await town.secretary.forges(take, under=town.secretary.sees("紧急"))).text
    await town.passes(hours=50)
    assert "快来人啊" in again.text
    taken = next(button.data for button in again.buttons if "解除" in button.text) or ""
    old = again
    await clerk.forges(taken.replace("alarmover", "alarmcard"), under=old)
    assert "已按约定删除" in old.text
    again = clerk.sees("🚨 紧急")
    assert again.id != old.id
    over = next(button.data for button in again.buttons if "解除" in button.text)
    assert "只有书记" in (await thief.forges(over, under=again)).text
    await clerk.taps("已经解除", under=again)
    assert "小李" in again.text
    for gone in ("王阿姨", "3号楼", "快来人啊"):
        assert gone not in again.text
    assert "已经解除" in wang.last.text
    for data in (over, take, (over or "").replace("alarmover", "alarmcard")):
        assert "已经解除了" in (await clerk.forges(data or "", under=again)).text


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


async def test_who_cannot_get_out_of_gas_hears_of_gas_and_who_looks_after_them_stays_told(town: Town) -> None:
    wang = town.stranger("王阿姨")
    await wang.says("2号楼2单元1401 家里有煤气味")
    alarm = town.secretary.sees("🚨")
    await town.secretary.taps("我来处理", under=alarm)
    said = await wang.says("开窗了,我腿脚不好出不来")
    (advice,) = [text for text in after(said, wang) if "先保安全" in text]
    assert "电梯" not in advice
    assert "别点火" in advice
    assert "窗边或阳台" in advice
    assert "有人被困" in alarm.text
    assert "刘书记在处理;对方又说了新的险情,还没有人回应" in alarm.text
    await town.passes(minutes=16)
    assert "刘书记在处理" in wang.last.text
    assert "您后来说的险情还没有人回应" in wang.last.text
    await town.secretary.says("/inbox")
    assert "有人在处理;又有新情况" in town.secretary.last.text
    await town.secretary.taps("我来处理", under=town.secretary.sees("🚨 紧急"))
    assert "刘书记看到了" in wang.last.text
    assert "还没有人回应" not in town.secretary.sees("🚨 紧急").text
    li = town.stranger("李叔")
    for words in ("开窗别点火,我五分钟到", "开门一下"):
        await town.passes(minutes=2)
        await town.secretary.says(words)
        assert "还没有转出去" in town.secretary.last.text
        await town.secretary.taps("转给王阿姨", under=town.secretary.last)
        assert f"{words}" in wang.last.text
    await li.says("5号楼电梯里困了人")
    await town.passes(minutes=2)
    await town.secretary.says("请您先到楼下等,我五分钟就到")
    asked, to_wang = town.secretary.last, wang.last
    assert len(asked.buttons) == 3
    assert "过期" in (await li.forges(asked.buttons[0].data or "", under=asked)).text
    await town.secretary.taps("李叔", under=asked)
    assert "先到楼下等" in li.last.text
    assert wang.last.id == to_wang.id
    assert "转过去" in asked.text


async def test_a_community_may_have_its_own_advice_and_numbers(town: Town) -> None:
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        community = await tx.session.get_one(Community, 1)
        community.practice = {"danger_advice": {"gas": "快走!"}, "emergency_numbers": [["燃气公司", "96777"]]}
    wang = town.stranger("王阿姨")
    await wang.says("有煤气味")
    assert "快走!" in wang.screen
    assert "燃气公司 96777" in wang.screen


async def test_what_is_said_later_reaches_staff_until_the_alarm_is_ended(town: Town) -> None:
    wang = town.stranger("王阿姨")
    await wang.says("3号楼家里着火了")
    await wang.says("报上去")
    alarm = town.secretary.sees("🚨")
    await wang.says("2单元1401")
    assert "3号楼2单元1401" in alarm.text
    (order,) = await orders_of(town)
    assert order.building == "3号楼2单元"
    for words in ("到了", "火已经灭了,没事了", "拉闸了"):
        await town.passes(minutes=40)
        await wang.says(words)
        assert "已" in wang.last.text
        assert "书记" in wang.last.text
        assert f"「{words}」" in town.secretary.sees("又说").text
    assert len(await orders_of(town)) == 1
    said = await wang.says("5号楼路灯坏了")
    assert "您要报的事" in "".join(after(said, wang))
    await town.passes(hours=21)
    await wang.says("不报了")
    await wang.says("到家了")
    assert "「到家了」" in town.secretary.sees("又说").text
    await town.secretary.taps("已经解除", under=town.secretary.sees("🚨 紧急"))
    await wang.says("已经没事了,谢谢书记")
    assert "已转给书记" in wang.last.text
    await town.secretary.taps("回复", under=town.secretary.last)
    await town.secretary.says("平安就好")
    assert "平安就好" in wang.last.text
    for words in ("又有味道了", "还是头晕", "好像不对劲"):
        ended = town.secretary.last
        await wang.says(words)
        assert "已马上转给书记" in wang.last.text
        alarm = town.secretary.last
        assert alarm.id > ended.id
        assert "🚨 紧急" in alarm.text
        assert words in alarm.text
        assert not alarm.content.silent
        await town.secretary.taps("已经解除", under=alarm)
    await town.passes(hours=13)
    await wang.says("到北京了")
    assert "到北京了" not in town.secretary.screen


async def test_what_is_said_after_an_alarm_of_which_nothing_was_handed_over_reaches_staff(town: Town) -> None:
    wang = town.stranger("王阿姨")
    await wang.says("2号楼2单元1401 家里好大煤气味")
    await town.secretary.taps("已经解除", under=town.secretary.sees("🚨 紧急"))
    await wang.says("已经没事了")
    assert "「已经没事了」" in town.secretary.last.text
    await wang.says("13912345678")
    assert "13912345678" in wang.sees("您要报的事").text
    assert "139" not in town.secretary.last.text
    await wang.says("好像不对劲")
    assert "好像不对劲" in town.secretary.sees("🚨 紧急").text
    await town.secretary.taps("已经解除", under=town.secretary.sees("🚨 紧急"))
    said = await wang.says("煤气味又来了,很大")
    assert "开门窗" in after(said, wang)[0]
    assert "煤气味又来了" in town.secretary.sees("🚨 紧急").text
    wang.person.blocks_bot()
    await town.secretary.taps("回复", under=town.secretary.sees("🚨 紧急"))
    await town.secretary.says("先下楼")
    await town.settle()
    assert "没送到:王阿姨停用了机器人" in town.secretary.last.text
    assert "13912345678" in town.secretary.last.text
    assert "请直接打电话" in town.secretary.sees("🚨 紧急").text


async def test_who_tells_of_danger_in_english_reads_what_to_do_in_english(town: Town) -> None:
    ann = town.stranger("Ann")
    said = await ann.says("I smell gas at home")
    advice, *_ = after(said, ann)
    assert "valve" in advice
    await ann.says("Building 3")
    alarm = town.secretary.sees("🚨 紧急")
    await ann.says("Unit 2, 1401")
    assert "Building 3 Unit 2" in alarm.text
    assert "1401" in alarm.text
    await town.secretary.taps("处理", under=alarm)
    assert "has seen it" in ann.last.text
