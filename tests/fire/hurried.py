"""The program with a quicker heartbeat: what it does every twenty seconds comes every half.

python -m tests.fire.hurried run --config FILE
"""

import asyncio
import sys
from pathlib import Path

from bot import app, log
from bot.clock import Clock
from bot.config import load, secrets_of
from bot.intake.webhook import opened
from bot.stopping import stopped_by_signals
from bot.storage.ground.migrating import migrate

TICK_SECONDS = 0.5


async def _run(config: Path) -> None:
    settings = load(config, {})
    log.configure(settings.log.level, settings.log.format, secrets_of(settings))
    migrate(settings.database.sync_url)
    stop = asyncio.Event()
    with stopped_by_signals(stop):
        door = opened if settings.telegram.mode == "webhook" else None
        await app.run(settings, Clock(), stop, door=door, tick_seconds=TICK_SECONDS)


if __name__ == "__main__":
    asyncio.run(_run(Path(sys.argv[-1])))
