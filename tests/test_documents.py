"""What the documents say is so: both READMEs say the same, what they name is there, and decisions have their guards."""

import ast
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from bot.cli.table import commands
from bot.config import build, names
from bot.handlers.commands import Command
from bot.handlers.routes import routes

ROOT = Path(__file__).parents[1]
ENGLISH = ROOT / "README.md"
CHINESE = ROOT / "README.zh-CN.md"
READMES = [ENGLISH, CHINESE]
COMMANDS = [ROOT / "docs/en/commands.md", ROOT / "docs/zh/commands.md"]
MOST_LINES = 120
DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PICTURES = sorted((ROOT / "docs/pictures").glob("*.png"))
RELIABILITY = ROOT / "docs/RELIABILITY.md"
PROMISES = 19
BOTH_DATABASES = "11"
"""The promise that is not one test, but every test that runs twice."""
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
DOCS_LOCK = ROOT / "requirements-docs.lock"
PARTS = ["Context", "Decision", "Consequences", "Guard"]
HAN = re.compile(r"[\u4e00-\u9fff]")
LINK = re.compile(r'\]\(([^)\s]+)\)|<img src="([^"]+)"')
CODE = re.compile(r"`([^`\n]+)`")
SETTING = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
FILES = {"config.toml", "config.example.toml", "weixiu.key"}
"""What looks like a setting and is none."""
MOST_BYTES = 300_000


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    """The fenced pieces in one language, without what they are indented by."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", text_of(path), re.MULTILINE | re.DOTALL)
    return [re.sub(f"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def prose(path: Path) -> str:
    """All but the fenced pieces."""
    return re.sub(r"^ *```.*?^ *```", "", text_of(path), flags=re.MULTILINE | re.DOTALL)


def shell_lines(path: Path) -> list[str]:
    """What is to be typed at a terminal, without remarks."""
    lines = "".join(blocks(path, "sh")).splitlines()
    quoted = [code for code in CODE.findall(prose(path)) if code.startswith(("make ", "WEIXIU_", ".venv/"))]
    return [re.sub(r"\s+#.*", "", line) for line in (*lines, *quoted)]


def table(path: Path) -> list[list[str]]:
    """The cells of the table of commands, without its head."""
    rows = [line for line in text_of(path).splitlines() if line.startswith("| `/")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def commands_in_table(path: Path) -> list[str]:
    return [row[0].strip("`/ ") for row in table(path)]


def routed() -> set[str]:
    """Every command that the routing table knows."""
    return {found for route in routes() for found in commands_of(getattr(route, "filters", None))}


def commands_of(condition: object) -> Iterable[str]:
    """The commands within a filter that may be made of several."""
    if isinstance(condition, Command):
        return [condition.name.removeprefix("/")]
    parts = [getattr(condition, part, None) for part in ("base_filter", "and_filter", "or_filter")]
    return [found for part in parts if part for found in commands_of(part)]


def headings(path: Path) -> list[str]:
    return re.findall(r"^#+ ", prose(path), re.MULTILINE)


def links(path: Path) -> list[str]:
    return [first or second for first, second in LINK.findall(prose(path))]


@cache
def functions(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(text_of(path)))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def missing(guards: Iterable[str]) -> list[str]:
    """Of guards such as `tests/test_log.py::test_no_canary` or `bench/transport.py`, those that are not there."""
    wanted = [(guard, ROOT / guard.partition("::")[0], guard.partition("::")[2]) for guard in guards]
    return [guard for guard, path, test in wanted if not path.exists() or (test and test not in functions(path))]


def section(path: Path, title: str) -> str:
    return text_of(path).partition(f"## {title}\n")[2].partition("\n## ")[0]


# The READMEs


def test_each_readme_begins_with_its_two_commands_and_a_picture() -> None:
    for readme in READMES:
        beginning = text_of(readme).partition("\n## ")[0]
        assert [line.split("#")[0].split() for line in blocks(readme, "sh")[0].splitlines()] == [
            ["make", "demo"],
            ["make", "test"],
        ]
        assert "![" in beginning.partition("make test")[2]


def test_each_readme_leads_to_the_other() -> None:
    assert name_of(CHINESE) in links(ENGLISH)
    assert name_of(ENGLISH) in links(CHINESE)


def test_both_readmes_have_the_same_sections_and_are_short() -> None:
    assert headings(ENGLISH) == headings(CHINESE)
    assert [name_of(readme) for readme in READMES if len(text_of(readme).splitlines()) > MOST_LINES] == []


def test_the_same_is_typed_at_the_terminal_in_both_languages() -> None:
    assert shell_lines(ENGLISH) == shell_lines(CHINESE)
    assert len(shell_lines(ENGLISH)) > 10


def test_both_readmes_name_the_same_settings_and_all_of_them_exist() -> None:
    english, chinese = ({code for code in CODE.findall(prose(path)) if SETTING.fullmatch(code)} for path in READMES)
    assert english == chinese
    assert english - FILES <= set(names())
    assert "telegram.operators" in english


def test_the_configuration_of_the_readmes_is_one_the_program_takes(tmp_path: Path) -> None:
    (english,), (chinese,) = (blocks(path, "toml") for path in READMES)
    values = tomllib.loads(english)
    values["telegram"]["token"] = "123456:ABC"
    config = build(values, folder=tmp_path)
    assert (config.telegram.mode, config.database.sqlite_path) == ("webhook", None)
    assert tomllib.loads(chinese) == tomllib.loads(english)


def test_the_tables_name_exactly_the_commands_that_are_routed() -> None:
    for page in COMMANDS:
        assert sorted(commands_in_table(page)) == sorted(routed())
    english, chinese = COMMANDS
    assert commands_in_table(english) == commands_in_table(chinese)


def test_each_command_in_a_table_has_an_example_of_itself() -> None:
    for page in COMMANDS:
        assert [row[-1].strip("`").split()[0] for row in table(page)] == [row[0].strip("`") for row in table(page)]


def test_every_sub_command_of_the_readmes_exists() -> None:
    known = {getattr(command.callback, "__name__", "") for command in commands().registered_commands}
    known |= {group.name or "" for group in commands().registered_groups}
    used = {found for path in READMES for found in re.findall(r"bin/weixiu (\w+)", "\n".join(shell_lines(path)))}
    assert used <= known
    assert {"run", "doctor", "invite", "backup", "restore"} <= used


def test_every_target_of_make_that_the_readmes_name_exists() -> None:
    known = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    lines = "\n".join(line for path in READMES for line in shell_lines(path))
    assert set(re.findall(r"make (\S+)", lines)) <= known


def test_the_english_readme_is_english_but_for_what_people_say() -> None:
    said = r"\[中文说明\]|微修|我来修|我来|修好了吗|接(?=,)|`[^`]*`"
    assert not HAN.search(re.sub(said, "", prose(ENGLISH)))


# All documents


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_relative_link_and_picture_is_there(document: Path) -> None:
    relative = [link.partition("#")[0] for link in links(document) if not link.startswith("https://")]
    assert [link for link in relative if not (document.parent / link).exists()] == []


def test_the_changes_begin_with_the_present_version() -> None:
    version = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["version"]
    newest = re.search(r"^## (\S+) \(\d{4}-\d{2}-\d{2}\)$", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == version


# The decisions


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_four_parts_and_none_is_empty(decision: Path) -> None:
    assert re.findall(r"^## (.*)$", text_of(decision), re.MULTILINE) == PARTS
    assert all(len(section(decision, part).strip()) > 40 for part in PARTS)


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_guarded_by_what_exists(decision: Path) -> None:
    guards = re.findall(r"`((?:tests|bench|bot)/[\w/]+\.py(?:::\w+)?)`", section(decision, "Guard"))
    assert any("::test_" in guard for guard in guards)
    assert missing(guards) == []


def test_a_guard_that_is_gone_is_noticed() -> None:
    gone = ["tests/nowhere.py", "tests/test_documents.py::test_that_never_was"]
    assert missing([*gone, "tests/test_documents.py::test_a_guard_that_is_gone_is_noticed"]) == gone


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    listed = links(ROOT / "docs/decisions/README.md")
    assert [path.name for path in DECISIONS] == listed
    assert [int(path.name[:3]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert [text_of(path).split()[1] for path in DECISIONS] == [path.name[:3] for path in DECISIONS]


# What is promised


def promised_tests() -> list[str]:
    return re.findall(r"`(tests/[\w/]+\.py::\w+)`", text_of(RELIABILITY))


def test_every_promise_has_a_test_and_every_test_that_is_named_exists() -> None:
    rows = re.findall(r"^\| (\d+) \|.*?\| ([^|]*) \|$", text_of(RELIABILITY), re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, PROMISES + 1))
    assert [number for number, tests in rows if "::test_" not in tests] == [BOTH_DATABASES]
    assert missing(promised_tests()) == []


# The locks, of which decision 001 speaks


def locked(lock: Path) -> dict[str, str]:
    """Each locked package, and what stands about it."""
    entries = re.split(r"^(?=[a-z0-9])", text_of(lock), flags=re.MULTILINE)
    return {entry.partition("==")[0]: entry for entry in entries if "==" in entry}


@pytest.mark.parametrize("lock", LOCKS, ids=name_of)
def test_every_locked_version_has_its_hashes(lock: Path) -> None:
    assert [name for name, entry in locked(lock).items() if "--hash=sha256:" not in entry] == []
    assert len(locked(lock)) > 20


def test_what_installs_the_others_is_locked_too() -> None:
    installer = locked(ROOT / "requirements-uv.lock")
    assert [*installer] == ["uv"]
    assert "--hash=sha256:" in installer["uv"]


def test_what_makes_the_site_is_locked_apart_and_in_the_same_versions() -> None:
    docs, tests = locked(DOCS_LOCK), locked(LOCKS[1])
    assert "zensical" in docs.keys() - tests.keys()
    assert [name for name, entry in docs.items() if "--hash=sha256:" not in entry] == []
    shared = docs.keys() & tests.keys()
    assert shared
    assert [name for name in shared if docs[name].split()[0] != tests[name].split()[0]] == []


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    groups = project["dependency-groups"]
    wanted = [project["project"]["dependencies"], [*groups["test"], *groups["lint"]]]
    for lock, requirements in zip(LOCKS, wanted, strict=True):
        assert {re.split(r"[\[<>=]", requirement)[0].lower() for requirement in requirements} <= {
            name.partition("[")[0] for name in locked(lock)
        }
