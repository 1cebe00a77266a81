"""Change the program in one small place at a time, and see how many of these faults the tests notice.

    python -m tests.mutants [domain] [points] [delivery] [--children 2] [--keep FOLDER]

It is done by mutmut, in a copy of the program as it lies there now, on SQLite alone (both databases share this code).
The exit code is 1 when less than 85 % are noticed in one of the scopes, or when a fault passes that docs/mutants.md
does not list. A whole run takes about an hour of one processor; it should have the machine for itself,
because tests that starve look like tests that notice.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.databases import SHARED_VARIABLE
from tests.mutants.scopes import ENOUGH, SCOPES, Part
from tests.mutants.verdicts import Change, Mutant, Verdict, as_listed, listed_in, mutants_in

ROOT = Path(__file__).parents[2]
LIST = ROOT / "docs" / "mutants.md"
MUTMUT = Path(sys.executable).with_name("mutmut")
PRELOADED = "preloaded.txt"
BELOW_DELIVERY = ("language", "models", "storage", "usecases", "reports", "views")
"""Rooms that need not be imported anew for each mutant of a function of the delivery that runs at import."""
SECONDS = 10
"""How long one test may take before it counts as hung; far longer than any does."""
QUIETLY = (
    *("-p", "no:cacheprovider", "-p", "no:xdist", "-k", "not postgres", "-m", "not long"),
    *("-o", "tmp_path_retention_policy=none", "--hypothesis-profile=unshrunk"),
)


def main() -> None:
    """Mutate, test, report."""
    arguments = _arguments()
    listed = listed_in(LIST.read_text(encoding="utf-8"))
    fine = True
    with _workplace(arguments.keep) as folder:
        for scope in arguments.scopes or SCOPES:
            mutants = [mutant for part in SCOPES[scope] for mutant in _tried(part, folder, arguments.children)]
            sys.stdout.write(table(scope, mutants) + news(mutants, listed) + "\n")
            passed = {mutant.change for mutant in mutants if not mutant.noticed}
            fine = fine and share(mutants) >= ENOUGH and passed <= listed
    sys.exit(not fine)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("scopes", nargs="*", metavar="SCOPE", help=f"{', '.join(SCOPES)}; all of them by default")
    parser.add_argument("--children", type=int, default=2, help="how many mutants are tried side by side")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="work there, and leave it for `mutmut browse`")
    arguments = parser.parse_args()
    if unknown := set(arguments.scopes) - set(SCOPES):
        parser.error(f"no such scope: {', '.join(sorted(unknown))}")
    return arguments


@contextmanager
def _workplace(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="weixiu-mutants-") as folder:
        yield Path(folder)


def _tried(part: Part, parent: Path, children: int) -> list[Mutant]:
    """A part's mutants, after their tests have been run."""
    folder = parent / part.name
    _copy_program(folder)
    shutil.rmtree(folder / "made", ignore_errors=True)
    _run(part, folder, children, isolation="fork")
    if part.at_import:
        _name_tests(part, folder)
        _run(part, folder, children, *(f"{name}__*" for name in part.at_import), isolation="forkserver")
    return list(mutants_in(folder))


def _name_tests(part: Part, folder: Path) -> None:
    """Tell mutmut which tests are to be asked about what runs at import: it saw these functions in the first alone."""
    kept = folder / "mutants" / "mutmut-stats.json"
    stats = json.loads(kept.read_text())
    for function, tests in part.at_import.items():
        stats["tests_by_mangled_function_name"][function] = [
            name for name in stats["duration_by_test"] if name.startswith(tests)
        ]
    kept.write_text(json.dumps(stats))


