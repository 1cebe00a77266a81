"""The log: sentences with a stable key, on standard error, from which everything confidential is taken out.

One module logs like any other program of the world, through the standard library or through structlog:

    logger = logging.getLogger(__name__)
    logger.info("Order %s was claimed", number, extra={"key": "order.claimed"})

    logger = structlog.stdlib.get_logger(__name__)
    logger.info("An order was claimed", key="order.claimed", order=number)

The sentence is for people and may change; `key` is for searching and stays. Redaction works on the finished
text, the last step before it is written, because that is the only place that no message, argument, field,
traceback or library can go around.
"""

import json
import logging
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TextIO
from urllib.parse import quote, quote_plus

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

__all__ = ["Redactor", "configure"]

QUIET = (  # they tell of each request, or print whole updates with what people wrote; warnings are enough
    "aiohttp",
    "apscheduler",
    "asyncio",
    "filelock",
    "httpcore",
    "httpx",
    "psycopg",
    "python_multipart",
    "sqlalchemy",
    "telegram",
    "uvicorn.access",
)
TOKEN = re.compile(r"\d{6,}(?::|%(?:25)*3a)[a-z0-9_-]{30,}", re.IGNORECASE)
GAP = r"(?:[ \u00a0().-]|%(?:25)*2[089])"
INTERNATIONAL = re.compile(rf"(?:\+|%(?:25)*2b)(?:{GAP}{{0,2}}\d){{8,15}}(?!\d)", re.IGNORECASE)
MAINLAND = re.compile(  # 13x to 19x, grouped as people group them, half width or full width
    r"(?:(?<!\d)|(?<=%[0-9a-f]{2}))"
    rf"(?:(?:00)?86{GAP}?)?[1１][3-9３-９]\d{GAP}?\d{{4}}{GAP}?\d{{4}}(?!\d)",
    re.IGNORECASE,
)


class Redactor:
    """Takes out bot tokens, telephone numbers and every text it has been told of."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        self.add(*secrets)

    def add(self, *secrets: str) -> None:
        """Know these as well, in every spelling that a URL, JSON or a `repr` gives them."""
        for secret in filter(None, secrets):
            self._known.update(_spellings(secret))
        if self._known:
            longest_first = sorted(self._known, key=len, reverse=True)
            self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def __call__(self, text: str) -> str:
        """The text without them; each is replaced by a word in brackets that tells its kind."""
        if self._pattern is not None:
            text = self._pattern.sub("[secret]", text)
        text = TOKEN.sub("[token]", text)
        return MAINLAND.sub("[phone]", INTERNATIONAL.sub("[phone]", text))


class RedactingHandler(logging.StreamHandler[TextIO]):
    """Writes finished, redacted lines; a record that cannot be formatted is reported without its contents."""

    def __init__(self, stream: TextIO, redact: Redactor) -> None:
        super().__init__(stream)
        self.redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """The record as one text, ready to be written."""
        return self.redact(super().format(record))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """The standard library would print message and arguments as they are."""
        kind = sys.exc_info()[0]
        reason = kind.__name__ if kind else "unknown error"
        self.stream.write(f"A log record of {record.name} could not be written: {reason} (key=log.broken)\n")


def configure(level: str, fmt: str, secrets: Iterable[str], stream: TextIO | None = None) -> Redactor:
    """Log everything from `level` up to `stream`, as text or as JSON lines. May be called again.

    Warnings and the exception that ends the program go the same way.

    Args:
        level: debug, info, warning or error.
        fmt: text or json.
        secrets: texts that must never be seen, such as the bot's token.
        stream: standard error, unless given.

    Returns:
        What redacts, to be told of secrets that turn up later.
    """
    redact = Redactor(secrets)
    handler = RedactingHandler(stream or sys.stderr, redact)
    handler.setFormatter(_formatter(fmt))
    root = logging.getLogger()
    for old in [one for one in root.handlers if type(one) in (RedactingHandler, logging.StreamHandler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))
    # That a beat of the heartbeat is left out, because the last one is still at work, is how it is meant.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            *_facts(),
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    return redact


def _plain(_: object, __: str, event: EventDict) -> EventDict:
    """Without the copy of the message in colours that uvicorn attaches for terminals."""
    event.pop("color_message", None)
    return event


def _facts() -> list[Processor]:
    """What every record tells, whichever way it was logged."""
    return [
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
    ]


def _formatter(fmt: str) -> structlog.stdlib.ProcessorFormatter:
    renderer: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if fmt == "text":
        # The default would print every local variable of a traceback where `rich` is installed.
        renderer = structlog.dev.ConsoleRenderer(
            colors=False, sort_keys=False, exception_formatter=structlog.dev.plain_traceback
        )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_facts(), structlog.stdlib.ExtraAdder(), _plain],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            _one_line,
            renderer,
        ],
    )


def _one_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """What people typed cannot begin a line of its own, nor speak to the terminal."""
    for name, value in event.items():
        if isinstance(value, str) and name not in ("exception", "stack"):
            event[name] = "".join(
                character if unicodedata.category(character) not in ("Cc", "Zl", "Zp") else repr(character)[1:-1]
                for character in value
            )
    return event


def _spellings(secret: str) -> set[str]:
    """A secret as it may stand in a text: escaped, encoded, and both (a `repr` inside JSON inside a URL).

    The second half of a bot's token is as good as the whole.
    """
    number, colon, rest = secret.partition(":")
    found = {secret, rest} if colon and number.isdigit() and rest else {secret}
    for _depth in range(2):
        found |= {spelt for text in found for spelt in _spelt_once(text)}
    return found


def _spelt_once(text: str) -> Iterator[str]:
    encoded = (quote(text), quote(text, safe=""), quote_plus(text))
    yield from encoded
    yield from (re.sub("%..", lambda found: found[0].lower(), one) for one in encoded)
    yield from (json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])
    yield from (repr(text)[1:-1], repr(text + "'\"")[1:-4], repr(text.encode())[2:-1])


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(__name__).critical(
        "The program ended by an error", exc_info=(kind, error, trace), extra={"key": "program.crashed"}
    )
