"""Words for days, parts of a day and times of the clock, each read for itself."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.dates.past_days import PAST
from bot.language.letters.numbers import digits_of

NOON = 12
_N = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
_WEEK = r"(?:周|星期|礼拜)"
_WEEKDAYS = "一二三四五六日"
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LAST_DAY = 6
_SATURDAY = 5


@dataclass(frozen=True)
class Days:
    """One day or several in a row. Which day 上周五 was is of no use to anybody: it is told as yesterday."""

    first: date
    last: date


@dataclass(frozen=True)
class Part:
    """A part of the day: from this hour to that; over for today's purposes at the hour `until`."""

    begins: int
    ends: int
    until: int


@dataclass(frozen=True)
class Clock:
    """A time of the clock. Where nobody said morning or afternoon, `sure` is False."""

    hour: int
    minute: int
    sure: bool


@dataclass(frozen=True)
class Tail:
    """以后 and 以前: an end that stays open. Neither: 左右."""

    after: bool = False
    before: bool = False


@dataclass(frozen=True)
class Link:
    """到: from the one to the other."""


@dataclass(frozen=True)
class Atom:
    """One of these words in a text, and where it stands."""

    start: int
    end: int
    value: Days | Part | Clock | Tail | Link


MORNING, NOONTIME, AFTERNOON, NIGHT, DAYTIME = (
    Part(8, 12, 12),
    Part(12, 14, 14),
    Part(12, 18, 18),
    Part(18, 22, 22),
    Part(8, 18, 18),
)
EARLY = Part(8, 12, 9)
_PARTS: tuple[tuple[str, Part], ...] = (
    (r"大清早|一大早|一早|清早|大早上|早上|早晨|早间|(?<=[今明后当天日])早(?!点)|\bmornings?\b", EARLY),
    (r"上午|\bforenoon\b", MORNING),
    (r"中午|正午|午间|晌午|\bnoon\b|\blunch ?time\b", NOONTIME),
    (r"午后|下午|\bafternoons?\b", AFTERNOON),
    (
        (
            r"傍晚|晚上|晚间|夜里|(?<=[今明后当天日])晚(?!点|饭)|晚(?=[0-9一二两三四五六七八九十]{1,2}点)|\bevenings?\b"
            r"|\bnight\b"
        ),
        NIGHT,
    ),
    (r"白天|\bdaytime\b|\bduring the day\b", DAYTIME),
)
_NAMED = {
    "大后天": 3,
    "后天": 2,
    "后日": 2,
    "后儿": 2,
    "明天": 1,
    "明日": 1,
    "明儿": 1,
    "明个": 1,
    "今天": 0,
    "今日": 0,
    "今儿": 0,
    "今个": 0,
}
_NAMED |= {"the day after tomorrow": 2, "day after tomorrow": 2, "tomorrow": 1, "tmr": 1, "today": 0}
_NAMED_PATTERN = "|".join(rf"\b{word}\b" if word.isascii() else word for word in _NAMED)
_SPANS = {
    "今明": (0, 1),
    "明后": (1, 2),
    "这两": (0, 1),
    "这一两": (0, 1),
    "近两": (0, 1),
    "这几": (0, 2),
    "最近": (0, 2),
}
_DAYS = re.compile(
    rf"(?P<past>{PAST})|(?P<named>{_NAMED_PATTERN})个?|(?P<glued>[今明后](?=[早晚](?!点)))|(?P<tonight>\btonight\b)"
    r"|(?P<span>今明|明后|这一两|这两|这几|近两|最近(?=[两几]))[两几]?天"
    rf"|(?P<which>下下个?|下个?|这个?|本)?{_WEEK}(?P<weekday>[一二三四五六日天1-7末])(?![0-9]*[点个])"
    rf"|(?P<week>下下个?|下个?|这个?|本){_WEEK}"
    r"|(?P<weekend>双休日|\b(?:this |the |at the |on the )?weekend\b)"
    rf"|(?P<month>{_N})\s*[月.]\s*(?P<day>{_N})\s*[日号]|(?<![0-9/-])(?P<slash>1[0-2]"
    rf"|[1-9])/(?P<slashday>[0-3]?[0-9])(?![0-9/])"
    rf"|(?<![0-9一二三四五六七八九十#])(?P<only>{_N})[号日](?=\s*(?:[早中晚]|上午|下午|白天|以前|之前|以后|之后|来"
    rf"|可以|在家|有空|有人|方便|行|或))"
    rf"|^\s*(?P<answer>{_N})[号日]\s*[。!吧]?\s*$"
    r"|\b(?P<next>next |this |on |by )?(?P<english>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday"
    r"|urday)?s?\b"
)
_MERIDIEM = r"(?P<meridiem>am|pm|a\.m\.?|p\.m\.?|o'clock)(?![a-z])"
_CLOCK = re.compile(
    r"(?<![0-9.:])(?P<hour>[01]?[0-9]|2[0-4])\s*:\s*(?P<minute>[0-5][0-9])(?![0-9])(?:\s*(?P<mer>am|pm)(?![a-z]))?"
    rf"|(?<![0-9.:])(?P<short>1?[0-9])\s*(?:-|to|and)\s*(?P<until>1?[0-9])\s*{_MERIDIEM}"
    rf"|(?<![0-9.:])(?P<english>1?[0-9])(?:[.](?P<english_minute>[0-5][0-9]))?\s*{_MERIDIEM.replace('meridiem', 'ap')}"
    r"|(?:(?<=\bafter )|(?<=\bbefore )|(?<=\bby )|(?<=\bat ))(?P<bare>1?[0-9])(?![0-9:./]|[a-z]|\s*(?:am|pm|o'clock"
    r"|floor|building))"
    rf"|(?<![0-9.第])(?:(?P<from>{_N})\s*[-~到至]\s*)?(?P<number>{_N})\s*[点點时](?!候|间|常|而|不时)(?P<rest>半|一刻"
    rf"|三刻|[0-5]?[0-9]分?|[二三四五]?十[一二三四五六七八九]?分?|钟|整)?钟?"
)
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45, "钟": 0, "整": 0}
_TAIL = re.compile(
    r"(?P<after>以后|之后|过后|后(?![天面来日])|开始(?=都?[在有])|\b(?:after|from)\b)|(?P<before>以前|之前"
    r"|前(?![面天两几些])|\b(?:before|by|until)\b)|(?P<about>左右|前后|\b(?:around|about)\b)"
)
_LINK = re.compile(r"[-~到至]|\bto\b|\buntil\b|\band\b")


