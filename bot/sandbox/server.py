"""The world over HTTP: the Bot API under /bot<token>/METHOD, downloads, webhooks, control endpoints."""

import asyncio
import json
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders, UploadFile
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as ASGIMessage

from bot.clock import Clock, Tasks
from bot.sandbox.bot_api import Answer, answer_call, answer_download
from bot.sandbox.connections import Connections
from bot.sandbox.control import control_routes
from bot.sandbox.errors import RefusalError
from bot.sandbox.faults import Ending
from bot.sandbox.files import MAX_UPLOAD_BYTES, Upload
from bot.sandbox.page.guard import LoopbackOnly
from bot.sandbox.page.routes import page_routes
from bot.sandbox.webhooks import WebhookPostman
from bot.sandbox.world import World

CLOSING_SECONDS = 2.0
IDLE_SECONDS = 75
"""A connection is kept so long without a request, as by nginx's default (ngx_http_core_module, keepalive_timeout)."""
NOT_FOUND = RefusalError(404, "Not Found")


async def _read(request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Parameters and files of a call, wherever they stand: query, form, multipart form, or JSON."""
    raw: dict[str, Any] = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        raw |= json.loads(body) if body else {}
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with request.form(max_part_size=MAX_UPLOAD_BYTES) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    mime = value.content_type or "application/octet-stream"
                    files[name] = Upload(await value.read(), value.filename or name, mime)
                else:
                    raw[name] = value
    return raw, files


class BotApiFace:
    """The endpoints of the Bot API over one world."""

    def __init__(self, world: World, connections: Connections, closing: asyncio.Event) -> None:
        self._world = world
        self._connections = connections
        self._closing = closing

    async def call(self, request: Request) -> Response:
        """/bot<token>/METHOD; the token is percent-decoded by then and holds a colon."""
        token, _, method = request.path_params["rest"].partition("/")
        if not method:
            return _response(Answer(404, json.dumps(NOT_FOUND.as_json()).encode()))
        try:
            raw, files = await _read(request)
        except ValueError:
            refusal = RefusalError(400, "Bad Request: can't parse the request's JSON object")
            return _response(Answer(400, json.dumps(refusal.as_json()).encode()))
        answer = await answer_call(self._world, token, method, raw, files)
        if answer.ending is Ending.RESET:
            self._connections.reset(request.client)
        if answer.ending in {Ending.RESET, Ending.TIMEOUT}:
            await self._until_gone(request)
            self._connections.reset(request.client)
        return _response(answer)

    async def download(self, request: Request) -> Response:
        """/file/bot<token>/<file_path>."""
        token, _, path = request.path_params["rest"].partition("/")
        return _response(answer_download(self._world, token, path))

    async def _until_gone(self, request: Request) -> None:
        tasks = Tasks()
        gone = tasks.start(_disconnected(request), name="waiting for the caller to give up")
        closing = tasks.start(self._closing.wait(), name="waiting for the server to close")
        await asyncio.wait({gone, closing}, return_when=asyncio.FIRST_COMPLETED)
        await tasks.finish(seconds=0)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(answer: Answer) -> Response:
    headers: Mapping[str, str] = answer.headers
    return Response(answer.body, answer.status, headers)


class WorldsDate:
    """Dates every answer by the world's clock: a bot that compares its own with it must find them alike."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with a Date header."""

        async def dated(message: ASGIMessage) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Date"] = format_datetime(self._clock.now(), usegmt=True)
            await send(message)

        await self._app(scope, receive, dated)


def create_app(
    world: World,
    *,
    connections: Connections | None = None,
    closing: asyncio.Event | None = None,
    routes: Sequence[BaseRoute] = (),
    page: bool = False,
) -> Starlette:
    """The ASGI application; `routes` come first. With `page` it has the web page, for this machine alone."""
    face = BotApiFace(world, connections or Connections(), closing or asyncio.Event())
    both = ["GET", "POST"]
    return Starlette(
        routes=[
            *routes,
            *(page_routes(world) if page else []),
            *control_routes(world),
            Route("/bot{rest:path}", face.call, methods=both),
            Route("/file/bot{rest:path}", face.download, methods=both),
        ],
        middleware=[*([Middleware(LoopbackOnly)] if page else []), Middleware(WorldsDate, world.clock)],
    )


class _QuietServer(uvicorn.Server):
    """uvicorn inside another program: it leaves the signals alone and says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.closing = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.closing.wait()

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().serve(sockets)
        finally:  # uvicorn goes on listening where it is cancelled
            for server in self.servers:
                server.close()
            for one in sockets or []:
                one.close()


@dataclass
class RunningServer:
    """A world that can be reached. `base_url` and `base_file_url` are what PTB calls by these names."""

    world: World
    host: str
    port: int
    _server: _QuietServer
    _tasks: Tasks
    _closing: asyncio.Event
    _postman: "asyncio.Task[Any]"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://{self.host}:{self.port}"

    @property
    def base_url(self) -> str:
        """What comes before the token."""
        return f"{self.origin}/bot"

    @property
    def base_file_url(self) -> str:
        """The same for downloads."""
        return f"{self.origin}/file/bot"

    async def close(self) -> None:
        """Stop delivering and listening; calls that still wait are let go."""
        self._closing.set()
        self._postman.cancel()
        self._server.closing.set()
        self.world.polling.take_turn()
        self.world.updates.bell.ring()
        await self._tasks.finish(seconds=CLOSING_SECONDS)


async def serve(
    world: World,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    routes: Sequence[BaseRoute] = (),
    page: bool = False,
) -> RunningServer:
    """Listen on host and port (0: any free one) until the handle is closed; with `page`, show the page at /.

    Raises:
        OSError: the address is taken.
    """
    connections, closing, tasks = Connections(), asyncio.Event(), Tasks()
    app = create_app(world, connections=connections, closing=closing, routes=routes, page=page)
    config = uvicorn.Config(
        app,
        http=connections.protocol(),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=1,
    )
    listening = socket.create_server((host, port))
    server = _QuietServer(config)
    tasks.start(server.serve(sockets=[listening]), name="the pretend Telegram's server")
    postman = tasks.start(WebhookPostman(world).run(), name="the pretend Telegram's webhook deliveries")
    await server.ready.wait()
    number = listening.getsockname()[1]
    return RunningServer(world, host, number, server, tasks, closing, postman)
