"""Many processes in the long form: started together on an empty PostgreSQL, killed in turn while people act.

    python -m bench.processes [--processes 2 4 8] [--rounds 2] [--neighbourhoods 6] [--volleys 2] [--pgbouncer]

Everything is real but Telegram. `lost`, `doubled`, `untrue`, `disorder` and `refused` must be 0, or the exit code is 1.
Telling columns: `disorder` is what took effect before something said earlier in the same chat, `refused` counts calls
beyond Telegram's budgets, `re-sent` private messages and cards that a kill made appear twice. With `--pgbouncer` the
processes reach the database through a pooler in transaction mode.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from bench.processes_pooler import pgbouncer
from bot.clock import Clock
from tests.databases import postgres_server
from tests.fire.audit import Findings
from tests.fire.books import Books
from tests.fire.harness import raised
from tests.fire.processes import Plan, Relay, door

COLUMNS = ("kills", "updates", "orders", "lost", "doubled", "untrue", "disorder", "re-sent", "refused", "seconds")
FORBIDDEN = ("lost", "doubled", "untrue", "disorder", "refused")


def main() -> None:
    """Run a relay for each number of processes and print the table."""
    arguments = _arguments()
    rows = [_row(arguments, count) for count in arguments.processes]
    sys.stdout.write(_line("processes", COLUMNS))
    for count, row in zip(arguments.processes, rows, strict=True):
        sys.stdout.write(_line(str(count), [row[column] for column in COLUMNS]))
    sys.exit(any(row[column] for row in rows for column in FORBIDDEN))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.processes", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--processes", type=int, nargs="+", default=[2, 4, 8])
    parser.add_argument("--rounds", type=int, default=2, help="how often each process is killed")
    parser.add_argument("--neighbourhoods", type=int, default=6)
    parser.add_argument("--volleys", type=int, default=2, help="of four orders in each neighbourhood")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pgbouncer", action="store_true", help="with a pooler in transaction mode")
    return parser.parse_args()


def _row(arguments: argparse.Namespace, count: int) -> dict[str, int]:
    clock = Clock()
    before = clock.monotonic()
    plan = Plan(count, arguments.rounds, arguments.neighbourhoods, arguments.volleys, arguments.seed)
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server())
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="weixiu-processes-"))
        direct = server.new_database(migrated=False)
        address = stack.enter_context(pgbouncer(direct))(direct) if arguments.pgbouncer else direct
        relay, found, updates = asyncio.run(_relay(plan, address, direct, Path(folder)))
    for sentence in [*found.broken, *relay.disorder]:
        sys.stdout.write(f"{count}: {sentence}\n")
    return {
        "kills": relay.kills,
        "updates": updates,
        "orders": sum(len(place.jobs) for place in relay.places),
        "lost": len(found.lost),
        "doubled": len(found.doubled),
        "untrue": len(found.untrue),
        "disorder": len(relay.disorder),
        "re-sent": found.resent,
        "refused": found.refused,
        "seconds": round(clock.monotonic() - before),
    }


async def _relay(plan: Plan, address: str, direct: str, folder: Path) -> tuple[Relay, Findings, int]:
    async with raised(address, folder) as stage, door() as here:
        stage.books, stage.pooled = Books(direct), address != direct
        relay = Relay(stage, plan, here, tell=lambda line: _progress(f"{plan.processes} processes: {line}"))
        found = await relay.run()
        return relay, found, stage.updates_made


def _progress(line: str) -> None:
    sys.stderr.write(line + "\n")


def _line(name: str, values: Iterable[object]) -> str:
    return f"{name:10}" + "".join(f"{value!s:>9}" for value in values) + "\n"


if __name__ == "__main__":
    main()
