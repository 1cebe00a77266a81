"""Appointments as a calendar file, which every phone and mail program takes in. Source: RFC 5545 (iCalendar)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST_LINE = 75
"""Bytes of a line without its end; what is longer goes on in the next, behind a space (3.1)."""
USUAL = timedelta(hours=1)
"""How long an appointment takes where nobody said when it ends."""


@dataclass(frozen=True)
class Appointment:
    """One entry; `uid` stays the same when it is moved, so that it moves in the calendar, too."""

    uid: str
    begins: datetime
    ends: datetime | None
    title: str
    place: str
    notes: str
    cancelled: bool = False
    """It was called off: a calendar that has it takes it out."""


def ics(name: str, appointments: Sequence[Appointment], made: datetime) -> bytes:
    """The file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Weixiu//Appointments//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for each in appointments for line in _event(each, made)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(each: Appointment, made: datetime) -> Iterable[str]:
    ends = each.ends if each.ends is not None and each.ends > each.begins else each.begins + USUAL
    return (
        "BEGIN:VEVENT",
        f"UID:{each.uid}",
        f"DTSTAMP:{_instant(made)}",
        f"SEQUENCE:{int(made.timestamp()) // 60}",
        f"STATUS:{'CANCELLED' if each.cancelled else 'CONFIRMED'}",
        f"DTSTART:{_instant(each.begins)}",
        f"DTEND:{_instant(ends)}",
        f"SUMMARY:{_text(each.title)}",
        f"LOCATION:{_text(each.place)}",
        f"DESCRIPTION:{_text(each.notes)}",
        "END:VEVENT",
    )


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """A text value (3.3.11): its own marks escaped, no line end that would begin another property."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> Iterator[str]:
    """In pieces that no character is split between."""
    piece, room = "", LONGEST_LINE
    for char in line:
        size = len(char.encode("utf-8", "replace"))
        if size > room:
            yield piece
            piece, room = " ", LONGEST_LINE - 1
        piece, room = piece + char, room - size
    yield piece
