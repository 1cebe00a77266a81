"""The one place where code is loaded when it is needed, so that no command pays for another one's libraries.

A start that finds its database up to date does without Alembic, and does without the demo's pretend Telegram always.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

ORNAMENTS = ("rich", "pygments", "httpx._main")
"""structlog loads these for coloured tracebacks and httpx for a command line of its own, wherever they are installed.

Both can do without; the bot wants neither, and is four megabytes smaller. See docs/decisions/020.
"""


def command(subject: str) -> Any:
    """The module of this package that carries out the commands on a subject."""
    return _loaded(f"bot.cli.{subject}")


def webhook_door() -> Any:
    """What takes updates in at a webhook (a `bot.intake.door.Door`), with the web server behind it."""
    return _loaded("bot.intake.webhook").opened


def metrics_listener() -> Any:
    """What answers machines that ask how the program stands, with a web server and the figures' format behind it."""
    return _loaded("bot.watching.listener")


def reporting() -> Any:
    """What reports errors to Sentry (a `bot.watching.watched.Watch`), with Sentry's library behind it.

    Raises:
        ModuleNotFoundError: the library is not installed.
    """
    return _loaded("bot.watching.reporting").reporting


def migrations() -> Any:
    """What brings a database up to date, with Alembic behind it."""
    return _loaded("bot.storage.ground.migrating")


def _loaded(name: str) -> Any:
    """A module, loaded once.

    What is loaded stays until the end: to look for garbage among it takes a sixth of the loading, and a part of
    every later search. So the collector rests meanwhile, and leaves out afterwards what it has not looked at.
    """
    if name in sys.modules:
        return sys.modules[name]
    gc.disable()
    try:
        with _as_if_not_installed(ORNAMENTS):
            return import_module(name)
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _as_if_not_installed(names: tuple[str, ...]) -> Iterator[None]:
    """Whoever imports one of these gets an ImportError, unless it is loaded already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type] # None means: there is no such module
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
