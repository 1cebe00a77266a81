"""Words between who comes and who waits, of a thing that is fixed, and behind a no; and what only sounds like them."""

import pytest

from bot.language.talk.intents import Wish, read_intent
from bot.language.talk.same_thing import says_same, without_other
from bot.language.talk.verdicts import names_no_thing, says_done
from bot.language.talk.visit_talk import asks_something, is_of_visit, is_of_work, without_visit


@pytest.mark.parametrize(
    "text",
    [
        "到门口了,家里没人",
        "我在楼下买菜,马上回来",
        "今天不在家,后天再来吧",
        "二十分钟到",
        "I'm outside, nobody is home",
    ],
)
def test_words_of_coming_and_waiting_name_no_fault(text: str) -> None:
    assert is_of_visit(text)
    assert read_intent(without_visit(text)).kind is not Wish.REPORT


@pytest.mark.parametrize("text", ["我在家,厨房水管漏水了", "楼下漏水了", "家里没水了", "到家发现跳闸了"])
def test_a_fault_that_is_told_beside_them_is_still_one(text: str) -> None:
    assert read_intent(without_visit(text)).kind is Wish.REPORT


def test_what_is_fixed_is_said_of_the_thing_and_not_asked() -> None:
    done = ["修好了,谢谢小王", "已经不漏了", "灯亮了,多谢", "it is fixed now, thank you"]
    other = [
        "很好",
        "满意",
        "修好了吗",
        "没修好",
        "还是不亮",
        "修好了告诉我一声",
        "好了,我在家等你",
        "明天能修好就行",
        "not fixed",
    ]
    assert [text for text in done if not says_done(text)] == []
    assert [text for text in other if says_done(text)] == []
    assert names_no_thing("it's still not working")
    assert not names_no_thing("the lift is still not working")


def test_a_no_may_go_on_and_other_words_that_begin_like_it_are_none() -> None:
    assert without_other("不是同一件,我家是6号楼") == "我家是6号楼"
    assert without_other("No, ours is the light") == "ours is the light"
    assert without_other("不是") == ""
    assert [text for text in ("不是5号楼", "不知道", "不太清楚") if without_other(text) is not None] == []
    assert says_same("对,是同一件事")
    assert not says_same("一件事情都没人管")


def test_praise_is_of_work_and_a_question_is_not() -> None:
    assert is_of_work("师傅很热情")
    assert asks_something("要带什么吗")
    assert not is_of_work("师傅好不好说话?")
