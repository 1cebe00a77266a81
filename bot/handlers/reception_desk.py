"""Handling one stored update: the first fitting route, one transaction, and an answer whatever happens."""

import logging
import secrets
from collections.abc import Sequence

from telegram import Update

from bot.counts import Happening
from bot.domain.errors import DomainError
from bot.handlers import company
from bot.handlers.routes import Route
from bot.handlers.visit import Desk, Visit
from bot.intake.answering import Answer
from bot.intake.reception import Together
from bot.storage.ground.uow import AlreadyHandledError
from bot.storage.post.inbox import StoredUpdate
from bot.usecases.owed.owing import owe_reply
from bot.views import answers
from bot.views.explain import explain, unexpected

logger = logging.getLogger(__name__)


class ReceptionDesk:
    """Turns stored updates into visits."""

    def __init__(self, desk: Desk, routes: tuple[Route, ...]) -> None:
        self._desk = desk
        self._routes = routes

    def in_company(self, stored: StoredUpdate) -> bool:
        """Taps of people on 我来修 share a transaction: they come in crowds, and each is quickly decided."""
        return company.read_tap(stored.raw) is not None

    async def handle(self, stored: StoredUpdate) -> Answer | None:
        """Handle it, once: whoever comes second finds it settled and changes nothing.

        Raises:
            NotYetError: an earlier update of the chat has to be handled first, by another process.
            Exception: anything unexpected; the update stays stored and is tried again.
        """
        visit = self._visit(stored)
        try:
            await self._route(visit)
        except AlreadyHandledError:
            logger.info("update %s was handled before", stored.seq, extra={"key": "update.handled_before"})
            # Whoever handled it has answered, too; unless that was ourselves, and we never heard of our commit.
            return visit.answer_to_give() if stored.attempts else None
        except DomainError as error:
            self._desk.counts.add(Happening.REFUSAL, type(error).__name__)
            await self._say(visit, explain(await visit.words(), await visit.kinder(error)))
            await visit.look_whether_stale()
        await visit.uow.settle(visit.now)
        return visit.answer_to_give()

    async def handle_together(self, several: Sequence[StoredUpdate]) -> Together:
        """Handle claims that arrived together, in their order.

        Raises:
            AlreadyHandledError: all of them were decided before.
            NotYetError: it is the turn of none.
            Exception: anything unexpected; nothing of it happened.
        """
        taps = {stored.seq: company.read_tap(stored.raw) for stored in several}
        return await company.claim_together(self._desk, {seq: tap for seq, tap in taps.items() if tap is not None})

    async def give_up(self, stored: StoredUpdate, error: Exception) -> Answer | None:
        """It failed for good: the person is told an id, under which the log has the reason."""
        incident = secrets.token_hex(4)
        logger.error(
            "incident %s: update %s was put aside",
            incident,
            stored.seq,
            exc_info=error,
            extra={"key": "update.put_aside"},
        )
        try:
            visit = self._visit(stored)
            if not visit.acts_as_somebody:
                return None
            visit.uow = self._desk.uow  # the update is put aside; its own transaction would do nothing
            await self._say(visit, unexpected(await visit.words(), incident))
        except Exception:
            logger.exception("incident %s could not be told", incident, extra={"key": "incident.not_told"})
            return None
        return visit.answer_to_give()

    def _visit(self, stored: StoredUpdate) -> Visit:
        update = Update.de_json(stored.raw, self._desk.bot)
        return Visit(desk=self._desk, update=update, uow=self._desk.uow.for_updates(stored.seq))

    async def _route(self, visit: Visit) -> None:
        if not (visit.acts_as_somebody or visit.update.poll is not None):
            return
        for route in self._routes:
            found = route.check_update(visit.update)
            if found is None or found is False:
                continue
            if visit.acts_hidden:
                await self._say(visit, answers.only_the_named(await visit.words()))
                return
            if isinstance(found, dict):
                visit.rest = next(iter(found.get("rest", ())), "")
            await route.callback(visit.update, visit)
            return

    async def _say(self, visit: Visit, text: str) -> None:
        """A tap is answered where it was made; words are answered with words."""
        if visit.update.callback_query is not None:
            visit.answer(text, alert=True)
            return
        actor = visit.actor
        reply = text if actor.private else answers.to_somebody(await visit.words(), actor.name, text)
        async with visit.uow.writing(visit.now, occasion=f"said/{visit.update.update_id}") as tx:
            owe_reply(tx, actor.chat_id, "plain", thread_id=actor.thread_id, text=reply)
