"""A year of one community on a moved clock: 3,000 households, 37 volunteers, one call in twenty that fails.

    python -m bench.year [--days 365] [--begins 2025-12-29] [--seed 1]

Everything goes through the real bot. A line a month; in the end a table, and 1 if anything is wrong.
"""

import argparse
import asyncio
import logging
import resource
import sys
import tempfile
from datetime import date
from pathlib import Path

from bench.year.books import read_books
from bench.year.calendar import BEGINS, YEAR
from bench.year.findings import Complaints, Findings, look
from bench.year.play import Played, Terms, play
from bot.clock import Clock
from tests.databases import copy_sqlite, sqlite_template

MOST_NAMED = 8
"""Things wrong of one sort that are written out."""
KILO = 1024


def rehearse(
    terms: Terms, folder: Path, *, template: Path | None = None, aloud: bool = False
) -> tuple[Findings, Played]:
    """Play it in a folder; what is wrong, and what there is to look at.

    Args:
        terms: what is played.
        folder: where its database is made.
        template: a migrated, empty database, where there is one.
        aloud: whether a line is said each month.
    """
    complaints, seen = Complaints(), list[tuple[Findings, Played]]()

    async def each_day(played: Played, day: int) -> None:
        if aloud and (played.cast.today.day == 1 or day == terms.days - 1):
            done = dict(played.cast.done.most_common(5))
            sys.stdout.write(f"{played.cast.today}  {played.network.calls:6} calls  {_memory():4} MB  {done}\n")
            sys.stdout.flush()

    async def at_the_end(played: Played) -> None:
        seen.append((await look(played, complaints, read_books(played.url)), played))

    path = folder / "year.db"
    copy_sqlite(template or sqlite_template(folder), path)
    logger = logging.getLogger("bot")
    logger.addHandler(complaints)
    try:
        asyncio.run(play(terms, f"sqlite:///{path}", folder, at_the_end, each_day))
    finally:
        logger.removeHandler(complaints)
    return seen[0]


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILO


def report(found: Findings) -> str:
    """What was played, then what is wrong, as lines."""
    lines = [f"{count:10}  {name}" for name, count in found.counts.items() if count]
    for name, wrong in found.wrong.items():
        lines.append(f"{'none' if not wrong else len(wrong):>10}  {name}")
        lines += [f"{'':12}{each}" for each in wrong[:MOST_NAMED]]
    return "\n".join(lines)


def main() -> None:
    """Play it, and say what came of it; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.year", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--days", type=int, default=YEAR)
    parser.add_argument("--begins", type=date.fromisoformat, default=BEGINS)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    logging.basicConfig(level=logging.CRITICAL)
    clock = Clock()
    begun = clock.monotonic()
    with tempfile.TemporaryDirectory(prefix="weixiu-year-") as name:
        terms = Terms(arguments.days, arguments.begins, arguments.seed)
        found, _ = rehearse(terms, Path(name), aloud=True)
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    took = f"{arguments.days} days in {clock.monotonic() - begun:.0f} s, {spent:.0f} s of one processor, {_memory()} MB"
    sys.stdout.write(f"{report(found)}\n{took}\n")
    sys.exit(0 if found.good else 1)


if __name__ == "__main__":
    main()
