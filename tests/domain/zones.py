"""Every time zone there is, and the instants of a year at which its clocks are turned."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

YEAR = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 366
QUIET = (datetime(2026, 6, 1, tzinfo=UTC),)
"""What is looked at where the clocks are never turned."""


def turns(zone: ZoneInfo) -> Iterator[datetime]:
    """The instants of the year at which a zone's clocks are turned, to the minute."""
    for day in (YEAR + timedelta(days=count) for count in range(DAYS)):
        begin, end = day, day + timedelta(days=1)
        if begin.astimezone(zone).utcoffset() == end.astimezone(zone).utcoffset():
            continue
        while end - begin > timedelta(minutes=1):
            middle = begin + (end - begin) / 2
            same = middle.astimezone(zone).utcoffset() == begin.astimezone(zone).utcoffset()
            begin, end = (middle, end) if same else (begin, middle)
        yield end.replace(second=0, microsecond=0)


def alike() -> dict[str, tuple[datetime, ...]]:
    """One zone of all that show the same time all year, with its turns: together they stand for every zone there is."""
    found: dict[tuple[object, ...], tuple[str, tuple[datetime, ...]]] = {}
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        instants = tuple(turns(zone))
        offsets = tuple(instant.astimezone(zone).utcoffset() for instant in (YEAR, *instants))
        found.setdefault((instants, offsets), (name, instants))
    return dict(found.values())
