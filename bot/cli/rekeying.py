"""keys new, keys rotate, keys prune: another key for personal data, while the bot runs."""

import asyncio
import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from bot import log
from bot import rekeying as changing
from bot.cli.outcome import carry_out
from bot.cli.saying import say
from bot.clock import Clock
from bot.config import Config, new_key, secrets_of


def new() -> None:
    """Print a key."""
    typer.echo(new_key().decode())


def rotate(config: Path) -> None:
    """Put a new key first and seal everything anew; exit code 1 if something is left."""
    done = carry_out(config, _rotated)
    if done.at_work:
        say("The bot is at work: it takes up the key within a minute and seals everything anew by itself.")
    else:
        say(f"{done.rows} rows were sealed anew.")
    if done.left:
        say(f"✗ {done.left} rows were in use; run this again")
        raise typer.Exit(1)
    say("When `weixiu keys prune` finds nothing sealed with the old key, it takes that away.")


def _rotated(settings: Config) -> changing.Rotated:
    log.configure("error", settings.log.format, secrets_of(settings))
    done = asyncio.run(changing.rotate(settings, Clock(), _progress()))
    if done.made:
        say(f"A new key stands first in {settings.security.key_file}: keep a copy of it, apart from backups.")
    return done


def _progress() -> Callable[[str, int], None]:
    """Tell a person who waits how much was looked at; nobody else."""
    looked_at = itertools.count()

    def tell(table: str, _rows: int) -> None:
        pages = next(looked_at)
        if sys.stderr.isatty():
            typer.echo(f"\r\x1b[K{table}, page {pages + 1}", nl=False, err=True)

    return tell


def prune(config: Path) -> None:
    """Take the old keys away; exit code 1 if something still needs them."""

    def drop(settings: Config) -> changing.Pruned:
        log.configure("error", settings.log.format, secrets_of(settings))
        return asyncio.run(changing.prune(settings, Clock()))

    done = carry_out(config, drop)
    if done.stale:
        say("✗ still sealed with an old key: " + ", ".join(f"{name} {n}" for name, n in done.stale.items()))
        say("Run `weixiu keys rotate`, or let the bot go on with it.")
        raise typer.Exit(1)
    if done.too_early is not None:
        say(f"✗ the bot is at work with a new key; do this after {done.too_early:%H:%M} UTC, or stop it first")
        raise typer.Exit(1)
    say(_told(done))


def _told(done: changing.Pruned) -> str:
    if not done.dropped:
        return "There is one key, and nothing is sealed with another."
    if done.aside is None:
        return "Nothing is sealed with any key but the first: take the others out of security.key and restart the bot."
    return (
        f"{done.dropped} old key(s) are now in {done.aside}. Backups made before are opened by them alone: "
        "move that file to where those backups are, or delete it with them."
    )
