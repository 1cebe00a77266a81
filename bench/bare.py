"""The yardstick: the leanest python-telegram-bot application that gives an order to who taps first.

One handler, one conditional UPDATE, one answer. It stores no update, checks no role, owes no message, and forgets
what it was handed when it is killed. Written as python-telegram-bot's own examples are: `run_polling`, and for the
webhook `customwebhookbot/starlettebot.py`. It is a program of its own: python -m bench.bare --help.
"""

import argparse
import asyncio
from typing import Any

import uvicorn
from sqlalchemy import event, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

from bench.seeding import BARE
from bot.clock import Clock
from bot.delivery.transport import AiohttpRequest

POOL = 16
PRAGMAS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA busy_timeout = 10000")


def main() -> None:
    """Run until SIGTERM."""
    options = _options()
    engine = _engine(options.database)
    application = _application(options)
    application.add_handler(CallbackQueryHandler(_claim(engine), pattern=r"^claim:\d+$"))
    if options.port:
        asyncio.run(_webhook(application, options))
    else:
        application.run_polling(allowed_updates=["callback_query"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.bare", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--token", required=True)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--database", required=True, help="with its asynchronous driver")
    parser.add_argument("--transport", choices=("httpx", "aiohttp"), required=True)
    parser.add_argument("--at-once", type=int, required=True, help="updates handled at the same time; 1: one by one")
    parser.add_argument("--port", type=int, default=0, help="of the webhook; 0: poll")
    parser.add_argument("--secret", default="")
    return parser.parse_args()


def _application(options: argparse.Namespace) -> Any:
    builder: Any = Application.builder().token(options.token).base_url(options.base_url)
    builder = builder.concurrent_updates(options.at_once)
    if options.transport == "aiohttp":
        clock = Clock()
        builder = builder.request(AiohttpRequest(clock)).get_updates_request(AiohttpRequest(clock, connections=2))
    if options.port:
        builder = builder.updater(None)
    return builder.build()


def _engine(url: str) -> AsyncEngine:
    """SQLite has one writer, and with one connection nobody has to ask again and again whether it is free."""
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_size=POOL, max_overflow=0)
    engine = create_async_engine(url, pool_size=1, max_overflow=0)

    def on_connect(connection: DBAPIConnection, _: object) -> None:
        cursor: Any = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    event.listen(engine.sync_engine, "connect", on_connect)
    return engine


def _claim(engine: AsyncEngine) -> Any:
    async def claim(given: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = given.callback_query
        if query is None or query.data is None:
            return
        number = int(query.data.partition(":")[2])
        take = update(BARE).where(BARE.c.id == number, BARE.c.taken_by.is_(None))
        async with engine.begin() as connection:
            took = (await connection.execute(take.values(taken_by=query.from_user.id).returning(BARE.c.id))).first()
        if took is None:
            await query.answer("手慢了，已被别人接走。", show_alert=True)
        else:
            await query.answer("接单成功，联系方式已发给您。")

    return claim


async def _webhook(application: Any, options: argparse.Namespace) -> None:
    async def take(request: Request) -> Response:
        await application.update_queue.put(Update.de_json(data=await request.json(), bot=application.bot))
        return Response()

    app = Starlette(routes=[Route("/telegram", take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, port=options.port, host="127.0.0.1", log_level="warning"))
    url = f"http://127.0.0.1:{options.port}/telegram"
    async with application:
        await application.bot.set_webhook(url, secret_token=options.secret, allowed_updates=["callback_query"])
        await application.start()
        await server.serve()
        await application.stop()


if __name__ == "__main__":
    main()
