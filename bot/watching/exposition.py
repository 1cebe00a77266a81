"""The figures in Prometheus' words; source of the format: https://prometheus.io/docs/instrumenting/exposition_formats/.

What is read from the books is the same whichever process of several is asked; what is counted is each process's own.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Metric, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.counts import Counts, Happening, Sign
from bot.storage.upkeep.pulse import Pulse

MOST_COMMUNITIES = 50
"""Named communities: those with most late orders. The others are summed up, so that labels stay few for ever."""
OTHERS = "others"
COUNTED = {
    Happening.UPDATE: ("weixiu_updates", "Updates of Telegram, by what became of them.", "outcome"),
    Happening.CLAIM: ("weixiu_claims", "Taps on the button that takes an order, by what became of them.", "outcome"),
    Happening.REFUSAL: ("weixiu_refusals", "What was asked for and refused by a rule, by the rule's name.", "rule"),
    Happening.MESSAGE: ("weixiu_messages", "Attempts to say something, by how they ended.", "outcome"),
}


class LogTally(logging.Handler):
    """Counts warnings and errors by their stable key, and writes nothing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.sums: Counter[tuple[str, str]] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """One more. What libraries log has no key of ours and counts under the library's name."""
        key = str(getattr(record, "key", "") or record.name.partition(".")[0])
        self.sums[record.levelname.lower(), key] += 1


def exposed(
    pulse: Pulse | None,
    counts: Counts,
    *,
    instant: float,
    budget: Mapping[str, float],
    log: LogTally,
    backup_age: float | None = None,
) -> bytes:
    """All figures as text; without a `pulse` the books could not be read, and that is said instead."""
    registry = CollectorRegistry(auto_describe=False)
    figures = [*_counted(counts, log), *_lived(counts, instant), *_spent(budget), *_kept(backup_age), *_read(pulse)]
    registry.register(_Figures(figures))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Figures(Collector):
    """Figures that are there already."""

    def __init__(self, figures: Iterable[Metric]) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Metric]:
        """Them."""
        return self._figures


def _counted(counts: Counts, log: LogTally) -> Iterator[Metric]:
    for what, (name, words, label) in COUNTED.items():
        family = CounterMetricFamily(name, words, labels=[label])
        for which, many in counts.sums(what).items():
            family.add_metric([which], many)
        yield family
    records = CounterMetricFamily("weixiu_log_records", "Warnings and errors in the log.", labels=["level", "key"])
    for labels, many in sorted(log.sums.items()):
        records.add_metric([*labels], many)
    yield records


def _lived(counts: Counts, instant: float) -> Iterator[Metric]:
    family = GaugeMetricFamily("weixiu_silence_seconds", "Since the last sign of life.", labels=["sign"])
    for sign in Sign:
        silent = counts.silence(sign, instant)
        if silent is not None:
            family.add_metric([sign], silent)
    yield family


def _spent(budget: Mapping[str, float]) -> Iterator[Metric]:
    words = "How much of Telegram's limit was used: of all chats in a second, of the busiest group in a minute."
    yield _gauges("weixiu_budget_used_ratio", words, "limit", budget.items())


def _kept(backup_age: float | None) -> Iterator[Metric]:
    """Of the backups that the program makes by itself; nothing where it has made none."""
    if backup_age is not None:
        yield GaugeMetricFamily("weixiu_backup_age_seconds", "Since the newest backup was made.", value=backup_age)


def _read(pulse: Pulse | None) -> Iterator[Metric]:
    yield GaugeMetricFamily("weixiu_books_readable", "Whether the database could be read now.", value=pulse is not None)
    if pulse is None:
        return
    yield GaugeMetricFamily("weixiu_updates_pending", "Stored updates that wait.", value=pulse.pending)
    yield GaugeMetricFamily(
        "weixiu_updates_oldest_seconds", "How long the oldest of them has waited.", value=pulse.oldest_pending
    )
    rows = {lane.name.lower(): load.rows for lane, load in pulse.lanes.items()}
    ages = {lane.name.lower(): load.oldest for lane, load in pulse.lanes.items()}
    yield _gauges("weixiu_outbox_owed", "Messages that are owed, by lane.", "lane", rows.items())
    yield _gauges("weixiu_outbox_oldest_seconds", "How long the oldest of them has been due.", "lane", ages.items())
    yield _gauges("weixiu_outbox_undelivered", "Messages given up, by state.", "state", pulse.undelivered.items())
    yield _gauges(
        "weixiu_claims_held", "Places of orders that somebody holds, by state.", "state", pulse.claims.items()
    )
    yield GaugeMetricFamily("weixiu_orders_unfinished", "Orders that have not ended.", value=pulse.unfinished)
    yield _gauges(
        "weixiu_orders_late", "Of those, whose time is over, by community.", "community", _few(pulse.late.items())
    )


def _few(late: Iterable[tuple[int, int]]) -> Iterator[tuple[str, float]]:
    """The communities with most late orders by their numbers, the rest in one sum."""
    ranked = sorted(late, key=lambda item: (-item[1], item[0]))
    yield from ((str(community), many) for community, many in ranked[:MOST_COMMUNITIES])
    yield OTHERS, sum(many for _, many in ranked[MOST_COMMUNITIES:])


def _gauges(name: str, words: str, label: str, values: Iterable[tuple[str, float]]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for which, value in values:
        family.add_metric([which], value)
    return family
