"""The year's calendar: public holidays of China in 2026 as the State Council announced them, and what breaks when.

It is the play's own copy, typed from the announcement: the program's clocks are compared with it.
"""

from datetime import date, datetime, timedelta
from math import cos, tau
from random import Random

LOCAL = timedelta(hours=8)
"""China has one time zone, and no daylight saving time."""
YEAR = 365
BEGINS = date(2025, 12, 29)
"""A Monday; the year ends with 28 December 2026."""
SATURDAY = 5
HOLIDAYS = (
    (date(2026, 1, 1), 3),
    (date(2026, 2, 15), 9),
    (date(2026, 4, 4), 3),
    (date(2026, 5, 1), 5),
    (date(2026, 6, 19), 3),
    (date(2026, 9, 25), 3),
    (date(2026, 10, 1), 7),
)
"""First day and how many: 元旦, 春节, 清明, 劳动节, 端午, 中秋, 国庆."""
SWAPPED = frozenset({"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"})
"""Weekend days with work."""
ALWAYS = (
    "厨房水管漏水",
    "卫生间灯不亮",
    "马桶堵住了",
    "卧室门框开裂",
    "插座没电",
    "水龙头关不紧",
    "门锁坏了",
    "下水道堵了",
)
HEATING = ("暖气不热", "暖气片漏水", "水管冻裂了")
SUMMER = ("空调滴水", "空调不制冷", "纱窗破了")
PUBLIC = ("楼道灯不亮", "单元门关不上", "楼顶漏水", "楼道扶手松了")
DANGER = "家里好大煤气味"
WINTER_MONTHS, SUMMER_MONTHS = (11, 12, 1, 2, 3), (6, 7, 8)


def local(at: datetime) -> datetime:
    """The local time, as a naive value."""
    return (at + LOCAL).replace(tzinfo=None)


def is_holiday(day: date) -> bool:
    """Whether it belongs to a public holiday, weekend days within it included."""
    return any(first <= day < first + timedelta(days=count) for first, count in HOLIDAYS)


def offices_work(day: date) -> bool:
    """Whether offices work."""
    return day.isoformat() in SWAPPED or (day.weekday() < SATURDAY and not is_holiday(day))


def share_of_day(day: date) -> float:
    """How many reports come on it beside the usual number: more in deep winter and, less so, in high summer."""
    angle = tau * (day - date(day.year, 1, 10)).days / YEAR
    return 1 + 0.3 * cos(angle) + 0.15 * cos(2 * angle)


def trouble(day: date, random: Random) -> str:
    """What breaks on such a day; one in eight is of all: the property company's."""
    if random.random() < 1 / 8:
        return random.choice(PUBLIC)
    season = HEATING if day.month in WINTER_MONTHS else SUMMER if day.month in SUMMER_MONTHS else ()
    what: str = random.choice((*ALWAYS, *season, *season))
    return what
