"""Activities (志愿服务、文明实践、协商共治): what sort they are, and where somebody who signed up stands."""

from datetime import timedelta
from enum import StrEnum

MOST_WHAT = 60
"""Characters of what is to be done, and of the place."""
MOST_PLACES = 500
MOST_POINTS = 1_000
MOST_MINUTES = 24 * 60

REOPEN_WITHIN = timedelta(days=1)
"""So long after it was closed an activity may be opened again, to put its list right."""


class ActivityKind(StrEnum):
    """What sort of activity; all three are rewarded alike."""

    SERVICE = "service"
    CIVILITY = "civility"
    COUNCIL = "council"


class ActivityState(StrEnum):
    """Where an activity stands; that it has begun is said by the clock."""

    OPEN = "open"
    ENDED = "ended"
    CANCELLED = "cancelled"


class SignUpState(StrEnum):
    """Where somebody who signed up stands."""

    GOING = "going"
    WAITING = "waiting"
    LEFT = "left"
    CAME = "came"
    ABSENT = "absent"
