"""The webhook's door: Telegram delivers, we store, and only then say 200; the answer to a tap goes along.

Source: https://core.telegram.org/bots/api#making-requests-when-getting-updates.
"""

import asyncio
import hmac
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.clock import Tasks
from bot.intake.door import Reasons
from bot.intake.health import health_routes
from bot.intake.reception import Reception
from bot.settings import Webhook
from bot.storage.post.inbox import has_number

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
MOST_BYTES = 1_000_000
"""An update is a few kilobytes; what is larger is not one."""
HEAD_SECONDS = 10.0
BODY_SECONDS = 10.0
"""Telegram sends at once; whoever lets us wait would in the end hold every connection there can be."""
FINISH_SECONDS = 20.0


def webhook_app(reception: Reception, reasons: Reasons, *, path: str, secret: str) -> Starlette:
    """The application that takes updates in at `path` from whoever knows the secret, and tells how it is."""

    async def take(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("wrong secret", status_code=403)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                raw = _parse(await _read(request))
        except TimeoutError:
            return PlainTextResponse("too slow", status_code=408)
        if raw is None:
            return PlainTextResponse("not an update", status_code=400)
        # Anything raised here becomes a 500, and Telegram delivers again.
        answer = await reception.deliver(raw)
        return PlainTextResponse("stored") if answer is None else JSONResponse(answer.call)

    return Starlette(routes=[Route(path, take, methods=["POST"]), *health_routes(reasons)])


async def _read(request: Request) -> bytes:
    """The body; of what is larger than any update only the beginning, so that nobody can fill the memory."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            break
    return bytes(body)


def _parse(body: bytes) -> dict[str, Any] | None:
    if len(body) > MOST_BYTES:
        return None
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return raw if has_number(raw) else None


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket several processes may listen on together, the kernel sharing the connections out among them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind((host, port))
    return listener


class _Hurried(HttpToolsProtocol):
    """A connection on which nothing is asked for in time is closed."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        self._hurry = self.loop.call_later(HEAD_SECONDS, transport.close)

    def on_headers_complete(self) -> None:
        """They have said what they want."""
        self._hurry.cancel()
        super().on_headers_complete()


class WebhookServer(uvicorn.Server):
    """A server that leaves signals to the program."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(
            uvicorn.Config(
                app, http=_Hurried, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=10
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The program has its own."""
        yield


@asynccontextmanager
async def opened(reception: Reception, webhook: Webhook, reasons: Reasons) -> AsyncIterator[None]:
    """The door at these settings' address is open (a `bot.intake.door.Door`); leaving finishes what is in hand."""
    server = WebhookServer(webhook_app(reception, reasons, path=webhook.path, secret=webhook.secret.get_secret_value()))
    listener = listening_socket(webhook.listen, webhook.port)
    tasks = Tasks()
    tasks.start(server.serve(sockets=[listener]), name="the webhook")
    try:
        yield
    finally:
        server.should_exit = True
        await tasks.finish(seconds=FINISH_SECONDS)