def find_atoms(folded: str, today: date) -> list[Atom]:
    """All such words of a folded text in lower case, in the order in which they stand; none overlaps another."""
    atoms: list[Atom] = []
    for read in (_days, _clocks, _parts, _tails, _links):
        for atom in read(folded, today):
            if not any(each.start < atom.end and atom.start < each.end for each in atoms):
                atoms.append(atom)
    return sorted(atoms, key=lambda each: each.start)


def _days(folded: str, today: date) -> Iterator[Atom]:
    for match in _DAYS.finditer(folded):
        days = next((days for read in _READERS if (days := read(match, today))), None)
        if days:
            yield Atom(*match.span(), days)
        if match["tonight"]:
            yield Atom(match.end(), match.end(), NIGHT)


def _named(match: re.Match[str], today: date) -> Days | None:
    ahead = 0
    if match["past"]:
        return _one(today - timedelta(1))
    if match["named"]:
        ahead = _NAMED[match["named"]]
    elif match["glued"]:
        ahead = "今明后".index(match["glued"])
    elif match["span"]:
        first, last = _SPANS[match["span"]]
        return Days(today + timedelta(first), today + timedelta(last))
    elif not match["tonight"]:
        return None
    return Days(today + timedelta(ahead), today + timedelta(ahead))


