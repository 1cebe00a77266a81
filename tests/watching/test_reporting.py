"""Reports to Sentry: what broke and where; nothing that a person said, and no secret, wherever a library put it."""

import json
import logging
from pathlib import Path

import pytest
import sentry_sdk
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from bot.config import Config, ConfigError, build
from bot.watching.reporting import begin

TOKEN = "7123456789:AAF-canaryCanaryCanaryCanaryCanary0"
DSN = "https://canary@sentry.example/7"
CANARIES = ("canary", "13800138000", "0013", "1401", "刘运京", "门框", "Flat 12")
logger = logging.getLogger("bot.somewhere")


class Sentry(Transport):
    """A pretend Sentry that keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[str] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        """Something is reported."""
        self.received.append(envelope.serialize().decode())


def configured(folder: Path, dsn: str = DSN) -> Config:
    database = "postgresql://weixiu:canary@db/weixiu"
    values = {"telegram": {"token": TOKEN}, "database": {"url": database}, "sentry": {"dsn": dsn}}
    return build(values, folder=folder)


def breaks(order: str) -> None:
    phone = "138 0013 8000"
    raise RuntimeError(f"{order} {phone} https://api.telegram.org/bot{TOKEN}/sendMessage")


def test_a_report_says_what_broke_and_shows_nobodys_words_and_no_secret(tmp_path: Path) -> None:
    sentry = Sentry()
    begin(configured(tmp_path), transport=sentry)
    try:
        breaks("2号楼2单元1401 卧室门框开裂 刘运京 13800138000 Flat 12")
    except RuntimeError:
        logger.warning("刘运京 13800138000", extra={"key": "task.failed"})
        logger.exception("update %s failed for 刘运京", 7, extra={"key": "update.failed", "who": "刘运京 canary"})
    sentry_sdk.flush(1)
    sentry_sdk.init()
    (report,) = sentry.received
    assert [canary for canary in CANARIES if canary in report or json.dumps(canary)[1:-1] in report] == []
    event = json.loads(report.splitlines()[-1])
    (error,) = event["exception"]["values"]
    assert error["type"] == "RuntimeError"
    assert [frame["function"] for frame in error["stacktrace"]["frames"]][-1] == "breaks"
    assert event["logger"] == "bot.somewhere"
    assert event["tags"]["key"] == "update.failed"


@pytest.mark.parametrize("dsn", ["canary", "https://sentry.example/7", "ftp://canary@h/7"])
def test_an_address_that_is_none_is_refused_without_being_shown(tmp_path: Path, dsn: str) -> None:
    with pytest.raises(ConfigError, match=r"^sentry\.dsn: must be") as refused:
        configured(tmp_path, dsn)
    assert "canary" not in str(refused.value)
