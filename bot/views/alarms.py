"""What staff see when somebody told of danger, and what whoever told of it hears back."""

from dataclasses import dataclass
from html import escape

from bot.language.phones import display_phone
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.residents import danger_word
from bot.views.screen import Button, Screen
from bot.views.words import Words

MOST_SHOWN = 4
"""Of the lines that were said, the last ones."""


@dataclass(frozen=True)
class AlarmFacts:
    """Who speaks of danger, as far as it is known.

    Attributes:
        kinds: What threatens somebody, by the names of `Danger`.
        lines: What was said, the first words first.
        user_id: Their account: whoever taps their name writes to them.
        number: The order that became of it.
        seen_by: Who of staff sees to it.
        repeated: Nobody answered, and it was said once more.
    """

    kinds: tuple[str, ...]
    lines: tuple[str, ...]
    name: str
    user_id: int
    address: str | None = None
    phone: str | None = None
    number: int | None = None
    seen_by: str | None = None
    repeated: bool = False


def alarm_card(words: Words, alarm: AlarmFacts, ids: tuple[int, int], *, of_staff: bool) -> Screen:
    """Everything that is known; `ids` are those of the community and of whoever told of it."""
    text = words.render(
        "resident_alarm",
        alarm=alarm,
        kinds=words.listing([danger_word(words, kind) for kind in alarm.kinds]),
        lines=alarm.lines[-MOST_SHOWN:],
        phone=None if alarm.phone is None else display_phone(alarm.phone),
    )
    take = Button("🏃 " + words._("我来处理"), data=data("alarm", *ids))
    reply = Button("↩️ " + words._("回复"), data=data("answer", *ids))
    row = (reply,) if alarm.seen_by is not None else (take, reply)
    return Screen(text, (row,) if of_staff else ())


def alarm_over(words: Words) -> Screen:
    """The card, long after."""
    return Screen("🚨 " + words._("这次险情已经过去。"))


def danger_more(words: Words, name: str, line: str) -> Screen:
    """Somebody in danger has said more."""
    told = {"name": escape(brief(name, 64), quote=False), "line": escape(brief(line, 500), quote=False)}
    return Screen("🚨 " + words._("%(name)s又说:「%(line)s」") % told)


def danger_passed(words: Words, *, seen: bool) -> Screen:
    """What somebody in danger said has gone to staff."""
    if seen:
        return Screen(words._("已转给书记 ✅ 书记正在处理。先顾好人。"))
    return Screen(words._("已马上转给书记 ✅ 先顾好人;更急了就打急救电话,别等。"))


def danger_seen(words: Words, name: str) -> Screen:
    """One of staff has seen it."""
    who = escape(brief(name, 64), quote=False)
    return Screen("👀 " + words._("%(who)s看到了,正在处理。有变化直接打字,马上转到。") % {"who": who})
