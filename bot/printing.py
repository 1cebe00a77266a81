"""Posters and certificates for the command line: drawn into a file, to be printed or shown."""

from collections.abc import Sequence
from pathlib import Path

from bot.clock import Clock
from bot.config import Config, ConfigError
from bot.domain.deep_link import WHOLE_COMMUNITY
from bot.invitations import choose, require_ready, username_of
from bot.models import Person
from bot.proving import looking
from bot.reports.certificates import Certificate, certificate_of
from bot.reports.posters import Posters, posters_of
from bot.storage.community.buildings import buildings_of
from bot.storage.community.communities import all_communities
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.uow import UnitOfWork
from bot.storage.members.neighbours import called, neighbours
from bot.usecases.members.inviting import CommunityName

KINDS = (".pdf", ".png")


async def posters(config: Config, keys: Sequence[bytes], clock: Clock, *, community: str, building: str) -> Posters:
    """The posters of a community, or of one building of its list.

    Raises:
        ConfigError: the database is not ready, or it is not clear which community or building is meant.
        NewerDatabaseError: the database is a later program's.
        TelegramError: the bot's name cannot be asked for.
        WrongKeyError: the database was sealed with another key.
    """
    await require_ready(config)
    username = await username_of(config, clock)
    database = Database(config.database.async_url, pooled=config.database.pooled)
    try:
        async with UnitOfWork(database, await open_vault(database, keys), wake=_nobody).reading(clock.now()) as tx:
            there_are = {one.id: one for one in await all_communities(tx)}
            meant = there_are[choose([CommunityName(one.id, one.name) for one in there_are.values()], community).id]
            listed = {one.name: one.id for one in await buildings_of(tx, meant.id)}
            if building and building not in listed:
                raise ConfigError(
                    "--building", f"{building!r} is not on the list: {', '.join(listed) or 'it is empty'}"
                )
            drawn = await posters_of(tx, meant, username, listed[building] if building else WHOLE_COMMUNITY)
    finally:
        await database.close()
    if drawn is None:
        raise LookupError("a building was on the list and is not any more")
    return drawn


def _nobody() -> None:
    """A poster is owed to nobody: it is a file."""


async def certificate(
    config: Config, keys: Sequence[bytes], clock: Clock, *, community: str, name: str, year: int
) -> Certificate:
    """What somebody did in a year, as the community certifies it.

    Raises:
        ConfigError: the database is not ready, it is not clear who is meant, or there is nothing to certify.
        NewerDatabaseError: the database is a later program's.
        WrongKeyError: the database was sealed with another key.
    """
    async with looking(config, keys, clock) as tx:
        there_are = {} if tx is None else {one.id: one for one in await all_communities(tx)}
        here = there_are[choose([CommunityName(one.id, one.name) for one in there_are.values()], community).id]
        if tx is None:
            raise LookupError("a community stands in a database that was empty")
        meant = called(await neighbours(tx, here.id), name)
        if len(meant) != 1:
            found = ", ".join(each.name for each in meant)
            raise ConfigError("NAME", f"{name!r} is the name of {len(meant)} people here{found and ': '}{found}")
        drawn = await certificate_of(tx, here, await tx.session.get_one(Person, meant[0].id), year)
        if drawn is None:
            raise ConfigError("--year", f"{meant[0].name} has no service hours of {year}")
        return drawn


def write(drawn: Posters | Certificate, file: Path) -> int:
    """Draw them into this file, a PDF or a PNG by its ending; how many pages.

    Raises:
        ConfigError: the file is to be something else, or cannot be written.
    """
    kind = file.suffix.lower()
    if kind not in KINDS:
        raise ConfigError("FILE", f"{file} ends neither in .pdf nor in .png")
    try:
        file.write_bytes(drawn.pdf() if kind == ".pdf" else drawn.png())
    except OSError as error:
        raise ConfigError("FILE", f"{file} cannot be written: {error.strerror}") from error
    return len(drawn.doors) if kind == ".pdf" and isinstance(drawn, Posters) else 1
