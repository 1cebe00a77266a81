"""export: the record as a spreadsheet."""

import asyncio
import sys
from pathlib import Path

import typer

from bot import log
from bot.cli.outcome import carry_out
from bot.cli.saying import say
from bot.clock import Clock
from bot.config import Config, present_keys, secrets_of
from bot.exporting import exported


def export(config: Path, file: Path, asked: tuple[str, str], *, community: str, full: bool, force: bool) -> None:
    """Write what is asked for into a file."""

    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r\x1b[K{100 * done // max(total, 1)} %", nl=False, err=True)

    def make(settings: Config) -> int:
        log.configure("error", settings.log.format, secrets_of(settings))
        keys = present_keys(settings)
        work = exported(settings, keys, Clock(), file, asked, community=community, full=full, force=force, tell=tell)
        return asyncio.run(work)

    say(f"{file}: {carry_out(config, make)} line(s).")
