"""certificate make, certificate check: what somebody did in a year, on paper, and whether such a paper is true."""

import asyncio
from pathlib import Path

import typer

from bot import log, printing, proving
from bot.cli.outcome import carry_out
from bot.cli.saying import say
from bot.clock import Clock
from bot.config import Config, present_keys, secrets_of
from bot.domain.certificate import Service
from bot.reports.certificates import Certificate


def make(config: Path, file: Path, *, name: str, community: str, year: int) -> None:
    """Draw somebody's certificate into a file."""

    def draw(settings: Config) -> Certificate:
        log.configure("error", settings.log.format, secrets_of(settings))
        keys, clock = present_keys(settings), Clock()
        whole = year or clock.now().year
        drawn = asyncio.run(printing.certificate(settings, keys, clock, community=community, name=name, year=whole))
        printing.write(drawn, file)
        return drawn

    drawn = carry_out(config, draw)
    say(f"{file}: {drawn.name}, {_said(drawn.service)}; {drawn.line}")


def check(config: Path, line: str) -> None:
    """One line; exit code 1 if no such certificate was given out."""

    def prove(settings: Config) -> tuple[str, Service] | None:
        log.configure("error", settings.log.format, secrets_of(settings))
        return asyncio.run(proving.certified(settings, present_keys(settings), Clock(), line=line))

    found = carry_out(config, prove)
    if found is None:
        say("✗ no certificate with this number was given out")
        raise typer.Exit(1)
    name, service = found
    say(f"✓ {name}, {_said(service)}")


def _said(service: Service) -> str:
    return f"{service.year}: {service.minutes} minutes, {service.orders} orders, {service.activities} activities"
