"""What a command loads: its own libraries and nobody else's, since every start pays for them."""

import subprocess
import sys
from textwrap import dedent

import pytest

from tests.cli.operator import ROOT

LOADED = """
    import sys
    from bot.cli import commands, late

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
