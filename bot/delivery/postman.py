"""The postman: takes what is owed, people who wait first, and says it, one message at a time in each chat."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.clock import Clock, Tasks
from bot.counts import Counts, Happening, Sign
from bot.delivery.budget import MINUTE, Budget, Sending
from bot.delivery.desk import Desk
from bot.delivery.letter import Letter
from bot.delivery.notes import Notes
from bot.delivery.outcomes import Outcome, Said
from bot.delivery.platform import ChatPlatform
from bot.delivery.questions import saying_what_comes
from bot.delivery.quiet import comes_quietly
from bot.delivery.rendering import Scene
from bot.delivery.topics import TOPICS
from bot.models import OutboxMessage
from bot.models.outbox import Kind, OutState
from bot.models.people import Reach
from bot.storage.ground.uow import UnitOfWork
from bot.storage.post import outbox
from bot.storage.post.messages import in_hand
from bot.storage.post.spending import spending_since
from bot.usecases.upkeep.doubting import report_doubt
from bot.views.words import Dictionary

logger = logging.getLogger(__name__)

AT_ONCE = 16
AT_THE_DESK = 2
"""So many of them are written or noted at the same time: whoever taps meanwhile shares the processor with few."""
LOOK_AHEAD = 2 * AT_ONCE
IDLE_SECONDS = 30.0
GATHERING_SECONDS = 0.005
SHORTEST_WAIT = 0.01
AHEAD_SECONDS = 0.15
"""How long before its turn a message is written, so that it can leave the moment it may."""
TURNS = 4
"""So many turns come within that time, where they are spread evenly."""


class Postman:
    """Drains the outbox of one account."""

    def __init__(
        self,
        *,
        uow: UnitOfWork,
        chat: ChatPlatform,
        clock: Clock,
        dictionary: Dictionary,
        default_locale: str,
        woken: asyncio.Event,
        on_duty: Callable[[], bool] = lambda: True,
        counts: Counts | None = None,
    ) -> None:
        self._uow = uow
        self._chat = chat
        self._clock = clock
        self._dictionary = dictionary
        self._default_locale = default_locale
        self._on_duty = on_duty
        self._counts = counts or Counts()
        self._budget = Budget()
        self._notes = Notes(uow, clock)
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._desk = Desk(AT_THE_DESK)
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
                    wait = min(await self.dispatch(ahead=AHEAD_SECONDS), self.idle_seconds)
                self._counts.give(Sign.POSTED, self._clock.monotonic())
            except Exception:
                logger.exception("the outbox could not be read; trying again", extra={"key": "outbox.unreadable"})
                wait = 1.0
            await _wait(self._wake, wait)
            await self._clock.sleep(self._until_next_look())
        await self._tasks.finish(seconds=20)

    def _until_next_look(self) -> float:
        """What is owed within a moment is looked at together; and several turns, where Telegram's limit is used up.

        Even then not long: what is to be taken down waits for no turn.
        """
        instant = self._clock.monotonic()
        if self._budget.wait_for_all(instant) <= AHEAD_SECONDS:
            return GATHERING_SECONDS
        turns = self._budget.wait_for_all(instant, messages=TURNS) - AHEAD_SECONDS
        return min(max(GATHERING_SECONDS, turns), AHEAD_SECONDS)

    @property
    def budget_used(self) -> dict[str, float]:
        """How much of Telegram's limits this process uses now, 0 to 1."""
        of_all, of_group = self._budget.used(self._clock.monotonic())
        return {"all": of_all, "group": of_group}

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

    async def dispatch(self, *, ahead: float = 0.0) -> float:
        """Start saying what may be said now, or within so many seconds, in which it is written and waits for its turn.

        Seconds until more may be said (inf when nothing is owed).
        """
        now, instant = self._clock.now(), self._clock.monotonic()
        async with self._uow.reading(now) as tx:
            paused = {
                chat: (until - now).total_seconds() for chat, until in (await outbox.pauses(tx.session, now)).items()
            }
            resting = self._resting(paused, instant)
            rows = await outbox.due(tx.session, now, resting=[*resting, *self._busy], limit=LOOK_AHEAD)
            # Where more may be said than is looked at, nobody asks what comes later: it is looked again before.
            plenty = len(rows) == LOOK_AHEAD
            owed = await outbox.chats_owed(tx.session, now, resting) if resting and not plenty else frozenset()
            later = None if plenty else await outbox.next_due(tx.session, now)
        waits = [max(SHORTEST_WAIT, resting[chat]) for chat in owed]
        if later is not None:
            waits.append((later - now).total_seconds())
        for row in rows:
            if row.chat_id in self._busy:
                continue
            # Taking a message down is no message, and who typed personal data into a group waits for it.
            wait = paused.get(row.chat_id, 0.0) if row.deletes else self._wait(row.chat_id, paused, ahead)
            if wait > 0 or len(self._busy) >= AT_ONCE:
                waits.append(max(SHORTEST_WAIT, wait))
                continue
            self._start(row)
        return min(waits, default=float("inf"))

    def _resting(self, paused: dict[int, float], instant: float) -> dict[int, float]:
        """The chats into which nothing may go now, with the seconds until something may."""
        everywhere = paused.get(outbox.ALL_CHATS, 0.0)
        waits = self._budget.resting(instant)
        chats = (waits.keys() | paused.keys()) - {outbox.ALL_CHATS}
        return {chat: max(waits.get(chat, 0.0), paused.get(chat, 0.0), everywhere) for chat in chats}

    def _wait(self, chat_id: int, paused: dict[int, float], ahead: float) -> float:
        instant = self._clock.monotonic()
        everywhere = paused.get(outbox.ALL_CHATS, 0.0)
        of_all = self._budget.wait_for_all(instant)
        waits = (self._budget.wait_of_chat(chat_id, instant), paused.get(chat_id, 0.0), everywhere)
        return max(0.0, of_all - ahead, *waits)

    def _start(self, row: outbox.DueMessage) -> None:
        instant = self._clock.monotonic()
        turn = self._budget.wait_for_all(instant)
        sending = None if row.deletes else self._budget.spend(row.chat_id, instant, ahead=turn)
        work = self._deliver(row, sending)
        self._busy[row.chat_id] = self._tasks.start(work, name=f"message {row.id}")

    async def _deliver(self, row: outbox.DueMessage, sending: Sending | None) -> None:
        try:
            async with self._desk.place():
                letter = await self._write(row.id)
            if letter is not None:
                await self._say(replace(letter, sending=sending))
        except Exception:
            logger.exception("message %s could not be delivered", row.id, extra={"key": "message.failed"})
            await self._notes.troubled(row.id)
        finally:
            if sending is not None:
                sending.over = True
            del self._busy[row.chat_id]
            self._wake.set()

    async def _write(self, row_id: int) -> Letter | None:
        async with self._uow.reading(self._clock.now()) as tx:
            found = await in_hand(tx, row_id)
            if found is None or found.row.state is not OutState.OWED:
                return None
            row = found.row
            if row.kind is Kind.DELETE:
                return Letter(row, None)
            scene = Scene(
                tx=tx,
                facts=tx.vault.open_json(row.facts),
                row=row,
                reader=found.reader,
                here=found.community,
                dictionary=self._dictionary,
                bot_username=self._chat.username,
                default_locale=self._default_locale,
            )
            reader = found.reader if scene.fresh else None
            unproved = reader is not None and reader.reach is not Reach.STARTED
            screen = await saying_what_comes(scene, await TOPICS[row.topic](scene))
            return Letter(
                row,
                screen,
                proves_reach=unproved,
                reader=None if reader is None else reader.id,
                quiet=await comes_quietly(scene),
            )

    async def _say(self, letter: Letter) -> None:
        row = letter.row
        if letter.screen is None and row.kind is not Kind.DELETE:
            await self._note(letter, Said(row.message_id))
            return
        if letter.unchanged:
            await self._note(letter, Said(row.message_id))
            return
        if letter.at_most_once and not await self._mark_sending(row):
            return
        if letter.sending is not None:
            await self._await_turn(letter.sending)
            self._budget.left(row.chat_id, letter.sending, self._clock.monotonic())
        outcome = await self._attempt(letter)
        self._counts.add(Happening.MESSAGE, type(outcome).__name__.lower())
        if letter.sending is not None:
            self._budget.finished(row.chat_id, self._clock.monotonic())
        await self._note(letter, outcome)

    async def _note(self, letter: Letter, outcome: Outcome) -> None:
        async with self._desk.place():
            await self._notes.write(letter, outcome)

    async def _await_turn(self, sending: Sending) -> None:
        while (wait := sending.turn(self._clock.monotonic())) > 0:
            await self._clock.sleep(wait)

    async def _attempt(self, letter: Letter) -> Outcome:
        row, screen = letter.row, letter.screen
        if screen is None:
            return Said(None) if row.message_id is None else await self._chat.delete(row.chat_id, row.message_id)
        if row.message_id is not None and row.kind is Kind.KEEP:
            return await self._chat.edit(row.chat_id, row.message_id, screen)
        if letter.messages > 1:
            instant = self._clock.monotonic()
            more = self._budget.spend(row.chat_id, instant, messages=letter.messages - 1)
            self._budget.left(row.chat_id, more, instant)
        return await self._chat.send(row.chat_id, screen, thread_id=row.thread_id, quiet=letter.quiet)

    async def _mark_sending(self, row: OutboxMessage) -> bool:
        async with self._uow.writing(self._clock.now(), occasion=f"sending/{row.id}") as tx:
            return await outbox.mark_sending(tx.session, row.id)

    async def recover(self) -> None:
        """After a start or a takeover: what the one before sent still counts, and what nobody saw the end of is told.

        Attempts that must not be made twice are told to staff, never repeated by themselves.
        """
        now, instant = self._clock.now(), self._clock.monotonic()
        async with self._uow.reading(now) as tx:
            past = await spending_since(tx.session, now - timedelta(seconds=MINUTE))
            interrupted = await outbox.interrupted(tx.session)
        self._budget.recall([(chat, max(0.0, (now - at).total_seconds())) for chat, at in past], instant)
        for row_id in interrupted:
            await report_doubt(row_id, "interrupted", uow=self._uow, now=self._clock.now())


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), timeout=seconds)
    except TimeoutError:
        return
