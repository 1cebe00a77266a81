"""协商: a question goes to the group, the group votes, and minutes are kept of every round."""

from typing import Any

from bot.domain.polls import PollKind
from bot.models import Community
from bot.sandbox.messages import Message
from bot.storage.gatherings.polls import polls_about, votes_in
from bot.views.minutes_paper import on_paper
from bot.views.words import Words
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

LINES = "停车位怎么分?\n1. 先到先得\n2. 抽签\n周三晚8点截止"


def poll_in(town: Town) -> Message:
    return [message for message in town.group.messages if "poll" in message.as_json()][-1]


async def votes(town: Town, poll: Message, **choices: str) -> None:
    for name, choice in choices.items():
        town.actor(name).person.votes(choice, under=poll)
    await town.settle()


async def paper(town: Town, subject: int = 1) -> dict[str, Any]:
    """What the minutes are printed with."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        rounds = await polls_about(tx, 1, PollKind.DELIBERATION, subject)
        named = [(one, await votes_in(tx, 1, one.number)) for one in rounds]
        community = await tx.session.get_one(Community, 1)
        return on_paper(Words("zh_CN"), community, named, tx.now)


async def test_step_by_step_a_question_goes_to_the_group_and_its_result_comes_back_with_minutes(town: Town) -> None:
    secretary = town.secretary
    await town.volunteer("安")
    await town.volunteer("波")
    await secretary.says("/deliberate")
    assert "想问大家什么" in secretary.last.text
    await secretary.says("停车位怎么分?")
    card = secretary.sees("有哪些选项")
    await secretary.says("只有一个")
    assert "2 到 10 个" in secretary.last.text
    await secretary.says("先到先得\n抽签")
    assert "11月26日 20:00 截止" in card.text
    await secretary.says("后天晚上8点")
    assert "11月25日 20:00 截止 · 匿名" in card.text
    await secretary.says("1月20日晚上8点")
    assert "30 天之内" in secretary.last.text
    assert "已发到群里" in (await secretary.taps("发到群里", under=card)).text
    assert "过期" in (await secretary.forges("1:ballot:1:send", under=card)).text
    poll = poll_in(town)
    await votes(town, poll, 安="抽签", 波="抽签", 丹="先到先得")
    await town.passes(days=2, hours=11, minutes=30)
    result = secretary.sees("协商结果 · 第 1 轮")
    assert "1. 抽签 · 2 票(67%)" in result.text
    assert "3 人投票 · 群里 3 人 · 队里 1 人 (书记 1)" in result.text
    await secretary.taps("会议纪要", under=result)
    file = secretary.last.content.attachment
    assert file is not None
    assert file.file is not None
    assert (file.file.upload.name, file.file.upload.content[:5]) == ("会议纪要-1.pdf", b"%PDF-")
    (first,) = (await paper(town))["rounds"]
    assert ["方式", "群内匿名投票"] in [list(row) for row in first["rows"]]
    assert first["options"][0] == {"text": "抽签", "votes": 2, "share": 67}
    assert first["votes"] == []


async def test_a_second_round_keeps_the_first_and_a_public_one_names_who_chose_what(town: Town) -> None:
    secretary = town.secretary
    await secretary.says(f"/yishi {LINES}")
    await secretary.taps("发到群里")
    await votes(town, poll_in(town), 安="抽签", 波="先到先得")
    await town.passes(days=2, hours=11, minutes=30)
    await secretary.taps("再来一轮", under=secretary.sees("协商结果"))
    await secretary.says("抽签 / 一户一位 / 公开")
    assert secretary.sees("协商 · 第 2 轮").button_texts[0] == "✅ 发到群里"
    await secretary.taps("发到群里")
    second = poll_in(town)
    assert "第 2 轮" in town.group_screen
    await votes(town, second, 安="一户一位", 波="一户一位")
    await town.passes(days=3, hours=1)
    await secretary.says("/minutes")
    listed = secretary.sees("协商记录")
    assert "1. 停车位怎么分?" in listed.text
    assert "2 轮" in listed.text
    first, further = (await paper(town))["rounds"]
    assert (first["title"], first["votes"]) == ("第 1 轮", [])
    assert (further["title"], further["votes"]) == ("第 2 轮", [["抽签", ""], ["一户一位", "安、波"]])


async def test_at_night_the_poll_closes_in_silence_and_the_result_comes_in_the_morning(town: Town) -> None:
    await town.secretary.says("/deliberate 几点关广场灯? 9点 / 10点 / 今晚11点截止")
    await town.secretary.taps("发到群里")
    await town.passes(hours=15)
    assert "closed" in town.group_screen
    assert "协商结果" not in town.secretary.screen
    await town.passes(hours=9)
    assert "0 人投票" in town.secretary.sees("协商结果").text


async def test_only_staff_ask_everybody_and_old_or_foreign_buttons_do_nothing(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.says("/deliberate 停车位怎么分? 抽签 / 先到先得")
    assert "只有" in ann.last.text
    await town.secretary.says("/deliberate 停车位怎么分? 抽签 / 先到先得")
    card = town.secretary.last
    for data in (card.buttons[0].data, "1:round:1:1", "1:minutes:1:paper:1:1"):
        assert (await ann.forges(data, under=card)).text != ""
    await town.secretary.taps("不发了", under=card)
    assert "没有发出去" in town.secretary.screen
    assert all("poll" not in message.as_json() for message in town.group.messages)


async def test_in_english_it_reads_as_well(town: Town) -> None:
    secretary = town.secretary
    await secretary.says("/language")
    await secretary.taps("English")
    await secretary.says("/deliberate Which day suits?\nSaturday\nSunday\nuntil tomorrow 8 pm, public")
    assert "Which day suits?" in secretary.last.text
    assert "public" in secretary.last.text
    await secretary.taps("Post it")
    await votes(town, poll_in(town), 安="Sunday")
    await town.passes(days=2)
    assert "1 voted" in secretary.sees("Result").text
