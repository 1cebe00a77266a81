"""Part 1: taps a second, from the update to the answer, beside applications that do nothing else."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.databases import Databases
from bench.programs import OURS, Kind, Running, Stage, Used
from bench.report import Section, Table, milliseconds, progress, ratio
from bench.rivals import TRANSPORTS, Rivals, likely, tried
from bench.tapping import Town
from bench.telegram_process import Played, Telegram
from tests.fire.books import Books

WARM_UP = 60
CROWD = 10
COMMUNITIES, VOLUNTEERS = 100, 20
SHAPES = ("all win", "1 of 10 wins")


@dataclass(frozen=True)
class Plan:
    """How much to measure."""

    taps: int
    rounds: int
    kinds: tuple[str, ...]
    modes: tuple[str, ...]
    ours_alone: bool = False
    profile: Path | None = None

    @property
    def town(self) -> Town:
        """Orders for the warm-up, for taps that all win, and for crowds."""
        return Town(COMMUNITIES, VOLUNTEERS, max(1000, WARM_UP + self.taps + self.taps // CROWD))


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


def run(plan: Plan, kind_of: Databases, telegram: Telegram) -> Section:
    """Measure on one kind of database."""
    stage = Stage(telegram, kind_of, plan.town, kind_of.folder, plan.profile)
    tables, notes = [], []
    for mode in plan.modes:
        rivals = Rivals(()) if plan.ours_alone else tried(stage, mode) if plan.rounds > 1 else likely()
        figures = _rounds(plan, stage, mode, rivals)
        tables.append(_table(kind_of.kind, mode, figures))
        if rivals.kinds:
            notes.append(f"{kind_of.kind}, {mode}: {rivals}.")
    return Section("taps", "1 · Taps a second, end to end", tables, notes)


def _rounds(plan: Plan, stage: Stage, mode: str, rivals: Rivals) -> Figures:
    """The programs take turns, each round on a fresh copy of the database."""
    figures: Figures = {shape: {} for shape in SHAPES}
    for turn in range(plan.rounds):
        order = [OURS, *rivals.kinds]
        for kind in order if turn % 2 == 0 else reversed(order):
            for shape, measured in _measured(plan, stage, mode, kind):
                figures[shape].setdefault(kind.name, []).append(measured)
                progress(
                    f"{stage.databases.kind}, {mode}, round {turn + 1}, {kind.name}, {shape}: "
                    f"{measured.played.rate:.0f} taps/s, {milliseconds(measured.program_cpu)} ms CPU a tap"
                )
    return figures


def _measured(plan: Plan, stage: Stage, mode: str, kind: Kind) -> Iterator[tuple[str, Measured]]:
    with stage.program(kind, mode) as running:
        running.play(running.taps.each_its_own(0, WARM_UP))
        played = running.play(running.taps.each_its_own(WARM_UP, plan.taps))
        used = running.used
        _check(running, played, WARM_UP + plan.taps, winners=plan.taps)
        yield SHAPES[0], Measured(played, used)
        orders = plan.taps // CROWD
        played = running.play(running.taps.crowds(WARM_UP + plan.taps, orders, CROWD))
        used = running.used
        _check(running, played, WARM_UP + plan.taps + orders, winners=orders)
        yield SHAPES[1], Measured(played, used)


def _check(running: Running, played: Played, taken: int, *, winners: int) -> None:
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
