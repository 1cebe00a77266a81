"""demo: the bot with a pretend Telegram."""

import asyncio
from pathlib import Path

import typer

from bot import demo as demonstration
from bot import log
from bot.cli.outcome import mistakes_told
from bot.mistakes import port_is_taken
from bot.stopping import stopped_by_signals


def demo(host: str, port: int, data: Path | None) -> None:
    """Show the bot with a pretend Telegram, without an account."""

    async def show() -> None:
        stop = asyncio.Event()
        with stopped_by_signals(stop):
            await demonstration.demo(host, port, data, stop, say=typer.echo)

    log.configure("warning", "text", [])
    with mistakes_told():
        try:
            asyncio.run(show())
        except OSError as error:
            raise port_is_taken(error, "--port", f"{host}:{port}") or error from None
