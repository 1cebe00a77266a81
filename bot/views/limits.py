"""The limits of a community: by urgency and trade, its working hours, what happens at the end; a button for each."""

from bot.domain.limits import Limit, Span, limit_name, limit_of
from bot.domain.urgency import Urgency
from bot.models import Community
from bot.views.buttons import data
from bot.views.choosing import in_rows
from bot.views.labels import skill_word, urgency_word
from bot.views.screen import Button, Screen
from bot.views.words import Words

PRESSING_FIRST = tuple(reversed(Urgency))
HOUR = 60


def clock_settings(words: Words, community: Community) -> Screen:
    """By when orders are to be taken and done, and what can be changed."""
    ways = community.ways()
    own = ways.limits or {}
    trades = [name.split("/") for name in own if "/" in name]
    rows = [(urgency_word(words, urgency), limit_of(own, urgency, None)) for urgency in PRESSING_FIRST]
    for urgency, trade in trades:
        name = f"{urgency_word(words, Urgency(urgency))} {skill_word(words, trade)}"
        rows.append((name, Limit.from_json(own[limit_name(Urgency(urgency), trade)])))
    text = words.render(
        "settings_clocks",
        community=community,
        ways=ways,
        rows=[(name, span(words, row.claim), span(words, row.finish), row.around) for name, row in rows],
    )
    labels = {
        "limits": "✏️ " + words._("改时限"),
        "work_hours": "🕗 " + words._("工作时间"),
        "work_weekends": "📅 " + words._("周末算不算"),
        "hand_over": "🏢 " + words._("没人接时"),
        "less": "⬅️ " + words._("返回"),
    }
    return Screen(
        text, in_rows([Button(label, data=data("set", community.id, name)) for name, label in labels.items()])
    )


def span(words: Words, length: Span) -> str:
    """1 天, 4 小时, 15 分钟."""
    if length.days:
        return words._("%(count)s 天") % {"count": length.days}
    hours, minutes = divmod(length.minutes, HOUR)
    if minutes or not hours:
        return words._("%(count)s 分钟") % {"count": length.minutes}
    return words._("%(count)s 小时") % {"count": hours}
