"""What happened is told in words: every kind of step, everything that is written down with one, no code of ours."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from bot.views.step_words import SAID, UNSAID, step_word, what_changed
from bot.views.words import Dictionary
from tests.views.facts import Said
from tests.views.samples_steps import STEPS, page_of

WRITERS = {"take_step": 5, "write_event": 3, "add_event": 3, "takes": 1, "_note": 3}
"""What writes a step down, and how many of its arguments are not facts about it."""
OWN = {"by", "actor_id", "was"}


def fields_written() -> Iterator[str]:
    """Names of facts that any use case writes down with a step, also those it has put into a mapping before."""
    for path in (Path(bot.__file__).parent / "usecases").rglob("*.py"):
        tree = ast.parse(path.read_text())
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)):
            named = {
                target.id: [key.value for key in node.value.keys if isinstance(key, ast.Constant)]
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                for keyword in call.keywords if name in WRITERS else ():
                    spread = named.get(getattr(keyword.value, "id", ""), []) if keyword.arg is None else [keyword.arg]
                    yield from (str(each) for each in spread)


def test_everything_that_is_written_down_with_a_step_has_words_and_a_sample() -> None:
    written = set(fields_written()) - OWN
    assert {"rung", "told", "verdict", "result", "field", "after", "times", "into"} <= written, "they are found"
    assert written <= SAID | UNSAID
    assert {name for _, details in STEPS for name in details} >= written


@pytest.mark.parametrize(("locale", "foreign"), [("zh_CN", "[A-Za-z_]{2,}"), ("en", "_|[\u4e00-\u9fff]")])
def test_no_step_shows_a_code(locale: str, foreign: str) -> None:
    words, page = Dictionary().words(locale), page_of(Said(name="Z", other="Q"))
    for step in page.steps:
        told = f"{step_word(words, step.step)} {what_changed(words, page, step) or ''}"
        assert not re.search(foreign, told), told


def test_what_was_changed_is_told_from_what_to_what_and_a_field_without_words_is_left_out() -> None:
    words, page = Dictionary().words("zh_CN"), page_of(Said(name="李", other="赵"))
    told = [what_changed(words, page, step) for step in page.steps]
    for line in (
        "急不急:普通 → 紧急",
        "地方:没定 → 公共区域",
        "人数:1 → 3",
        "🙋 赵",
        "🏢 李",
        "私下问合适的人 · 问了 5 人",
    ):
        assert line in told, line
    assert None in told
