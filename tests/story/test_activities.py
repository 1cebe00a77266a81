"""接龙: an activity from the line that announces it to points and hours for those who came."""

import asyncio
import io

import zxingcpp
from PIL import Image

from bot.domain.activities import SignUpState
from bot.domain.ids import CommunityId, PersonId
from bot.models import Person
from bot.sandbox.messages import Message
from bot.storage.members.people import person_by_user
from bot.storage.points.hours import minutes_of
from bot.storage.points.ledger import balance_of
from bot.usecases.chats.acting import Actor as Seen
from bot.usecases.gatherings.signing_up import SignUpOrLeave, Standing, sign_up_or_leave
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

LINE = "/activity 周六上午9点 清扫楼道 3号楼前 2人 每人15分 3小时"


async def posted(town: Town, line: str = LINE) -> Message:
    """Staff announce an activity; its card."""
    await town.secretary.says(line)
    await town.secretary.taps("发到群里")
    return town.newest(town.group.messages, "📣")


async def earned(town: Town, actor: Actor) -> tuple[int, int]:
    """Points and minutes."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        person = await person_by_user(tx, actor.user_id)
        assert isinstance(person, Person)
        own = PersonId(person.id)
        here = CommunityId(1)
        return await balance_of(tx, here, own), await minutes_of(tx, here, own)


async def test_from_the_line_to_points_and_hours_for_those_who_came(town: Town) -> None:
    ann, bob, cai = [await town.volunteer(name) for name in ("安", "波", "蔡")]
    card = await posted(town)
    assert "11月28日 09:00 · 3 小时 · 📍 3号楼前" in card.text
    assert "已报名 ✅" in (await ann.taps("报名", under=card)).text
    assert "已经报过名" in (await ann.taps("报名", under=card)).text
    await bob.taps("报名", under=card)
    assert "排在第 1 位" in (await cai.taps("报名", under=card)).text
    assert "已报名 2/2\n1. 安\n2. 波\n✋ 排队等:蔡" in card.text
    await bob.taps("不去了", under=card)
    assert "还没有报名" in (await bob.taps("不去了", under=card)).text
    assert "1. 安\n2. 蔡" in card.text
    assert "排到您了" in cai.last.text
    await town.passes(days=4, hours=9)
    assert "明天的活动" in ann.last.text
    assert "明天的活动" in cai.last.text
    assert "明天的活动" not in bob.screen
    await town.passes(hours=14, minutes=58)
    own = town.secretary.sees("到时候出示签到码")
    await town.secretary.taps("签到码", under=own)
    code = town.secretary.last
    assert code.content.attachment is not None
    await town.passes(hours=3, minutes=5)
    assert "请点名" in town.secretary.last.text
    assert "名单不能改了" in (await bob.taps("报名", under=card)).text
    await town.secretary.taps("点名", under=town.secretary.last)
    await town.secretary.taps("⬜ 安", under=own)
    await town.secretary.taps("⬜ 蔡", under=own)
    await town.secretary.taps("✅ 蔡", under=own)
    await town.secretary.taps("结束", under=own)
    assert "到场 1 人,没来 1 人" in own.text
    settle = next(button.data for button in own.buttons if "发积分" in button.text)
    await town.secretary.taps("发积分", under=own)
    assert "名单不能改了" in (await town.secretary.forges(settle, under=own)).text
    assert await earned(town, ann) == (15, 180)
    assert await earned(town, cai) == (0, 0)
    assert "谢谢您!已记下 15 分、3 小时" in ann.last.text
    assert "已结束:到场 1 人" in card.text
    assert card.buttons == []


async def test_what_was_closed_with_a_wrong_list_is_opened_again_within_a_day(town: Town) -> None:
    ann, cai = [await town.volunteer(name) for name in ("安", "蔡")]
    card = await posted(town)
    for who in (ann, cai):
        await who.taps("报名", under=card)
    own = town.secretary.sees("到时候出示签到码")
    assert "11月28日 09:00 才开始" in (await town.secretary.taps("结束", under=own)).text
    await town.passes(days=5, hours=4)
    for words in ("点名", "⬜ 安", "结束", "发积分"):
        await town.secretary.taps(words, under=own)
    assert await earned(town, ann) == (15, 180)
    await town.secretary.taps("重新打开", under=own)
    assert "已发的积分先收回" in own.text
    reopen = next(button.data for button in own.buttons if "重新打开" in button.text)
    await town.secretary.taps("重新打开", under=own)
    assert await earned(town, ann) == (0, 0)
    assert "名单重新核对" in ann.last.text
    assert "名单不能改了" in (await town.secretary.forges(reopen, under=own)).text
    await town.secretary.taps("点名", under=own)
    await town.secretary.taps("⬜ 蔡", under=own)
    await town.secretary.taps("结束", under=own)
    await town.secretary.taps("发积分", under=own)
    assert await earned(town, ann) == await earned(town, cai) == (15, 180)
    await town.passes(days=1, minutes=1)
    assert "名单不能改了" in (await town.secretary.forges(reopen, under=own)).text


async def test_a_scanned_code_checks_in_once_in_its_time_and_an_old_one_is_worth_nothing(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await posted(town, "/activity 明天上午9点 议事会 社区活动室 1人 协商共治")
    await ann.taps("报名", under=card)
    own = town.secretary.sees("到时候出示签到码")
    old, new = await code_in(town, own), await code_in(town, own)
    await ann.starts(new)
    assert "还没到时间" in ann.last.text
    await town.passes(hours=23, minutes=30)
    await ann.starts(old)
    assert "签到码过期" in ann.last.text
    await bob.starts(new)
    assert "名额也满了" in bob.last.text
    for _ in range(2):
        await ann.starts(new)
        assert "签到成功" in ann.last.text
    await town.secretary.taps("点名", under=own)
    assert own.button_texts[0] == "✅ 安"
    await town.passes(hours=5)
    await ann.starts(new)
    assert "签到码过期" in ann.last.text


async def code_in(town: Town, own: Message) -> str:
    """What a fresh check-in code says, as a telephone would read it."""
    before = len(town.secretary.person.private.messages)
    await town.secretary.taps("签到码", under=own)
    assert len(town.secretary.person.private.messages) == before + 1
    photo = town.secretary.last.photo
    assert photo is not None
    return scanned(photo.upload.content).partition("start=")[2]


def scanned(png: bytes) -> str:
    picture = Image.open(io.BytesIO(png)).convert("L")
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


async def test_step_by_step_with_another_organiser_and_what_cannot_be_is_said_kindly(town: Town) -> None:
    await town.secretary.says("/activity")
    await town.secretary.says("包饺子")
    card = town.secretary.sees("什么时候开始")
    await town.secretary.says("今天早上8点")
    assert "一年之内" in town.secretary.last.text
    await town.secretary.says("周日下午2点")
    assert "11月29日 14:00 · 2 小时" in card.text
    await town.secretary.says("不限人数 每人5分 1.5小时 文明实践 社区食堂")
    assert "1.5 小时 · 📍 社区食堂" in card.text
    assert "不限人数 · 🎁 每人 5 分" in card.text
    await town.secretary.says("负责人 孙悟空")
    assert "没有找到「孙悟空」" in town.secretary.last.text
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order())
    await town.secretary.says("负责人 安")
    assert "负责人 安" in card.text
    await town.secretary.taps("发到群里", under=card)
    own = ann.sees("到时候出示签到码")
    bob = await town.volunteer("波")
    await bob.taps("报名", under=town.newest(town.group.messages, "📣"))
    assert "只有" in (await bob.forges(own.buttons[0].data, under=bob.last)).text
    await ann.taps("取消活动", under=own)
    await ann.taps("真的取消", under=own)
    assert "活动取消了" in bob.last.text
    posted_card = town.newest(town.group.messages, "📣")
    assert "活动取消了" in posted_card.text
    assert "取消了" in (await bob.forges("1:signup:1:1", under=posted_card)).text


async def test_whoever_is_forgotten_leaves_the_list_and_no_card_names_them(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    card = await posted(town, LINE.replace("2人", "1人"))
    await ann.taps("报名", under=card)
    await bob.taps("报名", under=card)
    await ann.says("/forget")
    await ann.taps("删掉我的资料")
    assert "已报名 1/1\n1. 波" in card.text
    assert "安" not in card.text


async def test_the_last_places_go_to_as_many_as_there_are_however_many_processes_tap_at_once(town: Town) -> None:
    await posted(town, LINE.replace("2人", "3人"))
    people = [town.actor(f"{number}号") for number in range(12)]
    processes = (town.weixiu, town.another_process())

    async def tap(number: int) -> Standing:
        actor = Seen(people[number].user_id, people[number].person.first_name, town.group.id, private=False)
        cmd = SignUpOrLeave(actor, 1, 1, going=True)
        return await sign_up_or_leave(cmd, uow=processes[number % 2].uow, now=town.clock.now())

    found = await asyncio.gather(*map(tap, range(12)))
    assert sum(standing.state is SignUpState.GOING for standing in found) == 3
    assert sorted(standing.waiting for standing in found) == [0, 0, 0, *range(1, 10)]
    await town.settle()
    assert "已报名 3/3" in town.newest(town.group.messages, "📣").text


async def test_in_english_it_reads_as_well(town: Town) -> None:
    secretary = town.secretary
    await secretary.says("/language")
    await secretary.taps("English")
    line = "/activity Saturday 9 am, sweep the stairs, Building 3, 10 people, 20 points each, 2 hours"
    await secretary.says(line)
    draft = secretary.last
    assert "sweep the stairs" in draft.text
    assert "Nov 28, 09:00 · 2 h · 📍 Building 3" in draft.text
    assert "10 people · 🎁 20 points each" in draft.text
    await secretary.taps("Post it")
    card = town.newest(town.group.messages, "📣")
    await town.actor("安").taps("报名", under=card)
    own = secretary.sees("0 signed up")
    await secretary.taps("Roll call", under=own)
    await secretary.taps("⬜ 安", under=own)
    await town.passes(days=5, hours=4)
    await secretary.taps("Finish", under=own)
    assert "1 came, 0 did not" in own.text
    await secretary.taps("Finish, give the points", under=own)
    assert "Finished: 1 came, 20 points and 2 h each." in own.text


async def test_whom_the_bot_cannot_write_to_is_reminded_in_the_group_once(town: Town) -> None:
    ann, ding = await town.volunteer("安"), town.actor("丁")
    card = await posted(town)
    await ann.taps("报名", under=card)
    await ding.taps("报名", under=card)
    await town.passes(days=4, hours=9)
    assert "明天的活动" in ann.last.text
    (call,) = [message for message in town.group.messages if "没有和我私聊过" in message.text]
    assert "🙋 丁:您没有和我私聊过" in call.text
    assert "安" not in call.text
