"""What the command writes: a line while it goes on, a table at the end."""

from collections.abc import Sequence

from tests.sabotage.fault import Fault
from tests.sabotage.promises import PROMISES
from tests.sabotage.trial import Result, Verdict

COLUMNS = ("fault", "breaks", "noticed by", "because", "s")
LONGEST_REASON = 60
SAID = {Verdict.RED: "noticed", Verdict.GREEN: "NOT NOTICED", Verdict.BROKEN: "NOT TESTED"}


def progress(done: int, total: int, fault: Fault, result: Result) -> str:
    """One line for a trial that has ended."""
    return f"[{done:{len(str(total))}}/{total}] {SAID[result.verdict]:11} {result.seconds:5.1f} s  {fault.name}\n"


def table(trials: Sequence[tuple[Fault, Result]]) -> str:
    """A line for each fault, in Markdown: what it breaks, which test noticed and why, in how many seconds."""
    rows = [
        (
            fault.name,
            str(fault.promise),
            result.test or SAID[result.verdict],
            result.reason.replace("|", "/")[:LONGEST_REASON],
            f"{result.seconds:.1f}",
        )
        for fault, result in trials
    ]
    widths = [max(len(row[column]) for row in (COLUMNS, *rows)) for column in range(len(COLUMNS))]
    lines = [COLUMNS, tuple("-" * width for width in widths), *rows]
    return "".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |\n"


def promises_broken(faults: Sequence[Fault]) -> str:
    """The promises that the faults break, a line each."""
    return "".join(f"{number:2}  {PROMISES[number]}\n" for number in sorted({fault.promise for fault in faults}))


def summary(trials: Sequence[tuple[Fault, Result]]) -> str:
    """How many were noticed; and whatever pytest said where nobody could be asked."""
    noticed = sum(result.verdict is Verdict.RED for _, result in trials)
    lines = [f"{noticed} of {len(trials)} faults were noticed\n"]
    for fault, result in trials:
        if result.verdict is Verdict.GREEN:
            lines.append(f"NOT NOTICED: {fault.name}\n")
        if result.verdict is Verdict.BROKEN:
            lines.append(f"NOT TESTED: {fault.name}\n{result.output}\n")
    return "".join(lines)
