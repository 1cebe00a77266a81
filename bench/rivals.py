"""Which setting serves each bare application best: they are measured at their best, not at their default."""

import statistics
from collections.abc import Callable, Sequence

from bench.hall import Options
from bench.programs import Kind, Stage
from bench.report import progress

TRANSPORTS = ("httpx", "aiohttp")
AT_ONCE = (1, 16, 256)
"""One by one is the framework's default, 256 what `concurrent_updates(True)` means, 16 what httpx does best with."""
TRIAL = 300
"""Taps to find the better with."""
TRIALS = 2
LIKELY = {"httpx": 16, "aiohttp": 256}
"""Taken without a trial in a run that has to be short."""


def bare(transport: str, at_once: int) -> Kind:
    """A bare application."""
    return Kind(f"bare on {transport}", transport, at_once)


def likely() -> list[Kind]:
    """The bare applications with the settings that won before."""
    return [bare(transport, LIKELY[transport]) for transport in TRANSPORTS]


def rate(stage: Stage, mode: str, kind: Kind) -> float:
    """Taps a second, of a few hundred, each on an order of its own."""
    with stage.program(kind, mode) as running:
        rates = [running.play(running.taps.each_its_own(turn * TRIAL, TRIAL)).rate for turn in range(TRIALS + 1)]
    return statistics.median(rates[1:])


def chosen(
    stage: Stage, mode: str, options: Options, *, trial: Callable[[Stage, str, Kind], float] = rate, unit: str = "/s"
) -> list[Kind]:
    """The bare applications to measure: none, likely ones in a short run, else those that a trial gave the most."""
    if options.ours_alone:
        return []
    if options.rounds == 1:
        return likely()
    return [_best(stage, mode, transport, trial, unit) for transport in TRANSPORTS]


def told(rivals: Sequence[Kind]) -> list[str]:
    """Their settings, in words."""
    return [", ".join(f"{kind.name} handles {kind.at_once} at once" for kind in rivals) + "."] if rivals else []


def _best(stage: Stage, mode: str, transport: str, trial: Callable[[Stage, str, Kind], float], unit: str) -> Kind:
    given = {kind: trial(stage, mode, kind) for kind in (bare(transport, at_once) for at_once in AT_ONCE)}
    best = max(given, key=lambda kind: given[kind])
    found = ", ".join(f"{kind.at_once} at once {abs(one):.0f}{unit}" for kind, one in given.items())
    progress(f"{stage.databases.kind}, {mode}, {best.name}: {found}")
    return best
