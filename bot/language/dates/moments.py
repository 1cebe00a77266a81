"""Moments that a text names, worked out against a given now: 明天下午三点到五点."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.language.dates.calendar_words import DAYTIME, NOON, Atom, Clock, Days, Link, Part, Tail, find_atoms

_GAP = re.compile(r"\s*[的个]?\s*(?:(?:in the|at|on|in)\b)?\s*(?:最好|大概|大约|差不多)?\s*")
_LAST_MINUTE = time(23, 59)
_AFTERNOON_HOURS = range(1, 7)
"""Three o'clock without more is in the afternoon; seven is in the morning."""


@dataclass(frozen=True)
class Moments:
    """A stretch of time named in `text[start:end]`. Without `begins` or `ends` it is open on that side.

    Attributes:
        dated: A day is named, not only a time.
        past: It lies behind the now it was read with.
    """

    start: int
    end: int
    begins: datetime | None
    ends: datetime | None
    dated: bool
    past: bool


def find_moments(folded: str, now: datetime) -> list[Moments]:
    """All moments of a folded text in lower case, in the order in which they stand.

    A time without a day is of the day that was named before it: 明天上午没人，下午可以.
    """
    found: list[Moments] = []
    named: Days | None = None
    for group in _groups(folded, find_atoms(folded, now.date())):
        days = [atom.value for atom in group if isinstance(atom.value, Days)]
        named = days[-1] if days and days[0].first >= now.date() else named
        found.append(_moments(group, now, days or ([named] if named else [])))
    return found


def _groups(folded: str, atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Atoms that stand side by side and say one thing."""
    group: list[Atom] = []
    for atom in atoms:
        if group and not (_GAP.fullmatch(folded, group[-1].end, atom.start) and _joins(group, atom)):
            yield from _whole(group)
            group = []
        group.append(atom)
    yield from _whole(group)


def _joins(group: Sequence[Atom], atom: Atom) -> bool:
    """A second day after a time of day begins something new, unless it says until when."""
    timed = any(isinstance(each.value, Part | Clock) for each in group)
    dated = any(isinstance(each.value, Days) for each in group)
    return not (isinstance(atom.value, Days) and timed and dated and not isinstance(group[-1].value, Link))


def _whole(group: list[Atom]) -> Iterator[list[Atom]]:
    """The group without what hangs over; nothing if it names no time."""
    while group and isinstance(group[-1].value, Link):
        group = group[:-1]
    while group and _hangs_before(group[0]):
        group = group[1:]
    if any(isinstance(each.value, Days | Part | Clock) for each in group):
        yield group


def _hangs_before(atom: Atom) -> bool:
    """A link, or a Chinese tail (English says "after three", Chinese 三点以后); those are of one or two letters."""
    short = atom.end - atom.start <= len("以后")
    return isinstance(atom.value, Link) or (isinstance(atom.value, Tail) and short)


def _moments(group: Sequence[Atom], now: datetime, days: Sequence[Days]) -> Moments:
    values = [atom.value for atom in group]
    parts = [value for value in values if isinstance(value, Part)]
    tail = next((value for value in values if isinstance(value, Tail)), Tail())
    times = _times(values)
    if not times and parts:
        times = [time(parts[0].begins), time(parts[-1].ends)]
    until = time(parts[-1].until) if parts and not _clocks(values) else (times[-1] if times else _LAST_MINUTE)
    first = days[0].first if days else _next_day(until, now)
    last = days[-1].last if days else first
    begins = _moment(first, times[0] if times else time.min, now)
    ends = _moment(last, times[-1] if times else _LAST_MINUTE, now)
    return Moments(
        group[0].start,
        group[-1].end,
        None if tail.before else begins,
        None if tail.after else ends if not tail.before or parts else begins if times else ends,
        dated=bool(days),
        past=first < now.date() or (_moment(last, until, now) < now and not tail.after),
    )


def _next_day(until: time, now: datetime) -> date:
    return now.date() + timedelta(until <= now.time())


def _moment(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, tzinfo=now.tzinfo)


def _clocks(values: Sequence[object]) -> list[Clock]:
    return [value for value in values if isinstance(value, Clock)]


def _times(values: Sequence[object]) -> list[time]:
    """The times of the clock, each in its part of the day; the second of two lies after the first."""
    part: Part | None = next((value for value in values if isinstance(value, Part)), None)
    found: list[time] = []
    for value in values:
        if isinstance(value, Part):
            part = value
        elif isinstance(value, Clock):
            clock = _time(value, part)
            if found and clock <= found[-1] and clock.hour < NOON and not value.sure:
                clock = clock.replace(hour=clock.hour + NOON)
            found.append(clock)
    return found


def _time(clock: Clock, part: Part | None) -> time:
    """下午三点 is 15:00, and so is three o'clock without more."""
    hour = clock.hour
    late = part is not None and part is not DAYTIME and part.ends > NOON
    noon = late and part is not None and part.begins == NOON and part.ends < 18 and hour >= 10  # noqa: PLR2004 - 中午十一点
    if not clock.sure and hour < NOON and not noon and (late or (part is None and hour in _AFTERNOON_HOURS)):
        hour += NOON
    return time(hour, clock.minute)
