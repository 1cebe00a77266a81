"""What a secretary may type for a setting, and the values it means: a column of the community, or one of its ways."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.danger import Danger
from bot.domain.errors import BadInput, OutOfRange
from bot.domain.limits import MIDNIGHT, Hours, Limit, limit_name, limit_of
from bot.domain.practice import Practice
from bot.domain.ranges import RANGES
from bot.language.dates.weekdays import read_weekdays
from bot.language.lines.limit_line import read_limit_line
from bot.language.persons.phones import read_phone
from bot.models import Community

LONGEST_NUMBER = 6
"""Digits; Python refuses to read thousands of them."""
LONGEST_NAME = 64
LONGEST_ADVICE = 200
MOST_NUMBERS = 6
"""Emergency numbers; more would bury the one that is needed."""
SHORTEST_LIMIT, LONGEST_LIMIT = timedelta(minutes=5), timedelta(days=90)
USUAL = ("默认", "恢复默认", "default", "usual")
NOTHING = ("没有", "无", "不要", "none", "nothing")
_TIME = re.compile(r"([01]?\d|2[0-3])[:：点.]([0-5]\d)?")
_DAY = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_BETWEEN_DAYS = " \t\n、,,;;和与"
_DAYS: Mapping[str, tuple[str, ...]] = {
    "days_off": ("放假", "休息", "节假日", "off", "holiday"),
    "days_on": ("上班", "不放假", "工作日", "on", "work", "working"),
    "usual": ("默认", "恢复默认", "default", "usual"),
}
MOST_DAYS = 60
"""Days off of the community's own that are kept, the latest."""
_NIGHT = re.compile(r"(\d{1,2})(?:点|:00|:00)?\s*(?:-|~|—|到|至|to| )\s*(\d{1,2})(?:点|:00|:00)?")
_EMERGENCY = re.compile(r"(?P<name>\D{0,15}[^\d\s])\s*(?P<number>\d{3,12})|(?P<first>\d{3,12})\s*(?P<then>\D{1,16})")
_DANGERS: Mapping[Danger, tuple[str, ...]] = {
    Danger.GAS: ("煤气", "燃气", "天然气", "gas"),
    Danger.FIRE: ("着火", "火灾", "冒烟", "火", "fire"),
    Danger.ELECTRIC: ("触电", "漏电", "电", "electric", "electricity"),
    Danger.TRAPPED: ("被困", "困人", "trapped"),
    Danger.FALLEN: ("摔倒", "跌倒", "fallen"),
}

Values = Mapping[str, Any]
"""What becomes of which columns, or of which of the community's ways."""


def _time(_: Community, text: str) -> Values:
    match = _TIME.fullmatch(text)
    if match is None:
        raise BadInput(field="digest_time", example="08:30")
    return {"digest_time": f"{int(match[1]):02}:{match[2] or '00'}"}


def _digest_days(_: Community, text: str) -> Values:
    """每天, 工作日, 周一到周五, 一三五, 1-5, Mon-Fri: the weekdays, Monday is 1."""
    days = read_weekdays(text)
    if not days:
        raise BadInput(field="digest_days", example="1-5")
    return {"digest_days": days}


def _zone(_: Community, text: str) -> Values:
    if text not in available_timezones():
        raise BadInput(field="timezone", example="Asia/Shanghai")
    return {"timezone": ZoneInfo(text).key}


def _whole(name: str) -> Callable[[Community, str], Values]:
    """A whole number within the range of this setting."""

    def read(_: Community, text: str) -> Values:
        least, most, example = RANGES[name]
        if not text.isdecimal() or len(text) > LONGEST_NUMBER or not least <= int(text) <= most:
            raise OutOfRange(least=least, most=most, example=example)
        return {name: int(text)}

    return read


def _name(_: Community, text: str) -> Values:
    if not text or len(text) > LONGEST_NAME or "\n" in text:
        raise BadInput(field="name", example="阡上社区")
    return {"name": text}


def _calendar(community: Community, text: str) -> Values:
    """`2026-12-24 放假`, `2027-01-02、2027-01-03 上班`, `2026-12-24 默认`: the community's own word on some days."""
    word = _DAY.sub("", text).strip(_BETWEEN_DAYS).lower()
    kind = next((kind for kind, known in _DAYS.items() if word in known), None)
    try:
        said = [date(*map(int, parts)).isoformat() for parts in _DAY.findall(text)]
    except ValueError:
        said = []
    if not said or kind is None:
        raise BadInput(field="calendar", example="2026-12-24 放假")
    ways = community.ways()
    values = {name: [each for each in getattr(ways, name) if each not in said] for name in ("days_off", "days_on")}
    if kind in values:
        values[kind] += dict.fromkeys(said)
    return {name: tuple(sorted(days)[-MOST_DAYS:]) for name, days in values.items()}


