"""The figures for whoever asks, read from the books at most every few seconds."""

import asyncio

from bot.clock import Clock
from bot.storage.ground.uow import UnitOfWork
from bot.storage.upkeep.pulse import Pulse, take_pulse

FRESH_SECONDS = 5.0
"""So long a reading holds, however many ask."""


class Readings:
    """The last reading, renewed when somebody asks and it has grown old."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock
        self._turn = asyncio.Lock()
        self._last: Pulse | None = None
        self._read_at = 0.0

    async def pulse(self) -> Pulse:
        """A reading that is not older than a few seconds.

        Raises:
            Exception: the database cannot be read.
        """
        async with self._turn:
            instant = self._clock.monotonic()
            if self._last is None or instant - self._read_at >= FRESH_SECONDS:
                async with self._uow.reading(self._clock.now()) as tx:
                    self._last = await take_pulse(tx)
                self._read_at = instant
            return self._last
