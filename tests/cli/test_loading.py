"""What a command loads: its own libraries and nobody else's, since every start pays for them."""

import os
import subprocess
import sys
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from textwrap import dedent

import pytest

from bot import lean
from bot.cli import entering, table
from tests.cli.operator import ROOT

LOADED = """
    import sys
    from bot.cli import late
    from bot.cli.table import commands

    commands()
    print(*sys.modules)
    late.command("running")
    print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded() -> tuple[set[str], set[str]]:
    """The modules behind the table of commands, and those of a bot that is about to run."""
    done = subprocess.run([sys.executable, "-c", dedent(LOADED)], cwd=ROOT, capture_output=True, text=True, check=True)
    table, running = done.stdout.splitlines()
    return set(table.split()), set(running.split())


def test_the_help_is_shown_without_loading_what_the_commands_need(loaded: tuple[set[str], set[str]]) -> None:
    table, _ = loaded
    assert "typer" in table
    assert table.isdisjoint({"telegram", "sqlalchemy", "pydantic", "aiohttp", "jinja2", "bot.app"})


def test_a_bot_at_work_carries_no_pretend_telegram_and_nothing_that_migrates(
    loaded: tuple[set[str], set[str]],
) -> None:
    _, running = loaded
    assert "bot.app" in running
    assert running.isdisjoint({"alembic", "bot.sandbox", "bot.demo", "bot.doctor", "bot.storage.upkeep.backup"})
    assert running.isdisjoint({"prometheus_client", "sentry_sdk", "bot.watching.listener"})


def test_a_bot_at_work_carries_no_type_setter_no_colours_and_no_web_server_unless_it_serves(
    loaded: tuple[set[str], set[str]],
) -> None:
    _, running = loaded
    assert running.isdisjoint({"typst", "rich.console", "pygments.lexers", "uvicorn", "starlette"})


def compiled_for(optimization: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python finds compiled copies of everything there, and none elsewhere."""
    monkeypatch.setattr(sys, "pycache_prefix", str(folder))
    for name in lean.CARRIED:
        found = find_spec(name)
        assert found is not None
        copy = Path(cache_from_source(str(found.origin), optimization=optimization))
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()


TYPED = ["run", "--config", "x.toml"]


@pytest.mark.parametrize(
    ("prepared", "began", "goes_on"),
    [
        pytest.param("2", ["-m", "bot", *TYPED], True, id="prepared"),
        pytest.param("", ["-m", "bot", *TYPED], False, id="not prepared"),
        pytest.param("2", ["-c", "a program that carries it out in a child of its own"], False, id="not typed"),
    ],
)
def test_a_start_goes_on_without_explanations_where_that_was_prepared(
    *, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepared: str, began: list[str], goes_on: bool
) -> None:
    begun: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, words: begun.append(words))
    monkeypatch.setattr(sys, "orig_argv", ["python", *began])
    monkeypatch.setattr(sys, "argv", ["bot", *TYPED])
    monkeypatch.setattr(sys, "gettrace", lambda: None)
    compiled_for(prepared, tmp_path, monkeypatch)
    lean.begin_leanly()
    assert begun == [[sys.executable, "-OO", *began]] * goes_on


@pytest.mark.parametrize(
    ("typed", "done"),
    [
        (["run", "--config", "x.toml"], ["goes on leanly", "table"]),
        (["run", "--help"], ["table"]),
        (["doctor"], ["table"]),
        ([], ["table"]),
    ],
)
def test_a_start_goes_on_leanly_before_the_table_of_commands_is_loaded(
    monkeypatch: pytest.MonkeyPatch, typed: list[str], done: list[str]
) -> None:
    did: list[str] = []
    monkeypatch.setattr(entering, "begin_leanly", lambda: did.append("goes on leanly"))
    monkeypatch.setattr(table, "main", lambda: did.append("table"))
    monkeypatch.setattr(sys, "argv", ["weixiu", *typed])
    entering.main()
    assert did == done


def test_without_explanations_the_same_is_said_of_a_mistake(tmp_path: Path) -> None:
    said = [
        subprocess.run(
            [sys.executable, *how, "-m", "bot", "run", "--config", str(tmp_path / "none.toml")],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )
        for how in ([], ["-OO"])
    ]  # fmt: skip
    assert [done.returncode for done in said] == [2, 2]
    assert said[0].stderr == said[1].stderr != ""
