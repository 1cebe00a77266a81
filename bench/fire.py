"""The program is killed a thousand times, on both databases, fetching and being called: nothing may be lost.

    python -m bench.fire [--kills 1000] [--done 0] [--only sqlite] [--mode webhook] [--at-once 2] [--seed 1]

Everything is real but Telegram: a process, HTTP, a database. The kills come in rounds, each on a database of its own:
sieges, in which neighbourhoods live while the program is killed at a random moment, and scenes, in which it dies just
before or just after each commit it makes. Whoever interrupts it is told with which `--done` it goes on. Figures of
rounds side by side say nothing about speed.

`lost`, `doubled` and `untrue` must be 0, or the exit code is 1. `histories` are orders of which everything that people
did and were told was checked for linearizability. Telling columns: `re-sent` are private messages and cards that were
said twice because the kill fell between saying and writing it down, `stale` those of them that are copies of cards
nobody edits any more, `no toast` taps whose effect stands but whose answer died with the process, `refused` calls
beyond Telegram's budgets.
"""

import argparse
import asyncio
import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from bot.clock import Clock
from bot.sandbox.errors import NotPossibleError
from tests.databases import Postgres, postgres_server
from tests.fire.audit import Findings
from tests.fire.day import SCENES
from tests.fire.harness import Stage, free_port, raised
from tests.fire.minefield import MOMENTS, Minefield, Mines
from tests.fire.program import Program
from tests.fire.siege import Plan, Siege

KINDS = ("sqlite", "postgresql")
MODES = ("polling", "webhook")
KILLS_OF_A_SIEGE = 10
UPDATES_A_KILL = 18
COLUMNS = (
    "kills", "updates", "histories", "lost", "doubled", "untrue", "re-sent", "stale", "no toast", "refused", "seconds",
)  # fmt: skip


@dataclass(frozen=True)
class Round:
    """One siege (`scene` is empty) or one scene, and how often the program dies in it."""

    kind: str
    mode: str
    kills: int
    seed: int
    scene: str = ""
    first: str = ""

    @property
    def name(self) -> str:
        """Where it is played."""
        return f"{self.kind} {self.mode}"


