"""The small readers: characters, numerals, people, times, names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.language.dates.times import is_when
from bot.language.letters.numbers import digits_of, read_people, read_people_answer
from bot.language.letters.script import fold, phrases, utterance
from bot.language.needs.sizes import SIZE_WORDS, read_size
from bot.language.needs.skills import DEFAULT_SKILLS, read_skill
from bot.language.needs.urgency import URGENCY_WORDS, read_urgency
from bot.language.persons.names import is_full_name, is_honoured


@settings(deadline=None)
@given(st.text())
def test_folding_moves_no_character_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text())
def test_an_utterance_reduced_again_stays_the_same(text: str) -> None:
    assert utterance(utterance(text)) == utterance(text)


def test_phrases_are_listed_between_bars() -> None:
    assert phrases("我来 | on it |\n   i'll  take it") == ("我来", "on it", "i'll take it")


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("二", "2"),
        ("十二", "12"),
        ("二十三", "23"),
        ("一四零一", "1401"),
        ("一〇二", "102"),
        ("零七", "07"),
        ("一百零二", "102"),
        ("一百二", "120"),
        ("一百十", "110"),
        ("两百", "200"),
        ("廿", "20"),
        ("一百廿三", "123"),
        ("贰拾叁", "23"),
        ("两", "2"),
        ("14", "14"),
        ("07", "07"),
        ("十百", None),
        ("二十零", None),
        ("二十十一", None),
        ("一廿二", None),
        ("零百一", None),
        ("一百零", None),
        ("一百零十", None),
        ("百", None),
        ("王一", None),
        ("", None),
        ("1a", None),
    ],
)
def test_numeral_of_an_address(words: str, digits: str | None) -> None:
    assert digits_of(words) == digits


def spelled_out(number: int) -> str:
    """10 to 999 as they are written in full: 十, 二十三, 一百零二, 一百一十."""
    hundreds, tens, ones = (int(figure) for figure in f"{number:03}")
    figures = " 一二三四五六七八九"
    if not hundreds:
        return f"{figures[tens] if tens > 1 else ''}十{figures[ones] if ones else ''}"
    gap = "零" if ones and not tens else ""
    return f"{figures[hundreds]}百{figures[tens] + '十' if tens else gap}{figures[ones] if ones else ''}"


def test_every_numeral_up_to_999_is_read_as_it_is_written() -> None:
    assert {number: digits_of(spelled_out(number)) for number in range(10, 1000)} == {
        number: str(number) for number in range(10, 1000)
    }


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("2人", 2),
        ("两人", 2),
        ("三位师傅", 3),
        ("2个人", 2),
        ("需要2人", 2),
        ("十二人", 12),
        ("two people", 2),
        ("2 volunteers", 2),
        ("needs 3 people", 3),
        ("a volunteer", 1),
        ("0人", None),
        ("人", None),
        ("2", None),
        ("两位老人", None),
        ("people", None),
    ],
)
def test_people_asked_for(words: str, count: int | None) -> None:
    assert read_people(words) == count


@pytest.mark.parametrize(
    ("words", "count"), [("2", 2), ("两", 2), ("2人", 2), (" 3 ", 3), ("three", 3), ("0", None), ("多", None)]
)
def test_people_in_answer_to_the_question(words: str, count: int | None) -> None:
    assert read_people_answer(words) == count


@pytest.mark.parametrize(
    "words",
    phrases(
        """
    今天|明天下午|后天上午|今晚|明早|周六上午10点|星期天|下周三晚上|周六周日|周末|随时|下午3点|
    15:30|明天9点到11点|
    下午三点半以后|11月23日|11月23日上午|3点前|晚上7点后|工作日晚上|明天下午在家|今天下午3-5点|明天 下午 3点|
    today|tonight|tomorrow|tomorrow afternoon|Saturday morning|on Saturday|next Friday|at 3 pm|
    tomorrow at 3pm|
    after 6 pm|this evening|any time|weekend|3 pm tomorrow|15:30"""
    ),
)
def test_says_when(words: str) -> None:
    assert is_when(words)


@pytest.mark.parametrize(
    "words",
    [
        "今天停水",
        "下午茶",
        "点",
        "3",
        "5号楼",
        "昨天",
        "时间",
        "周",
        "晚上没电",
        "saturday market",
        "the morning paper",
        "at",
        "today no water",
        "",
    ],
)
def test_does_not_say_when(words: str) -> None:
    assert not is_when(words)


@pytest.mark.parametrize(
    "words", ["刘运京", "王一飞", "王芳", "李建国", "欧阳娜", "欧阳小明", "司马光", "石磊", "高山", "安然"]
)
def test_is_a_full_name(words: str) -> None:
    assert is_full_name(words)


@pytest.mark.parametrize(
    "words",
    phrases(
        """
        马桶堵|路灯坏|管道堵|门锁坏了|石膏板|高层|高度|严重|谢谢|安全|龙头|关不上|车库|白灰|黄泥|
        水管|温水|马上来|周六|周末|王|王小明明|Liu|刘2|平台|花园|方便|经常|严重漏|房门|钟表|
        安装 | 金属 | 麻烦 | 时间 | 冷水
        """
    ),
)
def test_is_no_full_name(words: str) -> None:
    assert not is_full_name(words)


@pytest.mark.parametrize(
    "words",
    [
        "王阿姨",
        "李大爷",
        "刘师傅",
        "张老师",
        "陈叔",
        "李姐",
        "刘运京先生",
        "小李师傅",
        "王奶奶家",
        "欧阳女士",
    ],
)
def test_is_called_with_respect(words: str) -> None:
    assert is_honoured(words)


@pytest.mark.parametrize(
    "words",
    ["两位师傅", "电工师傅", "阿姨", "水管师傅", "马桶师傅", "漏水了阿姨", "木工", "师傅", "方师傅漏水"],
)
def test_is_not_called_with_respect(words: str) -> None:
    assert not is_honoured(words)


def test_every_word_for_urgency_and_size_is_understood() -> None:
    urgencies = {word: urgency for urgency, words in URGENCY_WORDS.items() for word in words}
    sizes = {word: size for size, words in SIZE_WORDS.items() for word in words}
    assert {word: read_urgency(word.upper()) for word in urgencies} == urgencies
    assert {word: read_size(word.upper()) for word in sizes} == sizes
    assert set(urgencies.values()) == set(Urgency)
    assert set(sizes.values()) == set(Size)


def test_no_word_asks_for_two_trades() -> None:
    words = [word for skill in DEFAULT_SKILLS for word in skill.words]
    assert len(words) == len(set(words))
    assert {read_skill(word) for word in words} == {
        (skill.key, word) for skill in DEFAULT_SKILLS for word in skill.words
    }


@pytest.mark.parametrize("words", ["需要木工", "要木工", "木工师傅", "找木工", "Carpentry"])
def test_trade_is_asked_for_in_several_ways(words: str) -> None:
    found = read_skill(words)
    assert found is not None
    assert found[0] == "carpentry"


@pytest.mark.parametrize("words", ["木门", "门窗", "网络", "卧室门框开裂", ""])
def test_a_thing_is_no_trade(words: str) -> None:
    assert read_skill(words) is None
