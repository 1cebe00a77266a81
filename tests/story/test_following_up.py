"""回访: residents without a chat are called; one tap notes what came of it, and nobody else sees the number."""

import io

import openpyxl
from sqlalchemy import select

from bot.models import Audit, FollowUp
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.test_record import content
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

PHONE = "13912345678"
LINE = "5号楼3单元702 灯不亮 王阿姨 13912345678"


async def fixed(town: Town, line: str = LINE) -> Actor:
    """A volunteer who has just said 修好了; the resident has no chat."""
    ann = await town.volunteer("安")
    await ann.taps("我来修", under=await town.order(line))
    await ann.taps("修好了")
    return ann


async def test_who_does_not_answer_is_called_again_the_next_day_three_times_at_most(town: Town) -> None:
    await fixed(town)
    review = town.secretary.sees("请您确认")
    assert "/calls" in review.text
    for attempt in (1, 2, 3):
        await town.secretary.says("/calls")
        call = town.secretary.last
        assert PHONE in call.text
        assert ("第" in call.text) == (attempt > 1)
        await town.secretary.taps("没人接", under=call)
        assert "#1001 已记下:📵 没人接" in call.text
        assert PHONE not in call.text
        await town.secretary.says("/calls")
        assert "现在没有要打的" in town.secretary.last.text
        await town.passes(hours=25)
    assert review.text.count("📞 刘书记 · 11月2") == 3
    assert "/calls" not in review.text
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        contacts = await tx.session.scalars(select(Audit).where(Audit.action == "contact"))
        shown = [row for row in contacts if row.details["shown"] == "call"]
        assert [row.details["number"] for row in shown] == [1001] * 3
        calls = (await tx.session.scalars(select(FollowUp))).all()
        assert {call.called_by for call in calls} == {shown[0].actor_id}


async def test_each_result_does_what_it_says_and_shows_the_next(town: Town) -> None:
    ann = await fixed(town)
    await ann.taps("我来修", under=await town.order("6号楼 门锁坏了"))
    await ann.taps("修好了", under=ann.sees("#1002"))
    await town.secretary.says("/calls")
    calls = town.secretary.last
    assert "还有 2 户" in calls.text
    await town.secretary.taps("下一户", under=calls)
    assert "没有留电话,请上门问一声" in calls.text
    await town.secretary.taps("满意", under=calls)
    assert "积分 +10" in ann.last.text
    assert "已修好" in town.card_of(1002).text
    await town.secretary.says("/export")
    await town.secretary.taps("导出 2 行")
    rows = openpyxl.load_workbook(io.BytesIO(content(town))).worksheets[0].iter_rows(min_row=2, values_only=True)
    assert [row[17] for row in rows] == [None, "满意(回访)"]
    assert "#1001" in calls.text
    old = next(button.data for button in calls.buttons if "没修好" in button.text)
    await town.secretary.taps("没修好", under=calls)
    assert "请您再跑一趟" in ann.last.text
    assert "已接单" in town.card_of(1001).text
    assert "过期" in (await town.secretary.forges(old, under=calls)).text
    await ann.taps("修好了", under=ann.sees("#1001 归您啦"))
    await town.secretary.taps("确认", under=town.secretary.sees("#1001 安说修好了"))
    await town.secretary.says("/calls")
    await town.secretary.taps("打通了", under=town.secretary.last)
    review = town.secretary.sees("#1001 · 已办结")
    assert "🗣 打通了" in review.text
    listed = town.secretary.last
    assert "现在没有要打的" in listed.text
    note = next(button.data for button in listed.buttons if "记一句" in button.text)
    assert "只有书记和工作人员" in (await ann.forges(note, under=listed)).text
    await town.secretary.taps("记一句", under=listed)
    await town.secretary.says("灯还有点闪,过两天再问")
    assert "🗣 打通了 · ✏️ 灯还有点闪,过两天再问" in review.text
    assert "已记下" in town.secretary.sees("确认单上能看到").text


async def test_only_staff_call_and_only_in_private(town: Town) -> None:
    ann = await fixed(town)
    await ann.says("/calls")
    assert "只有书记和工作人员" in ann.last.text
    await town.secretary.says("/calls", in_=town.group)
    assert PHONE not in town.group_screen
    tap = await ann.forges("1:call:1:1001:1:1:s", under=ann.sees("您说修好了"))
    assert "只有书记和工作人员" in tap.text
    for nonsense in ("1:call:1:1001:1:1:z", "1:call:1:1001:9:1:s"):
        assert "过期" in (await town.secretary.forges(nonsense, under=town.secretary.last)).text
