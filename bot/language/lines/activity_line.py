"""An activity as staff write it in a line: 周六上午9点 清扫楼道 3号楼前 10人 每人10分 2小时 负责人 李师傅."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.activities import ActivityKind
from bot.language.dates.durations import HOURS, MINUTES, minutes_of
from bot.language.dates.moments import Moments, find_moments
from bot.language.letters.numbers import digits_of
from bot.language.letters.script import HAN, HOLE, fold

_COUNT = r"(?P<count>[0-9]{1,5}|[一二两三四五六七八九十百]{1,4})"
_POINTS = re.compile(rf"(?:每人|每位|各|奖励)?\s*(?<![点:0-9]){_COUNT}\s*(?:个?积分|分(?!钟)|points?\b)(?:\s*each\b)?")
_PLACES = re.compile(
    rf"(?:限|名额|最多|需要|需)?\s*(?<![0-9]){_COUNT}\s*(?:个人|人|名|位|people\b|places?\b|volunteers?\b)"
)
_NO_LIMIT = re.compile(r"(?:人数|名额)?不限(?:人数|名额)?|\bno limit\b|\beverybody\b")
_ORGANISER = re.compile(r"(?:负责人|组织者|带队|organi[sz]er|led by)\s*[:是]?\s*(?P<name>@?[^\s,;、。]{1,32})")
_KINDS = {
    ActivityKind.SERVICE: re.compile(r"志愿服务|志愿活动|\bvolunteering\b"),
    ActivityKind.CIVILITY: re.compile(r"文明实践|\bcivility\b"),
    ActivityKind.COUNCIL: re.compile(r"协商共治|大家商量|\bcouncil\b"),
}
_PLACE = re.compile(r"^(?:地点|集合|在|place|at)\s*[:是]?\s*")
_SPACE_BETWEEN = re.compile(r"[\s,;、。.!]+")
_COMMA_BETWEEN = re.compile(r"\s*(?:[,;.!\n]|\s{2,})\s*")
_FILLING = frozenset({"on", "at", "for", "each", "the", "每人", "活动", "集合", "开始"})


@dataclass(frozen=True)
class ActivityWords:
    """What was said of an activity; None where nothing was."""

    starts: datetime | None = None
    minutes: int | None = None
    places: int | None = None
    unlimited: bool = False
    points: int | None = None
    kind: ActivityKind | None = None
    organiser: str | None = None
    words: tuple[str, ...] = ()
    """What is left, in order: what is to be done, and where."""


class _Line:
    """A text from which what was understood is taken out, piece by piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rest = fold(text).lower()

    def take(self, start: int, end: int) -> None:
        self.rest = self.rest[:start] + HOLE * (end - start) + self.rest[end:]

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.search(self.rest)
        if match is not None:
            self.take(*match.span())
        return match

    def left(self) -> tuple[str, ...]:
        kept = "".join("\n" if rest == HOLE else char for char, rest in zip(self.text, self.rest, strict=True))
        between = _SPACE_BETWEEN if re.search(f"[{HAN}]", kept) else _COMMA_BETWEEN
        parts = (_PLACE.sub("", part).strip() for part in between.split(fold(kept)))
        return tuple(part for part in parts if part and part.lower() not in _FILLING)


def read_activity(text: str, now: datetime) -> ActivityWords:
    """What a line says of an activity, wherever it stands in it; `now` in the time zone of the place."""
    line = _Line(text)
    organiser = line.find(_ORGANISER)
    name = None if organiser is None else text[organiser.start("name") : organiser.end("name")]
    kind = next((kind for kind, pattern in _KINDS.items() if line.find(pattern)), None)
    minutes = _duration(line)
    points = line.find(_POINTS)
    unlimited = line.find(_NO_LIMIT) is not None
    places = None if unlimited else line.find(_PLACES)
    read = ActivityWords(
        minutes=minutes,
        places=_number(places),
        unlimited=unlimited,
        points=_number(points),
        kind=kind,
        organiser=name,
    )
    moment = next((each for each in find_moments(line.rest, now) if each.begins is not None), None)
    if moment is not None:
        line.take(moment.start, moment.end)
        read = replace(read, starts=moment.begins, minutes=minutes or _span(moment))
    return replace(read, words=line.left())


def _duration(line: _Line) -> int | None:
    minutes = line.find(MINUTES)
    if minutes is not None:
        return int(minutes["count"])
    hours = line.find(HOURS)
    return None if hours is None else minutes_of(hours)


def _number(match: re.Match[str] | None) -> int | None:
    digits = None if match is None else digits_of(match["count"])
    return None if digits is None else int(digits)


def _span(moment: Moments) -> int | None:
    """9点到11点: two hours; a day or a part of it says nothing of how long."""
    if moment.begins is None or moment.ends is None or not moment.dated:
        return None
    minutes = int((moment.ends - moment.begins).total_seconds() // 60)
    return minutes if 0 < minutes <= 6 * 60 else None
