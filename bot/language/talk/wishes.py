"""What somebody can want from the bot."""

from dataclasses import dataclass
from enum import StrEnum


class Wish(StrEnum):
    """What somebody wants from the bot."""

    REPORT = "report"
    STATUS = "status"
    NUDGE = "nudge"
    CORRECT = "correct"
    CANCEL = "cancel"
    RESTART = "restart"
    MENU = "menu"
    POINTS = "points"
    SECRETARY = "secretary"
    THANKS = "thanks"
    OPEN = "open"
    HELP = "help"
    SKIP = "skip"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Intent:
    """A wish, and the order that it names, if it names one."""

    kind: Wish
    number: int | None = None
