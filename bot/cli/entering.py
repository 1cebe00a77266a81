"""The way in: a start is recognised before anything is loaded for it."""

import sys

from bot.cli import late
from bot.lean import begin_leanly


def main() -> None:
    """Run the command that was typed."""
    if sys.argv[1:2] == ["run"] and "--help" not in sys.argv:
        begin_leanly()  # help is made of the explanations that this does without
    late.command("table").main()