@dataclass
class Tally:
    """What rounds came to, in the order of the columns."""

    kills: int = 0
    updates: int = 0
    histories: int = 0
    lost: int = 0
    doubled: int = 0
    untrue: int = 0
    resent: int = 0
    stale: int = 0
    unanswered: int = 0
    refused: int = 0
    seconds: int = 0

    @property
    def broken(self) -> int:
        """How often a promise was broken."""
        return self.lost + self.doubled + self.untrue

    def __add__(self, other: "Tally") -> "Tally":
        """The sums of both."""
        return Tally(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def plan(kills: int, places: Sequence[tuple[str, str]], seed: int) -> Iterator[Round]:
    """So many kills, shared out among the places; the same arguments give the same rounds."""
    scenes = iter([(name, first) for first in MOMENTS for name in SCENES])
    left = kills
    for turn in itertools.count():
        name, first = next(scenes, ("", "")) if turn % 2 else ("", "")
        deaths = sum(map(len, Mines(first).under(SCENES[name]))) if name else KILLS_OF_A_SIEGE
        for kind, mode in places:
            if name and deaths <= left:
                yield Round(kind, mode, deaths, seed + turn, name, first)
                left -= deaths
            elif left:
                yield Round(kind, mode, min(left, KILLS_OF_A_SIEGE), seed + turn)
                left -= min(left, KILLS_OF_A_SIEGE)
        if not left:
            return


@dataclass
class Fire:
    """A run under way: its rounds are played side by side, as many as there are processors for."""

    rounds: Sequence[Round]
    at_once: int
    done: int
    server: Postgres
    tell: Callable[[str], None]

    def __post_init__(self) -> None:
        self.tallies = {name: Tally() for name in dict.fromkeys(each.name for each in self.rounds)}
        self._clock = Clock()
        self._kills = sum(each.kills for each in self.rounds)
        self._killed = self.done
        self._finished: set[Round] = set()

    @property
    def left_at(self) -> int:
        """How many kills need not be repeated."""
        finished = itertools.takewhile(lambda each: each in self._finished, self._waiting())
        return self.done + sum(each.kills for each in finished)

    def _waiting(self) -> list[Round]:
        ends = itertools.accumulate(each.kills for each in self.rounds)
        return [each for each, end in zip(self.rounds, ends, strict=True) if end > self.done]

    async def burn(self) -> None:
        """Play what is not done yet."""
        waiting = iter(self._waiting())

        async def worker() -> None:
            for each in waiting:
                await self._play(each)

        await asyncio.gather(*(worker() for _ in range(self.at_once)))

    async def _play(self, each: Round) -> None:
        before = self._clock.monotonic()
        with tempfile.TemporaryDirectory(prefix="weixiu-fire-") as folder:
            url = self._database(each, Path(folder))
            async with raised(url, Path(folder)) as stage:
                program = stage.program(webhook_port=free_port() if each.mode == "webhook" else None)
                tally = await (_scene if each.scene else _siege)(stage, program, each, self._note)
            if each.kind == "postgresql":
                self.server.drop(url)
        tally.seconds = round(self._clock.monotonic() - before)
        self.tallies[each.name] += tally
        self._finished.add(each)
        self.tell(
            f"{each.name} {each.scene or f'siege {each.seed}'} {each.first}: {tally.kills} kills, {tally.broken} broken"
        )

    def _database(self, each: Round, folder: Path) -> str:
        return (
            f"sqlite:///{folder / 'weixiu.db'}" if each.kind == "sqlite" else self.server.new_database(migrated=False)
        )

    def _note(self, line: str) -> None:
        self._killed += 1
        _progress(f"{self._killed}/{self._kills} {line}")


async def _siege(stage: Stage, program: Program, each: Round, note: Callable[[str], None]) -> Tally:
    siege = Plan(each.kills, each.kills * UPDATES_A_KILL + 50, neighbourhoods=3, seed=each.seed)
    try:
        found = await Siege(stage, siege, program, tell=note).lay()
    except* NotPossibleError as errors:
        waited = [str(error) for error in errors.exceptions]
        found = Findings(lost=[f"{sentence}; {stage.books.summary()}" for sentence in waited])
    for sentence in found.broken:
        sys.stdout.write(f"{each.name}, seed {each.seed}: {sentence}\n")
    return Tally(
        each.kills, stage.updates_made, found.histories, len(found.lost), len(found.doubled), len(found.untrue),
        found.resent, found.stale, found.unanswered, found.refused,
    )  # fmt: skip


async def _scene(stage: Stage, program: Program, each: Round, note: Callable[[str], None]) -> Tally:
    lost = 0
    try:
        await Minefield(stage, SCENES[each.scene], Mines(each.first), program, tell=note).play()
    except (AssertionError, NotPossibleError) as error:
        lost = 1
        sys.stdout.write(f"{each.name}, {each.scene}, first {each.first}: {error}\n")
    return Tally(each.kills, stage.updates_made, lost=lost, refused=stage.world.limits.refusals)


def main() -> None:
    """Play the rounds and print the table."""
    arguments = _arguments()
    kinds, modes = [arguments.only] if arguments.only else KINDS, [arguments.mode] if arguments.mode else MODES
    rounds = list(plan(arguments.kills, [*itertools.product(kinds, modes)], arguments.seed))
    with postgres_server() as server:
        fire = Fire(rounds, arguments.at_once, arguments.done, server, tell=_line_of_progress)
        try:
            asyncio.run(fire.burn())
        except KeyboardInterrupt:
            sys.stdout.write(f"interrupted; go on with --done {fire.left_at}\n")
        _progress("")
    sys.stdout.write(_line("", COLUMNS))
    sys.stdout.writelines(_line(name, astuple(tally)) for name, tally in fire.tallies.items())
    sys.exit(any(tally.broken for tally in fire.tallies.values()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fire", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--done", type=int, default=0, help="leave out as many of them: an earlier run had them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--mode", choices=MODES)
    parser.add_argument("--at-once", type=int, default=2, help="rounds side by side")
    return parser.parse_args()


def _line_of_progress(line: str) -> None:
    _progress("")
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()


def _line(name: str, values: Sequence[object]) -> str:
    return f"{name:20}" + "".join(f"{value!s:>10}" for value in values) + "\n"


if __name__ == "__main__":
    main()
