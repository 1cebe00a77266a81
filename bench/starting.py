"""Part 5: from the start of the process to the first answer, and how much memory it takes, at rest and after work."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.hall import Hall, Options
from bench.programs import OURS, Kind, Running, Stage
from bench.report import Section, Table, progress, ratio
from bench.rivals import likely
from bench.tapping import Town

BATCH = 500
CROWD = 10
COMMUNITIES, VOLUNTEERS = 100, 20
EARLY = 0.1
"""The share of the updates after which memory should have stopped growing."""
NOTES = (
    (
        "SQLite, polling. A tap is waiting when the process is started; the clock stops when its answer arrives. "
        "The database is migrated by then, as after any restart."
    ),
    (
        "Ours was prepared as INSTALLING.md says (python -m bot.lean), which `make bench` does first. Memory is the "
        "resident set of the process. At rest: after the first answer. The updates are taps, one of ten wins."
    ),
)


@dataclass
class Memory:
    """MiB at rest, early, and after all updates."""

    rest: float = 0.0
    early: float = 0.0
    late: float = 0.0


@dataclass
class Found:
    """One program: seconds to its first answer, and its memory."""

    seconds: list[float] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)


def run(hall: Hall) -> Section:
    """Measure on SQLite."""
    options = hall.options
    title = "5 · Start to first answer, and memory"
    section = Section("start", title, [], list(NOTES))
    for stage in hall.stages(Town(COMMUNITIES, VOLUNTEERS, 1 + options.updates // CROWD), "sqlite"):
        kinds = [OURS] if options.ours_alone else [OURS, *likely()]
        found = {kind.name: _found(options, stage, kind) for kind in kinds}
        section.tables.append(_table(options.updates, found))
    return section


def _found(options: Options, stage: Stage, kind: Kind) -> Found:
    found = Found()
    for _ in range(options.rounds):
        with stage.program(kind, "polling", first=0) as running:
            found.seconds.append(running.first_answer)
            last = options.rounds == len(found.seconds)
            if last:
                found.memory = _worked(options, running)
        progress(f"{kind.name}: first answer after {found.seconds[-1]:.2f} s")
    return found


def _worked(options: Options, running: Running) -> Memory:
    memory = Memory(rest=running.memory)
    done = 0
    for orders in _batches(options.updates // CROWD):
        running.play(running.taps.crowds(1 + done // CROWD, orders, CROWD))
        done += orders * CROWD
        if not memory.early and done >= options.updates * EARLY:
            memory.early = running.memory
        progress(f"{running.kind.name}: {done} of {options.updates} updates, {running.memory:.0f} MiB")
    memory.late = running.memory
    return memory


def _batches(orders: int) -> Iterator[int]:
    size = BATCH // CROWD
    yield from [size] * (orders // size)
    if orders % size:
        yield orders % size


def _table(updates: int, found: dict[str, Found]) -> Table:
    titles = [
        "",
        "first answer s",
        "to ours",
        "MiB at rest",
        f"after {updates * EARLY:.0f}",
        f"after {updates}",
        "to ours",
    ]
    table = Table(titles)
    ours = found[OURS.name]
    for name, one in found.items():
        seconds, memory = statistics.median(one.seconds), one.memory
        table.rows.append(
            [
                name,
                f"{seconds:.2f}",
                ratio(seconds, statistics.median(ours.seconds)),
                f"{memory.rest:.0f}",
                f"{memory.early:.0f}",
                f"{memory.late:.0f}",
                ratio(memory.late, ours.memory.late),
            ]
        )
    return table
