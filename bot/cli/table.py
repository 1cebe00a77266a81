"""The table of commands: what can be typed, with which options, and what the help says of it."""

import io
import sys
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer
import typer.main

from bot.cli import late
from bot.cli.typed import carry_out
from bot.domain.roles import Role

DEFAULT_FILE = Path("config.toml")


class Language(StrEnum):
    """The languages that the bot speaks."""

    ZH = "zh"
    EN = "en"


ConfigPath = Annotated[Path, typer.Option("--config", "-c", help="The configuration file.", show_default=True)]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


def main() -> None:
    """Run the command that was typed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show ✓ must not end the program
    sys.exit(carry_out(typer.main.get_command(commands()), sys.argv))


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
    for command in (init, run, demo, doctor, migrate, backup, restore, invite, poster, export):
        table.command()(command)
    table.command("import")(import_)
    table.command("copy-to")(copy_to)
    ledger = typer.Typer(help="The points ledger.", no_args_is_help=True)
    ledger.command()(verify)
    table.add_typer(ledger, name="ledger")
    history = typer.Typer(help="What happened to orders.", no_args_is_help=True)
    history.command("verify")(verify_history)
    table.add_typer(history, name="history")
    keys = typer.Typer(help="The keys that personal data is sealed with.", no_args_is_help=True)
    keys.command("new")(new_key)
    keys.command("rotate")(rotate_keys)
    keys.command("prune")(prune_keys)
    table.add_typer(keys, name="keys")
    certificate = typer.Typer(help="Certificates of volunteer service.", no_args_is_help=True)
    certificate.command("make")(make_certificate)
    certificate.command("check")(check_certificate)
    table.add_typer(certificate, name="certificate")
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


def init(
    token: Annotated[
        str, typer.Option(envvar="WEIXIU_TELEGRAM__TOKEN", show_envvar=True, help="The bot's token, from @BotFather.")
    ] = "",
    *,
    operator: Annotated[str, typer.Option(help="Telegram user ids of those who may set it up, with commas.")] = "",
    data: Annotated[str, typer.Option(help="The folder for database and key; the configuration's, unless given.")] = "",
    language: Annotated[Language | None, typer.Option(help="zh or en; the terminal's, unless given.")] = None,
    proxy: Annotated[str, typer.Option(help="An HTTP proxy: http://HOST:PORT.")] = "",
    base_url: Annotated[str, typer.Option(help="Your own Bot API server; ends in /bot.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; what no option says is as usual.")] = False,
    force: Force = False,
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Ask three questions and write the configuration."""
    beginning = late.command("beginning")
    said = beginning.Options(token, operator, data, language or "", proxy, base_url)
    beginning.init(config, said, force=force, ask=not yes)


def run(config: ConfigPath = DEFAULT_FILE) -> None:
    """Run the bot until it is told to stop."""
    late.command("running").run(config)


def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The page's port; 0: any free one.")] = 8080,
    host: Annotated[str, typer.Option(help="The page's address.")] = "127.0.0.1",
    data: Annotated[Path | None, typer.Option(help="Keep the data in this folder.", file_okay=False)] = None,
) -> None:
    """Show the bot with a pretend Telegram, without an account."""
    late.command("showing").demo(host, port, data)


def doctor(
    *,
    config: ConfigPath = DEFAULT_FILE,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Look at everything the bot needs and say what to mend."""
    late.command("looking").doctor(config, as_json=as_json)


def migrate(
    to: Annotated[str, typer.Option(help="Back to this revision, before an older version is installed.")] = "",
    *,
    force: Annotated[bool, typer.Option("--force", help="Lose what only newer revisions can hold.")] = False,
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Bring the database up to date; `run` does it by itself."""
    late.command("running").migrate(config, to=to, force=force)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to make.")],
    *,
    config: ConfigPath = DEFAULT_FILE,
    force: Force = False,
) -> None:
    """Copy the database into one verified file, while the bot runs."""
    late.command("copying").backup(config, file, force=force)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    *,
    config: ConfigPath = DEFAULT_FILE,
    force: Force = False,
) -> None:
    """Put a backup in the database's place, while the bot does not run."""
    late.command("copying").restore(config, file, force=force)