def _of_week(match: re.Match[str], today: date) -> Days | None:
    monday = today - timedelta(today.weekday())
    which = match["which"] or match["week"] or ""
    if match["week"]:
        first = monday + timedelta(7 * which.count("下"))
        return Days(max(first, today), first + timedelta(_LAST_DAY))
    if match["weekend"] or match["weekday"] == "末":
        saturday = monday + timedelta(_SATURDAY + 7 * which.count("下"))
        return Days(max(saturday, today), saturday + timedelta(1))
    if match["english"]:
        wanted = _ENGLISH_WEEKDAYS.index(match["english"])
        which = "下" if (match["next"] or "").strip() == "next" else ""
    elif match["weekday"]:
        wanted = int(match["weekday"]) - 1 if match["weekday"].isdigit() else _WEEKDAYS.index(_sunday(match["weekday"]))
    else:
        return None
    day = monday + timedelta(wanted + 7 * which.count("下"))
    return _one(day + timedelta(7) if not which and day < today else day)


def _sunday(name: str) -> str:
    return "日" if name == "天" else name


def _of_month(match: re.Match[str], today: date) -> Days | None:
    day = _value(match["day"] or match["slashday"] or match["only"] or match["answer"])
    month = _value(match["month"] or match["slash"])
    if day is None:
        return None
    for ahead in range(13 if month else 2):
        year, index = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        found = _date(year, index + 1, day)
        if found and found >= today and month in (None, found.month):
            return _one(found)
    return None


_READERS: tuple[Callable[[re.Match[str], date], Days | None], ...] = (_named, _of_week, _of_month)


def _one(day: date) -> Days:
    return Days(day, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _value(words: str | None) -> int | None:
    digits = digits_of(words) if words else None
    return int(digits) if digits else None


def _parts(folded: str, _: date) -> Iterator[Atom]:
    for pattern, part in _PARTS:
        for match in re.finditer(pattern, folded):
            yield Atom(*match.span(), part)


def _clocks(folded: str, _: date) -> Iterator[Atom]:
    for match in _CLOCK.finditer(folded):
        early = match["short"] or match["from"]
        last = _clock(match)
        if last is None or (match["number"] in ("一", "1") and not _is_hour(folded, match)):
            continue
        if early and (hour := _value(early)) is not None:
            cut = match.start() + len(early)
            yield Atom(match.start(), cut, Clock(hour, 0, sure=last.sure and hour <= last.hour))
            yield Atom(cut, cut + 1, Link())
            yield Atom(cut + 1, match.end(), last)
        else:
            yield Atom(*match.span(), last)


def _is_hour(folded: str, match: re.Match[str]) -> bool:
    """一点 is a little as well, unless a day or a part of it stands before, or something of the clock behind."""
    behind = match["rest"] or _TAIL.match(folded, match.end())
    return bool(behind or match["from"] or re.search(r"[天日午上早晚号六]\s*$", folded[: match.start()]))


def _clock(match: re.Match[str]) -> Clock | None:
    hour = _value(match["hour"] or match["until"] or match["english"] or match["bare"] or match["number"])
    meridiem = (match["mer"] or match["meridiem"] or match["ap"] or "").replace(".", "")
    rest = match["rest"] or match["minute"] or match["english_minute"] or "0"
    minute = _QUARTERS.get(rest, _value(rest.removesuffix("分")))
    if hour is None or minute is None or hour > 24 or minute >= 60:  # noqa: PLR2004 - the clock's own numbers
        return None
    if meridiem == "pm" and hour < NOON:
        return Clock(hour + NOON, minute, sure=True)
    return Clock(hour % 24, minute, sure=meridiem in ("am", "pm") or hour > NOON or hour == 0)


def _tails(folded: str, _: date) -> Iterator[Atom]:
    for match in _TAIL.finditer(folded):
        yield Atom(*match.span(), Tail(after=bool(match["after"]), before=bool(match["before"])))


def _links(folded: str, _: date) -> Iterator[Atom]:
    for match in _LINK.finditer(folded):
        yield Atom(*match.span(), Link())
