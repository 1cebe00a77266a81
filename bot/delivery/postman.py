"""The postman: takes what is owed, people who wait first, and says it, one message at a time in each chat."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock, Tasks
from bot.delivery.budget import Budget
from bot.delivery.chat_topics import CHAT_TOPICS
from bot.delivery.order_topics import ORDER_TOPICS
from bot.delivery.outcomes import (
    Doubtful,
    MessageGone,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    Said,
    Unreachable,
    Wait,
)
from bot.delivery.rendering import Scene, Topic
from bot.delivery.telegram_chat import TelegramChat
from bot.models import OutboxMessage
from bot.models.outbox import Kind, OutState, Policy
from bot.models.people import Reach
from bot.storage import outbox
from bot.storage.people import person_by_user
from bot.storage.uow import UnitOfWork
from bot.usecases.doubting import report_doubt
from bot.usecases.moving import move_group, was_not_reached, was_reached
from bot.usecases.posting import could_not_take_down
from bot.views.screen import Screen
from bot.views.words import Dictionary

logger = logging.getLogger(__name__)

TOPICS: dict[str, Topic] = {**ORDER_TOPICS, **CHAT_TOPICS}
AT_ONCE = 16
LOOK_AHEAD = 200
LONGEST_BACKOFF = 60.0
IDLE_SECONDS = 30.0


@dataclass(frozen=True)
class Letter:
    """One owed message, rendered: what to show, and the row as it was at that instant."""

    row: OutboxMessage
    screen: Screen | None
    proves_reach: bool = False
    """Its arrival is news: so far nobody knew that the bot can write to this person."""

    @property
    def looks(self) -> str | None:
        """A hash of what it shows; equal looks need no edit."""
        return None if self.screen is None else hashlib.sha256(repr(self.screen).encode()).hexdigest()


class Postman:
    """Drains the outbox of one Telegram account."""

    def __init__(
        self,
        *,
        uow: UnitOfWork,
        chat: TelegramChat,
        clock: Clock,
        dictionary: Dictionary,
        default_locale: str,
        woken: asyncio.Event,
        on_duty: Callable[[], bool] = lambda: True,
    ) -> None:
        self._uow = uow
        self._chat = chat
        self._clock = clock
        self._dictionary = dictionary
        self._default_locale = default_locale
        self._on_duty = on_duty
        self._budget = Budget()
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._tasks = Tasks()
        self._wake = woken
        self._stopping = False
        self.idle_seconds = IDLE_SECONDS

    async def run(self) -> None:
        """Deliver until `stop`; what is in hand then is finished."""
        while not self._stopping:
            self._wake.clear()
            wait = self.idle_seconds
            try:
                if self._on_duty():
                    wait = min(await self.dispatch(), self.idle_seconds)
            except Exception:
                logger.exception("the outbox could not be read; trying again")
                wait = 1.0
            await _wait(self._wake, wait)
        await self._tasks.finish(seconds=20)

    def stop(self) -> None:
        """Take nothing more in hand."""
        self._stopping = True
        self._wake.set()

    async def settle(self) -> float:
        """Deliver all that may be said now and wait until it is; seconds until more may be (inf: nothing is owed)."""
        while True:
            wait = await self.dispatch()
            if not self._busy:
                return wait
            await asyncio.wait(self._busy.values())

    async def dispatch(self) -> float:
        """Start saying what may be said now; seconds until more may be said (inf when nothing is owed)."""
        now = self._clock.now()
        async with self._uow.reading(now) as tx:
            rows = await outbox.due(tx.session, now, limit=LOOK_AHEAD)
            later = await outbox.next_due(tx.session, now)
            pauses = await outbox.pauses(tx.session, now)
        waits = [float("inf") if later is None else (later - now).total_seconds()]
        passed: set[int] = set()
        for row in rows:
            if row.chat_id in passed or row.chat_id in self._busy:
                continue
            passed.add(row.chat_id)
            until = max((pauses[chat] for chat in (row.chat_id, outbox.ALL_CHATS) if chat in pauses), default=now)
            # Taking a message down is no message, and who typed personal data into a group waits for it.
            pace = 0.0 if row.kind is Kind.DELETE else self._budget.wait(row.chat_id, self._clock.monotonic())
            wait = max(pace, (until - now).total_seconds())
            if wait > 0 or len(self._busy) >= AT_ONCE:
                waits.append(max(wait, 0.01))
                continue
            if row.kind is not Kind.DELETE:
                self._budget.spend(row.chat_id, self._clock.monotonic())
            self._busy[row.chat_id] = self._tasks.start(self._deliver(row.id, row.chat_id), name=row.key)
        return min(waits)

    async def _deliver(self, row_id: int, chat_id: int) -> None:
        try:
            letter = await self._write(row_id)
            if letter is not None:
                await self._say(letter)
        except Exception:
            logger.exception("message %s could not be delivered", row_id)
            await self._later(row_id, "internal error", attempts=5)
        finally:
            del self._busy[chat_id]
            self._wake.set()

    async def _write(self, row_id: int) -> Letter | None:
        async with self._uow.reading(self._clock.now()) as tx:
            row = await tx.session.get(OutboxMessage, row_id)
            if row is None or row.state is not OutState.OWED:
                return None
            if row.kind is Kind.DELETE:
                return Letter(row, None)
            scene = Scene(
                tx=tx,
                facts=tx.vault.open_json(row.facts),
                row=row,
                dictionary=self._dictionary,
                bot_username=self._chat.username,
                default_locale=self._default_locale,
            )
            reader = await person_by_user(tx, row.chat_id) if scene.fresh and row.chat_id > 0 else None
            unproved = reader is not None and reader.reach is not Reach.STARTED
            return Letter(row, await TOPICS[row.topic](scene), proves_reach=unproved)

    async def _say(self, letter: Letter) -> None:
        row = letter.row
        if letter.screen is None and row.kind is not Kind.DELETE:
            await self._note(letter, Said(row.message_id))
            return
        if row.message_id is not None and letter.looks == row.looks and row.kind is Kind.KEEP:
            await self._note(letter, Said(row.message_id))
            return
        if row.policy is Policy.AT_MOST_ONCE and not await self._mark_sending(row):
            return
        outcome = await self._attempt(letter)
        if row.kind is not Kind.DELETE:
            self._budget.finished(row.chat_id, self._clock.monotonic())
        await self._note(letter, outcome)

    async def _attempt(self, letter: Letter) -> Outcome:
        row, screen = letter.row, letter.screen
        if screen is None:
            return Said(None) if row.message_id is None else await self._chat.delete(row.chat_id, row.message_id)
        if row.message_id is not None and row.kind is Kind.KEEP:
            return await self._chat.edit(row.chat_id, row.message_id, screen)
        if len(screen.photos) > 1:
            self._budget.spend(row.chat_id, self._clock.monotonic(), messages=len(screen.photos) - 1)
        return await self._chat.send(row.chat_id, screen, thread_id=row.thread_id)

    async def _mark_sending(self, row: OutboxMessage) -> bool:
        async with self._uow.writing(self._clock.now(), occasion=f"sending/{row.id}") as tx:
            return await outbox.mark_sending(tx.session, row.id)

    async def _note(self, letter: Letter, outcome: Outcome) -> None:
        """Write down how it went, and what follows from it."""
        row = letter.row
        if isinstance(outcome, Said):
            await self._said(letter, outcome)
        elif isinstance(outcome, Wait):
            await self._pause(row, outcome)
        elif isinstance(outcome, Doubtful) and row.policy is Policy.AT_MOST_ONCE:
            await report_doubt(row.id, outcome.error, uow=self._uow, now=self._clock.now())
        elif isinstance(outcome, NotSent | Doubtful):
            await self._later(row.id, outcome.error, attempts=row.attempts)
        elif isinstance(outcome, MessageGone):
            await self._send_anew(row)
        elif isinstance(outcome, Migrated):
            await self._later(row.id, "the group moved", attempts=0)
            await move_group(row.chat_id, outcome.new_chat_id, uow=self._uow, now=self._clock.now())
        else:
            await self._refused(row, outcome)

    async def _said(self, letter: Letter, outcome: Said) -> None:
        now = self._clock.now()
        row = letter.row
        async with self._uow.writing(now, occasion=f"said/{row.id}") as tx:
            await outbox.mark_said(tx.session, row, message_id=outcome.message_id, at=now, looks=letter.looks)
        if letter.proves_reach and outcome.message_id is not None:
            await was_reached(row.chat_id, uow=self._uow, now=now)

    async def _pause(self, row: OutboxMessage, outcome: Wait) -> None:
        now = self._clock.now()
        until = now + timedelta(seconds=outcome.seconds)
        logger.warning("Telegram wants silence in a chat for %s seconds", outcome.seconds)
        async with self._uow.writing(now, occasion=f"pause/{row.id}") as tx:
            chat = outbox.ALL_CHATS if outcome.everywhere else row.chat_id
            await outbox.pause_chat(tx.session, chat, until)
            await outbox.postpone(tx.session, row.id, until=until, error="too many requests")

    async def _later(self, row_id: int, error: str, *, attempts: int) -> None:
        now = self._clock.now()
        backoff = min(LONGEST_BACKOFF, 2.0 ** min(attempts, 10))
        async with self._uow.writing(now, occasion=f"later/{row_id}") as tx:
            await outbox.postpone(tx.session, row_id, until=now + timedelta(seconds=backoff), error=error)

    async def _send_anew(self, row: OutboxMessage) -> None:
        async with self._uow.writing(self._clock.now(), occasion=f"anew/{row.id}") as tx:
            await outbox.forget_message(tx.session, row.id)

    async def _refused(self, row: OutboxMessage, outcome: Refused | Unreachable) -> None:
        logger.warning("%s was refused: %s", row.topic, outcome.error)
        await self._end(row, OutState.FAILED, outcome.error)
        if row.kind is Kind.DELETE:
            await could_not_take_down(row.id, uow=self._uow, now=self._clock.now())
        elif isinstance(outcome, Unreachable) and row.chat_id > 0:
            await was_not_reached(row.chat_id, blocked=outcome.blocked, uow=self._uow, now=self._clock.now())

    async def _end(self, row: OutboxMessage, state: OutState, error: str) -> None:
        async with self._uow.writing(self._clock.now(), occasion=f"end/{row.id}") as tx:
            await outbox.mark_ended(tx.session, row, state, error)

    async def recover(self) -> None:
        """After a start: attempts that nobody saw the end of are told to staff, never repeated by themselves."""
        async with self._uow.reading(self._clock.now()) as tx:
            interrupted = await outbox.interrupted(tx.session)
        for row_id in interrupted:
            await report_doubt(row_id, "interrupted", uow=self._uow, now=self._clock.now())


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), timeout=seconds)
    except TimeoutError:
        return
