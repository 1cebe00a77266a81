"""The program with a mine under one of its commits: it dies by SIGKILL just before or just after it.

    python -m tests.fire.mine before|after usecases.repairs.claiming.claim_order run --config FILE

A commit is named by the function that opens its transaction (`boundaries.py` lists them all). The mine is stepped on
by the first statement that is executed on behalf of that function, and goes off at the end of the transaction it
belongs to: however many statements there are, whatever they are, and whoever shares the commit.
"""

import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import greenlet  # type: ignore[import-untyped] # has no types of its own
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import Pool

from bot import app
from bot.cli import main

PACKAGE = "bot."
HEARTBEAT = 0.5
"""Seconds between two ticks of a program that is mined, so that nobody waits for what ticks do."""


class Mine:
    """Watches for the function, and goes off at the end of its transaction."""

    def __init__(self, moment: str, boundary: str) -> None:
        self._moment = moment
        self._boundary = PACKAGE + boundary
        self._stepped_on: Any = None
        self._committed = False

    def lay(self) -> None:
        """SQLAlchemy tells of a commit before it is made, and of the connection's return after it."""
        event.listen(Engine, "before_cursor_execute", self._on_statement)
        event.listen(Engine, "commit", self._on_commit)
        event.listen(Pool, "checkin", self._on_return)
        usual: Any = app.run.__kwdefaults__
        usual["tick_seconds"] = HEARTBEAT

    def _on_statement(self, connection: Connection, *_: Any) -> None:
        if self._stepped_on is None and self._boundary in _functions_under_way():
            self._stepped_on = connection.connection.dbapi_connection

    def _on_commit(self, connection: Connection) -> None:
        if self._stepped_on is not None and connection.connection.dbapi_connection is self._stepped_on:
            self._committed = True
            if self._moment == "before":
                os.kill(os.getpid(), signal.SIGKILL)

    def _on_return(self, connection: Any, _: Any) -> None:
        if self._committed and connection is self._stepped_on:
            os.kill(os.getpid(), signal.SIGKILL)


def _functions_under_way() -> set[str]:
    """The dotted names of all functions that wait for what is done at this moment.

    A statement runs in a greenlet of its own; the coroutines that wait for it are below the one that made it.
    """
    here: Any = greenlet.getcurrent()
    names = {*_names(sys._getframe(1))}
    while here is not None and (here := here.parent) is not None:
        names.update(_names(here.gr_frame))
    return names


def _names(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        yield f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}"
        frame = frame.f_back


if __name__ == "__main__":
    Mine(sys.argv[1], sys.argv[2]).lay()
    sys.argv = ["weixiu", *sys.argv[3:]]
    main()
