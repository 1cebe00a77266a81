"""The log: readable, searchable, and without anything that must not be seen, whichever way it gets there."""

import io
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
import structlog

from bot.log import QUIET, RedactingHandler, Redactor, configure

TOKEN = "7123456789:AAF-canaryCanaryCanaryCanaryCanary0"
OTHER_TOKEN = "123456:BBBB_canaryCanaryCanaryCanaryCanary0"
PASSWORD = "pä\"ss'w/ord\\ 密码"
SECRETS = ["", "123456:ABC", TOKEN, PASSWORD]
PHONES = [
    "13800138000",
    "138 0013 8000",
    "138-0013-8000",
    "１３８００１３８０００",
    "8613800138000",
    "0086 13800138000",
    "+86 138 0013 8000",
    "+8613800138000",
    "+49 (151) 1234-5678",
    "%2B4915112345678",
]
CANARIES = [
    TOKEN,
    OTHER_TOKEN,
    "123456:ABC",
    "canaryCanary",
    'ä"ss',
    "ss'w",
    "密码",
    quote(PASSWORD),
    *PHONES,
]
ALL = f"{TOKEN} {OTHER_TOKEN} 123456:ABC {PASSWORD} {' | '.join(PHONES)}"


@pytest.fixture
def start_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., io.StringIO]]:
    """Starts a log into memory, and leaves everybody else's logging as it was."""
    root = logging.getLogger()
    level = root.level
    levels = {name: logging.getLogger(name).level for name in QUIET}
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)

    def start(fmt: str = "text", level: str = "debug") -> io.StringIO:
        stream = io.StringIO()
        for handler in [one for one in root.handlers if not isinstance(one, RedactingHandler)]:
            root.removeHandler(handler)  # pytest's own, which it adds anew for every phase
        configure(level, fmt, SECRETS, stream)
        return stream

    yield start
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
    for handler in [one for one in root.handlers if isinstance(one, RedactingHandler)]:
        root.removeHandler(handler)
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


def fail_in_a_chain() -> None:
    try:
        try:
            raise ValueError(ALL)  # noqa: TRY301 - the chain is the point
        except ValueError as error:
            raise OSError(5, f"GET /bot{TOKEN}/sendMessage") from error
    except OSError:
        raise RuntimeError(f"/file/bot{quote(TOKEN, safe='')}/photo.jpg?phone=13800138000")  # noqa: B904 - by context


def by_message(logger: logging.Logger) -> None:
    logger.warning(f"https://api.telegram.org/bot{TOKEN}/sendMessage {ALL}")  # noqa: G004 - as libraries do


def by_argument(logger: logging.Logger) -> None:
    logger.warning("%s %r", ALL, [ALL, {"a": ALL}])


def by_mapping(logger: logging.Logger) -> None:
    logger.warning("%(who)s", {"who": ALL})


def by_field(logger: logging.Logger) -> None:
    logger.warning("said", extra={"what": ALL, "nested": {"list": [ALL, ALL.encode()]}, ALL: 1})


def by_exception(logger: logging.Logger) -> None:
    try:
        fail_in_a_chain()
    except RuntimeError:
        logger.exception("failed with %s", ALL)


def by_group(logger: logging.Logger) -> None:
    group = ExceptionGroup(ALL, [ValueError(ALL), KeyError(ALL)])
    group.add_note(ALL)
    logger.error("failed", exc_info=group)


def by_encoding(logger: logging.Logger) -> None:
    twice = quote(quote(TOKEN, safe=""), safe="")
    logger.error("%s %s %s", quote(ALL), quote(ALL, safe="").replace("%3A", "%3a"), twice)


def by_number(logger: logging.Logger) -> None:
    logger.error("called", extra={"phone": 13800138000})


def by_broken_record(logger: logging.Logger) -> None:
    logger.error("%d orders " + ALL, ALL)  # noqa: G003 - as libraries do


def by_name(_logger: logging.Logger) -> None:
    logging.getLogger(f"peer.{TOKEN}").error("hello")


def by_structlog(_logger: logging.Logger) -> None:
    log = structlog.stdlib.get_logger("weixiu").bind(bound=ALL)
    log.info(f"told {ALL}", key="x", what=ALL, many=[ALL])  # noqa: G004 - as people do
    log.info("told %s", ALL)
    try:
        fail_in_a_chain()
    except RuntimeError:
        log.exception("failed", what=ALL)


def by_warning(_logger: logging.Logger) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(ALL, UserWarning, stacklevel=1)


def by_crash(_logger: logging.Logger) -> None:
    try:
        fail_in_a_chain()
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


WAYS = [
    by_message, by_argument, by_mapping, by_field, by_exception, by_group, by_encoding, by_number,
    by_broken_record, by_name, by_structlog, by_warning, by_crash,
]  # fmt: skip


@pytest.mark.parametrize("fmt", ["text", "json"])
@pytest.mark.parametrize("way", WAYS)
def test_no_canary_reaches_the_log(
    start_log: Callable[..., io.StringIO],
    capfd: pytest.CaptureFixture[str],
    way: Callable[[logging.Logger], None],
    fmt: str,
) -> None:
    stream = start_log(fmt)
    way(logging.getLogger("somebody.elses.library"))
    written = stream.getvalue() + "".join(capfd.readouterr())
    assert stream.getvalue() != ""
    assert [canary for canary in CANARIES if canary in written] == []


