"""The points ledger in the chat: what is undone is taken back, and everybody can read why."""

from datetime import timedelta

from sqlalchemy import select, update

from bot.domain.ids import CommunityId
from bot.models import Account, HoursEntry, LedgerEntry
from bot.models.ledger import AccountKind, EntryKind
from bot.proving import read_noted
from bot.storage.points.hours import minutes_of
from bot.storage.points.ledger_chain import bears, first_broken
from bot.storage.upkeep.invariants import breaches
from bot.usecases.points.bookkeeping import ADJUSTMENT, Booking, book, member
from bot.usecases.points.reversing import reverse
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

HERE = CommunityId(1)
LINE = "5号楼3单元702 灯不亮 王阿姨 13912345678"


async def paid(town: Town, name: str = "安") -> Actor:
    """A volunteer who was just paid for an order."""
    ann = await town.volunteer(name)
    await ann.taps("我来修", under=await town.order(LINE))
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await town.secretary.taps("确认", under=town.secretary.sees("请您确认"))
    return ann


async def kinds(town: Town) -> list[tuple[EntryKind, int, int | None]]:
    """Every entry: its kind, the points, and which entry it takes back. The chain holds."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        (community_id,) = {entry.community_id for entry in await tx.session.scalars(select(LedgerEntry))}
        assert await first_broken(tx, community_id) is None
        rows = await tx.session.scalars(select(LedgerEntry).order_by(LedgerEntry.seq))
        return [(row.kind, row.amount, row.reverses) for row in rows]


async def balance(town: Town, who: Actor) -> str:
    """The first line of somebody's /points."""
    await who.says("/points")
    return who.last.text.splitlines()[0]


async def test_what_was_paid_comes_back_when_it_is_reopened_and_is_paid_once_more_when_it_is_done(town: Town) -> None:
    wang = town.stranger("王阿姨", phone="+8613912345678")
    await wang.starts()
    await wang.shares_contact()
    ann = await paid(town)
    await wang.taps("没修好", under=wang.sees("您看行不行"))
    assert "请您再跑一趟" in ann.last.text
    assert "发过的 10 分先收回" in ann.last.text
    assert await balance(town, ann) == "积分 0 🎁"
    await ann.taps("修好了", under=ann.sees("归您啦"))
    await town.secretary.taps("确认", under=town.secretary.sees("请您确认"))
    assert await balance(town, ann) == "积分 10 🎁"
    await town.secretary.says("/cancel 1001 其实没有人去过")
    assert "取消了:其实没有人去过\n↩️ 发过的 10 分收回了" in ann.sees("取消了").text
    assert "已撤单" in town.card.text
    assert await balance(town, ann) == "积分 0 🎁"
    assert await kinds(town) == [
        (EntryKind.AWARD, 10, None),
        (EntryKind.REVERSAL, 10, 1),
        (EntryKind.AWARD, 10, None),
        (EntryKind.REVERSAL, 10, 3),
    ]
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        rows = (await tx.session.scalars(select(HoursEntry).order_by(HoursEntry.seq))).all()
        assert [row.minutes for row in rows] == [90, -90, 90, -90]
        assert await minutes_of(tx, rows[0].community_id, rows[0].person_id) == 0


