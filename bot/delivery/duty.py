"""Which process's postman is on duty. One account has one budget, so one process at a time spends it.

Losing the duty loses nothing: every row is taken by a conditional write, and whoever is on duty next goes on.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.clock import Clock
from bot.storage.ground.leases import give_up_lease, take_lease
from bot.storage.ground.uow import UnitOfWork

logger = logging.getLogger(__name__)

NAME = "postman"
LIFE = timedelta(seconds=4)
"""How long nobody delivers after the process on duty was killed."""
RENEW_SECONDS = 1.0


class Duty:
    """A lease, taken when it is free and renewed while this process lives. `alone`: nobody else can want it."""

    def __init__(self, uow: UnitOfWork, clock: Clock, *, owner: str, alone: bool) -> None:
        self._uow = uow
        self._clock = clock
        self._owner = owner
        self.alone = alone
        self._until = 0.0

    @property
    def held(self) -> bool:
        """Whether this process delivers. By its own measure: one that was held up does not go on unasked."""
        return self.alone or self._clock.monotonic() < self._until

    async def renew(self) -> bool:
        """Take or renew the duty; True when it was just taken over."""
        if self.alone:
            return False
        before, begun = self.held, self._clock.monotonic()
        now = self._clock.now()
        async with self._uow.writing(now, occasion="duty") as tx:
            taken = await take_lease(tx.session, NAME, self._owner, now, LIFE)
        self._until = begun + LIFE.total_seconds() if taken else 0.0
        return taken and not before

    async def keep(self, taken_over: Callable[[], Awaitable[None]]) -> None:
        """Renew for ever and call `taken_over` after taking over; without a database nobody is on duty."""
        while True:
            await self._clock.sleep(RENEW_SECONDS)
            try:
                if await self.renew():
                    logger.info("this process delivers from now on", extra={"key": "duty.taken"})
                    await taken_over()
            except Exception:
                self._until = 0.0
                logger.exception("the duty could not be renewed", extra={"key": "duty.not_renewed"})

    async def give_up(self) -> None:
        """Let another process go on at once."""
        if self.alone or not self.held:
            return
        self._until = 0.0
        async with self._uow.writing(self._clock.now(), occasion="duty") as tx:
            await give_up_lease(tx.session, NAME, self._owner)