def _staff_phone(_: Community, text: str) -> Values:
    if text.lower() in NOTHING:
        return {"staff_phone": None}
    phone = read_phone(text) or read_phone(f"电话 {text}")
    if phone is None:
        raise BadInput(field="staff_phone", example="0532-88881234")
    return {"staff_phone": phone.e164}


def _night(_: Community, text: str) -> Values:
    match = _NIGHT.fullmatch(text)
    hours = [] if match is None else [int(match[1]), int(match[2])]
    if len(set(hours)) < len(("begins", "ends")) or max(hours) >= 24:  # noqa: PLR2004 - a day's hours
        raise BadInput(field="night", example="21-8")
    return {"night_begins": hours[0], "night_ends": hours[1]}


def _emergency(_: Community, text: str) -> Values:
    """火警 119,急救 120: each a name and a number, in either order."""
    if text.lower() in USUAL:
        return {"emergency_numbers": Practice().emergency_numbers}
    parts = [part.strip() for part in re.split(r"[,,;;、\n]", text) if part.strip()]
    found = [_EMERGENCY.fullmatch(part) for part in parts]
    if not 0 < len(parts) <= MOST_NUMBERS or None in found:
        raise BadInput(field="emergency_numbers", example="火警 119,急救 120,报警 110")
    return {
        "emergency_numbers": tuple(
            ((one["name"] or one["then"]).strip(), one["number"] or one["first"]) for one in found if one is not None
        )
    }


def _advice(community: Community, text: str) -> Values:
    """煤气 关阀门,开窗: the community's own words by one danger; 煤气 默认 gives back the program's."""
    word, _, advice = text.partition(" ")
    danger = next((danger for danger, names in _DANGERS.items() if word.lower() in names), None)
    advice = advice.strip()
    if danger is None or not advice or len(advice) > LONGEST_ADVICE:
        raise BadInput(field="danger_advice", example="煤气 关阀门,开窗,到外面打 119")
    own = {name: words for name, words in (community.ways().danger_advice or {}).items() if name != danger}
    if advice.lower() not in USUAL:
        own[str(danger)] = advice
    return {"danger_advice": own or None}


def _limits(community: Community, text: str) -> Values:
    """普通 水工 24小时 3天: other limits for an urgency, or one trade of it; 普通 默认 gives back the usual ones."""
    line = read_limit_line(text)
    if line is None:
        raise BadInput(field="limits", example="普通 水工 1天 3天")
    own = dict(community.ways().limits or {})
    name = limit_name(line.urgency, line.category)
    if line.claim is None or line.finish is None:
        own.pop(name, None)
        return {"limits": own or None}
    before = limit_of(own, line.urgency, line.category)
    around = before.around if line.around is None else line.around
    limit = Limit(line.claim, line.finish, around=around)
    ways = community.ways()
    hours = Hours(community.zone) if around else Hours(community.zone, ways.work_begins, ways.work_ends)
    claim, finish = hours.amount(limit.claim), hours.amount(limit.finish)
    if not SHORTEST_LIMIT <= claim <= finish <= LONGEST_LIMIT:
        raise BadInput(field="limits", example="普通 水工 1天 3天")
    return {"limits": {**own, name: limit.to_json()}}


def _work_hours(_: Community, text: str) -> Values:
    match = _NIGHT.fullmatch(text)
    begins, ends = (0, 0) if match is None else (int(match[1]), int(match[2]))
    if not begins < ends <= MIDNIGHT:
        raise BadInput(field="work_hours", example="8-18")
    return {"work_begins": begins, "work_ends": ends}


READERS: Mapping[str, Callable[[Community, str], Values]] = {
    "digest_time": _time,
    "digest_days": _digest_days,
    "timezone": _zone,
    "name": _name,
    "staff_phone": _staff_phone,
    "night": _night,
    "emergency_numbers": _emergency,
    "danger_advice": _advice,
    "calendar": _calendar,
    "limits": _limits,
    "work_hours": _work_hours,
    **{name: _whole(name) for name in RANGES},
}
"""How the answer to the question for each setting is read."""