def copy_to(
    url: Annotated[str, typer.Argument(help="An empty database; - reads its address from standard input.")],
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Move to another database of either kind, while the bot does not run; compared row by row.

    Example: echo postgresql://weixiu:PASSWORD@localhost/weixiu | weixiu copy-to -
    """
    late.command("copying").copy_to(config, url)


def invite(
    role: Annotated[Role, typer.Argument(help="Who the link makes somebody.")] = Role.VOLUNTEER,
    community: Annotated[str, typer.Option(help="Its name or number, where there are several.")] = "",
    count: Annotated[int, typer.Option(min=1, max=100, help="How many links.")] = 1,
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Print links that let people into a community, each once."""
    late.command("inviting").invite(config, role=role, community=community, count=count)


def poster(
    file: Annotated[Path, typer.Argument(help="The file to draw: a .pdf with all pages, or a .png of the first.")],
    building: Annotated[str, typer.Option(help="Only this building of the list.")] = "",
    community: Annotated[str, typer.Option(help="Its name or number, where there are several.")] = "",
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Draw posters with a QR code for the gate and each building."""
    late.command("printing").poster(config, file, community=community, building=building)


def export(
    file: Annotated[Path, typer.Argument(help="The file to make: an .xlsx with all sheets, or a .csv of the record.")],
    days: Annotated[str, typer.Option(help="2026-10, or 2026-10-01 2026-10-31; all, if none are named.")] = "all",
    kind: Annotated[str, typer.Option(help="repair, hazard, wish or opinion; all, if none is named.")] = "",
    community: Annotated[str, typer.Option(help="Its name or number, where there are several.")] = "",
    *,
    full: Annotated[bool, typer.Option("--full", help="With whole names, phones and flats.")] = False,
    force: Force = False,
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Write the record into a spreadsheet, while the bot runs."""
    late.command("exporting").export(config, file, (days, kind), community=community, full=full, force=force)


def import_(
    file: Annotated[Path | None, typer.Argument(help="An .xlsx or .csv with the columns of the record.")] = None,
    community: Annotated[str, typer.Option(help="Its name or number, where there are several.")] = "",
    errors: Annotated[Path | None, typer.Option(help="Where the sheet with its errors goes.")] = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Bring the good rows in; otherwise only look.")] = False,
    link: Annotated[bool, typer.Option("--link", help="Volunteers called like one member are that member.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was brought in last.")] = False,
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Bring in the record that was kept by hand until now, as past repairs, or take it back."""
    if undo == (file is not None):
        raise typer.BadParameter("name a file to bring in or say --undo, one of the two", param_hint="FILE")
    late.command("importing").import_(config, file, community, errors, taking=yes, linked=link)


def verify(
    community: Annotated[str, typer.Option(help="Its name or number; all, if none is named.")] = "",
    head: Annotated[str, typer.Option(help="What a secretary was told of the books: 1284:3f9a7c21d04b.")] = "",
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Look the books over and name the first entry that somebody altered."""
    late.command("proving").verify(config, community=community, head=head)


def verify_history(
    community: Annotated[str, typer.Option(help="Its name or number; all, if none is named.")] = "",
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Look at what happened to every order and name the first whose history somebody altered."""
    late.command("proving").verify_history(config, community=community)


def make_certificate(
    name: Annotated[str, typer.Argument(help="Whose: what they are called in the chat.")],
    file: Annotated[Path, typer.Argument(help="The file to draw: a .pdf or a .png.")],
    year: Annotated[int, typer.Option(min=0, max=9998, help="Of which year; 0: this one.")] = 0,
    community: Annotated[str, typer.Option(help="Its name or number, where there are several.")] = "",
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Draw what a volunteer did in a year, in Chinese and English, on one page."""
    late.command("certifying").make(config, file, name=name, community=community, year=year)


def check_certificate(
    number: Annotated[str, typer.Argument(help="What stands at the foot of a certificate.")],
    config: ConfigPath = DEFAULT_FILE,
) -> None:
    """Say whether a certificate is true, and whose it is."""
    late.command("certifying").check(config, number)


def new_key() -> None:
    """Print a key, for those who keep it in security.key or in a store of secrets."""
    late.command("rekeying").new()


def rotate_keys(config: ConfigPath = DEFAULT_FILE) -> None:
    """Put a new key before the present one and seal everything anew with it, while the bot runs.

    Whatever interrupts it: run it again, and it goes on. Example: weixiu keys rotate --config /etc/weixiu/config.toml
    """
    late.command("rekeying").rotate(config)


def prune_keys(config: ConfigPath = DEFAULT_FILE) -> None:
    """Take the old keys out of the key file, once nothing in the database is sealed with them."""
    late.command("rekeying").prune(config)