def _copy_program(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("bot", "tests", "migrations"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)


def _run(part: Part, folder: Path, children: int, *names: str, isolation: str) -> None:
    """Run mutmut, whose own picture of its progress is kept in a file.

    Raises:
        SystemExit: it could not be run; the file tells why.
    """
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(f"{project}\n{_configuration(part, isolation)}", encoding="utf-8")
    (folder / PRELOADED).write_text("\n".join(_preloaded(part)), encoding="utf-8")
    progress = folder / f"{isolation}.log"
    (made := folder / "made").mkdir(exist_ok=True)
    own = {"COLUMNS": "200", SHARED_VARIABLE: str(made), "PYTEST_DEBUG_TEMPROOT": str(made)}
    with progress.open("wb") as output:
        ended = subprocess.run(
            [MUTMUT, "run", f"--max-children={children}", *names],
            cwd=folder, env={**os.environ, **own}, stdout=output, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    if ended.returncode != 0:
        said = progress.read_text(encoding="utf-8", errors="replace").splitlines()
        sys.exit("\n".join(line.rpartition("\r")[2] for line in said[-40:]))


def _preloaded(part: Part) -> list[str]:
    """What a process of its own inherits: nothing that a part mutates, and nothing that imports it."""
    if not all(module.startswith("bot/delivery/") for module in part.modules):
        return []
    paths = (path for room in BELOW_DELIVERY for path in (ROOT / "bot" / room).rglob("*.py"))
    own = sorted({".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths})
    return ["telegram.ext", "aiohttp", "alembic.command", "bot.sandbox.world", *own]


def _configuration(part: Part, isolation: str) -> str:
    """Mutmut's settings. A test that hangs is ended by pytest-timeout, so mutmut's own limits are only a second net."""
    settings = {
        "source_paths": ["bot"],
        "only_mutate": list(part.modules),
        "do_not_mutate": list(part.but_not),
        "also_copy": ["migrations"],
        "pytest_add_cli_args_test_selection": list(part.tests),
        "pytest_add_cli_args": [*QUIETLY, f"--timeout={SECONDS}"],
        "process_isolation": isolation,
        "forkserver_warmup": "import",
        "preload_modules_file": PRELOADED,
        "timeout_multiplier": 15.0,
        "timeout_constant": 10.0,
        "use_git_change_detection": False,
    }
    # JSON's strings, numbers, lists and truth values are TOML's as well.
    return "\n".join(["[tool.mutmut]", *(f"{name} = {json.dumps(value)}" for name, value in settings.items()), ""])


def share(mutants: Sequence[Mutant]) -> float:
    """How many of the mutants were noticed, from 0 to 1."""
    return sum(mutant.noticed for mutant in mutants) / len(mutants)


def table(scope: str, mutants: Sequence[Mutant]) -> str:
    """A line for each module, in Markdown."""
    modules = sorted({mutant.path for mutant in mutants})
    rows = [_row(f"`{path}`", [mutant for mutant in mutants if mutant.path == path]) for path in modules]
    head = f"| | mutants | {' | '.join(Verdict)} | noticed |\n|---|{'---|' * (len(Verdict) + 2)}\n"
    return "".join([head, *rows, _row(f"**{scope}**", mutants)])


def _row(name: str, mutants: Sequence[Mutant]) -> str:
    count = Counter(mutant.verdict for mutant in mutants)
    figures = " | ".join(str(count[verdict]) for verdict in Verdict)
    return f"| {name} | {len(mutants)} | {figures} | {share(mutants):.1%} |\n"


def news(mutants: Sequence[Mutant], listed: set[Change]) -> str:
    """What the list does not say yet, and what it says of these modules although it is no longer so."""
    passed = {mutant.change for mutant in mutants if not mutant.noticed}
    here = {mutant.path.removesuffix(".py").replace("/", ".") for mutant in mutants}
    of_here = {change for change in listed if any(change.where.startswith(f"{module}.") for module in here)}
    return _told("passed, and is not listed", passed - listed) + _told("is listed, and did not pass", of_here - passed)


def _told(what: str, changes: Iterable[Change]) -> str:
    told = as_listed(changes)
    return f"\n{what}:\n{told}" if told else ""


if __name__ == "__main__":
    main()
