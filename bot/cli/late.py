"""The one place where code is loaded when it is needed, so that no command pays for another one's libraries.

A start that finds its database up to date does without Alembic, and does without the demo's pretend Telegram always.
"""

from importlib import import_module
from typing import Any


def command(subject: str) -> Any:
    """The module of this package that carries out the commands on a subject."""
    return import_module(f"bot.cli.{subject}")


def migrations() -> Any:
    """What brings a database up to date, with Alembic behind it."""
    return import_module("bot.storage.migrating")
