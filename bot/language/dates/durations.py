"""How long something took, as people write it in a line: 1小时, 一个半小时, 90分钟, 2 hours."""

import re
from typing import NamedTuple

from bot.language.letters.numbers import digits_of
from bot.language.letters.script import fold

HOURS = re.compile(
    r"(?:(?P<hours>[0-9]{1,2}(?:\.5)?|[一二两三四五六七八九十]{1,2})\s*个?(?P<more>半)?|(?P<half>半)个?)\s*(?:小时|钟头|hours?\b|h\b)"
)
MINUTES = re.compile(r"(?P<count>[0-9]{1,4})\s*(?:分钟|minutes?\b|mins?\b)")
_BETWEEN = re.compile(r"^[\s,,、::]+")


class Duration(NamedTuple):
    """How long, and what stands before and behind it."""

    minutes: int
    before: str
    behind: str


def find_duration(text: str) -> Duration | None:
    """The first length of time in a line; None where there is none."""
    plain = fold(text).lower()
    match, minutes = HOURS.search(plain), 0
    if match is not None:
        minutes = minutes_of(match)
    elif match := MINUTES.search(plain):
        minutes = int(match["count"])
    if match is None or minutes == 0:
        return None
    return Duration(minutes, text[: match.start()].rstrip(), _BETWEEN.sub("", text[match.end() :]))


def minutes_of(hours: re.Match[str]) -> int:
    """The minutes of what `HOURS` has found."""
    if hours["half"]:
        return 30
    said = hours["hours"]
    whole = float(said) if said[0].isdecimal() and said.isascii() else float(digits_of(said) or 0)
    return int(60 * whole) + (30 if hours["more"] else 0)
