"""Receiving: updates are stored in one transaction, then handled lane by lane, in Telegram's order.

What arrives together and may be handled together shares one transaction; what fails in company is tried alone.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.clock import Clock, Tasks, growing_pause
from bot.counts import Counts, Happening
from bot.intake.answering import Answer, Answers
from bot.intake.lanes import Lanes
from bot.models.intake import InboxState
from bot.storage.ground.trouble import is_trouble
from bot.storage.ground.uow import AlreadyHandledError, NotYetError, UnitOfWork
from bot.storage.post.inbox import LEASE, StoredUpdate, has_number, note_failure, renew, store, take_left

logger = logging.getLogger(__name__)

TRIES = 5
AT_ONCE = 4
"""Few, because the database has one writer: what the postman has to write down must not queue behind many."""
TOGETHER = 64
"""The most updates that share a transaction: more would make the first wait for the last."""
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
NOT_YET_PAUSE = 0.02
RENEW_SECONDS = 2.0
RENEWED = 5_000
"""Updates whose lease one statement renews; of more than that in hand, another process may have the last."""

Arrival = tuple[list[dict[str, Any]], "asyncio.Future[None]"]
"""Updates that somebody hands over, and what they wait for."""


@dataclass(frozen=True)
class Together:
    """What became of updates that shared a transaction: the answers of those handled, and who has to wait.

    By `seq`; who is in neither was handled before.
    """

    answers: Mapping[int, Answer]
    waiting: AbstractSet[int]


class Handler(Protocol):
    """Who handles stored updates."""

    def in_company(self, stored: StoredUpdate) -> bool:
        """Whether the update may share its transaction with others."""

    async def handle(self, stored: StoredUpdate) -> Answer | None:
        """Handle one update, once.

        Raises:
            NotYetError: it is not its turn.
            Exception: anything unexpected; it stays stored and is tried again.
        """

    async def handle_together(self, several: Sequence[StoredUpdate]) -> Together:
        """Handle several in one transaction.

        Raises:
            AlreadyHandledError: all of them were handled before.
            NotYetError: it is the turn of none.
            Exception: anything unexpected; none was handled.
        """

    async def give_up(self, stored: StoredUpdate, error: Exception) -> Answer | None:
        """It failed for good and was put aside."""


class Reception:
    """The queue between Telegram and the handlers. The rows are the queue; what is in memory is only their order."""

    def __init__(
        self, *, uow: UnitOfWork, clock: Clock, bot_id: int, handler: Handler, counts: Counts | None = None
    ) -> None:
        self._counts = counts or Counts()
        self._uow = uow
        self._clock = clock
        self._bot_id = bot_id
        self._handler = handler
        self._lanes = Lanes(handler.in_company, most=TOGETHER)
        self._working = 0
        self._tasks = Tasks()
        self._answers = Answers(self._tasks, self._look_whether_quiet)
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._arrived: list[Arrival] = []
        self._storing = False

    async def receive(self, raws: Iterable[object]) -> None:
        """Store updates. When this returns, Telegram may be told that we have them; not before.

        What arrives while a commit is under way shares the next one.
        """
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arrived.append(([raw for raw in raws if has_number(raw)], stored))
        if len(self._arrived) == 1 and not self._storing:
            self._storing = True
            self._tasks.start(self._store(), name="storing")
        await stored

    async def deliver(self, raw: dict[str, Any]) -> Answer | None:
        """As `receive`, for one update that was brought: the answer to a tap may go back with the receipt.

        None: there is none, or not soon, and then it is given by a call.
        """
        if "callback_query" in raw:
            return await self._answers.heard_by(raw["update_id"], self.receive([raw]))
        await self.receive([raw])
        return None

    async def _store(self) -> None:
        try:
            while self._arrived:
                arrived, self._arrived = self._arrived, []
                try:
                    await self._store_together([raw for raws, _ in arrived for raw in raws])
                except Exception as error:  # noqa: BLE001 - those who handed them over raise it
                    _tell(arrived, error)
                else:
                    _tell(arrived, None)
        finally:
            self._storing = False

    async def _store_together(self, raws: list[dict[str, Any]]) -> None:
        now = self._clock.now()
        async with self._uow.writing(now, occasion="receive") as tx:
            fresh = await store(tx.session, tx.vault, now, self._bot_id, raws)
        self._counts.add(Happening.UPDATE, "stored", len(fresh))
        for update_id in {raw["update_id"] for raw in raws} - {stored.raw["update_id"] for stored in fresh}:
            self._answers.give(update_id, None)  # it was handled before, or could not be kept
        self._queue(fresh)

    async def take_over(self, *, all_of_them: bool) -> int:
        """Handle stored updates that nobody is at work on; how many."""
        now = self._clock.now()
        async with self._uow.writing(now, occasion="take over") as tx:
            if mine := sorted(self._lanes.known)[:RENEWED]:
                await renew(tx.session, now, mine)
            left = await take_left(tx.session, tx.vault, now, self._bot_id, all_of_them=all_of_them)
        return self._queue(left)

    async def keep(self) -> None:
        """Where processes share a database: say again and again what this one has in hand, take what nobody has."""
        while True:
            await self._clock.sleep(RENEW_SECONDS)
            try:
                await self.take_over(all_of_them=False)
            except Exception:
                logger.exception(
                    "stored updates could not be looked through; tried again in a moment",
                    extra={"key": "inbox.unreadable"},
                )

    async def idle(self) -> None:
        """Wait until everything received has been handled and answered."""
        await self._quiet.wait()

    async def finish(self, *, seconds: float) -> None:
        """Finish what is in hand; the rest stays stored."""
        self._lanes.drop_waiting()
        await self._tasks.finish(seconds=seconds)

    def _queue(self, updates: Iterable[StoredUpdate]) -> int:
        added = self._lanes.add(updates)
        self._go_on()
        return added

    def _go_on(self) -> None:
        while self._working < AT_ONCE and (party := self._lanes.next_party()):
            self._working += 1
            self._tasks.start(self._work(party), name=f"update {party[0].seq}")
        self._look_whether_quiet()

    def _look_whether_quiet(self) -> None:
        if self._lanes.known or self._answers.under_way:
            self._quiet.clear()
        else:
            self._quiet.set()

    async def _work(self, party: list[StoredUpdate]) -> None:
        try:
            left = await self._try_together(party) if len(party) > 1 else party
            stopped: set[str] = set()
            for stored in left:
                if stored.lane in stopped:
                    self._lanes.put_back(stored)
                elif not await self._try(stored):
                    stopped.add(stored.lane)
        finally:
            self._working -= 1
            self._lanes.leave(party)
            self._go_on()

    async def _try_together(self, party: list[StoredUpdate]) -> list[StoredUpdate]:
        """Handle them in one transaction; if that fails all are returned, to be tried alone."""
        everybody = {stored.seq for stored in party}
        try:
            result = await self._handler.handle_together(party)
        except NotYetError:
            result = Together({}, everybody)
        except AlreadyHandledError:
            result = Together({}, frozenset())
        except Exception:
            logger.exception(
                "%s updates failed together; each is tried alone", len(party), extra={"key": "updates.failed_together"}
            )
            return [replace(stored, attempts=stored.attempts + 1) for stored in party]
        self._wait([stored for stored in party if stored.seq in result.waiting], NOT_YET_PAUSE)
        for stored in party:
            if stored.seq not in result.waiting:
                self._done(stored, "handled")
                self._answers.give(stored.raw["update_id"], result.answers.get(stored.seq))
        return []

    async def _try(self, stored: StoredUpdate) -> bool:
        """Handle one update; False if it has to be tried again after a pause, in which other lanes go on."""
        try:
            answer = await self._handler.handle(stored)
        except NotYetError:
            self._wait([stored], NOT_YET_PAUSE)
            return False
        except Exception as error:
            logger.exception(
                "update %s failed, attempt %s", stored.seq, stored.attempts + 1, extra={"key": "update.failed"}
            )
            return await self._failed(stored, error)
        self._done(stored, "handled")
        self._answers.give(stored.raw["update_id"], answer)
        return True

    def _done(self, stored: StoredUpdate, outcome: str) -> None:
        self._lanes.done(stored)
        self._counts.add(Happening.UPDATE, outcome)

    async def _failed(self, stored: StoredUpdate, error: Exception) -> bool:
        self._counts.add(Happening.UPDATE, "failed")
        state = InboxState.PENDING if is_trouble(error) else await self._count(stored, error)
        if state is InboxState.PENDING:
            again = replace(stored, attempts=stored.attempts + 1)
            self._wait([again], growing_pause(again.attempts, first=FIRST_PAUSE, longest=LONGEST_PAUSE))
            return False
        self._done(stored, "put_aside" if state is InboxState.DEAD else "handled")
        if state is InboxState.DEAD:
            self._answers.give(stored.raw["update_id"], await self._handler.give_up(stored, error))
        return True

    def _wait(self, updates: Sequence[StoredUpdate], pause: float) -> None:
        """They are tried again after a pause, in which other lanes go on."""
        for stored in updates:
            self._lanes.put_back(stored)
        for lane in {stored.lane: None for stored in updates}:
            self._lanes.hold_up(lane)
            self._tasks.start(self._release(lane, pause), name=f"{lane} again")

    async def _release(self, lane: str, pause: float) -> None:
        await self._clock.sleep(pause)
        self._lanes.release(lane)
        self._go_on()

    async def _count(self, stored: StoredUpdate, error: Exception) -> InboxState | None:
        """Write the failure down; while even that fails (the database is away), the update stays pending."""
        now = self._clock.now()
        try:
            async with self._uow.writing(now, occasion=f"failed/{stored.seq}") as tx:
                kind = type(error).__name__
                return await note_failure(tx.session, stored.seq, kind, tries=TRIES, retry_at=now + LEASE)
        except Exception:
            logger.exception(
                "the failure of update %s could not be written down",
                stored.seq,
                extra={"key": "update.failure_not_noted"},
            )
            return InboxState.PENDING


def _tell(arrived: Iterable[Arrival], error: Exception | None) -> None:
    """Whoever handed them over may go on, or has to hand them over again."""
    for _, stored in arrived:
        if stored.done():
            continue
        if error is None:
            stored.set_result(None)
        else:
            stored.set_exception(error)
