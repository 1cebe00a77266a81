"""The small server that tells machines how the program stands: /healthz, /readyz and /metrics."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Tasks
from bot.intake.health import health_routes
from bot.intake.webhook import WebhookServer
from bot.settings import Metrics
from bot.storage.upkeep.shelf import backups_in
from bot.watching.exposition import LogTally, exposed
from bot.watching.readings import Readings
from bot.watching.watched import Watched

logger = logging.getLogger(__name__)

FINISH_SECONDS = 5.0


def metrics_socket(metrics: Metrics) -> socket.socket:
    """A socket at the address of these settings, which is this process's alone.

    Raises:
        OSError: it cannot be listened on.
    """
    return socket.create_server(
        (metrics.listen, metrics.port), family=socket.AF_INET6 if ":" in metrics.listen else socket.AF_INET
    )


def backup_age(folder: Path | None, now: datetime) -> float | None:
    """Seconds since the newest of the daily backups was made; None: there is none, or none is to be."""
    found = {} if folder is None else backups_in(folder)
    if not found:
        return None
    return max(0.0, now.timestamp() - found[max(found)].stat().st_mtime)


def watching_app(watched: Watched, log: LogTally) -> Starlette:
    """The application that answers; it changes nothing."""
    readings = Readings(watched.uow, watched.clock)

    async def metrics(_: Request) -> Response:
        try:
            pulse = await readings.pulse()
        except Exception:
            logger.warning("the figures could not be read", exc_info=True, extra={"key": "metrics.no_database"})
            pulse = None
        instant = watched.clock.monotonic()
        budget = watched.postman.budget_used
        age = await asyncio.to_thread(backup_age, watched.config.backup.folder, watched.clock.now())
        text = exposed(pulse, watched.counts, instant=instant, budget=budget, log=log, backup_age=age)
        return Response(text, media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[*health_routes(watched.readiness.reasons), Route("/metrics", metrics)])


@asynccontextmanager
async def opened(listener: socket.socket, watched: Watched) -> AsyncIterator[None]:
    """Whoever asks at this socket is answered (a `bot.watching.watched.Watch`, once it has its socket)."""
    log = LogTally()
    logging.getLogger().addHandler(log)
    server, tasks = WebhookServer(watching_app(watched, log)), Tasks()
    tasks.start(server.serve(sockets=[listener]), name="the metrics")
    logger.info("figures at http://%s:%s/metrics", *listener.getsockname()[:2], extra={"key": "metrics.listening"})
    try:
        yield
    finally:
        logging.getLogger().removeHandler(log)
        server.should_exit = True
        await tasks.finish(seconds=FINISH_SECONDS)
        await watched.readiness.finish()
