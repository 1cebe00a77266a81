"""Why the clocks of an order stand still."""

from enum import StrEnum


class PauseReason(StrEnum):
    """等配件, 住户不在, or other words."""

    PART = "part"
    AWAY = "away"
    OTHER = "other"
