"""Words are read as the server reads them: formatting, byte offsets of errors, UTF-16 units, buttons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.api.composing import compose
from bot.sandbox.entities import found_in, slice_utf16, to_html
from bot.sandbox.errors import BreachError, Json, RefusalError
from bot.sandbox.html_text import read_html
from bot.sandbox.markup import read_markup

ERRORS = {
    "<b>好": 'Can\'t find end tag corresponding to start tag "b"',
    "好</b>": "Unexpected end tag at byte offset 3",
    "修<h1>好</h1>": 'Unsupported start tag "h1" at byte offset 3',
    "<b><i>好</b></i>": 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"',
    "<b": "Unclosed start tag at byte offset 0",
    "<b>好</b": "Unclosed end tag at byte offset 6",
    '<a href="x>好</a>': "Unclosed start tag at byte offset 0",
    "<a href=好>好</a>": "Unexpected end of name token at byte offset 8",
    "<span>好</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "2 < 3": 'Unsupported start tag "" at byte offset 2',
    '<a ="x">好</a>': 'Empty attribute name in the tag "a" at byte offset 0',
}


@pytest.mark.parametrize("source", ERRORS)
def test_broken_html_is_refused_with_its_byte_offset(source: str) -> None:
    with pytest.raises(RefusalError) as caught:
        read_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {ERRORS[source]}"


READ: dict[str, list[tuple[str, str]]] = {
    "<b>好</b>": [("bold", "好")],
    "<STRONG>好</STRONG>": [("bold", "好")],
    "🔧<i>修</i>": [("italic", "修")],
    "<b>一<u>二</u></b>": [("bold", "一二"), ("underline", "二")],
    '<a href="https://t.me/x?a=1&amp;b=2">看</a>': [("text_link", "看")],
    '<pre><code class="language-python">x</code></pre>': [("pre", "x")],
    '<span class="tg-spoiler">密</span>': [("spoiler", "密")],
    "<blockquote expandable>长</blockquote>": [("expandable_blockquote", "长")],
    "<b></b>空": [],
    "a &amp; b &lt; c &#x4FEE; &#20462; &nbsp;": [],
}


@pytest.mark.parametrize("source", READ)
def test_html_becomes_text_and_entities(source: str) -> None:
    text, entities = read_html(source)
    assert [(e["type"], slice_utf16(text, e["offset"], e["length"])) for e in entities] == READ[source]


def test_references_are_read_and_unknown_ones_left() -> None:
    assert read_html("a &amp; b &lt; c &#x4FEE;&#20462; &nbsp;")[0] == "a & b < c 修修 &nbsp;"


def test_white_space_around_a_text_goes_and_entities_move_with_it() -> None:
    words = compose(" \n<b>好</b> 的 \n", "HTML")
    assert (words.text, words.entities) == ("好 的", ({"type": "bold", "offset": 0, "length": 1},))


FOUND = {
    "/order@weixiu_bot 2号楼": [("bot_command", "/order@weixiu_bot")],
    "请看 /help": [("bot_command", "/help")],
    "a/b 1/2": [],
    "@li_shifu 您好": [("mention", "@li_shifu")],
    "a@b.cn": [("email", "a@b.cn")],
    "https://t.me/x 好": [("url", "https://t.me/x")],
    "#1024 我来": [],
    "#水管 #v2": [("hashtag", "#水管"), ("hashtag", "#v2")],
    "🔧🔧 /points": [("bot_command", "/points")],
}


@pytest.mark.parametrize("text", FOUND)
def test_commands_mentions_and_links_are_found(text: str) -> None:
    found = [(e["type"], slice_utf16(text, e["offset"], e["length"])) for e in found_in(text)]
    assert found == FOUND[text]


def test_nothing_is_found_inside_code() -> None:
    assert [e["type"] for e in compose("<code>/help</code>", "HTML").entities] == ["code"]


@given(st.lists(st.sampled_from(["<b>", "<i>", "<u>", "修", "🔧", "&amp;", " a "]), max_size=12))
def test_text_made_from_html_can_be_turned_back_into_it(parts: list[str]) -> None:
    opened = [part for part in parts if part.startswith("<")]
    source = "x" + "".join(parts) + "".join(f"</{tag[1:-1]}>" for tag in reversed(opened))
    text, entities = read_html(source)
    again, same = read_html(to_html(text, entities))
    assert (again, {tuple(e.items()) for e in same}) == (text, {tuple(e.items()) for e in entities})


WRONG_KEYBOARDS: dict[str, Json] = {
    "Bad Request: BUTTON_DATA_INVALID": {"inline_keyboard": [[{"text": "键", "callback_data": ""}]]},
    "Bad Request: inline keyboard button text must be non-empty": {
        "inline_keyboard": [[{"text": " ", "callback_data": "x"}]]
    },
    "Bad Request: text buttons are unallowed in the inline keyboard": {"inline_keyboard": [[{"text": "键"}]]},
    "Bad Request: can't parse reply keyboard markup JSON object": {"keyboard": "键"},
    "Bad Request: object expected as reply markup": {"buttons": []},
    "Bad Request: reply markup is too long": {
        "inline_keyboard": [[{"text": "长" * 40, "callback_data": str(number)}] for number in range(90)]
    },
    "Bad Request: BUTTON_COPY_TEXT_INVALID": {"inline_keyboard": [[{"text": "键", "copy_text": {"text": "x" * 257}}]]},
    "Bad Request: inline keyboard button URL 'ftp://x' is invalid: Wrong HTTP URL": {
        "inline_keyboard": [[{"text": "键", "url": "ftp://x"}]]
    },
}


@pytest.mark.parametrize("description", WRONG_KEYBOARDS)
def test_keyboards_the_server_would_not_take_are_refused(description: str) -> None:
    with pytest.raises(RefusalError) as caught:
        read_markup(WRONG_KEYBOARDS[description])
    assert caught.value.description == description


def test_an_unknown_field_of_a_button_is_a_breach() -> None:
    with pytest.raises(BreachError, match="colour"):
        read_markup({"inline_keyboard": [[{"text": "键", "callback_data": "x", "colour": "red"}]]})


def test_an_empty_keyboard_is_none() -> None:
    assert read_markup({"inline_keyboard": [[]]}) is None
