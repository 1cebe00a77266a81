"""Part 6: several processes behind one port on PostgreSQL, and what the machine's cores are busy with."""

import statistics
from dataclasses import replace
from os import cpu_count

from bench.hall import Hall, Options
from bench.programs import OURS, Kind, Stage
from bench.report import Section, Table, milliseconds, progress, ratio
from bench.rivals import chosen, told
from bench.shares import can_be_shared_out
from bench.tapping import Town
from bench.taps import COMMUNITIES, CROWD, SHAPES, VOLUNTEERS, WARM_UP, Measured, blemishes, each_tap, measured

NOTES = (
    (
        "PostgreSQL, webhook, all processes listening on one port (SO_REUSEPORT). Processes, database and stub "
        "share the machine's cores: where all cores are busy, more processes cannot answer more."
    ),
)
MODE = "webhook"
SHARE = 0.3
SHARED_NOTE = (
    "With a share: each process gets that much of one core and no more (Linux control groups), so that the machine's "
    "cores are not the end of it, and what is left is what the processes do to each other in the database."
)
PARTS = ("program", "database", "stub")
Rounds = list[dict[str, Measured]]


def run(hall: Hall) -> Section:
    """Measure on PostgreSQL."""
    options = hall.options
    section = Section("processes", "6 · Several processes", [], list(NOTES))
    town = Town(COMMUNITIES, VOLUNTEERS, max(1000, WARM_UP + options.taps + options.taps // CROWD))
    for stage in hall.stages(town, "postgresql"):
        rivals = chosen(stage, MODE, options)
        rows: dict[str, Rounds] = {}
        for _ in range(options.rounds):
            for number in options.processes:
                rows.setdefault(f"ours × {number}", []).append(_played(options, stage, OURS, number))
            for kind in rivals:
                rows.setdefault(f"{kind.name} × 1", []).append(_played(options, stage, kind, 1))
        section.notes += told(rivals)
        section.notes += blemishes(
            {shape: {name: [one[shape] for one in found] for name, found in rows.items()} for shape in SHAPES}
        )
        section.tables += [_table(shape, rows) for shape in SHAPES]
        if can_be_shared_out():
            section.tables += _with_shares(options, replace(stage, share=SHARE))
            section.notes.append(SHARED_NOTE)
    return section


def _with_shares(options: Options, stage: Stage) -> list[Table]:
    """The same with a share of a core for each process."""
    rows: dict[str, Rounds] = {}
    for _ in range(options.rounds):
        for number in options.processes:
            name = f"ours × {number}, {SHARE:.0%} of a core each"
            rows.setdefault(name, []).append(_played(options, stage, OURS, number))
    return [_table(f"{shape}, with a share", rows, shape) for shape in SHAPES]


def _played(options: Options, stage: Stage, kind: Kind, number: int) -> dict[str, Measured]:
    found = dict(measured(options.taps, stage, MODE, kind, processes=number))
    shown = ", ".join(f"{shape} {one.played.rate:.0f} taps/s" for shape, one in found.items())
    progress(f"{kind.name} × {number}: {shown}")
    return found


def _table(caption: str, rows: dict[str, Rounds], shape: str = "") -> Table:
    """Rates, CPU for each tap, and how many cores each was busy with: a program at one core is full."""
    titles = [
        "",
        "taps/s",
        "to the first",
        *(f"{part} ms a tap" for part in PARTS),
        *(f"{part} cores" for part in PARTS),
    ]
    table = Table([*titles, f"of {cpu_count()}"], caption=caption)
    first = 0.0
    for name, rounds in rows.items():
        found = [one[shape or caption] for one in rounds]
        rate = statistics.median(one.played.rate for one in found)
        first = first or rate
        used = each_tap(found)
        cpu = (used.program, used.database, used.stub)
        busy = [f"{part * rate:.2f}" for part in (*cpu, sum(cpu))]
        table.rows.append([name, f"{rate:.0f}", ratio(rate, first), *map(milliseconds, cpu), *busy])
    return table
