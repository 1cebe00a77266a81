"""The one handler of a bare application: one conditional UPDATE, one answer; and the database it needs."""

import argparse
from typing import Any

from sqlalchemy import BigInteger, Column, MetaData, Table, event, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes

PLACE = Table(
    "place",
    MetaData(),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("taken_by", BigInteger),
)
POOL = 16
CONNECTIONS = 256
"""To Telegram: as many as the framework's own transport has by default."""
PRAGMAS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA busy_timeout = 10000")


def arguments() -> argparse.Namespace:
    """What the bench says on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.bare", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--token", required=True)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--database", required=True, help="with its asynchronous driver")
    parser.add_argument("--at-once", type=int, required=True, help="updates handled at the same time; 1: one by one")
    parser.add_argument("--port", type=int, default=0, help="of the webhook")
    parser.add_argument("--secret", default="")
    return parser.parse_args()


def builder(options: argparse.Namespace) -> Any:
    """The framework's builder, with what both ways of receiving updates have in common."""
    found: Any = Application.builder().token(options.token).base_url(options.base_url)
    return found.concurrent_updates(options.at_once)


def handler(url: str) -> Any:
    """The handler of a tap, on this database."""
    engine = _engine(url)

    async def claim(given: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = given.callback_query
        if query is None or query.data is None:
            return
        number = int(query.data.partition(":")[2])
        take = update(PLACE).where(PLACE.c.id == number, PLACE.c.taken_by.is_(None))
        async with engine.begin() as connection:
            took = (await connection.execute(take.values(taken_by=query.from_user.id).returning(PLACE.c.id))).first()
        if took is None:
            await query.answer("手慢了，已被别人接走。", show_alert=True)
        else:
            await query.answer("接单成功，联系方式已发给您。")

    return CallbackQueryHandler(claim, pattern=r"^claim:\d+$")


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