async def test_points_by_hand_say_so_and_can_be_taken_back_even_below_zero_by_the_secretarys_word(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(LINE))
    secretary = town.secretary
    await secretary.says("/award 安")
    await secretary.says("十分")
    assert "1 到 1000" in secretary.last.text
    await secretary.says("10分")
    await secretary.says("帮忙搬桌子")
    card = secretary.sees("手工奖励")
    assert "👤 安 · 10 分\n📝 帮忙搬桌子" in card.text
    first = await secretary.taps("✅ 给", under=card)
    assert "已到账" in first.text
    assert "手工奖励 +10 分\n📝 帮忙搬桌子\n现在共 10 分" in ann.last.text.replace("🎁 ", "")
    assert "过期" in (await secretary.forges(f"1:give:award:{1}:confirm", under=card)).text
    await ann.says("/points")
    assert "+10 · ✍️ 手工:帮忙搬桌子" in ann.last.text
    await spend(town, 10)
    await secretary.says("/ledger 安")
    statement = secretary.last
    assert statement.button_texts == ["↩️ 撤销第 2 笔", "↩️ 撤销第 1 笔"]
    await secretary.taps("撤销第 1 笔", under=statement)
    await secretary.says("记错人了")
    question = secretary.sees("会变成负数")
    assert "现在只有 0 分" in question.text
    await secretary.taps("明知会变负数,仍要撤销", under=question)
    assert "已撤销" in question.text
    assert "(已撤销)" in statement.text
    assert statement.button_texts == ["↩️ 撤销第 2 笔"]
    assert "10 分被撤销了" in ann.last.text
    assert "记错人了" in ann.last.text
    assert "现在共 -10 分 · 有疑问请找书记" in ann.last.text
    assert "已经撤销过了" in (await secretary.forges("1:ldg:1:2:u:1:5", under=statement)).text
    assert [kind for kind, *_ in await kinds(town)] == [EntryKind.MANUAL, EntryKind.EXPIRY, EntryKind.REVERSAL]
    await secretary.says("/award 刘书记 10 自己")
    assert "不能给自己发积分" in secretary.last.text
    await secretary.says("/award 安 -5 记错了")
    assert "不能发负分" in secretary.last.text
    assert "/ledger 安" in secretary.last.text
    await by_username_with_hours(town, secretary, ann)
    await secretary.says("/award 孙悟空 5 帮忙")
    assert "没有找到「孙悟空」。请对方先私聊我" in secretary.last.text
    await ann.says("/award 安 10 我自己")
    assert "只有书记和工作人员" in ann.last.text
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert await breaches(tx, HERE) == []


async def by_username_with_hours(town: Town, secretary: Actor, ann: Actor) -> None:
    """The line may say how long it took: the hours come with the points, and go back with them."""
    ann.person.username = "ann_99"
    await ann.says("/points")
    await secretary.says("/award @ann_99 5 一个半小时 巡逻")
    assert "👤 安 · 5 分 · 1.5 小时\n📝 巡逻" in secretary.last.text
    await secretary.taps("✅ 给", under=secretary.last)
    assert "手工奖励 +5 分 · 1.5 小时" in ann.last.text
    assert await minutes_by_hand(town) == [90]
    seq = len(await kinds(town))
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        await reverse(tx, HERE, seq, None, "没有去", below_zero=True)
    assert await minutes_by_hand(town) == [90, -90]
    await secretary.says("/award 安 90分钟 巡逻")
    assert "给多少分" in secretary.last.text


async def minutes_by_hand(town: Town) -> list[int]:
    """What was written down of hours."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return list(await tx.session.scalars(select(HoursEntry.minutes).order_by(HoursEntry.seq)))


async def spend(town: Town, points: int) -> None:
    """The last volunteer's points are gone."""
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        (owner,) = await tx.session.scalars(select(Account.owner_id).where(Account.kind == AccountKind.MEMBER))
        await book(tx, HERE, Booking(EntryKind.EXPIRY, member(owner), ADJUSTMENT, points, f"lapse/{owner}", None))


