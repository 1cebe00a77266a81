"""import: a record that was kept by hand."""

import asyncio
from pathlib import Path

from bot import log
from bot.cli.outcome import carry_out
from bot.cli.saying import say
from bot.clock import Clock
from bot.config import Config, present_keys, secrets_of
from bot.importing import Bringing, Brought, imported, taken_back


def import_(
    config: Path, file: Path | None, community: str, errors: Path | None, *, taking: bool, linked: bool
) -> None:
    """Bring a file in; without one, take back what was brought in last."""
    if file is None:
        _undo(config, community)
    else:
        _bring(config, Bringing(file, community, taking=taking, linked=linked, errors=errors))


def _bring(config: Path, what: Bringing) -> None:
    """Say what is in a spreadsheet, and bring it in if that is wanted."""

    def work(settings: Config) -> Brought:
        log.configure("error", settings.log.format, secrets_of(settings))
        return asyncio.run(imported(settings, present_keys(settings), Clock(), what))

    brought = carry_out(config, work)
    counts = brought.counts
    for row in brought.bad:
        say(f"row {row.row}: {row.why}", err=True)
    did = "brought in" if what.taking else "to be brought in (with --yes)"
    say(f"{what.file}: {counts['good']} rows {did}, {counts['known']} known already, {counts['bad']} wrong.")
    if brought.years:
        say(f"Days without a year were read as {', '.join(map(str, brought.years))}.")
    if brought.errors is not None:
        say(f"{brought.errors}: the same sheet, with what is wrong behind each row.")


def _undo(config: Path, community: str) -> None:
    """Take back what was brought in last."""

    def work(settings: Config) -> str:
        log.configure("error", settings.log.format, secrets_of(settings))
        return asyncio.run(taken_back(settings, present_keys(settings), Clock(), community))

    say(carry_out(config, work))
