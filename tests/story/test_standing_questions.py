"""A question that stands swallows nothing: after half an hour it asks whether a line was meant for it."""

import pytest

from bot.delivery.questions import ASKING
from bot.delivery.topics import TOPICS
from tests.story.test_knowing import resident_of
from tests.town import Town

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@ON_SQLITE
async def test_a_question_of_the_day_before_asks_whether_a_line_answers_it(town: Town) -> None:
    secretary = town.secretary
    await secretary.says("/settings")
    settings = secretary.last
    await secretary.taps("接单上限", under=settings)
    question = secretary.last
    assert question.text.endswith("您下一句话就当回答;不答了,发「取消」。")
    await secretary.says("没想好")
    assert "不想答了,就发「取消」" in secretary.last.text
    await secretary.says("待办")
    assert "待办" in secretary.last.text
    for aside in ("你好", "帮助", "菜单"):
        await secretary.says(aside)
        assert "我是微修" in secretary.last.text
    await town.passes(days=1)
    await secretary.says("物业下午来看")
    assert "这句话是回答「改设置」吗" in secretary.last.text
    assert secretary.last.button_texts == ["✅ 是", "❌ 不是,取消那个问题"]
    await secretary.says("大家辛苦了")
    asked = secretary.last
    assert "物业下午来看\n大家辛苦了" in asked.text
    assert "请发 1 到 50" in (await secretary.taps("✅ 是", under=asked)).text
    await secretary.taps("不是", under=asked)
    assert "没有改动" in question.text
    assert "下一句话" not in question.text
    assert "好的,按别的事办" in asked.text
    assert "不客气" in secretary.last.text
    assert "已经过期" in (await secretary.forges("1:where:1:0", under=asked)).text

    await secretary.taps("接单上限", under=settings)
    question = secretary.last
    await town.passes(minutes=31)
    await secretary.says("7")
    await secretary.says("是")
    assert "已改好" in question.text
    await secretary.says("/settings")
    assert "7" in secretary.last.text


@ON_SQLITE
async def test_a_request_left_lying_takes_no_answer_that_is_meant_for_the_volunteer(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    await wang.says("厨房水管漏水")
    await town.passes(hours=3)
    await ann.forges("1:write:1:1001", under=ann.last)
    await ann.says("您五点在家吗")
    await wang.says("可以")
    assert "可以" in ann.last.text
    assert "已转给安(#1001)" in wang.last.text


def test_every_question_that_takes_any_line_has_the_message_that_says_so() -> None:
    assert ASKING - TOPICS.keys() == set()
    assert len(ASKING) >= 25
