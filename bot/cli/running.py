"""run and migrate: the bot at work, on a database that is up to date."""

import asyncio
import logging
import sys
from functools import partial
from pathlib import Path

from bot import app, log
from bot.cli import late
from bot.cli.outcome import carry_out
from bot.cli.saying import say
from bot.clock import Clock
from bot.config import Config, ConfigError, secrets_of
from bot.mistakes import port_is_taken
from bot.stopping import stopped_by_signals
from bot.storage.ground.occupancy import only_process
from bot.storage.ground.revisions import head_revision, is_up_to_date, known_revisions
from bot.watching.watched import Watch

if sys.platform == "win32":
    from asyncio import new_event_loop
else:
    from uvloop import new_event_loop


def run(file: Path) -> None:
    """Run the bot until it is told to stop."""
    carry_out(file, _run)


def migrate(file: Path, *, to: str, force: bool) -> None:
    """Bring the database up to date, or back to what an older version knows."""

    def work(settings: Config) -> str:
        return _taken_back(settings, to, force=force) if to else _migrated(settings)

    say(f"The database is at revision {carry_out(file, work)}.")


def _run(settings: Config) -> None:
    log.configure(settings.log.level, settings.log.format, secrets_of(settings))
    _migrated(settings)
    door = late.webhook_door() if settings.telegram.mode == "webhook" else None
    watches = _watches(settings)

    async def work() -> None:
        stop = asyncio.Event()
        with stopped_by_signals(stop):
            await app.run(settings, Clock(), stop, door=door, watches=watches)

    try:
        with asyncio.Runner(loop_factory=new_event_loop) as runner:
            runner.run(work())
    except OSError as error:
        hook = settings.telegram.webhook
        raise port_is_taken(error, "telegram.webhook.port", f"{hook.listen}:{hook.port}") or error from None


def _watches(settings: Config) -> list[Watch]:
    """Who looks on, if anybody; whatever keeps them from it is found out before anything begins.

    Raises:
        ConfigError: the port is taken, or Sentry's library is not there.
    """
    watches: list[Watch] = []
    if settings.sentry.dsn.get_secret_value():
        try:
            watches.append(late.reporting())
        except ModuleNotFoundError:
            raise ConfigError("sentry.dsn", "needs a library; run: pip install sentry-sdk") from None
    metrics = settings.metrics
    if metrics.port:
        listening = late.metrics_listener()
        try:
            watches.append(partial(listening.opened, listening.metrics_socket(metrics)))
        except OSError as error:
            raise port_is_taken(error, "metrics.port", f"{metrics.listen}:{metrics.port}") or error from None
    return watches


def _migrated(settings: Config) -> str:
    """Migrated, while no other process of an older version is at work on the same file."""
    url = settings.database.sync_url
    with only_process(settings.database.sqlite_path):
        if is_up_to_date(url):
            return head_revision()
        logging.getLogger("alembic").setLevel(logging.WARNING)
        return str(late.migrations().migrate(url))


def _taken_back(settings: Config, to: str, *, force: bool) -> str:
    """At an earlier revision; what only later ones can hold is lost, so somebody has to say that it may be."""
    known = sorted(known_revisions())
    if to not in known:
        raise ConfigError("--to", f"must be one of {', '.join(known)}")
    with only_process(settings.database.sqlite_path):
        at = late.migrations().current_revision_at(settings.database.sync_url)
        if at is None or at < to:
            raise ConfigError("--to", f"the database is at revision {at or 'none'}: `weixiu migrate` goes forward")
        if at > to and not force:
            raise ConfigError("--to", f"what only {at} can hold will be lost: make a backup, then add --force")
        late.migrations().downgrade(settings.database.sync_url, to)
    return to
