"""Speed, beside the bare framework, in one run: python -m bench [PART …]; results in bench/RESULTS.md.

python -m bench                                                                 everything
python -m bench taps --only sqlite --rounds 1 --taps 1000 --dry                 while optimising
python -m bench taps --ours --mode webhook --rounds 1 --profile ours.prof --dry
"""

import argparse
import logging
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench import many_orders, outgoing, rush, several, starting, taps
from bench.databases import KINDS, databases
from bench.hall import Hall, Options
from bench.programs import MODES
from bench.report import Section, progress, write_results
from bench.telegram_process import telegram

PARTS: dict[str, Callable[[Hall], Section]] = {
    "taps": taps.run,
    "rush": rush.run,
    "outgoing": outgoing.run,
    "tables": many_orders.run,
    "start": starting.run,
    "processes": several.run,
}
LONG_UPDATES = 100_000


def main() -> None:
    """Run the parts, print what they found, and write it down."""
    given = _arguments()
    logging.getLogger("bot").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the programs that were started are stopped
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="weixiu-bench-")))
        kinds = [given.only] if given.only else KINDS
        stub = stack.enter_context(telegram())
        hall = Hall(stub, [stack.enter_context(databases(kind, folder)) for kind in kinds], _options(given))
        for part in given.parts or PARTS:
            section = PARTS[part](hall)
            progress("")
            sys.stdout.write(section.text())
            if not given.dry and section.tables:
                write_results([section], [one.version() for one in hall.databases])


def _options(given: argparse.Namespace) -> Options:
    return Options(
        modes=(given.mode,) if given.mode else MODES,
        taps=given.taps,
        rounds=given.rounds,
        updates=LONG_UPDATES if given.long else given.updates,
        ours_alone=given.ours,
        profile=given.profile,
    )


def _arguments() -> argparse.Namespace:
    usual = Options(MODES)
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all of them unless named")
    parser.add_argument("--only", choices=KINDS, help="one kind of database")
    parser.add_argument("--mode", choices=MODES, help="one way for updates to come in")
    parser.add_argument("--rounds", type=int, default=usual.rounds, help="the median counts")
    parser.add_argument("--taps", type=int, default=usual.taps, help="taps, processes: in each phase")
    parser.add_argument("--updates", type=int, default=usual.updates, help="start: how many before memory is looked at")
    parser.add_argument("--long", action="store_true", help=f"start: {LONG_UPDATES} updates")
    parser.add_argument("--ours", action="store_true", help="only the program, nothing to compare it with")
    parser.add_argument("--profile", type=Path, metavar="FILE", help="the program's profile, by cProfile")
    parser.add_argument("--dry", action="store_true", help="do not write RESULTS.md")
    given = parser.parse_args()
    if unknown := set(given.parts) - PARTS.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return given


if __name__ == "__main__":
    main()
