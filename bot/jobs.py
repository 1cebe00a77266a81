"""The ticks. The scheduler is a heartbeat and nothing more: what is due is computed from our own rows each time."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.counts import Counts, Sign
from bot.intake.reception import Reception
from bot.storage.ground.uow import UnitOfWork
from bot.storage.repairs.claims import lapsing, silent_too_long
from bot.usecases.danger.alarm_times import mind_alarms
from bot.usecases.deadlines.coming_due import appointments_due, keep
from bot.usecases.deadlines.digesting import digests_due, take_digest
from bot.usecases.deadlines.silence import Silence, look_into
from bot.usecases.repairs.releasing import LapseClaim, lapse_claim
from bot.usecases.upkeep.alarming import alarm_clock
from bot.usecases.upkeep.backups import Backups
from bot.usecases.upkeep.chores import CHORES
from bot.usecases.upkeep.rekeying import Rekeying
from bot.usecases.upkeep.tidying import tidy

logger = logging.getLogger(__name__)

TICK_SECONDS = 20.0
MOST_SKEW_SECONDS = 120.0
"""A clock that is further from Telegram's than this must not decide what is due."""

MOST_SILENT_AT_ONCE = 200
"""Silent holders looked at in one tick; the others are found at the next."""


@dataclass(frozen=True)
class Ticks:
    """What happens on each heartbeat."""

    uow: UnitOfWork
    clock: Clock
    reception: Reception
    digest_grace: timedelta
    backups: Backups
    rekeying: Rekeying
    operators: tuple[int, ...] = ()
    """Who hears of an alarm that no staff answer."""
    counts: Counts = field(default_factory=Counts)

    async def tick(self, skew: float | None) -> None:
        """Everything that is due; each thing fails for itself, and is due again at the next tick."""
        await self._tick(skew)
        self.counts.give(Sign.TICKED, self.clock.monotonic())

    async def _tick(self, skew: float | None) -> None:
        now = self.clock.now()
        await self._guarded("stored updates", self.reception.take_over(all_of_them=False))
        await self._guarded("tidying", tidy(uow=self.uow, now=now))
        await self._guarded("keys", self.rekeying.look_after(now))
        if skew is not None and abs(skew) > MOST_SKEW_SECONDS:
            logger.error(
                "this machine's clock is %.0f seconds off Telegram's; set it right", skew, extra={"key": "clock.off"}
            )
            await self._guarded("the clock's alarm", alarm_clock(skew, uow=self.uow, now=now))
            return
        await self._guarded("backups", self.backups.look_after(now))
        await self._guarded("alarms", mind_alarms(self.operators, uow=self.uow, now=now))
        await self._guarded("lapsing claims", self._lapse(now))
        await self._guarded("silent holders", self._silence(now))
        await self._guarded("appointments", self._appointments(now))
        await self._guarded("digests", self._digest(now))
        for name, chore in CHORES.items():
            await self._guarded(name, chore(uow=self.uow, now=now))

    async def _lapse(self, now: datetime) -> None:
        async with self.uow.reading(now) as tx:
            late = await lapsing(tx, now)
        for community_id, number, claim_id in late:
            cmd = LapseClaim(community_id, number, claim_id)
            await self._guarded(f"the lapse of #{number}", lapse_claim(cmd, uow=self.uow, now=now))

    async def _silence(self, now: datetime) -> None:
        async with self.uow.reading(now) as tx:
            silent = await silent_too_long(tx, now, limit=MOST_SILENT_AT_ONCE)
        for community_id, number, claim_id in silent:
            cmd = Silence(community_id, number, claim_id)
            await self._guarded(f"the silence about #{number}", look_into(cmd, uow=self.uow, now=now))

    async def _appointments(self, now: datetime) -> None:
        for due in await appointments_due(uow=self.uow, now=now):
            await self._guarded(f"{due.kind} of #{due.number}", keep(due, uow=self.uow, now=now))

    async def _digest(self, now: datetime) -> None:
        for due in await digests_due(uow=self.uow, now=now):
            work = take_digest(due, grace=self.digest_grace, uow=self.uow, now=now)
            await self._guarded(f"the digest of {due.day}", work)

    async def _guarded(self, what: str, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception:
            logger.exception("%s failed; tried again at the next tick", what, extra={"key": "tick.failed"})


def heartbeat(tick: Callable[[], Coroutine[Any, Any, None]], *, seconds: float) -> AsyncIOScheduler:
    """A scheduler that calls `tick` every so many seconds, one call at a time."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        tick,
        "interval",
        seconds=seconds,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    return scheduler


async def keep_time(scheduler: AsyncIOScheduler, clock: Clock, *, seconds: float) -> None:
    """Look after the heartbeat for ever: it counts by the machine's clock, and would stop when that is set back."""
    while True:
        await clock.sleep(seconds)
        for job in scheduler.get_jobs():
            if job.next_run_time - clock.now() > timedelta(seconds=2 * seconds):
                job.reschedule("interval", seconds=seconds)
