"""What somebody brings: something broken, or one of the other things that deserve an answer."""

from enum import StrEnum


class Kind(StrEnum):
    """报修, 隐患, 微心愿, 意见. All are tracked alike and end with an answer."""

    REPAIR = "repair"
    HAZARD = "hazard"
    WISH = "wish"
    OPINION = "opinion"


class Area(StrEnum):
    """Whose business it is: inside a home, or of all; the property company serves public areas only."""

    HOME = "home"
    PUBLIC = "public"
