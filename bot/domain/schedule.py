"""When a daily thing is due: pure arithmetic from a rule and a span of time to slots."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Slot(NamedTuple):
    """One occasion: the schedule's own local date (not the date it happens to be handled on) and its instant."""

    day: date
    due: datetime


@dataclass(frozen=True)
class Daily:
    """Every local day at a wall-clock time."""

    at: time
    zone: ZoneInfo

    def due_on(self, day: date) -> datetime:
        """The instant (UTC) of that day's occasion.

        A wall time that occurs twice counts the first time; one that is skipped counts as the instant
        the clocks jump past it (02:30 on a day that goes from 02:00 to 03:00 is due at 03:30 of the new
        time, half an hour after the jump, as PEP 495 has it for fold=0).
        """
        return datetime.combine(day, self.at, tzinfo=self.zone).astimezone(UTC)

    def slots(self, *, since: datetime, until: datetime) -> Iterator[Slot]:
        """The slots due after `since` and not after `until` (both aware), in order: one a local day."""
        day = since.astimezone(self.zone).date() - timedelta(days=1)
        last = until.astimezone(self.zone).date() + timedelta(days=1)
        while day <= last:
            due = self.due_on(day)
            if since < due <= until:
                yield Slot(day, due)
            day += timedelta(days=1)


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar day people there would name."""
    return instant.astimezone(zone).date()


def day_span(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant of a local day and the first of the next, UTC."""
    begin = datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    return begin, end


def is_night(instant: datetime, zone: ZoneInfo, *, begins: int, ends: int) -> bool:
    """Whether it is night there; the night lasts from hour to hour, local, usually over midnight."""
    hour = instant.astimezone(zone).hour
    late, early = hour >= begins, hour < ends
    return late or early if begins > ends else late and early


def by_day(instant: datetime, zone: ZoneInfo, *, begins: int, ends: int) -> datetime:
    """The instant itself, or the end of the night it falls into: UTC. The night lasts from hour to hour, local.

    Where the clocks are turned back over the end of a night, it ends twice: whoever is in the second ends with that.
    """
    if not is_night(instant, zone, begins=begins, ends=ends):
        return instant.astimezone(UTC)
    local = instant.astimezone(zone)
    morning = local.date() if local.hour < ends else local.date() + timedelta(days=1)
    end = datetime.combine(morning, time(ends), tzinfo=zone)
    first, second = end.astimezone(UTC), end.replace(fold=1).astimezone(UTC)
    return first if first >= instant else second
