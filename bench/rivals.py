"""Which setting serves each bare application best: they are measured at their best, not at their default."""

import statistics
from collections.abc import Sequence

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


def chosen(stage: Stage, mode: str, options: Options) -> list[Kind]:
    """The bare applications to measure: none, likely ones in a short run, else those that won a trial."""
    if options.ours_alone:
        return []
    return [_best(stage, mode, transport) for transport in TRANSPORTS] if options.rounds > 1 else likely()


def told(rivals: Sequence[Kind]) -> list[str]:
    """Their settings, in words."""
    return [", ".join(f"{kind.name} handles {kind.at_once} at once" for kind in rivals) + "."] if rivals else []


def _best(stage: Stage, mode: str, transport: str) -> Kind:
    rates = {kind: _rate(stage, mode, kind) for kind in (bare(transport, at_once) for at_once in AT_ONCE)}
    best = max(rates, key=lambda kind: rates[kind])
    found = ", ".join(f"{kind.at_once} at once {rate:.0f}/s" for kind, rate in rates.items())
    progress(f"{stage.databases.kind}, {mode}, {best.name}: {found}")
    return best


def _rate(stage: Stage, mode: str, kind: Kind) -> float:
    with stage.program(kind, mode) as running:
        rates = [running.play(running.taps.each_its_own(turn * TRIAL, TRIAL)).rate for turn in range(TRIALS + 1)]
    return statistics.median(rates[1:])
