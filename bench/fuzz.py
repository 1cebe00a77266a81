"""Hostile input and a flood in their long form: other examples in each round, and how long others wait meanwhile.

    python -m bench.fuzz [--minutes 10] [--times 10] [--flood 2000] [--only sqlite]

First one person sends `--flood` updates at once to the real program (texts, taps, pictures, commands) while others
ask one after another: median, 95 % and worst of their waits in seconds, from the question to the answer; the aim is
95 % under 2 s. Then the tests of `tests/hostile` run with `--times` as many examples, anew with another seed until
the minutes are over (0: not at all). The exit code is 1 if any round failed or the aim was missed.
"""

import argparse
import asyncio
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.clock import Clock
from tests.databases import postgres_server, sqlite_template
from tests.fire.harness import raised
from tests.fire.play import Job, neighbourhood
from tests.hostile.flood import Flood, flood

KINDS = ("sqlite", "postgresql")
AIM_SECONDS = 2.0
OTHERS = 8
QUESTIONS = 80
PASSING = re.compile(r"(\d+) passing")


def main() -> None:
    """Measure the flood, then fuzz until the minutes are over."""
    arguments = _arguments()
    kinds = (arguments.only,) if arguments.only else KINDS
    fine = True
    for kind in kinds if arguments.flood else ():
        fine &= _measured(kind, arguments.flood)
    sys.exit(0 if _fuzzed(arguments.minutes, arguments.times) and fine else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--flood", type=int, default=2000, help="updates; 0: none")
    parser.add_argument("--only", choices=KINDS)
    return parser.parse_args()


def _measured(kind: str, count: int) -> bool:
    with tempfile.TemporaryDirectory(prefix="weixiu-flood-") as folder, _migrated(kind, Path(folder)) as url:
        found, refused = asyncio.run(_flooded(url, Path(folder), count))
    median, most, worst = found.share(0.5), found.share(0.95), max(found.waits)
    sys.stdout.write(
        f"{kind}: {found.sent} updates of one; {len(found.waits)} questions of others: median {median:.2f} s, "
        f"95 % {most:.2f} s, worst {worst:.2f} s; {refused} calls refused for speed\n"
    )
    return most < AIM_SECONDS and not refused


@contextmanager
def _migrated(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{sqlite_template(folder)}"
        return
    with postgres_server() as server:
        yield server.new_database()


async def _flooded(url: str, folder: Path, count: int) -> tuple[Flood, int]:
    async with raised(url, folder) as stage:
        place = neighbourhood(stage, 0, OTHERS + 1)
        *others, flooder = place.volunteers
        place.volunteers = others
        await stage.program().start()
        await place.set_up()
        await place.posts(Job("灯不亮", "5号楼 灯不亮", others))
        return await flood(place, flooder, count, questions=QUESTIONS), stage.world.limits.refusals


def _fuzzed(minutes: float, times: int) -> bool:
    """Rounds of the tests until the time is over; whether all of them passed."""
    clock = Clock()
    begun = clock.monotonic()
    failed = rounds = examples = 0
    while clock.monotonic() - begun < minutes * 60:
        seed = secrets.randbelow(2**32)
        passed, tried = _round(seed, times)
        rounds, examples, failed = rounds + 1, examples + tried, failed + (not passed)
        sys.stdout.write(f"round {rounds}, seed {seed}: {tried} examples, {'passed' if passed else 'FAILED'}\n")
    sys.stdout.write(f"{rounds} rounds, {examples} examples, {failed} failed\n")
    return not failed


def _round(seed: int, times: int) -> tuple[bool, int]:
    command = (sys.executable, "-m", "pytest", "tests/hostile", "-q", "-p", "no:cacheprovider", "--timeout=0")
    done = subprocess.run(  # noqa: S603 - our own words
        (*command, "--hypothesis-show-statistics", f"--hypothesis-seed={seed}", "--tb=short", "--show-capture=no"),
        env={**os.environ, "WEIXIU_TEST_THOROUGHNESS": str(times)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stdout.write(done.stdout[-8000:])
    return done.returncode == 0, sum(int(number) for number in PASSING.findall(done.stdout))


if __name__ == "__main__":
    main()
