"""Posters for the command line: drawn into a file, to be printed or shown."""

from collections.abc import Sequence
from pathlib import Path

from bot.clock import Clock
from bot.config import Config, ConfigError
from bot.domain.deep_link import WHOLE_COMMUNITY
from bot.invitations import choose, require_ready, username_of
from bot.reports.posters import Posters, posters_of
from bot.storage.buildings import buildings_of
from bot.storage.communities import all_communities
from bot.storage.engine import Database
from bot.storage.keyring import open_vault
from bot.storage.uow import UnitOfWork
from bot.usecases.inviting import CommunityName

KINDS = {".pdf": Posters.pdf, ".png": Posters.png}


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


def write(drawn: Posters, file: Path) -> int:
    """Draw them into this file, a PDF or a PNG by its ending; how many pages.

    Raises:
        ConfigError: the file is to be something else, or cannot be written.
    """
    draw = KINDS.get(file.suffix.lower())
    if draw is None:
        raise ConfigError("FILE", f"{file} ends neither in .pdf nor in .png")
    try:
        file.write_bytes(draw(drawn))
    except OSError as error:
        raise ConfigError("FILE", f"{file} cannot be written: {error.strerror}") from error
    return len(drawn.doors) if file.suffix.lower() == ".pdf" else 1
