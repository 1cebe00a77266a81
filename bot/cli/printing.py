"""poster: QR codes to be printed and hung on doors."""

import asyncio
from pathlib import Path

from bot import log
from bot import printing as printer
from bot.cli.outcome import carry_out
from bot.cli.saying import say
from bot.clock import Clock
from bot.config import Config, present_keys, secrets_of


def poster(config: Path, file: Path, *, community: str, building: str) -> None:
    """Draw the posters of a community, or of one building, into a file."""

    def draw(settings: Config) -> int:
        log.configure("error", settings.log.format, secrets_of(settings))
        keys = present_keys(settings)
        drawn = asyncio.run(printer.posters(settings, keys, Clock(), community=community, building=building))
        return printer.write(drawn, file)

    say(f"{file}: {carry_out(config, draw)} page(s) of A4.")
