"""How an attempt to say something ended, so that the postman can decide what follows."""

from dataclasses import dataclass

from bot.domain.polls import Tally


@dataclass(frozen=True)
class Said:
    """It stands in the chat."""

    message_id: int | None
    tally: Tally | None = None
    """For a poll: what Telegram says of it."""
    parts: tuple[tuple[int, str], ...] = ()
    """The messages with pictures, films or files that it has become, and what each of them carries."""


@dataclass(frozen=True)
class Wait:
    """Too fast: nothing more into this chat (or, with `everywhere`, anywhere) for as many seconds."""

    seconds: float
    everywhere: bool = False


@dataclass(frozen=True)
class NotSent:
    """It certainly did not arrive; the same attempt may be made again."""

    error: str


@dataclass(frozen=True)
class Doubtful:
    """Nobody knows whether it arrived."""

    error: str


@dataclass(frozen=True)
class Refused:
    """Telegram will never take it like this."""

    error: str


@dataclass(frozen=True)
class Unreachable:
    """This person (or group) does not let the bot write."""

    error: str
    blocked: bool


@dataclass(frozen=True)
class MessageGone:
    """The message that was to be edited is no longer there."""

    error: str


@dataclass(frozen=True)
class Migrated:
    """The group lives under another chat id now."""

    new_chat_id: int


Outcome = Said | Wait | NotSent | Doubtful | Refused | Unreachable | MessageGone | Migrated
