"""The commands a person types: run, demo, doctor, migrate, backup, restore, invite.

Exit codes: 0 done; 1 the doctor found something to mend; 2 a mistake in the configuration or the command, told in
one line.
"""

import asyncio
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot import app as program
from bot import demo as demonstration
from bot import log
from bot.clock import Clock
from bot.config import Config, ConfigError, load, secrets_of
from bot.doctor.examination import examine
from bot.doctor.findings import Finding, all_well
from bot.doctor.machine import present_keys
from bot.domain.roles import Role
from bot.invitations import links
from bot.mistakes import in_one_line, port_is_taken
from bot.stopping import stopped_by_signals
from bot.storage.backup import backup as make_backup
from bot.storage.migrating import migrate as bring_up_to_date
from bot.storage.occupancy import only_process
from bot.storage.restoring import restore as put_back

MISTAKE = 2
TOKEN_VARIABLES = ("WEIXIU_TELEGRAM__TOKEN", "WEIXIU_TELEGRAM__TOKEN_FILE")
DEFAULT_FILE = Path("config.toml")
T = TypeVar("T")

ConfigPath = Annotated[Path, typer.Option("--config", "-c", help="The configuration file.", show_default=True)]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


def main() -> None:
    """Run the command that was typed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show ✓ must not end the program
    commands()()


def commands() -> typer.Typer:
    """The table of commands."""
    table = typer.Typer(
        name="weixiu",
        help="Weixiu 微修: repair orders of a neighbourhood in its group chat.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    table.callback()(_options)
    for command in (run, demo, doctor, migrate, backup, restore, invite):
        table.command()(command)
    return table


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"weixiu {_version()}")
        raise typer.Exit


def _version() -> str:
    try:
        return version("weixiu")
    except PackageNotFoundError:
        return "(not installed)"


def _options(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Weixiu 微修: repair orders of a neighbourhood in its group chat."""


# Commands


def run(config: ConfigPath = DEFAULT_FILE) -> None:
    """Run the bot until it is told to stop."""
    _carry_out(config, _run)


def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The page's port; 0: any free one.")] = 8080,
    host: Annotated[str, typer.Option(help="The page's address.")] = "127.0.0.1",
    data: Annotated[Path | None, typer.Option(help="Keep the data in this folder.", file_okay=False)] = None,
) -> None:
    """Show the bot with a pretend Telegram, without an account."""

    async def show() -> None:
        stop = asyncio.Event()
        with stopped_by_signals(stop):
            await demonstration.demo(host, port, data, stop, say=typer.echo)

    log.configure("warning", "text", [])
    with _mistakes_told():
        try:
            asyncio.run(show())
        except OSError as error:
            raise port_is_taken(error, "--port", f"{host}:{port}") or error from None


def doctor(
    *,
    config: ConfigPath = DEFAULT_FILE,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Look at everything the bot needs and say what to mend."""

    def look(settings: Config) -> list[Finding]:
        log.configure("error", settings.log.format, secrets_of(settings))
        return asyncio.run(_examined(settings, show=not as_json))

    findings = _carry_out(config, look)
    if as_json:
        shown = {"ok": all_well(findings), "findings": [finding.to_json() for finding in findings]}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    if not all_well(findings):
        raise typer.Exit(1)


def migrate(config: ConfigPath = DEFAULT_FILE) -> None:
    """Bring the database up to date; `run` does it by itself."""
    revision = _carry_out(config, _migrated)
    typer.echo(f"The database is at revision {revision}.")


def backup(
    file: Annotated[Path, typer.Argument(help="The file to make.")],
    *,
    config: ConfigPath = DEFAULT_FILE,
    force: Force = False,
) -> None:
    """Copy the database into one verified file, while the bot runs."""

    def make(settings: Config) -> None:
        keys = present_keys(settings)
        with _progress() as report:
            made = make_backup(settings.database, keys, file, now=Clock().now(), report=report, force=force)
        typer.echo(f"{file}: {made.rows} rows, {made.size} bytes, revision {made.revision}, verified.")
        key = "security.key" if settings.security.key else settings.security.key_file
        typer.echo(f"The key is not in it, and it cannot be read without: keep {key} with it, apart.")

    _carry_out(config, make)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    *,
    config: ConfigPath = DEFAULT_FILE,
    force: Force = False,
) -> None:
    """Put a backup in the database's place, while the bot does not run."""

    def put(settings: Config) -> None:
        keys = present_keys(settings)
        with _progress() as report:
            aside = put_back(settings.database, keys, file, now=Clock().now(), report=report, force=force)
        typer.echo(f"{settings.database.place} is what {file} was.")
        if aside is not None:
            typer.echo(f"What was there before is in {aside}.")

    _carry_out(config, put)


def invite(
    role: Annotated[Role, typer.Argument(help="Who the link makes somebody.")] = Role.VOLUNTEER,
    community: Annotated[str, typer.Option(help="Its name or number, where there are several.")] = "",
    count: Annotated[int, typer.Option(min=1, max=100, help="How many links.")] = 1,
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Print links that let people into a community, each once."""

    def make(settings: Config) -> list[str]:
        log.configure("error", settings.log.format, secrets_of(settings))
        keys = present_keys(settings)
        return asyncio.run(links(settings, keys, Clock(), role=role, community=community, count=count))

    for link in _carry_out(config, make):
        typer.echo(link)


# How they are carried out


def _carry_out(file: Path, work: Callable[[Config], T]) -> T:
    """Read the configuration and work with it; a mistake of the operator's ends in one line and exit code 2."""
    settings: list[Config] = []
    with _mistakes_told(settings):
        settings.append(_read(file))
        return work(settings[0])


@contextmanager
def _mistakes_told(settings: list[Config] | None = None) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        told = in_one_line(error, settings[0] if settings else None)
        if told is None:
            raise
        typer.echo(f"weixiu: {told}", err=True)
        raise typer.Exit(MISTAKE) from None


def _read(file: Path) -> Config:
    """The configuration; without a file, the environment may hold all of it."""
    if file == DEFAULT_FILE and not file.exists():
        if not any(name in os.environ for name in TOKEN_VARIABLES):
            raise ConfigError(
                "--config", "there is no config.toml here; copy config.example.toml to it, or name another file"
            )
        return load(None, os.environ)
    return load(file, os.environ)


def _run(settings: Config) -> None:
    log.configure(settings.log.level, settings.log.format, secrets_of(settings))
    _migrated(settings)

    async def work() -> None:
        stop = asyncio.Event()
        with stopped_by_signals(stop):
            await program.run(settings, Clock(), stop)

    try:
        asyncio.run(work())
    except OSError as error:
        hook = settings.telegram.webhook
        raise port_is_taken(error, "telegram.webhook.port", f"{hook.listen}:{hook.port}") or error from None


def _migrated(settings: Config) -> str:
    """Migrated, while no other process of an older version is at work on the same file."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with only_process(settings.database.sqlite_path):
        return bring_up_to_date(settings.database.sync_url)


async def _examined(settings: Config, *, show: bool) -> list[Finding]:
    findings = []
    async for finding in examine(settings, Clock()):
        findings.append(finding)
        if show:
            typer.echo(str(finding))
    return findings


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
