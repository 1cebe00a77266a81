"""import: a record that was kept by hand."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import typer

from bot import log
from bot.cli.outcome import carry_out
from bot.clock import Clock
from bot.config import Config, present_keys, secrets_of
from bot.domain.past import BadRow
from bot.importing import imported


def bring(config: Path, file: Path, *, community: str, taking: bool) -> None:
    """Say what is in a spreadsheet, and bring it in if that is wanted."""

    def work(settings: Config) -> tuple[dict[str, int], Sequence[BadRow]]:
        log.configure("error", settings.log.format, secrets_of(settings))
        keys = present_keys(settings)
        return asyncio.run(imported(settings, keys, Clock(), file, community=community, taking=taking))

    counts, bad = carry_out(config, work)
    for row in bad:
        typer.echo(f"row {row.row}: {row.why}{f': {row.said}' if row.said else ''}", err=True)
    did = "brought in" if taking else "to be brought in (with --yes)"
    typer.echo(f"{file}: {counts['good']} rows {did}, {counts['known']} known already, {counts['bad']} wrong.")
