"""A question for everybody as staff write it: the question, its options line by line, until when, and how."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.language.dates.moments import find_moments
from bot.language.letters.script import fold

_UNTIL = re.compile(r"截止|截至|为止|结束|之前|以前|\buntil\b|\bby\b|\bcloses?\b|\bends?\b")
_MODES = {
    "公开": "public", "实名": "public", "记名": "public", "public": "public",
    "匿名": "anonymous", "不记名": "anonymous", "anonymous": "anonymous",
    "可多选": "several", "多选": "several", "several": "several", "multiple": "several",
    "单选": "one", "single": "one",
}  # fmt: skip
_MODE = re.compile("|".join(sorted(map(re.escape, _MODES), key=len, reverse=True)))
_FILLING = re.compile(r"[\s,、;。:.()]|投票|到|在|前|\b(?:at|on|the|vote|votes|voting|poll|choice|answers?)\b")
_BULLET = re.compile(r"^\s*(?:[-*•·]\s*|\(?(?:[0-9]{1,2}|[a-l])\s*[.、)::]\s*)", re.IGNORECASE)
_ONE_LINE = re.compile(r"[;/|;]")
_QUESTION_END = re.compile(r"[??]")


@dataclass(frozen=True)
class SmallPrint:
    """Until when people may vote, and how; None where nothing is said of it."""

    closes: datetime | None = None
    anonymous: bool | None = None
    several: bool | None = None


@dataclass(frozen=True)
class BallotLines:
    """What was written: the lines that are question and options, in order, and the small print."""

    lines: tuple[str, ...]
    small_print: SmallPrint


def read_ballot(text: str, now: datetime) -> BallotLines:
    """A question and its options, line by line, or in one line: 停车位怎么分? 先到先得 / 抽签 / 周日晚8点截止 公开."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        lines = _parted(lines[0])
    kept: list[str] = []
    found = SmallPrint()
    for line in lines:
        small_print = read_small_print(line, now) if kept and _is_small_print(line) else None
        if small_print is None:
            kept.append(_BULLET.sub("", line).strip() or line)
        else:
            found = merged(found, small_print)
    return BallotLines(tuple(kept), found)


def read_options(text: str, now: datetime) -> BallotLines:
    """As above, where the question is known: all lines are options or small print."""
    several = "\n" in text.strip()
    read = read_ballot(f"?\n{text}" if several else f"?{text}", now)
    return BallotLines(read.lines[1:], read.small_print)


def read_small_print(text: str, now: datetime) -> SmallPrint | None:
    """周日晚8点截止 公开: when the whole text says nothing else; times need no 截止 here."""
    folded = rest = fold(text).lower()
    moments = find_moments(folded, now)
    for moment in moments:
        rest = rest[: moment.start] + " " * (moment.end - moment.start) + rest[moment.end :]
    modes = {_MODES[match[0]] for match in _MODE.finditer(rest)}
    left = _FILLING.sub("", _UNTIL.sub("", _MODE.sub("", rest)))
    if left or not (moments or modes):
        return None
    last = moments[-1] if moments else None
    return SmallPrint(
        closes=None if last is None else last.ends or last.begins,
        anonymous=_one_of(modes, "anonymous", "public"),
        several=_one_of(modes, "several", "one"),
    )


def merged(known: SmallPrint, said: SmallPrint) -> SmallPrint:
    """What was known, with what was said since."""
    return SmallPrint(
        closes=said.closes or known.closes,
        anonymous=known.anonymous if said.anonymous is None else said.anonymous,
        several=known.several if said.several is None else said.several,
    )


def _one_of(modes: set[str], yes: str, no: str) -> bool | None:
    return True if yes in modes else False if no in modes else None


def _is_small_print(line: str) -> bool:
    """Among options a time alone is an option (哪天? 周六上午): only with 截止 it says until when."""
    folded = fold(line).lower()
    return bool(_UNTIL.search(folded)) or not _FILLING.sub("", _MODE.sub("", folded))


def _parted(line: str) -> list[str]:
    end = _QUESTION_END.search(line)
    if end is None:
        parts = _ONE_LINE.split(line)
        return [part.strip() for part in parts if part.strip()]
    options = [part.strip() for part in _ONE_LINE.split(line[end.end() :]) if part.strip()]
    return [line[: end.end()].strip(), *options]
