"""Recognition without shaming: the roll of honour, stars for hours, and the way out of both."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.domain.ids import CommunityId, PersonId
from bot.models import Person
from bot.models.hours import HoursKind
from bot.storage.points.hours import Minutes, add_minutes
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_settlement import earns, until
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

HERE = CommunityId(1)


async def serves(town: Town, who: Actor, hours: int, key: str) -> None:
    """Hours of service are written down."""
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        person_id = await tx.session.scalar(select(Person.id).where(Person.user_id == who.user_id))
        assert person_id is not None
        minutes = Minutes(HoursKind.ACTIVITY, PersonId(person_id), hours * 60, key, None, tx.now)
        await add_minutes(tx, HERE, minutes)
    await town.tick()


async def test_the_first_ten_are_named_and_ones_own_place_is_told_to_oneself_alone(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    await earns(town, ann, "灯不亮")
    await earns(town, bob, "门锁坏")
    await earns(town, bob, "水管漏")
    await ann.says("/rank")
    assert "🥇 波 · 20 分" in ann.last.text
    assert "🥈 安 · 10 分" in ann.last.text
    assert "您排第 2 位" in ann.last.text
    await bob.says("/me")
    await bob.taps("更多")
    await bob.taps("公开名单")
    await bob.taps("不上榜")
    assert "光荣榜和最美志愿者里没有您" in bob.last.text
    await ann.taps("累计", under=ann.sees("光荣榜"))
    assert "🥇 安 · 10 分" in ann.sees("光荣榜").text
    assert "波" not in ann.sees("光荣榜").text
    await town.secretary.says("/cancel 1001 其实没有人去过")
    await town.secretary.says("/award 安 5 扫雪")
    await town.secretary.taps("✅ 给")
    for since in ("本月", "累计"):
        await ann.taps(since, under=ann.sees("光荣榜"))
        assert "🥇 安 · 5 分" in ann.sees("光荣榜").text
    await ann.says("/rank", in_=town.group)
    assert town.group.last is not None
    assert "私聊" in town.group.last.text
    assert "过期" in (await ann.forges("1:rank:1:never:9", under=ann.last)).text


async def test_a_star_is_thanked_for_once_and_shown_from_then_on(town: Town) -> None:
    ann = await town.volunteer("安")
    await earns(town, ann, "灯不亮")
    await serves(town, ann, 98, "spring")
    assert "星志愿者" not in ann.last.text
    await serves(town, ann, 201, "summer")
    assert "服务满 300 小时,成为二星志愿者" in ann.last.text
    said = len(ann.person.private.messages)
    await serves(town, ann, 1, "autumn")
    assert len(ann.person.private.messages) == said
    await ann.says("/me")
    assert "301.5 小时 ⭐⭐" in ann.last.text
    await town.secretary.says("/team")
    assert "安 ⭐⭐" in town.secretary.last.text
    await town.passes(hours=24)
    assert "⭐⭐ 安成了二星志愿者" in town.newest(town.group.messages, "接单简报").text


async def test_each_month_the_group_votes_whom_it_thanks_most(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    cai, dan = await town.volunteer("蔡"), await town.volunteer("丹")
    for who, what in ((ann, "灯不亮"), (bob, "门锁坏"), (cai, "水管漏"), (dan, "墙裂了")):
        await earns(town, who, what)
    await cai.forges("1:me:1:rank:0:9", under=cai.last)
    await town.secretary.says("/settings")
    await town.secretary.taps("积分规则")
    await town.secretary.taps("最美志愿者")
    await town.secretary.taps("✅ 改")
    await town.tick()
    assert "最美志愿者" not in town.group_screen  # nobody worked in October
    await until(town, datetime(2026, 11, 30, 19, tzinfo=UTC))  # the first night of December
    await town.tick()
    assert "最美志愿者" not in town.group_screen
    await town.passes(hours=6)
    poll = next(message for message in town.group.messages if "poll" in message.as_json())
    assert "11月最美志愿者,您投谁一票" in town.group_screen
    assert "蔡" not in str(poll.as_json())
    for who, choice in ((ann, "波"), (cai, "波"), (bob, "安")):
        who.person.votes(choice, under=poll)
    await town.settle()
    await dan.says("/forget")
    await dan.taps("删掉")
    await town.settle()
    assert "丹" not in str([message.as_json() for message in town.group.messages if "poll" in message.as_json()])
    poll = next(message for message in town.group.messages if "poll" in message.as_json())
    for who, choice in ((ann, "波"), (cai, "波"), (bob, "安")):
        who.person.votes(choice, under=poll)
    await town.settle()
    await town.passes(days=4)
    thanks = town.newest(town.group.messages, "最美志愿者:")
    assert "11月最美志愿者:波" in thanks.text
    assert "2 票,共 3 人投票" in thanks.text
    await bob.says("/forget")
    await bob.taps("删掉")
    assert "最美志愿者:—" in thanks.text


async def test_recognition_speaks_english(town: Town) -> None:
    ann = await town.volunteer("Ann")
    await earns(town, ann, "lamp")
    await ann.says("/language")
    await ann.taps("English")
    await serves(town, ann, 100, "spring")
    assert "you are now a one-star volunteer" in ann.last.text
    await ann.says("/rank")
    assert "Your place: 1, points: 10" in ann.last.text
