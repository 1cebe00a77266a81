"""The rules of the house that no lint knows, read off the syntax trees; and the import rule, seen to catch a breach."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"
MODULES = sorted(BOT.rglob("*.py"))

MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 40
LONGER_FUNCTIONS = {
    "language/needs/report.py: read_report": "one reader a field, in the order in which they take words away",
    "views/settings.py: switch_question": "every switch, and what is asked before it is turned",
    "handlers/routes.py: _buttons": "every button there is: one readable table",
    "handlers/routes.py: _commands": "every command there is: one readable table",
    "views/step_words.py: step_word": "every step there is, and its word",
    "storage/members/my_data.py: _questions": "every table that holds something of a person, and how it is asked",
}
"""Functions of more than `MOST_LINES_OF_A_FUNCTION`, and why."""

COMMITS = {
    "storage/ground/uow.py": "the one place for everything that people do",
    "storage/ground/migrating.py": "migrations own their connection",
    "storage/upkeep/backup.py": "writes into the copy, not into the books",
    "storage/upkeep/restoring.py": "fills a database that nobody uses yet",
    "storage/ground/keyring.py": "puts the database's key in place before anything else is done",
    "storage/upkeep/checkup.py": "only looks, on the reading side",
    "storage/ground/engine.py": "how a transaction begins on SQLite, not when",
    "storage/ground/direct_sqlite.py": "the driver beneath, told when by everybody above",
}
"""Where `begin` (which commits in the end) and `commit` are spelled, and why."""
CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.monotonic",
    "time.time_ns",
}
ENDS = re.compile(r"\.(commit|begin)$")
DETACHED = {"asyncio.create_task", "asyncio.ensure_future"}
LIBRARIES_OF_LANGUAGE = {"holidays", "phonenumbers", "rapidfuzz"}


def at_home(path: Path) -> str:
    """How the tables above name a module."""
    return path.relative_to(BOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def spelled(path: Path) -> set[str]:
    """The dotted names a module spells, by their last two parts: datetime.now, session.commit."""
    return {f"{last_name(node.value)}.{node.attr}" for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}


def last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def imported(path: Path) -> Iterator[str]:
    """The modules a module imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def offenders(found: Callable[[Path], Collection[object]]) -> dict[str, Collection[object]]:
    """The modules in which something is found, and what."""
    return {at_home(path): what for path in MODULES if (what := found(path))}


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_every_module_says_its_one_reason_in_its_first_line() -> None:
    def first_line(path: Path) -> list[str]:
        first, *rest = (ast.get_docstring(tree(path)) or "").split("\n", maxsplit=2)
        return [] if first.endswith(".") and (not rest or not rest[0]) else [first]

    assert offenders(first_line) == {}


LISTED = re.compile(r"^(?: {4})?(\w+) {2,}\S", re.MULTILINE)
"""A line of a package's docstring that says what one of its modules is for."""


def test_the_maps_show_all_there_is_and_nothing_else() -> None:
    def wrong(path: Path) -> set[str]:
        map_of = (ast.get_docstring(tree(path)) or "").replace("…", "")
        listed, there = set(LISTED.findall(map_of)), children(path.parent)
        if path.parent == BOT:  # names some in passing
            return listed - there | {each for each in there if not re.search(rf"\b{each}\b", map_of)}
        families = {family for family in listed if family.startswith("_")}
        return {each for each in there if not each.endswith(tuple(families))} ^ (listed - families) if listed else set()

    assert offenders(lambda path: wrong(path) if path.name == "__init__.py" else ()) == {}


def children(folder: Path) -> set[str]:
    """The modules and packages in a folder."""
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "__main__"}
    return files | {path.parent.name for path in folder.glob("*/__init__.py")}


