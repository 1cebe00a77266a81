"""backup, restore, copy-to: the whole database as one verified file, or in another database."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from bot.cli.outcome import carry_out
from bot.cli.saying import say
from bot.clock import Clock
from bot.config import Config, ConfigError, build, present_keys
from bot.mistakes import Sentences
from bot.settings import Database
from bot.storage.upkeep.backup import BackupError
from bot.storage.upkeep.backup import backup as make_backup
from bot.storage.upkeep.checkup import DamagedError
from bot.storage.upkeep.moving_out import move_out
from bot.storage.upkeep.restoring import restore as put_back

ALSO: Sentences = (
    (BackupError, "{error}"),
    (DamagedError, "database.url: {error}; restore the last backup"),
)

OF_THE_FILE: Sentences = ((BackupError, "{error}"), (DamagedError, "{error}; name another backup"))
"""Of `restore`: what is damaged is the file that was named."""


def backup(config: Path, file: Path, *, force: bool) -> None:
    """Copy the database into one verified file, while the bot runs."""

    def make(settings: Config) -> None:
        keys = present_keys(settings)
        with _progress() as report:
            made = make_backup(settings.database, keys, file, now=Clock().now(), report=report, force=force)
        say(f"{file}: {made.rows} rows, {made.size} bytes, revision {made.revision}, verified.")
        key = "security.key" if settings.security.key else settings.security.key_file
        say(f"The key is not in it, and it cannot be read without: keep {key} with it, apart.")

    carry_out(config, make, ALSO)


def restore(config: Path, file: Path, *, force: bool) -> None:
    """Put a backup in the database's place, while the bot does not run."""

    def put(settings: Config) -> None:
        keys = present_keys(settings)
        with _progress() as report:
            aside = put_back(settings.database, keys, file, now=Clock().now(), report=report, force=force)
        say(f"{settings.database.place} is what {file} was.")
        if aside is not None:
            say(f"What was there before is in {aside}.")

    carry_out(config, put, OF_THE_FILE)


def copy_to(config: Path, url: str) -> None:
    """Copy everything into an empty database, while the bot does not run."""

    def move(settings: Config) -> None:
        target = _named(sys.stdin.readline().strip() if url == "-" else url)
        keys = present_keys(settings)
        with _progress() as report:
            moved = move_out(settings.database, target, keys, now=Clock().now(), report=report)
        say(f"{target.place} holds what {settings.database.place} holds: {moved.rows} rows in {moved.tables}")
        say("tables, each compared, the books whole. Now name it in database.url and start the bot;")
        say("the old database was left as it is: keep it until you are sure.")

    carry_out(config, move, ALSO)


def _named(url: str) -> Database:
    try:
        return build({"telegram": {"token": "1:A"}, "database": {"url": url}}, folder=Path.cwd()).database
    except ConfigError as error:
        raise ConfigError("URL", error.sentence) from None


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Tell a person who waits how far it is; nobody else."""
    told: list[str] = []

    def report(what: str, done: int, total: int) -> None:
        line = f"{what} {100 * done // max(total, 1)} %"
        if sys.stderr.isatty() and told[-1:] != [line]:
            told[:] = [line]
            typer.echo(f"\r\x1b[K{line}", nl=False, err=True)

    try:
        yield report
    finally:
        if told:
            typer.echo("\r\x1b[K", nl=False, err=True)
