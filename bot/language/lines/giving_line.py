"""Points that somebody gives, as they write it in a line: 王师傅 5 1小时 巡逻."""

import re
from typing import NamedTuple

from bot.language.dates.durations import find_duration

_NAME = r"(?P<name>@[A-Za-z0-9_]++|(?!@[A-Za-z0-9_])\D*?)"
"""A name has no digits, but one that begins with @ may."""
_TIME = r"(?:[.]5)?\s*个?半?(?:分钟|小时|钟头|hours?\b|h\b|minutes?\b|mins?\b)"
_POINTS = rf"(?P<points>\d{{1,9}}+)(?!{_TIME})\s*(?:积分|分|points?\b)?"
_LINE = re.compile(rf"{_NAME}\s*{_POINTS}[\s,,::]*(?P<reason>.*)", re.DOTALL)
_MINUS = re.compile(r"\s*(?:[-−–—﹣-]|扣|减|minus)\s*$")
"""Points that are to be taken, not given: 王师傅 -5, 王师傅 扣5."""


class GivingLine(NamedTuple):
    """A line, taken apart; `takes`: the points are to be taken, which is not how that is done."""

    name: str
    points: str | None = None
    minutes: int | None = None
    reason: str = ""
    takes: bool = False


def read_giving(line: str, *, hours: bool) -> GivingLine:
    """Who, how many points, why; with `hours` also how long it took, before the reason. Without points: a name."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        span = find_duration(line) if hours else None
        return GivingLine(line.strip()) if span is None else GivingLine(span.before, None, span.minutes, span.behind)
    name, takes = _MINUS.sub("", match["name"]).strip(), bool(_MINUS.search(match["name"]))
    span = find_duration(match["reason"]) if hours else None
    if span is None or span.before:
        return GivingLine(name, match["points"], None, match["reason"], takes)
    return GivingLine(name, match["points"], span.minutes, span.behind, takes)
