"""Polls: what they are about, how they go, and what is counted in the end."""

from enum import StrEnum
from typing import NamedTuple

MOST_QUESTION = 200
"""Characters of a question; Telegram takes 300, and the round and the closing time stand behind it."""
MOST_OPTION = 100
LEAST_OPTIONS, MOST_OPTIONS = 2, 10
"""Telegram takes twelve; more than ten nobody reads."""


class PollKind(StrEnum):
    """What a poll is about: it says what happens with the result."""

    DELIBERATION = "deliberation"
    HONOUR = "honour"
    """最美志愿者: volunteers thank each other."""


class PollState(StrEnum):
    """Where a poll stands."""

    OPEN = "open"
    CLOSING = "closing"
    """Nobody may vote any more by our word; Telegram is still to be told."""
    CLOSED = "closed"
    UNSENT = "unsent"
    """It never came into the group."""


class Tally(NamedTuple):
    """What Telegram says of a poll: its id there, the votes of each option, how many people voted, whether it ended."""

    telegram_id: str
    counts: tuple[int, ...]
    voters: int
    closed: bool
