"""The head start of a grid, as arithmetic: whoever looks after a building hears of its orders before the group does."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def head_start(now: datetime, minutes: int, *, asked: int, awake: bool, presses: bool) -> datetime | None:
    """Until when the group waits; None: it hears at once.

    Nobody waits where the community gives no head start or nobody of the grid is `asked`. What `presses` is nobody's
    alone, and neither is what comes, or would come to the group, while people sleep (not `awake`): nothing waits till
    morning for a privilege, and nothing is announced at night for one.
    """
    return now + timedelta(minutes=minutes) if minutes and asked and awake and not presses else None


def over_early(now: datetime, until: datetime | None, declined: Sequence[bool]) -> bool:
    """Whether nobody is left for whom the group waits: everybody who looks after the building has said 不方便."""
    return until is not None and now < until and bool(declined) and all(declined)


def climbs_at(level: datetime, until: datetime | None) -> datetime:
    """When a level of the ladder that is due at `level` comes: not while the group has not heard of the order."""
    return level if until is None else max(level, until)