@pytest.mark.parametrize(
    "harmless",
    ["2026-11-23T08:30:00.123456+08:00", "chat -1001380013800", "update 1760000000000", "order #1024",
     "7012345678", "127.0.0.1:8080", "12:34:56", "sha 0b5e13800", "took 13.8001 s", "积分 +10", "+1 接单"],
)  # fmt: skip
def test_what_is_harmless_is_left_alone(harmless: str) -> None:
    assert Redactor(SECRETS)(harmless) == harmless


@pytest.mark.parametrize("phone", PHONES)
def test_a_telephone_number_leaves_its_surroundings_readable(phone: str) -> None:
    assert Redactor()(f"call {phone}, please") == "call [phone], please"


def test_a_token_in_an_address_leaves_the_method_readable() -> None:
    assert Redactor()(f"https://api.telegram.org/bot{TOKEN}/sendMessage") == (
        "https://api.telegram.org/bot[token]/sendMessage"
    )


def test_the_second_half_of_a_known_token_is_as_secret_as_the_whole() -> None:
    assert Redactor([TOKEN])(TOKEN.partition(":")[2]) == "[secret]"


def test_a_longer_secret_is_not_left_half_visible_by_a_shorter_one() -> None:
    assert Redactor(["abc", "abcdef"])("abcdef") == "[secret]"


def test_a_secret_that_turns_up_later_can_be_registered(start_log: Callable[..., io.StringIO]) -> None:
    stream = io.StringIO()
    start_log()
    redact = configure("info", "text", [], stream)
    redact.add("invitation-xyz")
    logging.getLogger("weixiu").info("made invitation-xyz")
    assert "made [secret]" in stream.getvalue()


def test_a_text_line_tells_when_how_bad_what_and_the_key(start_log: Callable[..., io.StringIO]) -> None:
    stream = start_log()
    logging.getLogger("bot.x").info("Order %s was claimed", 7, extra={"key": "order.claimed"})
    line = stream.getvalue()
    assert all(part in line for part in ["info", "Order 7 was claimed", "bot.x", "key=order.claimed"])
    assert line[:2] == "20"


def test_a_json_line_is_json_and_chinese_stays_readable(start_log: Callable[..., io.StringIO]) -> None:
    stream = start_log("json")
    structlog.stdlib.get_logger("bot.x").info("已接单", key="order.claimed", order=7)
    assert "已接单" in stream.getvalue()
    record: dict[str, Any] = json.loads(stream.getvalue())
    del record["timestamp"]
    assert record == {
        "event": "已接单", "key": "order.claimed", "order": 7, "level": "info", "logger": "bot.x",
    }  # fmt: skip


def test_what_people_type_cannot_forge_a_line(start_log: Callable[..., io.StringIO]) -> None:
    stream = start_log()
    logging.getLogger("bot.x").info("said %s", "hello\n2026-11-23 [info] forged\r\x1b[2J\u2028x")
    assert stream.getvalue().count("\n") == 1
    assert "\x1b" not in stream.getvalue()
    assert "\u2028" not in stream.getvalue()


def test_a_traceback_keeps_its_lines_in_text(start_log: Callable[..., io.StringIO]) -> None:
    stream = start_log()
    by_exception(logging.getLogger("bot.x"))
    assert "The above exception was the direct cause" in stream.getvalue()
    assert stream.getvalue().count("\n") > 10


@pytest.mark.parametrize("name", ["telegram.ext.Application", "httpx", "httpcore.connection", "apscheduler.x"])
def test_libraries_that_print_updates_are_heard_from_warnings_up(
    start_log: Callable[..., io.StringIO], name: str
) -> None:
    stream = start_log(level="debug")
    logging.getLogger(name).info("update")
    logging.getLogger(name).warning("trouble")
    assert "trouble" in stream.getvalue()
    assert "update" not in stream.getvalue()


def test_libraries_are_no_louder_than_the_program(start_log: Callable[..., io.StringIO]) -> None:
    stream = start_log(level="error")
    logging.getLogger("telegram").warning("trouble")
    assert stream.getvalue() == ""


def test_the_level_holds_for_both_ways_of_logging(start_log: Callable[..., io.StringIO]) -> None:
    stream = start_log(level="warning")
    logging.getLogger("bot.x").info("quiet")
    structlog.stdlib.get_logger("bot.x").info("quiet")
    structlog.stdlib.get_logger("bot.x").warning("loud")
    assert stream.getvalue().count("\n") == 1


def test_configuring_twice_does_not_say_everything_twice(start_log: Callable[..., io.StringIO]) -> None:
    first, second = start_log(), start_log()
    logging.getLogger("bot.x").warning("once")
    assert (first.getvalue(), second.getvalue().count("once")) == ("", 1)


def test_a_plain_handler_of_somebody_else_is_taken_away(start_log: Callable[..., io.StringIO]) -> None:
    plain = io.StringIO()
    start_log()
    logging.getLogger().addHandler(logging.StreamHandler(plain))
    configure("info", "text", [], io.StringIO())
    logging.getLogger("bot.x").warning(TOKEN)
    assert plain.getvalue() == ""


def test_the_interruption_by_ctrl_c_is_no_crash(start_log: Callable[..., io.StringIO]) -> None:
    stream = start_log()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert stream.getvalue() == ""
