"""What a member of staff looks for: 5号楼 王 漏水 未完成, 1024, 5678, 水电 超时, 超过3天 (pure, no I/O)."""

import re
from collections.abc import Mapping

from bot.domain.life import UNFINISHED, Status
from bot.domain.search import Search
from bot.language.letters.script import fold
from bot.language.needs.skills import read_skill
from bot.language.persons.phones import find_phones
from bot.language.whereabouts.addresses import find_addresses

_HOURS = {"小时": 1, "hour": 1, "天": 24, "日": 24, "day": 24, "周": 168, "星期": 168, "week": 168}
_UNIT = "小时|天|日|周|星期"
_AGE = re.compile(
    rf"(?:超过|大于|超|over|older than|more than)\s*(?P<over>\d{{1,3}})\s*个?(?P<unit>{_UNIT}|hour|day|week)s?"
    rf"|(?P<least>\d{{1,3}})\s*个?(?P<of>{_UNIT})(?:以上|没修|没人)"
)
_STATES: tuple[tuple[str, tuple[Status, ...]], ...] = (
    (r"未完成|没完成|未办结|没办结|没修好|进行中|unfinished", tuple(sorted(UNFINISHED))),
    (r"待审核|未审核|submitted", (Status.SUBMITTED,)),
    (r"待接单|没人接|待接|unclaimed|\bopen\b", (Status.OPEN,)),
    (r"已接单|维修中|claimed", (Status.CLAIMED,)),
    (r"待确认|\bdone\b", (Status.DONE,)),
    (r"已转办|转办|redirected", (Status.REDIRECTED,)),
    (r"已办结|办结|已完成|closed", (Status.CLOSED,)),
    (r"不受理|rejected", (Status.REJECTED,)),
    (r"已撤单|撤单|cancelled", (Status.CANCELLED,)),
)
_STATE = tuple((re.compile(words), states) for words, states in _STATES)
_LATE = re.compile(r"超时未结|超时|逾期|超期|过期|\b(?:overdue|late)\b")
_TRADES: Mapping[str, tuple[str, ...]] = {
    "水电": ("plumbing", "electrical"),
    "水暖": ("plumbing",),
    "电路": ("electrical",),
    "照明": ("electrical",),
    "门窗": ("glazing", "carpentry", "locks"),
    "家具": ("carpentry",),
    "泥瓦": ("masonry",),
    "防水": ("masonry",),
    "油漆": ("painting",),
    "粉刷": ("painting",),
    "门锁": ("locks",),
    "开锁": ("locks",),
    "疏通": ("drains",),
    "下水": ("drains",),
    "家电": ("appliances",),
    "焊接": ("welding",),
    "网络": ("network",),
}
"""How people call the work of a trade; an order of another trade that has the word in it is found as well."""
_NUMBER = re.compile(r"#\s*(\d{1,9})(?!\d)")
_BARE = re.compile(r"(?<![\w-])(\d{1,9})(?![\w-])")
_APART = re.compile(r"[\s,、;。!?:]+")
TAIL = 4
MOST_WORDS = 6


class _Line:
    """The line while it is read."""

    def __init__(self, text: str) -> None:
        self.rest = fold(text).lower()

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What fits, once, taken out."""
        match = pattern.search(self.rest)
        if match is not None:
            self.cut(*match.span())
        return match

    def cut(self, start: int, end: int) -> None:
        """Without this span."""
        self.rest = f"{self.rest[:start]} {self.rest[end:]}"


def read_search(text: str) -> Search:
    """What is looked for, in whatever order it is said."""
    line = _Line(text)
    phones = find_phones(line.rest)
    phone = next((found for found in phones if len(found.phone.e164) > 7), None)  # noqa: PLR2004 - no service number
    if phone is not None:
        line.cut(phone.start, phone.end)
    hours = _age(line)
    late = line.take(_LATE) is not None
    states = next((states for pattern, states in _STATE if line.take(pattern)), ())
    marked = line.take(_NUMBER)
    addresses = find_addresses(line.rest)
    place = addresses[0] if len(addresses) == 1 and addresses[0].building else None
    if place is not None:
        line.cut(place.start, place.end)
    bare = None if marked else line.take(_BARE)
    digits = bare[1] if bare else ""
    words = [word for word in _APART.split(line.rest) if any(map(str.isalnum, word))][:MOST_WORDS]
    trade = next((word for word in words if _skills(word)), None)
    return Search(
        number=int(marked[1]) if marked else int(digits) if digits else None,
        phone=None if phone is None else phone.phone.e164,
        tail=digits if len(digits) == TAIL else None,
        building=None if place is None else place.building,
        states=states,
        hours=hours,
        late=late,
        trade=trade,
        skills=() if trade is None else _skills(trade),
        words=tuple(word for word in words if word != trade),
    )


def _skills(word: str) -> tuple[str, ...]:
    """The trades that a word means, if any."""
    known = _TRADES.get(word.removesuffix("类"))
    skill = read_skill(word)
    return known or (() if skill is None else (skill[0],))


def _age(line: _Line) -> int:
    match = line.take(_AGE)
    if match is None:
        return 0
    return int(match["over"] or match["least"]) * _HOURS[match["unit"] or match["of"]]
