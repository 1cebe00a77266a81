"""The operator's mistakes and the machine's troubles, each told in one line that says what to do."""

import errno

from sqlalchemy.exc import DBAPIError
from telegram.error import InvalidToken, TelegramError

from bot.config import Config, ConfigError, secrets_of
from bot.log import Redactor
from bot.storage.backup import BackupError
from bot.storage.checkup import DamagedError
from bot.storage.migrating import NewerDatabaseError
from bot.storage.occupancy import InUseError
from bot.storage.vault import WrongKeyError

MISTAKES = (
    ConfigError,
    BackupError,
    DamagedError,
    InUseError,
    NewerDatabaseError,
    WrongKeyError,
    DBAPIError,
    TelegramError,
    OSError,
)
TAKEN = frozenset({errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES})


def in_one_line(error: Exception, config: Config | None) -> str:
    """What to tell the operator: the setting (or the file), what is wrong, and the remedy. Shows no secret."""
    sentence = " ".join(_sentence(error, config.database.place if config else "the database").split())
    return Redactor(secrets_of(config))(sentence) if config else sentence


def _sentence(error: Exception, place: str) -> str:  # noqa: PLR0911 - a table of cases, one line each
    match error:
        case NewerDatabaseError():
            return f"database.url: {place} was written by a newer Weixiu; install that version or restore a backup"
        case WrongKeyError():
            return "security.key_file: is not the key this database was written with; put the right key back"
        case InUseError():
            return f"database.url: another process is using {place}; stop it first, or use PostgreSQL for several"
        case DamagedError():
            return f"database.url: {error}; restore the last backup"
        case DBAPIError():
            said = (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]
            return (
                f"database.url: {place} cannot be used: {said}; see that it runs, and that address and login are right"
            )
        case InvalidToken():
            return "telegram.token: is not accepted by Telegram; copy it again from @BotFather"
        case TelegramError():
            return (
                f"telegram.base_url: Telegram cannot be reached ({error.message}); check the network and telegram.proxy"
            )
        case _:
            return str(error)


def driver_says(error: DBAPIError) -> str:
    """The first line of what the database's driver says; the rest is hints and links."""
    return (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]


def port_is_taken(error: OSError, setting: str, address: str) -> ConfigError | None:
    """What to tell when a server cannot listen, or None when it is something else."""
    if error.errno not in TAKEN:
        return None
    return ConfigError(
        setting, f"{address} cannot be listened on: {error.strerror}; choose another or stop who uses it"
    )
