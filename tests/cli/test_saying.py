"""Every sentence that the command line can say is there in Chinese; it is told in the configuration's language."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import typer.main

from bot.cli import main
from bot.cli.saying import CATALOGUE, catalogue, explain, in_chinese, speak
from bot.cli.table import commands
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


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("posters", "错误:没有 'posters' 这个命令。是不是 'poster'?"),
        ("backup", " backup --help\n\n错误:少了参数 'file'。"),
        ("run --nope", "错误:没有 --nope 这个选项"),
        ("run x", "错误:多写了:x"),
        ("run --config", "错误:选项 '--config' 后面要写内容。"),
        ("demo --port x", "错误:'--port' 写得不对:要写一个整数"),
        ("demo --port 99999", "错误:'--port' 写得不对:最大是 65535"),
        ("invite nobody", "错误:'role' 写得不对:'nobody' 不在可选的里面:'secretary', 'clerk', 'volunteer'。"),
        ("import", "错误:FILE 写得不对:导入就写文件,撤销就写 --undo,两个只写一个"),
        ("certificate make --help", "--year <int range>   哪一年;0 就是今年。  [不写就是 0;"),
        ("ledger", " ledger [选项] 命令 [参数]...\n\n  积分记录。\n\n选项:\n  --help  显示这份说明。"),
    ],
)
def test_what_is_typed_wrongly_is_refused_in_chinese_and_help_has_no_word_of_english(
    typed: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["weixiu", *typed.split()])
    speak("zh")
    with pytest.raises(SystemExit) as ended:
        main()
    speak("en")
    said = "".join(capsys.readouterr())
    assert told in said
    assert ended.value.code == (0 if "--help" in typed else 2)
    assert not re.search(r"(?m)^(?:[A-Z][a-z]+:| .*\[(?:default|required))", said)


def test_what_is_typed_wrongly_is_refused_in_the_language_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "weixiu.toml"
    file.write_text('[telegram]\ntoken = "123456:ABC"\n[defaults]\nlocale = "en"\n', encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["weixiu", "import", "a.csv", "--undo", "--config", str(file)])
    speak("zh")
    with pytest.raises(SystemExit):
        main()
    speak("en")
    assert "name a file to bring in or say --undo, one of the two" in "".join(capsys.readouterr())


def helps(command: Any) -> Iterator[str]:
    yield from (told.help for told in (command, *command.params) if getattr(told, "help", None))
    for each in getattr(command, "commands", {}).values():
        yield from helps(each)


def test_what_a_sentence_is_about_stays_before_it() -> None:
    assert in_chinese("✓ disk: 800 MiB free in /srv") == "✓ 磁盘:/srv 还剩 800 MiB"
    broken = "Here: the history of order 3 was altered; compare with the last backup before anybody is paid"
    unread = "FILE: /a/b.csv cannot be read: No such file or directory"
    assert in_chinese(unread) == "FILE:/a/b.csv 读不了:没有这个文件或目录"
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
