"""What mutmut left behind, read: every mutant, what it changed, and whether a test noticed."""

import ast
import difflib
import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FENCE = "```"
OTHER = "| "


class Verdict(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    HUNG = "hung"
    """The tests did not end in time: noticed as well."""
    SURVIVED = "survived"
    UNTESTED = "untested"
    """No test runs this function."""
    UNDECIDED = "undecided"
    """It was not tried, or the tests could not be run."""


# Source: mutmut's own table of exit codes (mutmut.stats), of pytest and of the signals it sends.
_BY_EXIT_CODE = {
    0: Verdict.SURVIVED,
    1: Verdict.KILLED,
    3: Verdict.KILLED,
    5: Verdict.UNTESTED,
    33: Verdict.UNTESTED,
    24: Verdict.HUNG,
    -24: Verdict.HUNG,
    36: Verdict.HUNG,
    152: Verdict.HUNG,
    255: Verdict.KILLED,  # of a process of its own: the tests could not even be imported
}


@dataclass(frozen=True)
class Change:
    """What a mutant changes: in which function, from what to what, in lines that begin with - and +."""

    where: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((f"@ {self.where}", *self.lines))


@dataclass(frozen=True)
class Mutant:
    """One small fault and its fate."""

    path: str
    change: Change
    verdict: Verdict

    @property
    def noticed(self) -> bool:
        """Whether the tests would not have let it pass."""
        return self.verdict in (Verdict.KILLED, Verdict.HUNG)


def mutants_in(folder: Path) -> Iterator[Mutant]:
    """Every mutant of a run of mutmut in `folder`."""
    for meta in sorted((folder / "mutants").rglob("*.py.meta")):
        module = meta.with_suffix("")
        functions = _functions_of(module.read_text())
        for key, code in json.loads(meta.read_text())["exit_code_by_key"].items():
            verdict = _BY_EXIT_CODE.get(code, Verdict.UNDECIDED)
            yield Mutant(str(module.relative_to(folder / "mutants")), _change(key, functions), verdict)


def _functions_of(source: str) -> dict[str, list[str]]:
    """The lines of all functions and methods, without decorators, by name; mutmut's names are unique."""
    lines = source.splitlines()
    return {
        node.name: textwrap.dedent("\n".join(lines[node.lineno - 1 : node.end_lineno])).splitlines()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _change(key: str, functions: dict[str, list[str]]) -> Change:
    """From a key such as `bot.delivery.transport.xǁAiohttpRequestǁshutdown__mutmut_1`."""
    module, _, name = key.rpartition(".")
    original = name.partition("__mutmut_")[0]
    function = original.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    before = [line.replace(f"{original}__mutmut_orig", function) for line in functions[f"{original}__mutmut_orig"]]
    after = [line.replace(name, function) for line in functions[name]]
    compared = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    return Change(
        f"{module}.{function}",
        tuple(f"{line[0]} {line[1:].strip()}" for line in compared if line[0] in "-+" and line[1:].strip()),
    )


def listed_in(document: str) -> set[Change]:
    """The changes in the document's blocks of the language `diff`: those that are known to pass, each with a reason.

    A line that begins with | is another change of the same lines, into this one instead of the one that begins with +.
    """
    changes: set[Change] = set()
    for block in document.split(f"{FENCE}diff\n")[1:]:
        for entry in f"\n{block.partition(FENCE)[0]}".split("\n@ ")[1:]:
            where, *lines = entry.strip().splitlines()
            changes.add(Change(where, tuple(line for line in lines if not line.startswith(OTHER))))
            before = [line for line in lines if line.startswith("-")]
            others = [line.removeprefix(OTHER) for line in lines if line.startswith(OTHER)]
            changes |= {Change(where, (*before, f"+ {other}")) for other in others}
    return changes


def as_listed(changes: Iterable[Change]) -> str:
    """Changes as the document has them, those of the same lines together."""
    entries: dict[tuple[str, tuple[str, ...]], list[Change]] = {}
    for change in sorted(changes, key=str):
        *before, after = change.lines
        alike = after.startswith("+") and all(line.startswith("-") for line in before)
        entries.setdefault((change.where, tuple(before) if alike else change.lines), []).append(change)
    return "".join(
        "\n".join((str(first), *(f"{OTHER}{each.lines[-1].removeprefix('+ ')}" for each in others))) + "\n"
        for first, *others in entries.values()
    )
