"""One-time links for the command line: which community is meant, and how a link is spelt."""

from collections.abc import Sequence

from bot.clock import Clock
from bot.config import Config, ConfigError
from bot.delivery.transport import AiohttpRequest
from bot.domain.roles import Role
from bot.handlers.people import JOIN
from bot.intake.account import Account
from bot.storage.ground.engine import Database
from bot.storage.ground.keyring import open_vault
from bot.storage.ground.revisions import NewerDatabaseError
from bot.storage.ground.uow import UnitOfWork
from bot.storage.upkeep.checkup import Age, look_at
from bot.usecases.members.inviting import CommunityName, InviteByOperator, communities_to_choose, invite_by_operator


async def links(
    config: Config, keys: Sequence[bytes], clock: Clock, *, role: Role, community: str, count: int
) -> list[str]:
    """So many fresh links into a community, named by its name or id, or the only one there is.

    Raises:
        ConfigError: the database is not ready, or it is not clear which community is meant.
        NewerDatabaseError: the database is a later program's.
        TelegramError: the bot's name cannot be asked for.
        WrongKeyError: the database was sealed with another key.
    """
    await require_ready(config)
    database = Database(config.database.async_url, pooled=config.database.pooled)
    try:
        uow = UnitOfWork(database, await open_vault(database, keys), wake=_nobody)
        chosen = choose(await communities_to_choose(uow=uow, now=clock.now()), community)
        username = await username_of(config, clock)
        cmd = InviteByOperator(chosen.id, role, count)
        tokens = await invite_by_operator(cmd, uow=uow, now=clock.now())
    finally:
        await database.close()
    return [f"https://t.me/{username}?start={JOIN}{token}" for token in tokens]


def _nobody() -> None:
    """A link is owed to nobody: it is printed."""


async def require_ready(config: Config) -> None:
    """Let a command go on only where there is a database of this version.

    Raises:
        ConfigError: there is none, or it is not up to date.
        NewerDatabaseError: it is a later program's.
    """
    path = config.database.sqlite_path
    if path is not None and not path.exists():
        raise ConfigError("database.url", f"there is no file {path} yet; start the bot and say /setup in the group")
    seen = await look_at(config.database.async_url)
    if seen.age is Age.NEWER:
        raise NewerDatabaseError(seen.revision)
    if seen.age is not Age.CURRENT:
        raise ConfigError("database.url", f"{config.database.place} is not up to date; run `weixiu migrate` first")


def choose(there_are: Sequence[CommunityName], meant: str) -> CommunityName:
    """The community that is meant.

    Raises:
        ConfigError: there is none, none of this name, or several to choose from.
    """
    if not there_are:
        raise ConfigError("--community", "there is none yet; add the bot to a group and say /setup there")
    fitting = [one for one in there_are if meant in ("", one.name, str(one.id))]
    if len(fitting) == 1:
        return fitting[0]
    listed = ", ".join(f"{one.id} ({one.name})" for one in fitting or there_are)
    if not fitting:
        raise ConfigError("--community", f"there is no {meant!r}; there are {listed}")
    raise ConfigError("--community", f"is needed, there are several: {listed}")


async def username_of(config: Config, clock: Clock) -> str:
    """The bot's name, asked of Telegram.

    Raises:
        TelegramError: it cannot be asked for.
    """
    account = Account(
        config.telegram.token.get_secret_value(),
        base_url=config.telegram.base_url,
        base_file_url=config.telegram.base_file_url,
        request=AiohttpRequest(clock, proxy=config.telegram.proxy),
        get_updates_request=AiohttpRequest(clock, connections=1, proxy=config.telegram.proxy),
    )
    try:
        await account.initialize()
        return account.username
    finally:
        await account.shutdown()
