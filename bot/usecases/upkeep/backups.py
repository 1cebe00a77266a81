"""Backups that are made every day while the bot works; what goes wrong with one, whoever looks after the machine hears.

Nothing about them is written down: what stands on the shelf is what there is.
"""

import asyncio
import json
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Tasks
from bot.domain.shelf import due_day
from bot.settings import Backup as Plan
from bot.settings import Database as Settings
from bot.storage.ground.uow import UnitOfWork
from bot.storage.upkeep.shelf import Done, Task, backups_in
from bot.usecases.upkeep.alarming import alarm_backup

logger = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(hours=1)
"""After a failure."""
LONGEST_SECONDS = 3 * 3600.0
"""What takes longer hangs."""
BUSY = "busy"


@dataclass
class Backups:
    """The shelf that is looked after, and what is known of it."""

    plan: Plan
    database: Settings
    zone: ZoneInfo
    uow: UnitOfWork
    operators: Sequence[int] = ()
    on_duty: Callable[[], bool] = lambda: True
    """Of several processes one makes them."""
    tasks: Tasks = field(default_factory=Tasks)
    days: set[date] | None = None
    """There are backups of these; None: not looked yet."""
    not_before: datetime | None = None
    under_way: asyncio.Task[None] | None = None

    async def look_after(self, now: datetime) -> None:
        """Begin to make the backup that is due; nobody waits for its end."""
        resting = self.not_before is not None and now < self.not_before
        if self.plan.folder is None or resting or self.under_way is not None or not self.on_duty():
            return
        if self.days is None:
            self.days = set(await asyncio.to_thread(backups_in, self.plan.folder))
        day = due_day(now, self.plan.at, self.zone, self.days)
        if day is not None:
            self.under_way = self.tasks.start(self._make(day, now), name="the daily backup")

    async def finished(self) -> None:
        """Wait for the one that is being made."""
        if self.under_way is not None:
            await self.under_way

    async def _make(self, day: date, now: datetime) -> None:
        task = self._task(day, now)
        try:
            done = await _in_its_own_process(task)
        except (OSError, TimeoutError, ValueError) as error:
            done = Done(wrong="other", said=f"it was not made ({type(error).__name__})")
        finally:
            self.under_way = None
        if done.made:
            self.days = {*(self.days or ()), day}
            facts = {"key": "backup.made", "removed": done.removed}
            logger.info("%s is made and verified", done.made, extra=facts)
            return
        if task.keys != self.uow.vault.keys:
            return  # it did not know the key that something was sealed with meanwhile: at the next tick it does
        self.not_before = now + AGAIN_AFTER
        logger.error("no backup of %s: %s", day, done.said, extra={"key": "backup.failed", "why": done.wrong})
        if done.wrong != BUSY:
            await alarm_backup(done.wrong, day, self.operators, uow=self.uow, now=now)

    def _task(self, day: date, now: datetime) -> Task:
        return Task(
            url=self.database.url.get_secret_value(),
            keys=self.uow.vault.keys,
            folder=str(self.plan.folder),
            day=day.isoformat(),
            now=now.isoformat(),
            daily=self.plan.keep_daily,
            weekly=self.plan.keep_weekly,
            monthly=self.plan.keep_monthly,
        )


async def _in_its_own_process(task: Task) -> Done:
    """What became of the task.

    Raises:
        OSError: the process cannot be started.
        TimeoutError: it hangs, and was killed.
        ValueError: it died without a word.
    """
    module = ("-m", "bot.storage.upkeep.shelving")
    process = await asyncio.create_subprocess_exec(sys.executable, *module, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    try:
        said, _ = await asyncio.wait_for(process.communicate(task.text().encode()), LONGEST_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    return Done(**json.loads(said))
