"""The machine over points and goods in its long form: other commands in each round, until the minutes are over.

    python -m bench.ledger [--minutes 10] [--only sqlite]

Each round takes some ten thousand steps on an empty database; after each of them the books have to be the model's
(`tests/ledger_machine.py`). A failure shows the shortest sequence of commands that leads to it. The exit code is 1
then.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.clock import Clock
from tests.databases import copy_sqlite, postgres_server, sqlite_template
from tests.ledger_books import Books
from tests.ledger_machine import machine, own_loop
from tests.ledgers import open_books

KINDS = ("sqlite", "postgresql")
EXAMPLES, AT_ONCE = 100, 100


def main() -> None:
    """Round after round on each kind of database."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--only", choices=KINDS)
    arguments = parser.parse_args()
    kinds = (arguments.only,) if arguments.only else KINDS
    for kind in kinds:
        steps = _rounds(kind, 60 * arguments.minutes / len(kinds))
        sys.stdout.write(f"{kind}: {steps} steps, the books were the model's after each\n")


def _rounds(kind: str, seconds: float) -> int:
    until = Clock().monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="weixiu-ledger-") as name:
        folder = Path(name)
        if kind == "sqlite":
            copy_sqlite(sqlite_template(folder), folder / "books.db")
            return _until(f"sqlite:///{folder / 'books.db'}", folder, until)
        with postgres_server() as server:
            return _until(server.new_database(), folder, until)


def _until(url: str, folder: Path, until: float) -> int:
    chosen = settings(
        max_examples=EXAMPLES, stateful_step_count=AT_ONCE, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    with own_loop() as loop:
        opening = open_books(url, folder)
        books = Books(loop.run_until_complete(opening.__aenter__()).uow, loop)
        try:
            while Clock().monotonic() < until:
                run_state_machine_as_test(machine(books), settings=chosen)
        finally:
            loop.run_until_complete(opening.__aexit__(None, None, None))
    return books.steps


if __name__ == "__main__":
    main()
