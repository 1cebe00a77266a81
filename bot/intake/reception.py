"""Receiving: updates are stored in one transaction, then handled lane by lane, in Telegram's order."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Any

from bot.clock import Clock, Tasks
from bot.models.intake import InboxState
from bot.storage.inbox import StoredUpdate, note_failure, store, take_left
from bot.storage.uow import UnitOfWork

logger = logging.getLogger(__name__)

TRIES = 5
AT_ONCE = 4
"""Few, because the database has one writer: what the postman has to write down must not queue behind many."""
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0

Handle = Callable[[StoredUpdate], Awaitable[None]]
GiveUp = Callable[[StoredUpdate, Exception], Awaitable[None]]


class Reception:
    """The queue between Telegram and the handlers. The rows are the queue; what is in memory is only their order."""

    def __init__(self, *, uow: UnitOfWork, clock: Clock, bot_id: int, handle: Handle, give_up: GiveUp) -> None:
        self._uow = uow
        self._clock = clock
        self._bot_id = bot_id
        self._handle = handle
        self._give_up = give_up
        self._lanes: dict[str, deque[StoredUpdate]] = {}
        self._known: set[int] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._tasks = Tasks()
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def receive(self, raws: Iterable[dict[str, Any]]) -> None:
        """Store updates. When this returns, Telegram may be told that we have them; not before."""
        usable = [raw for raw in raws if isinstance(raw.get("update_id"), int)]
        now = self._clock.now()
        async with self._uow.writing(now, occasion="receive") as tx:
            fresh = await store(tx.session, tx.vault, now, self._bot_id, usable)
        self._queue(fresh)

    async def take_over(self, *, all_of_them: bool) -> int:
        """Handle stored updates that nobody is at work on; how many."""
        now = self._clock.now()
        async with self._uow.writing(now, occasion="take over") as tx:
            left = await take_left(tx.session, tx.vault, now, self._bot_id, all_of_them=all_of_them)
        left = [stored for stored in left if stored.seq not in self._known]
        self._queue(left)
        return len(left)

    async def idle(self) -> None:
        """Wait until everything received has been handled."""
        await self._quiet.wait()

    async def finish(self, *, seconds: float) -> None:
        """Finish what is in hand; the rest stays stored."""
        for lane in self._lanes.values():
            lane.clear()
        await self._tasks.finish(seconds=seconds)

    def _queue(self, updates: Iterable[StoredUpdate]) -> None:
        for stored in updates:
            self._known.add(stored.seq)
            self._quiet.clear()
            if stored.lane in self._lanes:
                self._lanes[stored.lane].append(stored)
            else:
                self._lanes[stored.lane] = deque([stored])
                self._tasks.start(self._work(stored.lane), name=f"lane {stored.lane}")

    async def _work(self, lane: str) -> None:
        queue = self._lanes[lane]
        try:
            while queue:
                stored = queue.popleft()
                async with self._slots:
                    await self._try(stored)
                self._known.discard(stored.seq)
        finally:
            del self._lanes[lane]
            if not self._lanes:
                self._quiet.set()

    async def _try(self, stored: StoredUpdate) -> None:
        """Handle one update; what fails is tried again a few times, then put aside so that its neighbours go on."""
        state: InboxState | None = InboxState.PENDING
        attempt = stored.attempts
        while state is InboxState.PENDING:
            try:
                await self._handle(stored)
            except Exception as error:
                attempt += 1
                logger.exception("update %s failed, attempt %s", stored.seq, attempt)
                state = await self._count(stored, error)
                if state is InboxState.DEAD:
                    await self._give_up(stored, error)
                await self._clock.sleep(min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**attempt))
            else:
                return

    async def _count(self, stored: StoredUpdate, error: Exception) -> InboxState | None:
        """Write the failure down; while even that fails (the database is away), the update stays pending."""
        now = self._clock.now()
        try:
            async with self._uow.writing(now, occasion=f"failed/{stored.seq}") as tx:
                kind = type(error).__name__
                return await note_failure(
                    tx.session, stored.seq, kind, tries=TRIES, retry_at=now + timedelta(seconds=60)
                )
        except Exception:
            logger.exception("the failure of update %s could not be written down", stored.seq)
            return InboxState.PENDING
