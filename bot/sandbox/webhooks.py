"""Delivers updates to the webhook: in order within a line, lines side by side, again until it is taken.

The manners follow tdlib/telegram-bot-api (WebhookActor.cpp): any 2xx is a success, its body may hold a
call; a failure is tried again at once, then after 2, 4, 8 … 60 seconds or as Retry-After says.
"""

import asyncio
import itertools
import json
from http import HTTPStatus

import aiohttp

from bot.clock import Tasks
from bot.sandbox.bot_api import answer_call
from bot.sandbox.updates import MAX_PENDING, Pending
from bot.sandbox.webhook_settings import WebhookSettings
from bot.sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LONGEST_PAUSE = 60.0
LONGEST_RETRY_AFTER = 3600.0
RESPONSE_TIMEOUT = aiohttp.ClientTimeout(total=60)
LISTEN = 600.0
GONE_AFTER = 23 * 3600.0
_NOT_BY_REPLY = ("get", "setwebhook", "deletewebhook", "close", "logout")


class WebhookPostman:
    """Brings the world's updates to the address setWebhook named."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tasks = Tasks()
        self._busy: set[str] = set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with aiohttp.ClientSession(timeout=RESPONSE_TIMEOUT) as session:
            try:
                while True:
                    self._start_ready(session)
                    await self._world.updates.bell.listen(LISTEN)
            finally:
                await self._tasks.finish(seconds=0)

    def _start_ready(self, session: aiohttp.ClientSession) -> None:
        if self._world.webhook is None:
            return
        swapped: list[Pending] = []
        for update in self._world.updates.read(MAX_PENDING):
            if update.line not in self._busy and self._world.faults.stream.swaps(update):
                swapped.append(update)
            else:
                self._start(session, update)
        for update in swapped:
            self._start(session, update)

    def _start(self, session: aiohttp.ClientSession, update: Pending) -> None:
        settings = self._world.webhook
        if settings is None or update.line in self._busy or len(self._busy) >= settings.connections:
            return
        self._busy.add(update.line)
        self._tasks.start(self._deliver(session, update), name=f"webhook update {update.id}")

    async def _deliver(self, session: aiohttp.ClientSession, update: Pending) -> None:
        try:
            for attempt in itertools.count():
                settings = self._world.webhook
                self._world.updates.forget_expired()
                if settings is None or update not in self._world.updates.pending:
                    return
                pause = await self._bring(session, settings, update, attempt)
                if pause is None:
                    self._world.updates.done(update)
                    return
                await self._world.clock.sleep(pause)
        finally:
            self._busy.discard(update.line)
            self._world.updates.bell.ring()

    async def _bring(
        self, session: aiohttp.ClientSession, settings: WebhookSettings, update: Pending, attempt: int
    ) -> float | None:
        """Seconds to wait before the next attempt, or None when it was taken."""
        pause, body = await self._post(session, settings, update, attempt)
        if pause is None:
            await self._obey(body)
            if self._world.faults.stream.repeats(update):
                await self._post(session, settings, update, attempt)
        return pause

    async def _post(
        self, session: aiohttp.ClientSession, settings: WebhookSettings, update: Pending, attempt: int
    ) -> tuple[float | None, bytes]:
        headers = {SECRET_HEADER: settings.secret} if settings.secret else {}
        try:
            async with session.post(settings.url, json=update.body, headers=headers) as response:
                body = await response.read()
                return self._judge(settings, response, attempt), body
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return self._failed(settings, _why(error), attempt), b""

    def _judge(self, settings: WebhookSettings, response: aiohttp.ClientResponse, attempt: int) -> float | None:
        if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
            settings.gone_since = None
            return None
        self._note_gone(settings, response.status)
        why = f"Wrong response from the webhook: {response.status} {response.reason}"
        pause = self._failed(settings, why, attempt)
        wanted = response.headers.get("Retry-After", "")
        return min(LONGEST_RETRY_AFTER, float(wanted)) if wanted.isdigit() else pause

    def _failed(self, settings: WebhookSettings, why: str, attempt: int) -> float:
        settings.error, settings.error_at = why, self._world.seconds()
        self._world.bell.ring()
        return min(LONGEST_PAUSE, 2.0**attempt) if attempt else 0.0

    def _note_gone(self, settings: WebhookSettings, status: int) -> None:
        if status != HTTPStatus.GONE:
            settings.gone_since = None
            return
        settings.gone_since = settings.gone_since or self._world.seconds()
        if self._world.seconds() - settings.gone_since >= GONE_AFTER and self._world.webhook is settings:
            self._world.webhook = None

    async def _obey(self, body: bytes) -> None:
        try:
            call = json.loads(body or b"null")
        except ValueError:
            return
        method = call.pop("method", None) if isinstance(call, dict) else None
        if isinstance(method, str) and not method.lower().startswith(_NOT_BY_REPLY):
            await answer_call(self._world, self._world.bot.token, method, call, by_reply=True)


def _why(error: BaseException) -> str:
    if isinstance(error, asyncio.TimeoutError):
        return "Read timeout expired"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "Connection refused"
    return "Connection reset by peer"
