"""Writing down how an attempt to say something ended, and what follows from it: one transaction for each."""

import logging
from datetime import timedelta

from bot.clock import Clock, growing_pause
from bot.delivery.letter import Letter
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
from bot.models import OutboxMessage
from bot.models.outbox import Kind, OutState
from bot.storage.ground.trouble import is_trouble
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.post import outbox
from bot.storage.post.spending import note_spending
from bot.storage.upkeep.emptying import EMPTIED, forget_emptied
from bot.usecases.chats.numbers_in_group import tell_about_number
from bot.usecases.community.moving import move_group, reached, unreached
from bot.usecases.gatherings.poll_results import poll_was_refused, poll_was_said
from bot.usecases.repairs.posting import typed_order_stays
from bot.usecases.residents.passing_words import word_did_not_arrive
from bot.usecases.residents.relaying import line_did_not_arrive
from bot.usecases.upkeep.doubting import report_doubt
from bot.usecases.upkeep.privacy import contact_was_shown

logger = logging.getLogger(__name__)

LONGEST_BACKOFF = 60.0
FIRST_PATIENCE = 0.2
LONGEST_PATIENCE = 5.0
MOST_TROUBLES = 8
"""Attempts at a message that fails for a reason of our own."""


class Notes:
    """The postman's pencil."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock

    async def write(self, letter: Letter, outcome: Outcome) -> None:
        """Write it down, however long the database is in trouble: what was said must not be said again for that."""
        failures = 0
        while True:
            try:
                await self._write(letter, outcome)
            except Exception as error:
                if not is_trouble(error):
                    raise
                failures += 1
                logger.exception(
                    "what became of message %s could not be written down yet",
                    letter.row.id,
                    extra={"key": "message.not_noted"},
                )
                await self._clock.sleep(growing_pause(failures, first=FIRST_PATIENCE, longest=LONGEST_PATIENCE))
            else:
                return

    async def troubled(self, row_id: int) -> None:
        """It could not even be worded: later again, but not for ever, for others wait behind it."""
        now = self._clock.now()
        async with self._uow.writing(now, occasion=f"troubled/{row_id}") as tx:
            row = await tx.session.get(OutboxMessage, row_id)
            if row is not None and row.attempts < MOST_TROUBLES:
                await self._later(tx, row_id, "internal error", attempts=row.attempts)
            elif row is not None:
                await outbox.mark_ended(tx.session, row, OutState.FAILED, "internal error")

    async def _write(self, letter: Letter, outcome: Outcome) -> None:
        row, now = letter.row, self._clock.now()
        if isinstance(outcome, Doubtful) and letter.at_most_once:
            await report_doubt(row.id, outcome.error, uow=self._uow, now=now)
            return
        if isinstance(outcome, Migrated):
            await move_group(row.chat_id, outcome.new_chat_id, uow=self._uow, now=now)
            return
        async with self._uow.writing(now, occasion=f"{type(outcome).__name__.lower()}/{row.id}") as tx:
            if isinstance(outcome, Said):
                await self._said(tx, letter, outcome)
            elif isinstance(outcome, Wait):
                await self._pause(tx, row, outcome)
            elif isinstance(outcome, NotSent | Doubtful):
                await self._later(tx, row.id, outcome.error, attempts=row.attempts)
            elif isinstance(outcome, MessageGone):
                await outbox.forget_message(tx.session, row.id)
            else:
                await self._refused(tx, row, outcome)

    async def _said(self, tx: Writing, letter: Letter, outcome: Said) -> None:
        row = letter.row
        said, parts = outcome.message_id, outcome.parts
        await outbox.mark_said(tx.session, row, message_id=said, at=tx.now, looks=letter.looks, parts=parts)
        if row.topic == EMPTIED:
            await forget_emptied(tx, row.id)
        if letter.counts_in_group:
            await note_spending(tx.session, row.chat_id, tx.now, letter.messages)
        if row.message_id is None and outcome.message_id is not None:
            contact_was_shown(tx, row, letter.reader)
        if letter.proves_reach and outcome.message_id is not None:
            await reached(tx, row.chat_id)
        await poll_was_said(tx, row, outcome.tally)
        await tell_about_number(tx, row, gone=True)

    async def _pause(self, tx: Writing, row: OutboxMessage, outcome: Wait) -> None:
        until = tx.now + timedelta(seconds=outcome.seconds)
        logger.warning(
            "Telegram wants silence in a chat for %s seconds", outcome.seconds, extra={"key": "telegram.too_fast"}
        )
        await outbox.pause_chat(tx.session, outbox.ALL_CHATS if outcome.everywhere else row.chat_id, until)
        await outbox.postpone(tx.session, row.id, until=until, error="too many requests")

    async def _later(self, tx: Writing, row_id: int, error: str, *, attempts: int) -> None:
        backoff = growing_pause(attempts, first=1.0, longest=LONGEST_BACKOFF)
        await outbox.postpone(tx.session, row_id, until=tx.now + timedelta(seconds=backoff), error=error)

    async def _refused(self, tx: Writing, row: OutboxMessage, outcome: Refused | Unreachable) -> None:
        logger.warning("%s was refused: %s", row.topic, outcome.error, extra={"key": "message.refused"})
        await outbox.mark_ended(tx.session, row, OutState.FAILED, outcome.error)
        await poll_was_refused(tx, row)
        if row.kind is Kind.DELETE:
            typed_order_stays(tx, row)
            await tell_about_number(tx, row, gone=False)
        elif isinstance(outcome, Unreachable) and row.chat_id > 0:
            await unreached(tx, row.chat_id, blocked=outcome.blocked)
            await line_did_not_arrive(tx, row)
            await word_did_not_arrive(tx, row)
