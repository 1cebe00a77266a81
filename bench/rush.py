"""Part 2: hundreds of people tap on one card within a second; how long they wait for their answer."""

import itertools
import statistics
from functools import partial

from bench.hall import Hall, Options
from bench.programs import OURS, Kind, Running, Stage
from bench.report import Section, Table, milliseconds, progress, ratio
from bench.rivals import chosen, told
from bench.tapping import Town
from bench.telegram_process import Played

WARM_UP = 60
SECONDS = 1.0
NOTES = (
    (
        "Taps arrive within one second, at instants that chance chose, the same for all; the wait is counted from "
        "the tap, so that it holds the time an update waits to be fetched or delivered (as many at "
        "once as the program asked for). Exactly one wins."
    ),
    (
        "All of it happens in one chat, whose updates the program handles one after another; the bare ones keep no"
        " order. Ours answers after two commits (stored, decided), a bare one after one UPDATE: where the processor "
        "has time to spare, as on PostgreSQL, the one on aiohttp is the faster one."
    ),
)
Waits = dict[str, list[Played]]


def run(hall: Hall) -> Section:
    """Measure on each database, in each mode."""
    options = hall.options
    town = Town(1, options.people, WARM_UP + 1)
    section = Section("rush", f"2 · {options.people} taps on one card within a second", [], list(NOTES))
    for stage, mode in itertools.product(hall.stages(town), options.modes):
        rivals = chosen(stage, mode, options, trial=partial(_quickness, options.people), unit=" ms")
        section.notes += [f"{stage.databases.kind}, {mode}: {note}" for note in told(rivals)]
        section.tables.append(table(stage.databases.kind, mode, _rounds(options, stage, mode, [OURS, *rivals])))
    return section


def _quickness(people: int, stage: Stage, mode: str, kind: Kind) -> float:
    """The more, the sooner 99 % are answered: less than none by so many milliseconds."""
    with stage.program(kind, mode) as running:
        return -1000 * _rushed(running, people, turn=0).percentile(0.99)


def _rushed(running: Running, people: int, *, turn: int) -> Played:
    running.play(running.taps.each_its_own(1, WARM_UP))
    return running.play(running.taps.rush(0, people, seconds=SECONDS, seed=turn))


def _rounds(options: Options, stage: Stage, mode: str, kinds: list[Kind]) -> Waits:
    found: Waits = {kind.name: [] for kind in kinds}
    for turn, kind in itertools.product(range(options.rounds), kinds):
        with stage.program(kind, mode) as running:
            played = _rushed(running, options.people, turn=turn)
        if played.winners > 1 or (played.winners == 0 and not played.unanswered):
            raise RuntimeError(f"{kind.name}: {played.winners} winners for one place")
        found[kind.name].append(played)
        shown = f"median {milliseconds(played.median)} ms, 99 % {milliseconds(played.percentile(0.99))} ms"
        progress(f"{stage.databases.kind}, {mode}, round {turn + 1}, {kind.name}: {shown}")
    return found


def table(kind: str, mode: str, found: Waits) -> Table:
    """What was found on one kind of database, in one mode."""
    shown = Table(
        ["", "median ms", "99 % ms", "longest ms", "unanswered", "99 %, ours : this"], caption=f"{kind}, {mode}"
    )
    figures = {name: [_middle(rounds, share) for share in (0.5, 0.99, 1.0)] for name, rounds in found.items()}
    for name, (median, most, longest) in figures.items():
        lost = str(sum(played.unanswered for played in found[name]))
        compared = ratio(figures[OURS.name][1], most)
        shown.rows.append([name, milliseconds(median), milliseconds(most), milliseconds(longest), lost, compared])
    return shown


def _middle(rounds: list[Played], share: float) -> float:
    return statistics.median(played.percentile(share) for played in rounds)
