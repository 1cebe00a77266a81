"""What was typed is carried out; what typer says by itself, help and refusals, is told in the operator's language."""

import io
from collections.abc import Sequence
from contextlib import nullcontext, redirect_stdout
from typing import Any

import typer

from bot.cli import late

ASKS_FOR_HELP = frozenset({"--help", "ledger", "history", "keys", "certificate"})
"""The last word of whoever wants to know what can be typed."""


def carry_out(table: Any, typed: Sequence[str]) -> int:
    """Do it; the exit code. `table`: a command as typer makes them, which has no public type."""
    said = io.StringIO()
    asks = typed[-1] in ASKS_FOR_HELP or len(typed) == 1
    if asks:
        late.command("saying").explain(table)
    try:
        with redirect_stdout(said) if asks else nullcontext():
            code = table(standalone_mode=False)
    except typer.TyperException as mistake:
        late.command("outcome").speak_as_configured(typed)
        mistake.show(said)  # type: ignore[attr-defined] # whatever it raises can show itself
        late.command("saying").pass_on(said.getvalue(), err=True)
        return mistake.exit_code
    except typer.Abort:
        late.command("saying").say("Aborted!", err=True)
        return 1
    if asks:
        late.command("saying").pass_on(said.getvalue())
    return code if isinstance(code, int) else 0
