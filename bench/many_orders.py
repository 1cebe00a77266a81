"""Part 4: what people ask for costs the same with a million orders as with a thousand."""

from collections.abc import Sequence

from bench.big_tables import Row, measure
from bench.hall import Hall
from bench.report import Section, Table, milliseconds

NOTES = (
    (
        "The use case with its transaction, and the rendering of what it owes; in process, without Telegram. As many "
        "orders are unfinished in each database; what differs is how many lie behind."
    ),
)


def run(hall: Hall) -> Section:
    """Measure on each kind of database."""
    sizes = sorted(hall.options.sizes)
    rows = measure(sizes, [one.kind for one in hall.databases])
    title = f"4 · Answers over {sizes[0]:,} and over {sizes[-1]:,} orders"
    return Section("tables", title, [table(one.kind, sizes, rows) for one in hall.databases], list(NOTES))


def table(kind: str, sizes: Sequence[int], rows: Sequence[Row]) -> Table:
    """What was found on one kind of database."""
    shown = Table(["", *(f"{size:,} orders, ms" for size in sizes), "ratio"], caption=kind)
    for row in rows:
        if row.kind == kind:
            shown.rows.append([row.answer, *(milliseconds(row.seconds[size]) for size in sizes), f"{row.ratio:.2f}"])
    return shown
