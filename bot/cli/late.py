"""The one place where code is loaded when it is needed, so that no command pays for another one's libraries.

A start that finds its database up to date does without Alembic, and does without the demo's pretend Telegram always.
"""

import gc
import sys
from importlib import import_module
from typing import Any


def command(subject: str) -> Any:
    """The module of this package that carries out the commands on a subject."""
    return _loaded(f"bot.cli.{subject}")


def migrations() -> Any:
    """What brings a database up to date, with Alembic behind it."""
    return _loaded("bot.storage.migrating")


def _loaded(name: str) -> Any:
    """A module, loaded once.

    What is loaded stays until the end: to look for garbage among it takes a sixth of the loading, and a part of
    every later search. So the collector rests meanwhile, and leaves out afterwards what it has not looked at.
    """
    if name in sys.modules:
        return sys.modules[name]
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()
