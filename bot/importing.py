"""A record that was kept by hand, brought in from the command line."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.clock import Clock
from bot.config import Config, ConfigError
from bot.domain.errors import BadInput, SheetUnreadable
from bot.domain.past import BadRow
from bot.domain.schedule import local_day
from bot.invitations import choose, require_ready
from bot.language.past_rows import read_past
from bot.reports.sheets import read_rows
from bot.storage.communities import all_communities
from bot.storage.engine import Database
from bot.storage.keyring import open_vault
from bot.storage.uow import UnitOfWork
from bot.usecases.bringing import bring_by_operator
from bot.usecases.inviting import CommunityName


async def imported(
    config: Config, keys: Sequence[bytes], clock: Clock, file: Path, *, community: str, taking: bool
) -> tuple[dict[str, int], Sequence[BadRow]]:
    """Bring the rows of a spreadsheet in, or only look; how many are new, known and wrong, and the wrong ones.

    Raises:
        ConfigError: the database is not ready, it is not clear which community is meant, or it is no such file.
        NewerDatabaseError: the database is a later program's.
        WrongKeyError: the database was sealed with another key.
    """
    try:
        rows = await asyncio.to_thread(lambda: read_rows(file.read_bytes()))
    except OSError as error:
        raise ConfigError("FILE", f"{file} cannot be read: {error.strerror}") from error
    except SheetUnreadable as error:
        raise ConfigError("FILE", f"{file} is no spreadsheet that can be read: {error.why}") from error
    await require_ready(config)
    database = Database(config.database.async_url, pooled=config.database.pooled)
    try:
        uow = UnitOfWork(database, await open_vault(database, keys), wake=_nobody)
        async with uow.reading(clock.now()) as tx:
            there_are = {one.id: one for one in await all_communities(tx)}
        here = there_are[choose([CommunityName(one.id, one.name) for one in there_are.values()], community).id]
        read = read_past(rows, local_day(clock.now(), here.zone))
        return await bring_by_operator(here.id, rows, read, taking=taking, uow=uow, now=clock.now()), read.bad
    except BadInput as error:
        raise ConfigError("FILE", f"{file} has no column for: {error.example}") from error
    finally:
        await database.close()


def _nobody() -> None:
    """Past repairs are news to nobody."""