def test_modules_are_short() -> None:
    assert offenders(lambda path: [] if lines(path) <= MOST_LINES else [lines(path)]) == {}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_functions_are_short_or_the_reason_is_known() -> None:
    def long(path: Path) -> Iterator[str]:
        for each in functions(path):
            if each.end_lineno is not None and each.end_lineno - each.lineno >= MOST_LINES_OF_A_FUNCTION:
                yield f"{at_home(path)}: {each.name}"

    assert {name for path in MODULES for name in long(path)} == LONGER_FUNCTIONS.keys()


def test_no_files_import_one_another_in_a_circle() -> None:
    assert circle({"bot.a": {"bot.b"}, "bot.b": {"bot.c"}, "bot.c": {"bot.b"}}) == ["bot.b", "bot.c", "bot.b"]
    names = {dotted(path): path for path in MODULES}
    assert circle({name: files_imported(path, names.keys()) for name, path in names.items()}) == []


def circle(imports: dict[str, set[str]]) -> list[str]:
    """The first circle, each file importing the one before it."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def files_imported(path: Path, files: Collection[str]) -> set[str]:
    """The files a module loads: `from bot.cli import late` means bot.cli.late, not the package around it."""
    found = {alias.name for node in tree(path).body if isinstance(node, ast.Import) for alias in node.names}
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = {f"{node.module}.{alias.name}": node.module for alias in node.names}
            found |= {name if name in files else module for name, module in whole.items()}
    return found & set(files)


def test_every_function_is_annotated() -> None:
    assert offenders(lambda path: [each.name for each in functions(path) if each.returns is None]) == {}
    assert offenders(lambda path: [name for each in functions(path) for name in unannotated(each.args)]) == {}


def unannotated(arguments: ast.arguments) -> Iterator[str]:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    for argument in every:
        if argument is not None and argument.annotation is None and argument.arg not in ("self", "cls"):
            yield argument.arg


def test_transactions_begin_and_are_committed_in_known_places() -> None:
    assert offenders(lambda path: [name for name in spelled(path) if ENDS.search(name)]).keys() == COMMITS.keys()


def test_only_the_clock_reads_the_clock() -> None:
    assert offenders(lambda path: spelled(path) & CLOCKS).keys() == {"clock.py"}


def test_detached_work_has_one_door() -> None:
    assert offenders(lambda path: spelled(path) & DETACHED).keys() == {"clock.py"}


def test_no_import_hides_in_a_function_and_none_is_relative() -> None:
    def hidden(path: Path) -> list[int]:
        inside = [node for function in functions(path) for node in ast.walk(function)]
        return [node.lineno for node in inside if isinstance(node, ast.Import | ast.ImportFrom)]

    def relative(path: Path) -> list[int]:
        return [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom) and node.level]

    assert offenders(hidden) == {}
    assert offenders(relative) == {}


LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
WITHOUT_A_RECORD = {"log.broken": ""}
"""Keys that are written where no record can be made."""


def logged_keys() -> dict[str, str]:
    """Every key that the program logs, and its level; a call without one stands under its place."""
    found: dict[str, str] = {}
    for path in MODULES:
        before = ["", *path.read_text(encoding="utf-8").splitlines()]
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS):
                continue
            if re.fullmatch(r"logger|logging\.getLogger\(.*\)", ast.unparse(node.func.value)):
                spelt = ast.unparse(node).replace("'", '"') + before[node.lineno - 1] * ("=facts" in ast.unparse(node))
                keys = re.findall(r'"key": "([^"]*)"', spelt) or [f"{at_home(path)}:{node.lineno}"]
                found |= dict.fromkeys(keys, node.func.attr.replace("exception", "error"))
    return found


def test_every_log_record_has_a_key_and_the_documents_list_them_all() -> None:
    """In docs/LOGS.md, with their levels and in their order: people search and alert by them."""
    logged = logged_keys()
    assert [key for key in logged if not re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", key)] == []
    text = (ROOT / "docs/LOGS.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `(\S+)` \| ?(\w*) \|", text, re.MULTILINE))
    assert documented == logged | WITHOUT_A_RECORD
    assert list(documented) == sorted(documented)


def libraries(room: str) -> set[str]:
    """What a room imports that is neither Python's nor the program's."""
    names = {name.split(".")[0] for path in (BOT / room).rglob("*.py") for name in imported(path)}
    return names - sys.stdlib_module_names - {"bot"}


def test_the_domain_needs_python_only() -> None:
    assert libraries("domain") == set()


def test_language_needs_three_libraries() -> None:
    assert libraries("language") <= LIBRARIES_OF_LANGUAGE


IMPORT_EVERYTHING = """
    import asyncio, importlib, json, sys, threading

    noticed = []
    reading = ("r", "rb", "rt", None)

    def notice(event, args):
        if event == "open" and (args[1] not in reading if args[1] is not None else args[2] & 0x243):
            noticed.append(f"{event} {args[0]}")
        elif event in ("socket.__new__", "subprocess.Popen", "os.mkdir", "os.remove", "os.rename", "sqlite3.connect"):
            noticed.append(f"{event} {args[:1]}")

    libraries, ours = json.loads(sys.argv[1])
    for name in libraries:
        importlib.import_module(name)
    threads = threading.active_count()
    sys.addaudithook(notice)
    for name in ours:
        importlib.import_module(name)
    if threading.active_count() != threads:
        noticed.append("a thread")
    print(json.dumps(noticed))
