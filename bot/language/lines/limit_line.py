"""A line by which a secretary changes limits: 普通 水工 24小时 3天, 紧急 15分钟 4小时 昼夜, 普通 默认."""

import re
from dataclasses import dataclass

from bot.domain.limits import Span
from bot.domain.urgency import Urgency
from bot.language.letters.numbers import NUMERALS, digits_of
from bot.language.letters.script import fold
from bot.language.needs.skills import read_skill
from bot.language.needs.urgency import read_urgency

USUAL = frozenset({"默认", "恢复默认", "default", "usual"})
AROUND = frozenset({"昼夜", "不分昼夜", "日夜", "全天", "7x24", "day and night", "around the clock", "24/7"})
WORKING = frozenset({"工作时间", "上班时间", "working hours", "office hours"})
MINUTES = {"分": 1, "分钟": 1, "m": 1, "min": 1, "minute": 1, "时": 60, "小时": 60, "h": 60, "hour": 60}
DAYS = frozenset({"天", "日", "工作日", "d", "day", "working day"})
_SPAN = re.compile(
    rf"(?P<count>\d{{1,4}}|[{NUMERALS}]{{1,3}})\s*(?P<half>个半|\.5)?\s*个?"
    r"(?P<unit>分钟|分|小时|时|工作日|天|日|working days?|days?|hours?|minutes?|mins?|h|m|d)(?P<after>半)?",
    re.IGNORECASE,
)
_HALF = {"半小时": Span(minutes=30), "半个小时": Span(minutes=30), "half an hour": Span(minutes=30)}


@dataclass(frozen=True)
class LimitLine:
    """What the line says; without spans the usual limits are to hold again."""

    urgency: Urgency
    category: str | None = None
    claim: Span | None = None
    finish: Span | None = None
    around: bool | None = None
    """None: it was not said."""


def read_span(words: str) -> Span | None:
    """15分钟, 4小时, 一个半小时, 三天, 3 days."""
    plain = fold(words).lower().strip()
    if plain in _HALF:
        return _HALF[plain]
    match = _SPAN.fullmatch(plain)
    digits = None if match is None else digits_of(match["count"])
    if match is None or digits is None:
        return None
    unit, count = match["unit"].rstrip("s"), int(digits)
    half = bool(match["half"] or match["after"])
    if unit in DAYS:
        return None if half else Span(days=count)
    return Span(minutes=count * MINUTES[unit] + (MINUTES[unit] // 2 if half else 0))


def read_limit_line(line: str) -> LimitLine | None:
    """An urgency, perhaps a trade, two spans (to take it, to finish it), perhaps by which clock; None: it is none."""
    rest = re.sub(r"(?<=\d)\s+(?=[a-z])", "", fold(line).lower())
    rest, around = _clock(rest)
    words = [word for word in re.split(r"[\s,、]+", rest) if word]
    spans = [span for span in map(read_span, words) if span is not None]
    others = [word for word in words if read_span(word) is None]
    urgency = read_urgency(others.pop(0)) if others else None
    usual = bool(others) and others[-1] in USUAL
    trades = [read_skill(word) for word in (others[:-1] if usual else others)]
    if urgency is None or None in trades or len(trades) > 1 or len(spans) != (0 if usual else 2):
        return None
    category = trades[0][0] if trades and trades[0] else None
    claim, finish = spans or (None, None)
    return LimitLine(urgency, category, claim, finish, around=around)


def _clock(line: str) -> tuple[str, bool | None]:
    """The line without the words that say by which clock, and whether it runs day and night."""
    for word in sorted((*AROUND, *WORKING), key=len, reverse=True):
        if word in line:
            return line.replace(word, " "), word in AROUND
    return line, None
