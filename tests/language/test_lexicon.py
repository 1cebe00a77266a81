"""A community's own words: read from a file, and refused with a sentence that helps."""

from pathlib import Path

import pytest

from bot.app import lexicon_of
from bot.config import ConfigError, build
from bot.language.needs.dangers import read_danger
from bot.language.needs.similar import SAME_AT, similar
from bot.language.needs.troubles import read_category, read_kind
from bot.language.talk.intents import Wish, read_intent
from bot.language.talk.lexicon import DEFAULT_LEXICON
from bot.language.talk.phrases_file import PhrasesError, extend

OURS = """
[categories]
plumbing = ["咕噜噜", "shower pan"]
[intents]
status = ["俺那事咋样嘞"]
[dangers]
gas = ["沼气池…漏"]
[kinds]
hazard = ["老虎窗"]
[words]
harmless = ["着火点心铺"]
troubles = ["憋屈了"]
"""


def test_words_of_a_file_are_understood_beside_the_built_in_ones() -> None:
    lexicon = extend(DEFAULT_LEXICON, OURS)
    assert read_category("咕噜噜怪怪的", lexicon) == "plumbing"
    assert read_category("马桶堵了", lexicon) == "drains"
    assert read_intent("俺那事咋样嘞？", lexicon).kind is Wish.STATUS
    assert read_intent("那个憋屈了", lexicon).kind is Wish.REPORT
    assert read_danger("后院沼气池好像在漏", lexicon) == "gas"
    assert read_danger("着火点心铺的灯坏了", lexicon) is None
    assert read_kind("老虎窗", lexicon) == "hazard"
    assert read_category("咕噜噜怪怪的", DEFAULT_LEXICON) is None
    assert read_intent("那个憋屈了").kind is Wish.UNKNOWN


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[colours]\nred = []", "line 1: 'colours' is no section; write one of categories, "),
        (
            "\n\n[categories]\nplumbling = ['水']",
            "line 4: 'plumbling' is no name in [categories]; write one of plumbing",
        ),
        ("[dangers]\ngas = '煤气'", 'line 2: gas must be a list of phrases such as ["水管", "龙头"]'),
        ("[words]\ntroubles = ['坏', '']", "line 2: troubles must be a list of phrases"),
        ("[words]\ntroubles = [坏]", "is not valid TOML: "),
        ("[intents]\nunknown = ['啥']", "line 2: 'unknown' is no name in [intents]"),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_remedy(text: str, sentence: str) -> None:
    with pytest.raises(PhrasesError) as refusal:
        extend(DEFAULT_LEXICON, text)
    assert str(refusal.value).startswith(sentence)
    assert "\n" not in str(refusal.value)


def test_the_setting_names_the_file_and_a_refusal_names_it_too(tmp_path: Path) -> None:
    values = {"telegram": {"token": "123456:ABC"}, "language": {"phrases": "ours.toml"}}
    file = tmp_path / "ours.toml"
    file.write_text(OURS, encoding="utf-8")
    assert read_category("咕噜噜", lexicon_of(build(values, folder=tmp_path))) == "plumbing"
    file.write_text("[colours]", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"language\.phrases: .*ours\.toml, line 1: 'colours' is no section"):
        lexicon_of(build(values, folder=tmp_path))
    file.unlink()
    with pytest.raises(ConfigError, match="there is no file"):
        lexicon_of(build(values, folder=tmp_path))


ALIKE = (
    ("电梯异响", "电梯有异响，吱吱的"),
    ("电梯坏了", "5号楼的电梯不动了"),
    ("楼道灯不亮", "楼道的感应灯坏了不亮"),
    ("单元门关不上", "单元门坏了关不上"),
    ("停水了", "家里没水，是不是停水了"),
    ("下水道堵了，污水倒灌", "下水道堵了"),
    ("the lift is broken", "lift not working"),
)
DIFFERENT = (
    ("电梯异响", "楼道灯不亮"),
    ("厨房水管漏水", "卧室灯坏了"),
    ("门锁坏了", "马桶坏了"),
    ("空调不制冷", "暖气不热"),
    ("垃圾没人清", "路灯不亮"),
    ("the lift is broken", "kitchen tap leaks"),
)


def test_the_same_trouble_is_told_from_another() -> None:
    assert [pair for pair in ALIKE if similar(*pair) < SAME_AT] == []
    assert [pair for pair in DIFFERENT if similar(*pair) >= SAME_AT] == []
    assert similar("电梯坏了", "电梯坏了！") == 100
    assert similar("", "电梯坏了") == 0
