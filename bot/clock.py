"""The one place that reads the clock, sleeps, and starts detached work.

Everything else receives `now` as an argument or a `Clock` from `bot.app`, so that a test, or the demo's
"tomorrow 08:30" button, moves the whole program by moving one object.
"""

import asyncio
import logging
import time
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

logger = logging.getLogger(__name__)


class Clock:
    """The machine's own time. All instants are timezone-aware UTC."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the one place

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back; only differences mean anything."""
        return time.monotonic()  # noqa: TID251 - this is the one place

    async def sleep(self, seconds: float) -> None:
        """Wait for as many seconds."""
        await asyncio.sleep(seconds)


class ShiftedClock(Clock):
    """The machine's time plus a shift that can be changed: the demo's clock."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def now(self) -> datetime:
        """The shifted instant, UTC."""
        return super().now() + self.shift

    def monotonic(self) -> float:
        """Shifted as well, so that waits measured with it end when the clock is moved past them."""
        return super().monotonic() + self.shift.total_seconds()

    def move(self, by: timedelta) -> None:
        """Go forward by as much.

        Raises:
            ValueError: the clock would go backwards.
        """
        if by < timedelta():
            raise ValueError("this clock only goes forward")
        self.shift += by


class StillClock(Clock):
    """A clock that stands still until it is moved: the tests' clock. Sleeping moves it."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._now = start

    def now(self) -> datetime:
        """The instant it was last moved to, UTC."""
        return self._now

    def monotonic(self) -> float:
        """Seconds since it was made; unlike the instant, never negative."""
        return max(0.0, (self._now - self._start).total_seconds())

    async def sleep(self, seconds: float) -> None:
        """Move on at once by as many seconds and let others run."""
        self.move(timedelta(seconds=seconds))
        await asyncio.sleep(0)

    def move(self, by: timedelta) -> None:
        """Move by as much; backwards is allowed, because real clocks are set back too."""
        self._now += by


MOST_DOUBLINGS = 10


def growing_pause(failures: int, *, first: float, longest: float) -> float:
    """Seconds to wait after as many failures in a row: twice as many each time, up to the longest."""
    return min(longest, first * 2.0 ** min(failures, MOST_DOUBLINGS))


class Tasks:
    """The one supervised door for detached work: failures are logged, and closing waits for what is in hand."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any], *, name: str) -> asyncio.Task[Any]:
        """Start `work` under `name`; an exception that nobody awaits is logged, not lost."""
        task = asyncio.create_task(work, name=name)  # noqa: TID251 - this is the one place
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("detached work %s failed", task.get_name(), exc_info=error, extra={"key": "task.failed"})

    async def finish(self, *, seconds: float) -> None:
        """Wait until all started work has ended, at most as many seconds; then cancel what is left."""
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        left = list(self._running)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
