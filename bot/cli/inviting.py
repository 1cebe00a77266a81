"""invite: links into a community, printed."""

import asyncio
from pathlib import Path

import typer

from bot import log
from bot.cli.outcome import carry_out
from bot.clock import Clock
from bot.config import Config, present_keys, secrets_of
from bot.domain.roles import Role
from bot.invitations import links


def invite(file: Path, *, role: Role, community: str, count: int) -> None:
    """Print links that let people into a community, each once."""

    def make(settings: Config) -> list[str]:
        log.configure("error", settings.log.format, secrets_of(settings))
        keys = present_keys(settings)
        return asyncio.run(links(settings, keys, Clock(), role=role, community=community, count=count))

    for link in carry_out(file, make):
        typer.echo(link)
