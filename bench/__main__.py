"""Speed, beside the bare framework, in one run: python -m bench [PART …]; results in bench/RESULTS.md.

Examples:
    python -m bench                                            everything, about half an hour
    python -m bench taps --only sqlite --rounds 1 --taps 1000  while optimising
    python -m bench taps --ours --mode webhook --profile /tmp/ours.prof
"""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import taps
from bench.databases import KINDS, databases
from bench.programs import MODES
from bench.report import Section, progress, write_results
from bench.telegram_process import telegram

PARTS = ("taps",)


def main() -> None:
    """Run the parts and print what they found."""
    options = _options()
    kinds = (options.only,) if options.only else KINDS
    modes = (options.mode,) if options.mode else MODES
    sections: list[Section] = []
    versions = []
    with tempfile.TemporaryDirectory(prefix="weixiu-bench-") as folder, telegram() as stub:
        for kind in kinds:
            with databases(kind, Path(folder)) as found:
                versions.append(found.version())
                plan = taps.Plan(options.taps, options.rounds, kinds, modes, options.ours, options.profile)
                section = taps.run(plan, found, stub)
                progress("")
                sys.stdout.write(section.text())
                sections.append(section)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all of them unless named")
    parser.add_argument("--only", choices=KINDS, help="one kind of database")
    parser.add_argument("--mode", choices=MODES, help="one way for updates to come in")
    parser.add_argument("--taps", type=int, default=2000, help="in each phase")
    parser.add_argument("--rounds", type=int, default=3, help="the median counts")
    parser.add_argument("--ours", action="store_true", help="only the program, nothing to compare it with")
    parser.add_argument("--profile", type=Path, metavar="FILE", help="the program's profile, by cProfile")
    return parser.parse_args()


if __name__ == "__main__":
    main()
