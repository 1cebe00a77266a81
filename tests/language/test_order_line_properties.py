"""What holds for every order line, whatever somebody types."""

import re
import unicodedata

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.letters.script import fold
from bot.language.lines.order_line import parse_order_line
from bot.language.persons.phones import find_phones

WORDS = st.sampled_from(
    (
        *(
            "2号楼2单元1401",
            "2号楼",
            "5号楼",
            "二号楼",
            "2-2-1401",
            "1401",
            "302室",
            "3幢",
            "A座",
            "小区门口",
            "2单元",
            "家的",
            "的",
        ),
        *(
            "13800138000",
            "139-1234-5678",
            "1380013800",
            "0532-8888 1234",
            "10086",
            "+86",
            "138",
            "00138000",
            "0013 8000",
        ),
        *(
            "电话",
            "电话:",
            "联系人:",
            "报修人",
            "人数:",
            "地址:",
            "刘运京",
            "王阿姨",
            "小王",
            "欧阳小明",
            "谢谢",
            "师傅",
        ),
        *(
            "灯不亮",
            "马桶堵",
            "卧室门框开裂",
            "木工",
            "2人",
            "两位师傅",
            "加急",
            "紧急",
            "小修",
            "明天下午",
            "周六上午10点",
            "不",
            "在",
            "到",
        ),
        *(
            "Building 2",
            "Flat 1401",
            "unit 2",
            "Liu Yunjing",
            "Mrs Wang",
            "urgent",
            "2 people",
            "lamp broken",
            "tomorrow",
            "not",
        ),
        *(
            " ",
            " ",
            " ",
            "  ",
            "\n",
            ",",
            "，",
            "、",
            "。",
            "；",
            "!",
            "-",
            "#",
            "/",
            "(",
            ")",
            "【",
            "】",
            ":",
            ".",
            "🙏",
            "\uffff",
            "\u200b",
        ),
    )
)
LINES = st.one_of(
    st.lists(WORDS, max_size=12).map("".join),
    st.lists(WORDS, max_size=9).map(" ".join),
    st.text(alphabet="0123456789-+ ()号楼单元室人木工王刘，. １２", max_size=30),
    st.text(max_size=60),
)


def substance(text: str) -> str:
    """The text without spaces, punctuation and brackets."""
    return "".join(char for char in fold(text) if unicodedata.category(char)[0] not in "PZC" and char not in "<>~")


@given(LINES)
@example("2号楼2单元1401 灯坏 刘运京 13800138000")
def test_every_letter_and_figure_is_in_exactly_one_piece(text: str) -> None:
    line = parse_order_line(text)
    assert substance("".join(piece.words for piece in line.pieces)) == substance(text)


@given(LINES)
def test_pieces_stand_where_they_say(text: str) -> None:
    pieces = parse_order_line(text).pieces
    assert all(text[piece.start :].startswith(piece.words) for piece in pieces)


@given(LINES)
def test_what_is_made_of_the_words_as_they_were_written(text: str) -> None:
    line = parse_order_line(text)
    written = substance("".join(piece.words for piece in line.pieces if piece.part == "what"))
    assert substance(line.what or "") == written


@given(LINES)
@example("号138，13912345678，00138000坏")
@example("5号楼 打138 13912345678 00138000")
@example("1380013800#1380013800.2号楼2单元1401")
def test_no_telephone_number_is_left_in_what_the_group_sees(text: str) -> None:
    line = parse_order_line(text)
    for shown in (line.what or "", line.building or "", line.when or ""):
        assert not find_phones(shown)
        assert not list(phonenumbers.PhoneNumberMatcher(shown, "CN", phonenumbers.Leniency.VALID, max_tries=65535))


@given(LINES)
def test_a_building_read_again_is_the_same_building(text: str) -> None:
    building = parse_order_line(text).building
    assert building is None or parse_order_line(building).building == building


@given(LINES)
def test_the_spelling_of_figures_and_punctuation_changes_nothing(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "0" <= char <= "9" else char for char in text)
    one, other = parse_order_line(fold(text)), parse_order_line(fold(wide))
    assert (one.building, one.flat, one.phone) == (other.building, other.flat, other.phone)


@given(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3999), st.sampled_from(("号楼", "幢", "栋", "#")))
def test_a_flat_written_with_its_building_never_stays_with_the_words(
    building: int, unit: int, flat: int, kind: str
) -> None:
    line = parse_order_line(f"灯坏了，{building}{kind}{unit}单元{flat}，请来")
    assert line.flat == str(flat)
    assert str(flat) not in re.sub(rf"^{building}\D", "", f"{line.building}") + (line.what or "")


@pytest.mark.parametrize("length", [4096])
@pytest.mark.parametrize(
    "seed",
    ["1", "号楼", "一", "13800138000 ", "2-", "小区", "王 ", "明天 ", "two people ", "A ", "电话", "(1"],
)
def test_the_longest_message_is_read_to_its_end(seed: str, length: int) -> None:
    text = (seed * length)[:length]
    line = parse_order_line(text)
    assert substance("".join(piece.words for piece in line.pieces)) == substance(text)
