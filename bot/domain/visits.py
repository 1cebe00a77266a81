"""When both sides of a visit are reminded of it: the evening before, and an hour before it begins."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.schedule import is_night

EVENING = 18
"""The hour, local, at which the evening begins."""
BEFORE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
"""A longer stretch (周末, 这两天) is a wish and no visit that could be waited for."""


@dataclass(frozen=True)
class Reminders:
    """The two moments (UTC), as far as they lie ahead and somebody may be disturbed then."""

    eve: datetime | None = None
    hour: datetime | None = None


def reminders(
    begins: datetime | None, until: datetime | None, *, now: datetime, zone: ZoneInfo, night: tuple[int, int]
) -> Reminders:
    """Of a visit that begins then; `night` is from hour to hour, local."""
    if begins is None or (until is not None and until - begins > LONGEST):
        return Reminders()
    day = begins.astimezone(zone).date() - timedelta(days=1)
    eve = datetime.combine(day, time(EVENING), tzinfo=zone).astimezone(UTC)
    hour = begins.astimezone(UTC) - BEFORE
    by_night = is_night(hour, zone, begins=night[0], ends=night[1])
    return Reminders(eve if eve > now else None, None if by_night or hour <= now else hour)
