"""An alarm in a line, with the button that calls its card up: for lists, digests and hints."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.residents import danger_word
from bot.views.screen import Button
from bot.views.words import Words

MOST_LABEL = 24
MOST_HINTED = 3
"""Alarms that are named where something else is the subject."""


@dataclass(frozen=True)
class WaitingAlarm:
    """An alarm in the list of what waits for staff; `ids` as on its card."""

    kinds: tuple[str, ...]
    name: str
    building: str | None
    number: int | None
    seen: bool
    since: datetime
    ids: tuple[int, int, int]
    deaf: bool = False
    worse: bool = False


def waiting_line(words: Words, alarm: WaitingAlarm, zone: ZoneInfo) -> str:
    """It in a line: what, where, whose, since when, and whether somebody sees to it."""
    kinds = words.listing([danger_word(words, kind) for kind in alarm.kinds])
    order = "" if alarm.number is None else f" #{alarm.number}"
    state = words._("有人在处理") if alarm.seen else words._("还没有人回应")
    if alarm.worse:
        state = words._("有人在处理;又有新情况,还没有人回应")
    if alarm.deaf:
        state = words._("停用了机器人,请打电话")
    where = alarm.building or words._("还不知道在哪")
    return f"{kinds}{order} · {brief(where, 24)} {brief(alarm.name, 20)} · {words.moment(alarm.since, zone)} · {state}"


def waiting_button(words: Words, alarm: WaitingAlarm) -> Button:
    """Calls its card up."""
    label = f"🚨 {danger_word(words, alarm.kinds[0])} {alarm.building or alarm.name}"
    return Button(brief(label, MOST_LABEL), data=data("alarmcard", *alarm.ids[1:]))
