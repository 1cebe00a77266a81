"""English is complete: every message of the source, and nothing else, in words of its own."""

import re

import pytest

from bot.language.lines.order_line import parse_order_line
from bot.language.lines.standard_words import read_line
from bot.language.needs.sizes import read_size
from bot.language.needs.skills import read_skill
from bot.language.needs.urgency import read_urgency
from bot.language.talk.replies import is_claim_word
from bot.views.words import Words
from tests.views.catalogue import catalogue, extracted, forms, messages, singular

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
COMMAND = re.compile(r"(?<!\w)/[a-z]+")
FIXED_BUTTONS = {
    "发布": "Publish",
    "改一改": "Change",
    "不发了": "Don't publish",
    "我来修": "I'll fix it",
    "我到了": "I'm here",
    "修好了": "Fixed",
    "我去不了了": "I can't come",
    "跳过": "Skip",
    "确认": "Confirm",
    "改分": "Change points",
    "没修好": "Not fixed",
}
FIXED_STATES = {
    "待接单": "Open",
    "已接单": "Claimed",
    "待确认": "To be confirmed",
    "已办结": "Closed",
    "已撤单": "Cancelled",
}


def test_extraction_leaves_no_difference() -> None:
    assert {singular(message.id) for message in messages()} == extracted()


def test_every_message_is_translated_in_every_form() -> None:
    assert [message.id for message in messages() if not all(forms(message.string))] == []
    assert [message.id for message in messages() if len(forms(message.string)) != len(forms(message.id))] == []


def test_the_program_reads_it_as_babel_does() -> None:
    said = Words("en")._
    assert [(each.id, said(singular(each.id))) for each in messages()] == [
        (each.id, forms(each.string)[0]) for each in messages()
    ]


def test_nothing_is_fuzzy_or_obsolete() -> None:
    assert [message.id for message in messages() if message.fuzzy] == []
    assert list(catalogue().obsolete) == []


def test_placeholders_and_commands_are_kept() -> None:
    for message in messages():
        for text in forms(message.string):
            source = singular(message.id)
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(source)), source
            assert sorted(COMMAND.findall(text)) == sorted(COMMAND.findall(source)), source


def test_the_catalogue_says_nothing_of_where_and_when_it_was_made() -> None:
    headers = dict(catalogue().mime_headers)
    assert headers["Last-Translator"].strip() == ""
    assert [message.locations for message in messages() if message.locations] == []


@pytest.mark.parametrize(("chinese", "english"), (FIXED_BUTTONS | FIXED_STATES).items())
def test_words_people_rely_on_stay_as_they_are(chinese: str, english: str) -> None:
    assert chinese in extracted()
    assert Words("en")._(chinese) == english


def test_one_point_is_not_points() -> None:
    one, two = (
        Words("en")._templates.from_string("{{ ngettext('%(points)s 分', '%(points)s 分', n, points=n) }}"),
    ) * 2
    assert one.render(n=1) == "1 point"
    assert two.render(n=2) == "2 points"


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_example_the_bot_gives_is_one_it_understands(locale: str) -> None:
    say = Words(locale)._
    line = say("发单:/order 2号楼2单元1401 门框开裂 木工 2人 王阿姨 13800138000")
    order = parse_order_line(line[line.index("/") :])
    assert (order.flat, order.people, order.skill) == ("1401", 2, "carpentry")
    assert order.phone is not None
    assert order.building is not None
    assert order.building in say("在哪里?例如:2号楼2单元1401")
    assert read_skill(say("木工")) is not None
    assert read_urgency(say("加急")) is not None
    assert read_size(say("中修")) is not None
    advice = say("改哪一样?点按钮;或发一行,例如「木工 10 15 25 50」「夜间 5」;也可以下载表格,改好发回来。")
    lines = [say("木工 10 15 25 50"), *re.findall(r"[「“](.*?)[」”]", advice)]
    assert len(lines) == 3
    assert all(read_line(line) for line in lines)


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_claim_words_the_bot_suggests_claim(locale: str) -> None:
    advice = Words(locale)._("接单:点卡片上的「我来修」,或回复卡片「我来」。")
    suggested = re.findall(r"[「“](.*?)[」”]", advice)
    assert len(suggested) == 2
    assert all(is_claim_word(word, locale) for word in suggested)
