"""The operator's mistakes and the machine's troubles, each told in one line that says what to do."""

import errno
import socket

from filelock import Timeout
from sqlalchemy.exc import DBAPIError
from telegram.error import InvalidToken, TelegramError

from bot.config import NOT_ACCEPTED, Config, ConfigError, secrets_of
from bot.log import Redactor
from bot.storage.ground.occupancy import InUseError
from bot.storage.ground.revisions import NewerDatabaseError
from bot.storage.ground.vault import WrongKeyError

Sentences = tuple[tuple[type[Exception], str], ...]
"""What to tell for each kind of mistake; the first that fits."""

SENTENCES: Sentences = (
    (ConfigError, "{error}"),
    (NewerDatabaseError, "database.url: {place} was written by a newer Weixiu; install it or restore a backup"),
    (WrongKeyError, "security.key_file: is not the key this database was written with; put the right key back"),
    (InUseError, "database.url: another process is using {place}; stop it first, or use PostgreSQL for several"),
    (DBAPIError, "database.url: {place} cannot be used: {said}; check the server, address and login"),
    (InvalidToken, f"telegram.token: {NOT_ACCEPTED}"),
    (TelegramError, "telegram.base_url: Telegram is out of reach ({error}); check network and telegram.proxy"),
    (Timeout, "database.url: another process has held the lock beside {place} for too long; see what it does"),
)
"""The mistakes that any command may meet; those of one command stand with it."""
OF_FILES = frozenset(
    {errno.EACCES, errno.EISDIR, errno.ENOENT, errno.ENOSPC, errno.ENOTDIR, errno.EPERM, errno.EROFS, errno.EDQUOT}
)
TAKEN = frozenset({errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES})


def in_one_line(error: Exception, config: Config | None, also: Sentences = ()) -> str | None:
    """What to tell the operator: the setting or the file, what is wrong, and the remedy. Shows no secret.

    `also`: the mistakes of one command. None for what no operator can mend: that is ours, and deserves its traceback.
    """
    place = config.database.place if config else "the database"
    sentence = _sentence(error, place, also)
    if sentence is None:
        return None
    told = " ".join(sentence.split())
    return Redactor(secrets_of(config))(told) if config else told


def _sentence(error: Exception, place: str, also: Sentences) -> str | None:
    for kind, sentence in (*SENTENCES, *also):
        if isinstance(error, kind):
            said = driver_says(error) if isinstance(error, DBAPIError) else ""
            return sentence.format(error=error, place=place, said=said)
    if isinstance(error, OSError) and error.errno in OF_FILES:
        return f"{error.filename or 'the disk'}: {error.strerror}; see to the rights there and to free space"
    return None


def driver_says(error: DBAPIError) -> str:
    """The first line of what the database's driver says; the rest is hints and links."""
    return (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]


def port_is_taken(error: OSError, setting: str, address: str) -> ConfigError | None:
    """What to tell when a server cannot listen, or None when it is something else."""
    if not (error.errno in TAKEN or isinstance(error, socket.gaierror)) or error.filename is not None:
        return None
    return ConfigError(
        setting, f"{address} cannot be listened on: {error.strerror}; choose another or stop who uses it"
    )
