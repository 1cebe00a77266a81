"""What staff see when somebody told of danger, and what whoever told of it hears back."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from zoneinfo import ZoneInfo

from bot.domain.practice import Practice
from bot.language.persons.phones import display_phone
from bot.storage.requests.drafts import DraftFacts
from bot.views.alarm_lines import MOST_HINTED, WaitingAlarm, waiting_line
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.labels import emergency_word
from bot.views.residents import danger_word
from bot.views.screen import Button, Screen
from bot.views.words import Words

MOST_MORE = 900
"""Units of what was said in a minute."""
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
        before: Who of staff sees to what was said before it got worse.
        repeated: Nobody answered, and it was raised again.
        deaf: They blocked the bot: only a telephone reaches them.
    """

    kinds: tuple[str, ...]
    lines: tuple[str, ...]
    name: str
    user_id: int
    address: str | None = None
    phone: str | None = None
    number: int | None = None
    seen_by: str | None = None
    before: str | None = None
    repeated: bool = False
    deaf: bool = False


def whether_for_danger(
    words: Words, draft: DraftFacts, alarms: Sequence[tuple[int, WaitingAlarm]], zone: ZoneInfo
) -> Screen:
    """To staff who wrote what nobody else can be meant by, while alarms stand; each with the number of its choice."""
    shown = alarms[:MOST_HINTED]
    lines = [waiting_line(words, each, zone) for _, each in shown]
    text = words.render("alarm_standing", lines=lines, line=draft.payload["line"])
    rows = [(Button(_to(words, each), data=data("where", draft.serial, choice)),) for choice, each in shown]
    another = Button("❌ " + words._("不是,是别的事"), data=data("where", draft.serial, "no"))
    return Screen(text, (*rows, (another,)))


def _to(words: Words, alarm: WaitingAlarm) -> str:
    who = f"{brief(alarm.name, 14)} · {brief(alarm.building or danger_word(words, alarm.kinds[0]), 14)}"
    return "💬 " + words._("转给%(who)s") % {"who": who}


def alarm_card(words: Words, alarm: AlarmFacts, ids: tuple[int, int, int], *, of_staff: bool) -> Screen:
    """Everything that is known; `ids` are those of the community, of whoever told of it, and its serial."""
    text = words.render(
        "resident_alarm",
        alarm=alarm,
        kinds=words.listing([danger_word(words, kind) for kind in alarm.kinds]),
        lines=alarm.lines[-MOST_SHOWN:],
        phone=None if alarm.phone is None else display_phone(alarm.phone),
    )
    take = Button("🏃 " + words._("我来处理"), data=data("alarm", *ids[:2]))
    reply = Button("↩️ " + words._("回复"), data=data("answer", *ids[:2]))
    over = Button("✅ " + words._("已经解除"), data=data("alarmover", *ids[1:]))
    row = (reply, over) if alarm.seen_by is not None else (take, reply)
    return Screen(text, ((row,) if alarm.seen_by is not None else (row, (over,))) if of_staff else ())


def alarm_over(words: Words, name: str, when: str, number: int | None) -> Screen:
    """The card, after one of staff said so."""
    who = f"{escape(brief(name, 64), quote=False)} · {when}"
    order = "" if number is None else f" #{number}"
    return Screen("✅ " + words._("这次险情已经解除。") + order + f"\n{who}")


def alarm_gone(words: Words) -> Screen:
    """The card about somebody who wanted to be forgotten."""
    return Screen("🚨 " + words._("报险情的人删除了自己的资料。"))


def danger_more(words: Words, name: str, lines: Sequence[str]) -> Screen:
    """Somebody in danger has said more: all that was said since the last such message."""
    most = max(40, MOST_MORE // len(lines))
    said = " / ".join(escape(brief(line, most), quote=False) for line in lines)
    told = {"name": escape(brief(name, 64), quote=False), "line": said}
    return Screen("🚨 " + words._("%(name)s又说:「%(line)s」") % told)


def danger_after(words: Words, name: str, line: str, ids: tuple[int, int]) -> Screen:
    """Somebody said more after their alarm was ended; `ids` are those of the community and of theirs."""
    said = {"name": escape(brief(name, 64), quote=False), "line": escape(brief(line, MOST_MORE), quote=False)}
    text = "💬 " + words._("险情解除后,%(name)s又说:「%(line)s」") % said
    return Screen(text, ((Button("↩️ " + words._("回复"), data=data("answer", *ids)),),))


def danger_passed(words: Words, *, seen: bool, over: bool = False) -> Screen:
    """What somebody in danger said has gone to staff; `over`: after the alarm was ended."""
    if over:
        return Screen(words._("已转给书记 ✅ 有回音马上告诉您。再有不对劲,马上打字或打急救电话。"))
    if seen:
        return Screen(words._("已转给书记 ✅ 书记正在处理。先顾好人。"))
    return Screen(words._("已马上转给书记 ✅ 先顾好人;更急了就打急救电话,别等。"))


def word_not_arrived(words: Words, name: str, phone: str | None) -> Screen:
    """What staff answered did not reach whom it was for."""
    facts = {"name": escape(brief(name, 64), quote=False)}
    text = "⚠️ " + words._("没送到:%(name)s停用了机器人。") % facts
    if phone is None:
        return Screen(text + "\n" + words._("对方没有留电话,请派人上门看看。"))
    return Screen(text + "\n📞 " + words._("请直接打电话 %(phone)s") % {"phone": display_phone(phone)})


def danger_seen(words: Words, name: str) -> Screen:
    """One of staff has seen it."""
    who = escape(brief(name, 64), quote=False)
    return Screen("👀 " + words._("%(who)s看到了,正在处理。有变化直接打字,马上转到。") % {"who": who})


def danger_unanswered(words: Words, practice: Practice, before: str | None = None) -> Screen:
    """Nobody has answered yet: they are not to wait for anybody; `before`: who sees to what they said at first."""
    numbers = [(emergency_word(words, name), number) for name, number in practice.emergency_numbers]
    return Screen(words.render("resident_unanswered", numbers=numbers, before=before))


def danger_over(words: Words, name: str) -> Screen:
    """One of staff has said that it is over."""
    who = escape(brief(name, 64), quote=False)
    return Screen("✅ " + words._("%(who)s说这次险情已经解除。还有不对劲,马上打字告诉我,或打急救电话。") % {"who": who})
