"""What a button says when it is pressed: `version:name:arguments`, at most 64 bytes, and never trusted."""

import re
from typing import NamedTuple

from bot.domain.errors import ButtonExpired

VERSION = "1"
MOST_BYTES = 64
"""Source: https://core.telegram.org/bots/api#inlinekeyboardbutton"""
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}")
"""As `data` writes one, and no larger than a database can look for."""


class Press(NamedTuple):
    """A pressed button, read."""

    name: str
    args: tuple[str, ...]

    def number(self, index: int) -> int:
        """An argument that has to be a whole number.

        Raises:
            ButtonExpired: it is none; such data was not made by us, and trying again would not make it so.
        """
        if not _NUMBER.fullmatch(self.args[index]):
            raise ButtonExpired
        return int(self.args[index])


def data(name: str, *args: object) -> str:
    """The data of a button.

    Raises:
        ValueError: it would be longer than Telegram takes.
    """
    text = ":".join((VERSION, name, *(str(arg) for arg in args)))
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"button data is longer than {MOST_BYTES} bytes: {text}")
    return text


def pattern(name: str, args: int) -> str:
    """The regular expression that data of this name and as many arguments matches."""
    return "^" + ":".join((VERSION, name, *["([^:]*)"] * args)) + "$"


def read(text: str) -> Press:
    """What `data` wrote.

    Raises:
        ValueError: it is of another version, or not ours.
    """
    version, _, rest = text.partition(":")
    if version != VERSION or not rest:
        raise ValueError("not a button of this version")
    name, *args = rest.split(":")
    return Press(name, tuple(args))
