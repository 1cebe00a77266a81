"""Part 1: taps a second, from the update to the answer, beside applications that do nothing else."""

import itertools
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.hall import Hall, Options
from bench.programs import OURS, Kind, Running, Stage, Used
from bench.report import Section, Table, milliseconds, progress, ratio
from bench.rivals import TRANSPORTS, chosen, told
from bench.tapping import Town
from bench.telegram_process import Played
from tests.fire.books import Books

WARM_UP = 60
CROWD = 10
COMMUNITIES, VOLUNTEERS = 100, 20
SHAPES = ("all win", "1 of 10 wins")
NOTES = (
    (
        "All taps are waiting when the clock starts; it stops with the last answer. “All win”: each tap on an "
        "order of its own, in 100 groups. “1 of 10 wins”: ten people tap on each order."
    ),
    ("CPU ms are those of the whole process, with all its threads; ours includes what the postman says meanwhile."),
    "A round counts only if the database holds every claim, and what is owed for it.",
)


@dataclass(frozen=True)
class Measured:
    """One phase of one program."""

    played: Played
    used: Used

    @property
    def program_cpu(self) -> float:
        """CPU seconds of the program for each tap."""
        return self.used.program / self.played.taps


Figures = dict[str, dict[str, list[Measured]]]
"""By shape, then by the program's name: one for each round."""


def run(hall: Hall) -> Section:
    """Measure on each database, in each mode."""
    options = hall.options
    town = Town(COMMUNITIES, VOLUNTEERS, max(1000, WARM_UP + options.taps + options.taps // CROWD))
    section = Section("taps", "1 · Taps a second, end to end", [], list(NOTES))
    for stage, mode in itertools.product(hall.stages(town), options.modes):
        rivals = chosen(stage, mode, options)
        figures = _rounds(options, stage, mode, rivals)
        section.tables.append(_table(stage.databases.kind, mode, figures))
        section.notes += twice(figures)
        if rivals:
            section.notes.append(f"{stage.databases.kind}, {mode}: {told(rivals)}.")
    return section


def twice(figures: Figures) -> list[str]:
    """Taps that were answered more than once, which Telegram would refuse: said aloud, where there were any."""
    counted = Counter[str]()
    for rounds in figures.values():
        for name, phases in rounds.items():
            counted[name] += sum(phase.played.repeated for phase in phases)
    return [f"{name}: {number} taps were answered twice." for name, number in counted.items() if number]


def _rounds(options: Options, stage: Stage, mode: str, rivals: Sequence[Kind]) -> Figures:
    """The programs take turns, each round on a fresh copy of the database."""
    figures: Figures = {shape: {} for shape in SHAPES}
    for turn in range(options.rounds):
        order = [OURS, *rivals]
        for kind in order if turn % 2 == 0 else reversed(order):
            for shape, one in measured(options.taps, stage, mode, kind):
                figures[shape].setdefault(kind.name, []).append(one)
                progress(
                    f"{stage.databases.kind}, {mode}, round {turn + 1}, {kind.name}, {shape}: "
                    f"{one.played.rate:.0f} taps/s, {milliseconds(one.program_cpu)} ms CPU a tap"
                )
    return figures


def measured(taps: int, stage: Stage, mode: str, kind: Kind, *, processes: int = 1) -> Iterator[tuple[str, Measured]]:
    """The figures of one program, shape by shape, from a fresh start.

    Raises:
        RuntimeError: something was not done that should have been.
    """
    with stage.program(kind, mode, processes=processes) as running:
        running.play(running.taps.each_its_own(0, WARM_UP))
        played = running.play(running.taps.each_its_own(WARM_UP, taps))
        used = running.used
        check(running, played, WARM_UP + taps, winners=taps)
        yield SHAPES[0], Measured(played, used)
        orders = taps // CROWD
        played = running.play(running.taps.crowds(WARM_UP + taps, orders, CROWD))
        used = running.used
        check(running, played, WARM_UP + taps + orders, winners=orders)
        yield SHAPES[1], Measured(played, used)


def check(running: Running, played: Played, taken: int, *, winners: int) -> None:
    """A figure counts only when everything was done: the right winners, their claims, and what is owed.

    Raises:
        RuntimeError: something was not.
    """
    books = Books(running.database)
    if running.kind.bare:
        found = {"places": books.number("SELECT count(*) FROM place WHERE taken_by IS NOT NULL")}
    else:
        found = {
            "claims": books.number("SELECT count(*) FROM claim WHERE state = 'held'"),
            "cards": books.number("SELECT count(*) FROM outbox WHERE topic = 'order_card' AND wanted = 2"),
            "jobs": books.number("SELECT count(*) FROM outbox WHERE topic = 'job'"),
        }
    wrong = {what: number for what, number in found.items() if number != taken}
    if wrong or played.winners != winners:
        raise RuntimeError(f"{running.kind.name}: {played.winners} winners for {winners}, and {wrong} for {taken}")


def _table(kind: str, mode: str, figures: Figures) -> Table:
    names = [name for name in ("ours", *(f"bare on {one}" for one in TRANSPORTS)) if name in figures[SHAPES[0]]]
    bare = names[1:]
    titles = ["taps", *(f"{name} /s" for name in names), *(f"ours : {name}" for name in bare)]
    titles += [f"CPU ms a tap, {name}" for name in names]
    titles += ["database, ours", "stub, ours"]
    table = Table(titles, caption=f"{kind}, {mode}")
    for shape in SHAPES:
        rates = {name: _median([one.played.rate for one in figures[shape][name]]) for name in names}
        cpu = {name: _median([one.program_cpu for one in figures[shape][name]]) for name in names}
        ours = figures[shape]["ours"]
        row = [shape, *(f"{rates[name]:.0f}" for name in names), *(ratio(rates["ours"], rates[name]) for name in bare)]
        row += [milliseconds(cpu[name]) for name in names]
        row += [milliseconds(_median([one.used.database / one.played.taps for one in ours]))]
        row += [milliseconds(_median([one.used.stub / one.played.taps for one in ours]))]
        table.rows.append(row)
    return table


def _median(values: list[float]) -> float:
    return statistics.median(values)
