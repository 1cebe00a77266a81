"""The siege in its long form: the program is killed at random while updates flow, on both databases.

    python -m bench.fire [--kills 30] [--updates 500] [--neighbourhoods 4] [--seed 1] [--only sqlite]

Everything is real but Telegram: a process, HTTP, a database. `lost` and `doubled` must be 0, or the exit code is 1.
Telling columns: `re-sent` are private messages and cards that were said twice because the kill fell between saying
and writing it down, `stale` those of them that are copies of cards nobody edits any more, `no toast` taps whose
effect stands but whose answer died with the process, `refused` calls beyond Telegram's budgets.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.clock import Clock
from tests.databases import postgres_server, sqlite_template
from tests.fire.audit import Findings
from tests.fire.harness import raised
from tests.fire.siege import Plan, Siege

KINDS = ("sqlite", "postgresql")
COLUMNS = ("kills", "updates", "lost", "doubled", "re-sent", "stale", "no toast", "refused", "seconds")


def main() -> None:
    """Lay the sieges and print the table."""
    arguments = _arguments()
    plan = Plan(arguments.kills, arguments.updates, arguments.neighbourhoods, seed=arguments.seed)
    kinds = [arguments.only] if arguments.only else KINDS
    rows = [_row(kind, plan) for kind in kinds]
    sys.stdout.write(_line("", COLUMNS) + "".join(_line(kind, row) for kind, row in rows))
    lost, doubled = COLUMNS.index("lost"), COLUMNS.index("doubled")
    sys.exit(any(row[lost] + row[doubled] for _, row in rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fire", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--updates", type=int, default=500)
    parser.add_argument("--neighbourhoods", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=KINDS)
    return parser.parse_args()


def _row(kind: str, plan: Plan) -> tuple[str, tuple[int, ...]]:
    clock = Clock()
    before = clock.monotonic()
    with tempfile.TemporaryDirectory(prefix="weixiu-fire-") as folder, _database(kind, Path(folder)) as url:
        found, updates = asyncio.run(_siege(kind, plan, url, Path(folder)))
    for sentence in [*found.lost, *found.doubled]:
        sys.stdout.write(f"{kind}: {sentence}\n")
    figures = (plan.kills, updates, len(found.lost), len(found.doubled), found.resent, found.stale)
    return kind, (*figures, found.unanswered, found.refused, round(clock.monotonic() - before))


async def _siege(kind: str, plan: Plan, url: str, folder: Path) -> tuple[Findings, int]:
    async with raised(url, folder) as stage:
        found = await Siege(stage, plan, stage.program(), tell=lambda line: _progress(f"{kind}: {line}")).lay()
        _progress("")
        return found, stage.updates_made


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{sqlite_template(folder)}"
        return
    with postgres_server() as server:
        address = server.new_database()
        yield address
        server.drop(address)


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line}")
    elif line:
        sys.stderr.write(line + "\n")


def _line(name: str, values: tuple[object, ...]) -> str:
    return f"{name:12}" + "".join(f"{value!s:>10}" for value in values) + "\n"


if __name__ == "__main__":
    main()