"""


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def what_importing_does(ours: list[str], *, where: Path = ROOT) -> list[str]:
    """Files written, sockets made, processes and threads begun while these modules are imported.

    Libraries are imported beforehand: what they do is not ours. `__main__` is not imported, it is run.
    """
    libraries = sorted({name for path in MODULES for name in imported(path) if name.split(".")[0] not in ("bot", "")})
    done = subprocess.run(
        [sys.executable, "-B", "-c", dedent(IMPORT_EVERYTHING), json.dumps([libraries, ours])],
        cwd=where,
        env={**os.environ, "PYTHONPATH": str(where)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def test_importing_the_program_does_nothing() -> None:
    assert what_importing_does([dotted(path) for path in MODULES if path.stem != "__main__"]) == []


DEEDS = {
    "open left_behind": "open('left_behind', 'w').close()",
    "socket.__new__": "import socket; socket.socket().close()",
    "a thread": "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()",
    "sqlite3.connect": "import sqlite3; sqlite3.connect(':memory:').close()",
}
"""What a module may do when it is imported, by what is noticed of it."""


def test_modules_that_do_something_when_imported_are_found(tmp_path: Path) -> None:
    for number, deed in enumerate(DEEDS.values()):
        (tmp_path / f"busy_{number}.py").write_text(deed, encoding="utf-8")
    noticed = what_importing_does([f"busy_{number}" for number in range(len(DEEDS))], where=tmp_path)
    assert [deed for deed in DEEDS if not any(event.startswith(deed) for event in noticed)] == []


def lint_imports(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [part for contract in contracts for part in ("--contract", contract)]
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", *chosen],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_import_rule_is_kept() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("contract", "module", "breach"),
    [
        ("layers", "storage/members/people.py", "from bot.usecases import acting"),
        ("layers", "handlers/orders.py", "from bot.jobs import Ticks"),
        ("layers", "newcomer.py", ""),
        ("telegram", "usecases/repairs/claiming.py", "from telegram import Bot"),
        ("sql", "usecases/repairs/claiming.py", "from sqlalchemy import select"),
        ("sql", "handlers/orders.py", "import sqlalchemy.orm"),
        ("sandbox", "sandbox/world.py", "from bot.models import Order"),
        ("pure", "domain/life.py", "import pydantic"),
    ],
)
def test_a_planted_breach_of_the_import_rule_is_found(contract: str, module: str, breach: str, tmp_path: Path) -> None:
    shutil.copytree(BOT, tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "bot" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{breach}\n")
    done = lint_imports(tmp_path, contract)
    assert done.returncode == 1, done.stdout
    assert f"bot.{Path(module).with_suffix('').as_posix().replace('/', '.')}" in done.stdout
