"""Whether the program can do its work now; if not, why, in sentences that show no secret."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

from bot.clock import Clock, Tasks
from bot.config import Config
from bot.counts import Counts, Sign
from bot.storage.ground.revisions import head_revision
from bot.storage.ground.uow import UnitOfWork
from bot.storage.upkeep.pulse import Pulse, revision_where_written, take_pulse

logger = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds that whoever asks is kept waiting for the database."""
FRESH_SECONDS = 2.0
"""So long an answer holds: however many ask, the database is asked so often."""
MOST_SILENT = {
    Sign.FETCHED: (90.0, "updates: nothing could be fetched from Telegram and stored"),
    Sign.POSTED: (90.0, "postman: what is owed was not looked at"),
    Sign.TICKED: (120.0, "heartbeat: the tick did not come to its end"),
}
"""How long each sign of life may be missing, and what it means when it is."""
LONGEST_PENDING = 60.0
LONGEST_HELD_BACK = 300.0


def readiness_of(config: Config, clock: Clock, uow: UnitOfWork, counts: Counts) -> "Readiness":
    """What a program with these settings needs to do its work."""
    fetches = config.telegram.mode == "polling"
    return Readiness(uow, clock, counts, fetches=fetches, file=config.database.sqlite_path)


class Readiness:
    """Asked by whoever sends work here, as often as they like.

    One look at the database is under way at a time, and it is never broken off: whoever is tired of waiting goes, it
    comes to its end.
    """

    def __init__(self, uow: UnitOfWork, clock: Clock, counts: Counts, *, fetches: bool, file: Path | None) -> None:
        self._uow = uow
        self._clock = clock
        self._counts = counts
        self._signs = [sign for sign in MOST_SILENT if fetches or sign is not Sign.FETCHED]
        self._file = file
        self._tasks = Tasks()
        self._look: asyncio.Task[list[str]] | None = None
        self._looked_at = 0.0
        self.patience = PATIENCE

    async def reasons(self) -> list[str]:
        """Why it is not ready; none: it is."""
        now = self._clock.monotonic()
        if self._look is None or (self._look.done() and now - self._looked_at >= FRESH_SECONDS):
            self._looked_at = now
            self._look = self._tasks.start(self._database(), name="a look at the database")
        await asyncio.wait({self._look}, timeout=self.patience)
        database = self._look.result() if self._look.done() else ["database: gave no answer in time"]
        return [*database, *self._missing()]

    async def finish(self) -> None:
        """Let the look under way come to its end."""
        await self._tasks.finish(seconds=PATIENCE)

    def _missing(self) -> Iterator[str]:
        """The signs of life that are overdue."""
        for sign in self._signs:
            most, sentence = MOST_SILENT[sign]
            silent = self._counts.silence(sign, self._clock.monotonic())
            if silent is None:
                yield f"{sentence} since the start"
            elif silent > most:
                yield f"{sentence} for {silent:.0f} seconds"

    async def _database(self) -> list[str]:
        if self._file is not None and not await asyncio.to_thread(self._file.exists):
            return ["database: the file is gone"]
        try:
            revision = await revision_where_written(self._uow.database)
            if revision != head_revision():
                return [f"database: at revision {revision}, this program is for {head_revision()}"]
            async with self._uow.reading(self._clock.now()) as tx:
                return list(_stuck(await take_pulse(tx)))
        except Exception as error:
            logger.info("not ready: the database cannot be used", exc_info=True, extra={"key": "ready.no_database"})
            return [f"database: cannot be used ({type(error).__name__})"]


def _stuck(pulse: Pulse) -> Iterator[str]:
    """What waits for longer than it ever should."""
    if pulse.oldest_pending > LONGEST_PENDING:
        yield f"updates: the oldest of {pulse.pending} has waited for {pulse.oldest_pending:.0f} seconds"
    if pulse.held_back > LONGEST_HELD_BACK:
        yield f"postman: somebody has waited for an answer for {pulse.held_back:.0f} seconds"