async def test_a_neighbour_is_given_points_after_two_yeses_and_may_refuse_them_for_a_day(town: Town) -> None:
    ann = await paid(town)
    wang = town.stranger("王阿姨")
    await wang.starts()
    await ann.says("/donate 王阿姨 5")
    assert "没有开通捐积分" in ann.last.text
    assert "没有开通" in (await ann.forges("1:donate:1", under=ann.last)).text
    await switch_on(town)
    await ann.says("/points")
    await ann.taps("捐给邻居", under=ann.last)
    assert "给谁?" in ann.last.text
    await ann.says("/donate 王阿姨 5")
    assert "没有找到" in ann.last.text
    bob = await town.volunteer("波")
    await bob.taps("我来修", under=await town.order("6号楼 门锁坏了"))
    await ann.says("/donate 波 5")
    card = ann.last
    assert "给了以后您还有 5 分" in card.text
    await ann.taps("✅ 给", under=card)
    assert await balance(town, ann) == "积分 10 🎁"
    await ann.taps("确定给", under=card)
    assert "5 分已给波" in card.text
    gift = bob.sees("送您 5 分")
    assert "安送您 5 分" in gift.text
    assert await balance(town, bob) == "积分 5 🎁"
    assert "过期" in (await ann.forges(gift.buttons[0].data, under=card)).text
    await bob.taps("谢谢,不用了", under=gift)
    assert "后来退回去了" in gift.text
    assert gift.button_texts == []
    assert "5 分回到您这里了\n📝 对方谢绝了" in ann.last.text
    await bob.forges("1:refuse:1:2", under=gift)
    assert await balance(town, ann) == "积分 10 🎁"
    await ann.says("/donate 波 99")
    await ann.taps("✅ 给", under=ann.last)
    assert "积分不够" in (await ann.taps("确定给", under=ann.last)).text
    await ann.says("/donate 波 5")
    await ann.taps("✅ 给", under=ann.last)
    await ann.taps("确定给", under=ann.last)
    await town.passes(hours=25)
    assert "过期" in (await bob.taps("谢谢,不用了", under=bob.sees("送您 5 分"))).text
    assert await balance(town, bob) == "积分 5 🎁"


async def switch_on(town: Town) -> None:
    """The secretary lets people give points away."""
    await town.secretary.says("/settings")
    await town.secretary.taps("更多设置")
    await town.secretary.taps("捐积分")
    await town.secretary.taps("✅ 改")
    assert "可以捐积分" in town.secretary.sees("更多设置").text


async def test_after_mornings_on_which_nothing_ran_the_last_line_of_the_books_is_told_all_the_same(town: Town) -> None:
    await paid(town)
    town.clock.move(timedelta(days=3))
    await town.tick()
    assert "新增 1 笔" in town.secretary.sees("账本 #1").text


async def test_the_secretary_gets_the_last_line_of_the_books_once_a_day_and_an_alarm_when_they_are_bent(
    town: Town,
) -> None:
    ann = await paid(town)
    await town.passes(days=1)
    note = town.secretary.sees("账本 #1")
    assert "新增 1 笔" in note.text
    noted = read_noted(note.text.partition("账本 ")[2].partition("(")[0])
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert noted is not None
        assert await bears(tx, HERE, *noted)
    await town.passes(days=1)
    assert town.secretary.sees("账本") is note
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        await tx.session.execute(update(Account).where(Account.owner_id > 0).values(balance=Account.balance + 1))
    await town.passes(days=1)
    alarm = town.secretary.sees("的账本对不上了")
    assert "余额和明细对不上" in alarm.text
    assert "不要发积分" in alarm.text
    assert "账本" not in ann.screen


async def test_everything_about_points_is_said_in_english_too(town: Town) -> None:
    ann = await paid(town, "Ann")
    for who in (ann, town.secretary):
        await who.says("/language")
        await who.taps("English")
    await town.secretary.says("/award Ann 5 carried tables")
    await town.secretary.taps("✅ Give", under=town.secretary.last)
    assert "Points given by hand: +5" in ann.last.text
    await ann.says("/points")
    assert ann.last.text.splitlines()[0] == "Points: 15 🎁"
    assert "✍️ By hand:carried tables" in ann.last.text
    await town.secretary.says("/ledger Ann")
    await town.secretary.taps("Take back entry 2", under=town.secretary.last)
    await town.secretary.says("wrong person")
    assert "Entry 2 was taken back" in town.secretary.screen
    assert "Points taken back: 5\n📝 wrong person" in ann.last.text
