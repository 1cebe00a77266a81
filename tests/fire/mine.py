"""The program with a mine under one of its transactions: it dies by SIGKILL just before or just after the commit.

    python -m tests.fire.mine before|after "INSERT INTO inbox" run --config FILE

The transaction is the first that executes a statement whose beginning matches this regular expression.
"""

import os
import re
import signal
import sys
from typing import Any, Self

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import Pool

from bot.cli import main


class Mine:
    """Watches for the statement, and goes off at the end of its transaction."""

    @classmethod
    def named(cls, moment: str, statement: str) -> Self:
        return cls(moment, statement)

    def __init__(self, moment: str, statement: str) -> None:
        self._moment = moment
        self._pattern = re.compile(statement, re.DOTALL)
        self._stepped_on: Any = None
        self._committed = False

    def lay(self) -> None:
        """SQLAlchemy tells of a commit before it is made, and of the connection's return after it."""
        event.listen(Engine, "before_cursor_execute", self._on_statement)
        event.listen(Engine, "commit", self._on_commit)
        event.listen(Pool, "checkin", self._on_return)

    def _on_statement(self, connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if self._stepped_on is None and self._pattern.match(statement):
            self._stepped_on = connection.connection.dbapi_connection

    def _on_commit(self, connection: Connection) -> None:
        if self._stepped_on is not None and connection.connection.dbapi_connection is self._stepped_on:
            self._committed = True
            if self._moment == "before":
                os.kill(os.getpid(), signal.SIGKILL)

    def _on_return(self, connection: Any, _: Any) -> None:
        if self._committed and connection is self._stepped_on:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    Mine(sys.argv[1], sys.argv[2]).lay()
    sys.argv = ["weixiu", *sys.argv[3:]]
    main()
