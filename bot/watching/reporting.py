"""Errors sent to Sentry (the extra `sentry`), with everything confidential taken out of each report.

Nothing is gathered by itself: no breadcrumbs, no local variables, no request bodies, no figures of speed, no machine
name. What is left is where in the code it broke and the sentence of the log, which goes through the same redaction as
the log, and through one more for addresses, since nobody can know what a library puts into an exception's text.
"""

import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.types import Event, Hint

from bot.config import Config, secrets_of
from bot.log import Redactor
from bot.watching.watched import Watched

PLACE = re.compile(
    r"[\w一-鿿]{0,8}\d+\s*(?:号楼|栋|幢|单元|室|号院|门)[\w一-鿿-]*"
    r"|\b(?:building|unit|flat|room|apartment)\s+\w+",
    re.IGNORECASE,
)
HAN = re.compile(r"[一-鿿]{2,}")
FINISH_SECONDS = 3.0
Transport = Callable[[dict[str, Any]], Any]


class Scrubber:
    """Goes through every text of a report, however deep it stands."""

    def __init__(self, redact: Redactor) -> None:
        self._redact = redact

    def __call__(self, event: Event, _hint: Hint) -> Event | None:
        """The report without anything confidential."""
        key = (event.get("extra") or {}).get("key")
        if isinstance(key, str):
            event["tags"] = {"key": key}
        for name in ("server_name", "user", "request", "breadcrumbs", "modules", "extra"):
            event.pop(name, None)  # type: ignore[misc]
        scrubbed: Event = self._gone_through(event)
        return scrubbed

    def _gone_through(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(str(key)): self._gone_through(inner) for key, inner in value.items() if key != "vars"}
        if isinstance(value, list | tuple):
            return [self._gone_through(inner) for inner in value]
        return value

    def text(self, text: str) -> str:
        """One text. The program speaks English to its operators: what is Chinese in it was said by people."""
        return HAN.sub("[words]", PLACE.sub("[place]", self._redact(text)))


@asynccontextmanager
async def reporting(watched: Watched) -> AsyncIterator[None]:
    """What is logged as an error is reported (a `bot.watching.watched.Watch`); leaving sends what is left."""
    begin(watched.config)
    try:
        yield
    finally:
        sentry_sdk.flush(FINISH_SECONDS)
        sentry_sdk.init()


def begin(config: Config, *, transport: Any = None) -> None:
    """Report from now on, to where the configuration says; `transport`: to somebody else."""
    sentry_sdk.init(
        dsn=config.sentry.dsn.get_secret_value(),
        environment=config.sentry.environment,
        release=f"weixiu@{version('weixiu')}",
        transport=transport,
        before_send=Scrubber(Redactor(secrets_of(config))),
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        default_integrations=False,
        auto_enabling_integrations=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        server_name="",
    )
