"""The world's clock as the page shows and moves it: always forward, in Beijing time."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock, ShiftedClock, StillClock
from bot.sandbox.world import World

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = time(8, 30)
STEPS = {"quarter": timedelta(minutes=15), "hour": timedelta(hours=1)}
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local(instant: datetime) -> datetime:
    """The instant where the neighbourhood is."""
    return instant.astimezone(ZONE)


def day_words(day: date, language: str) -> str:
    """11月22日 周日 · Sun 22 Nov."""
    weekday = _WEEKDAYS[language][day.weekday()]
    if language == "zh":
        return f"{day.month}月{day.day}日 周{weekday}"
    return f"{weekday} {day.day} {_MONTHS[day.month - 1]}"


def until_morning(now: datetime) -> timedelta:
    """How long it is from `now` to tomorrow 08:30."""
    tomorrow = local(now).date() + timedelta(days=1)
    return datetime.combine(tomorrow, MORNING, ZONE) - now


def can_move(clock: Clock) -> bool:
    """Whether this clock is one of those that can be moved."""
    return isinstance(clock, ShiftedClock | StillClock)


def move(world: World, step: str) -> bool:
    """Go forward by a step, or to tomorrow morning; False for a clock that cannot be moved."""
    clock = world.clock
    if not isinstance(clock, ShiftedClock | StillClock):
        return False
    clock.move(until_morning(clock.now()) if step == "morning" else STEPS[step])
    world.updates.bell.ring()
    world.bell.ring()
    return True
