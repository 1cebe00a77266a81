"""A trial: the tests run in one copy of the project, and what came of it."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.clock import Clock

LONGEST_SECONDS = 600.0
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header")
_SUMMARY = "short test summary info"
_FIRST_RED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - (.*))?$", re.MULTILINE)
_GREEN, _RED = 0, 1
"""Pytest's exit codes; the others mean that nothing was tested: https://docs.pytest.org/en/stable/reference/exit-codes.html"""


class Verdict(StrEnum):
    """What the tests said."""

    RED = "red"
    """At least one failed."""
    GREEN = "green"
    """All passed: with a fault planted, nobody noticed it."""
    BROKEN = "broken"
    """They could not be run, or not to their end, which proves nothing."""


@dataclass(frozen=True)
class Result:
    """How a trial ended."""

    verdict: Verdict
    test: str
    """The first test that failed; empty if none did."""
    reason: str
    """Why, as pytest says it in a line."""
    seconds: float
    output: str
    """What pytest wrote."""


def run_tests(folder: Path, tests: Sequence[str], *options: str, clock: Clock) -> Result:
    """Run these tests in a copy of the project until the first fails."""
    command = [sys.executable, "-m", "tests.sabotage.inside", *OPTIONS, *options, *tests]
    began = clock.monotonic()
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "240"},
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_SECONDS,
        )
        code, output = done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired:
        code, output = -1, f"the tests had not ended after {LONGEST_SECONDS:.0f} seconds"
    return judge(code, output, seconds=clock.monotonic() - began)


def judge(code: int, output: str, *, seconds: float) -> Result:
    """What pytest's exit code and summary mean."""
    verdict = {_GREEN: Verdict.GREEN, _RED: Verdict.RED}.get(code, Verdict.BROKEN)
    first = _FIRST_RED.search(output.rpartition(_SUMMARY)[2]) if verdict is Verdict.RED else None
    test, reason = (first[1], first[2] or "") if first else ("", "")
    return Result(verdict, test, reason, seconds, output)
