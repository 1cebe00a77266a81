"""The whole examination, in the order in which trouble explains other trouble."""

from collections.abc import AsyncIterator
from pathlib import Path

from bot.clock import Clock
from bot.config import Config
from bot.doctor.books import Books, database_findings
from bot.doctor.findings import Finding, good, warning
from bot.doctor.machine import disk_finding, font_finding, key_findings, secrecy_finding, zone_findings
from bot.doctor.platform import proxy_finding, telegram_findings
from bot.doctor.shelf import backup_finding


async def examine(config: Config, clock: Clock, file: Path) -> AsyncIterator[Finding]:
    """Everything `run` will need, one finding at a time as it is found. Nothing is changed.

    `file`: where the configuration was read from, if it is there.
    """
    books = Books()
    yield secrecy_finding(config, file)
    if config.telegram.operators:
        yield good("operators", f"{len(config.telegram.operators)} may set up a community")
    else:
        yield warning("operators", "telegram.operators is empty; nobody can make a group a community with /setup")
    async for finding in database_findings(config, books, clock.now()):
        yield finding
    for finding in key_findings(config, needed=books.sealed):
        yield finding
    if config.database.sqlite_path is not None:
        yield disk_finding(config.database.sqlite_path.parent)
    yield backup_finding(config, clock.now())
    zones = [config.defaults.timezone, *(community.timezone for community in books.communities)]
    for finding in zone_findings(zones):
        yield finding
    yield font_finding()
    if config.telegram.proxy:
        yield await proxy_finding(config.telegram.proxy)
    async for finding in telegram_findings(config, clock, books.communities):
        yield finding
