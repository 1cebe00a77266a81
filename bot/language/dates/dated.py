"""今天下午, 明天, 周六: words that soon mean another day. They are kept with the day they meant behind them."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.language.dates.moments import find_moments
from bot.language.letters.script import fold

_RELATIVE = re.compile(
    r"(?:大后天|后天|后日|后儿|明天|明日|明儿|今天|今日|今儿|[今明]个)个?|[今明后](?=[早晚](?!点))"
    r"|(?<![每上])(?:下下个?|下个?|这个?|本)?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|\b(?:(?:the )?day after tomorrow|tomorrow|tmr|today|tonight)\b"
    r"|(?<!every )\b(?:next |this |on |by )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
)
_DATED = re.compile(r"(?P<said>.*) (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})", re.DOTALL)
_SET = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}) (?P<hours>[0-9]{1,2}:[0-9]{2}(?:-[0-9]{1,2}:[0-9]{2})?)")
_PARTS = {
    "morning": ("早", "早上", "上午", "morning", "in the morning"),
    "noon": ("中午", "noon", "at noon"),
    "afternoon": ("下午", "afternoon", "in the afternoon"),
    "evening": ("晚", "晚上", "evening", "night", "in the evening"),
}
PART_OF_DAY = {word: part for part, said in _PARTS.items() for word in said}
"""What a part of the day is called, and which it is."""


def dated(said: str, now: datetime) -> str:
    """The words with the day behind them that they mean now (明天下午 2026-11-24), where it is clear which."""
    folded = fold(said).lower()
    relative = list(_RELATIVE.finditer(folded))
    if _DATED.fullmatch(said) or len(relative) != 1:
        return said
    for moments in find_moments(folded, now):
        days = {edge.date() for edge in (moments.begins, moments.ends) if edge is not None}
        if moments.dated and moments.start <= relative[0].start() < moments.end and len(days) == 1:
            return f"{said.strip()} {days.pop().isoformat()}"
    return said


def undated(kept: str) -> tuple[str, date | None]:
    """What was said, and the day that it meant, if that is kept."""
    match = _DATED.fullmatch(kept)
    if match is None:
        return kept, None
    try:
        return match["said"], date.fromisoformat(match["day"])
    except ValueError:  # somebody wrote digits that are no day
        return kept, None


def set_time(at: datetime, until: datetime | None, zone: ZoneInfo) -> str:
    """A time that was set, as it is kept among what people say: 2026-11-24 15:00, or 2026-11-24 9:00-12:00."""
    begins = at.astimezone(zone)
    text = f"{begins.date().isoformat()} {begins.hour}:{begins.minute:02}"
    if until is None or until == at:
        return text
    ends = until.astimezone(zone)
    return f"{text}-{ends.hour}:{ends.minute:02}" if ends.date() == begins.date() else text


def read_set_time(kept: str) -> tuple[date, str] | None:
    """The day and the hours, where that is what is kept."""
    match = _SET.fullmatch(kept)
    if match is None:
        return None
    try:
        return date.fromisoformat(match["day"]), match["hours"]
    except ValueError:  # somebody wrote digits that are no day
        return None


def around_day(said: str) -> tuple[str, str] | None:
    """The words before and behind the day's; tonight is in the evening. None: there is no such word."""
    match = _RELATIVE.search(fold(said).lower())
    if match is None:
        return None
    behind = "evening" if match[0] == "tonight" else ""
    return said[: match.start()], behind + said[match.end() :]
