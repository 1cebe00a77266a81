"""Runs pytest in the folder it is started in, after making sure that the program tested is the one in that folder.

python -m tests.sabotage.inside [pytest's arguments]

The package may be installed somewhere else, editable; testing that instead of the copy would prove nothing.
"""

import sys
from pathlib import Path

import pytest

import bot

WRONG_PROGRAM = 90
"""The exit code that pytest does not have."""


def main() -> int:
    """Check, run, and give pytest's exit code."""
    if not Path(bot.__file__).is_relative_to(Path.cwd()):
        sys.stderr.write(f"the program would be imported from {bot.__file__}, not from {Path.cwd()}\n")
        return WRONG_PROGRAM
    return int(pytest.main(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
