"""Part 1: taps a second, from the update to the answer, beside applications that do nothing else."""

import itertools
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.hall import Hall, Options
from bench.programs import OURS, Kind, Running, Stage, Used
from bench.report import Section, Table, milliseconds, progress, ratio
from bench.rivals import chosen, told
from bench.tapping import Town
from bench.telegram_process import Played
from tests.fire.books import Books

WARM_UP = 60
CROWD = 10
COMMUNITIES, VOLUNTEERS = 100, 20
PROGRAMS = ("ours", "bare on httpx", "bare on aiohttp")
SHAPES = ("all win", "1 of 10 wins")
NOTES = (
    (
        "All taps are waiting when the clock starts; it stops with the last answer. “All win”: each tap on an "
        "order of its own, in 100 groups. “1 of 10 wins”: ten people tap on each order."
    ),
    (
        "CPU ms are those of the whole process, with all its threads; ours includes what the postman says meanwhile, "
        "30 messages a second: “ours said” is how many for each tap."
    ),
    (
        "By webhook ours answers most taps in the reply to their delivery, which the framework has no way to do; the "
        "bare ones, like ours, ask for 100 deliveries at once."
    ),
    "A round counts only if the database holds every claim, and what is owed for it.",
)


@dataclass(frozen=True)
class Measured:
    """One phase of one program."""

    played: Played
    used: Used


Figures = dict[str, dict[str, list[Measured]]]
"""By shape, then by the program's name: one for each round."""


def run(hall: Hall) -> Section:
    """Measure on each database, in each mode."""
    options = hall.options
    town = Town(COMMUNITIES, VOLUNTEERS, max(1000, WARM_UP + options.taps + options.taps // CROWD))
    section = Section("taps", "1 · Taps a second, end to end", [], list(NOTES))
    found: dict[str, Figures] = {}
    for stage, mode in itertools.product(hall.stages(town), options.modes):
        where = f"{stage.databases.kind}, {mode}"
        rivals = chosen(stage, mode, options)
        found[where] = _rounds(options, stage, mode, rivals)
        section.notes += [f"{where}: {note}" for note in (*blemishes(found[where]), *told(rivals))]
    section.tables += _tables(found)
    return section


def blemishes(figures: Figures) -> list[str]:
    """Taps that were answered more than once, which Telegram would refuse, or never: said aloud if there are any."""
    twice, never = Counter[str](), Counter[str]()
    for rounds in figures.values():
        for name, phases in rounds.items():
            twice[name] += sum(phase.played.repeated for phase in phases)
            never[name] += sum(phase.played.unanswered for phase in phases)
    told = [f"{name}: {number} taps were answered twice." for name, number in twice.items() if number]
    return told + [f"{name}: {number} taps were never answered." for name, number in never.items() if number]


def _rounds(options: Options, stage: Stage, mode: str, rivals: Sequence[Kind]) -> Figures:
    """The programs take turns, each round on a fresh copy of the database."""
    figures: Figures = {shape: {} for shape in SHAPES}
    for turn in range(options.rounds):
        order = [OURS, *rivals][:: -1 if turn % 2 else 1]
        for kind in order:
            for shape, one in measured(options.taps, stage, mode, kind):
                figures[shape].setdefault(kind.name, []).append(one)
                progress(
                    f"{stage.databases.kind}, {mode}, round {turn + 1}, {kind.name}, {shape}: "
                    f"{one.played.rate:.0f} taps/s, {milliseconds(each_tap([one]).program)} ms CPU a tap"
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
    lost = played.unanswered if running.kind.bare else 0  # they time out and go on; whether it had won, nobody knows
    if not lost and (wrong or played.winners != winners):
        raise RuntimeError(f"{running.kind.name}: {played.winners} winners for {winners}, and {wrong} for {taken}")


def _tables(found: dict[str, Figures]) -> list[Table]:
    """The rates with their ratios, and what they cost."""
    names = list(next(iter(found.values()))[SHAPES[0]])
    names.sort(key=PROGRAMS.index)
    rates = Table(["", "taps", *(f"{name} /s" for name in names), *(f"ours : {name}" for name in names[1:])])
    cost = Table(
        [
            "CPU ms a tap",
            "taps",
            *(part for name in names for part in (name, "its database")),
            "stub",
            "ours said",
        ]
    )
    for where, figures in found.items():
        for shape, rounds in figures.items():
            rate = [statistics.median(one.played.rate for one in rounds[name]) for name in names]
            rates.rows.append(
                [where, shape, *(f"{one:.0f}" for one in rate), *(ratio(rate[0], one) for one in rate[1:])]
            )
            used = [each_tap(rounds[name]) for name in names]
            spent = [milliseconds(part) for one in used for part in (one.program, one.database)]
            cost.rows.append([where, shape, *spent, milliseconds(used[0].stub), _said(rounds[names[0]])])
    return [rates, cost]


def _said(rounds: Sequence[Measured]) -> str:
    """Messages sent and edited meanwhile, for each tap: the slower the taps, the more of them fall into their time."""
    said = [one.played.calls["sendMessage"] + one.played.calls["editMessageText"] for one in rounds]
    return f"{sum(said) / sum(one.played.taps for one in rounds):.2f}"


def each_tap(rounds: Sequence[Measured]) -> Used:
    """CPU seconds for each tap, the median of the rounds."""
    parts = ("program", "database", "stub")
    return Used(*(statistics.median(getattr(one.used, part) / one.played.taps for one in rounds) for part in parts))
