"""Every sentence that the command line can say is there in Chinese; it is told in the configuration's language."""

import ast
import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest
import typer.main

from bot.cli import commands
from bot.cli.saying import CATALOGUE, catalogue, explain, in_chinese, speak
from bot.sandbox.server import RunningServer
from tests.cli.operator import ROOT, Operator

TOLD_LAST = {
    *("ConfigError", "BackupError", "NoRoomError", "HoldsDataError", "DamagedError"),
    *("good", "warning", "problem", "say"),
}
"""What is called with a sentence as its last argument."""
TABLES = {"SENTENCES", "ALSO"}
"""Names of tables of sentences."""
PLACES = ("*.py", "cli/*.py", "doctor/*.py", "storage/*.py")
OWN_WORDS = {"beginning.py", "demo.py"}
"""`init` and `demo` have words of their own in both languages."""
COMMANDS = re.compile(r"`?weixiu( [a-z]+)+`?|pip install|chmod 600|security\.key_file or security\.key")
A_FACT = "X7"


def shape(node: ast.AST) -> str | None:
    """The sentence with a fact in every hole."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "".join(
            words + (A_FACT if fact is not None else "") for words, fact, *_ in Formatter().parse(node.value)
        )
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else A_FACT for part in node.values)
    return None


def told(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TOLD_LAST and node.args:
            every = [node.args[-1], *(node.args[:1] if node.func.id in ("good", "warning", "problem") else ())]  # type: ignore[attr-defined]
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            named = any(getattr(target, "id", "") in TABLES for target in targets)
            every = [each for each in ast.walk(node.value) if isinstance(each, ast.Constant)] if named else []
        elif isinstance(node, ast.FunctionDef) and node.name == "sentence":
            every = [each for each in ast.walk(node.body[-1]) if isinstance(each, ast.Constant)]
        else:
            continue
        yield from (said for each in every if (said := shape(each)) and " " in said)


def test_every_sentence_is_said_in_chinese() -> None:
    files = {path for place in PLACES for path in (ROOT / "bot").glob(place) if path.name not in OWN_WORDS}
    sentences = {said for path in files for said in told(ast.parse(path.read_text(encoding="utf-8")))}
    assert len(sentences) > 120
    english = re.compile(r"[a-z']{2,} [a-z']{2,} [a-z']{2,}")
    left = [said for said in sentences if english.search(COMMANDS.sub("", in_chinese(said)))]
    assert left == []


def test_the_catalogue_has_the_same_facts_on_both_sides() -> None:
    assert len(catalogue()) > 150
    for found, chinese in catalogue():
        assert set(found.groupindex) == {fact for _, fact, *_ in Formatter().parse(chinese) if fact}, chinese
    assert (ROOT / "bot/cli" / CATALOGUE).is_file()


def test_the_help_of_every_command_is_said_in_chinese() -> None:
    table = typer.main.get_command(commands())
    speak("zh")
    explain(table)
    speak("en")
    told = list(helps(table))
    assert len(told) > 60
    assert [each for each in told if not re.search("[\u4e00-\u9fff]", each)] == []


def helps(command: Any) -> Iterator[str]:
    yield from (told.help for told in (command, *command.params) if getattr(told, "help", None))
    for each in getattr(command, "commands", {}).values():
        yield from helps(each)


def test_what_a_sentence_is_about_stays_before_it() -> None:
    assert in_chinese("✓ disk: 800 MiB free in /srv") == "✓ 磁盘:/srv 还剩 800 MiB"
    broken = "Here: the history of order 3 was altered; compare with the last backup before anybody is paid"
    assert in_chinese(broken) == "Here:#3 的经过被人改过;发放之前请和最近的备份对一对"
    damaged = "database.url: the copy of a.db is damaged: quick_check says: row 3; restore the last backup"
    assert in_chinese(damaged) == "database.url:a.db 的副本 坏了:快速检查说:row 3;请恢复最近的备份"


@pytest.mark.parametrize(("locale", "words"), [("zh_CN", "✓ 令牌:这是 @"), ("en", "✓ token: this is @")])
async def test_the_doctor_speaks_the_language_of_the_configuration(
    operator: Operator, server: RunningServer, locale: str, words: str
) -> None:
    operator.configures(server)
    operator.has_key()
    operator.environment["WEIXIU_DEFAULTS__LOCALE"] = locale
    found = await operator.types_here("doctor")
    assert words in found.out
    assert bool(re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", COMMANDS.sub("", found.out))) is (locale == "en"), found.out
    refused = await operator.types_here("restore", str(operator.folder / "none.db"))
    assert ("没有文件" in refused.err) is (locale != "en"), refused.err
