"""Activities: the one on its way, the card with its list, the organiser's own message, and words to single people."""

from functools import partial
from html import escape
from zoneinfo import ZoneInfo

from bot.domain.activities import ActivityKind, ActivityState, SignUpState
from bot.models import Community
from bot.models.people import Reach
from bot.reports.codes import qr_picture
from bot.storage.gatherings.activities import ActivityFacts, SignUpFacts
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.gatherings.roll_call import PER_PAGE
from bot.views.buttons import data
from bot.views.fitting import brief
from bot.views.screen import Button, File, Screen
from bot.views.words import Words

MOST_NAME = 40
MOST_LINES = 60
"""Names on the card; a list that is longer goes on with how many more there are."""
MOST_NAMED = 20
"""Names in one reminder."""
HOUR = 60


def kind_word(words: Words, kind: ActivityKind) -> str:
    """志愿服务, 文明实践, 大家商量."""
    return {
        ActivityKind.SERVICE: words._("志愿服务"),
        ActivityKind.CIVILITY: words._("文明实践"),
        ActivityKind.COUNCIL: words._("大家商量"),
    }[kind]


def duration(words: Words, minutes: int) -> str:
    """2 小时, 1.5 小时, 45 分钟."""
    if minutes % 30 or minutes < HOUR:
        return words._("%(minutes)s 分钟") % {"minutes": minutes}
    hours = minutes / HOUR
    return words._("%(hours)s 小时") % {"hours": int(hours) if hours.is_integer() else hours}


def activity_draft(words: Words, draft: DraftFacts, community: Community, starts: str | None) -> Screen:
    """What was understood of an activity, what is asked next, and the buttons; `starts` is worded."""
    payload = draft.payload
    text = words.render(
        "draft_activity",
        step=draft.step,
        community=community.name,
        kind=kind_word(words, ActivityKind(payload["kind"])),
        starts=starts,
        length=duration(words, payload["minutes"]),
        **{name: payload[name] for name in ("what", "place", "places", "points", "organiser_name")},
    )
    drop = Button("❌ " + words._("不发了"), data=data("keepset", draft.kind, draft.serial))
    if draft.step != "ready":
        return Screen(text, ((drop,),))
    return Screen(text, ((Button("✅ " + words._("发到群里"), data=data("event", draft.serial)), drop),))


def activity_draft_ended(words: Words, ended: str) -> Screen:
    """An activity on its way, when it is over."""
    return Screen(words._("✅ 接龙已发到群里") if ended == "posted" else words._("没有发出去"))


def activity_card(words: Words, facts: ActivityFacts, zone: ZoneInfo) -> Screen:
    """The card in the group: what, when, where, and the list, line by line."""
    text = words.render(
        "activity_card",
        facts=facts,
        kind=kind_word(words, facts.kind),
        starts=words.moment(facts.starts_at, zone),
        length=duration(words, facts.minutes),
        names=[brief(each.person.name, MOST_NAME) for each in facts.listed[:MOST_LINES]],
        more=max(0, len(facts.listed) - MOST_LINES),
        waiting=words.listing([each.person.name for each in facts.waiting]),
    )
    if facts.state is not ActivityState.OPEN:
        return Screen(text)
    up = Button("🙋 " + words._("报名"), data=data("signup", facts.community_id, facts.number))
    off = Button("🙅 " + words._("不去了"), data=data("signoff", facts.community_id, facts.number))
    return Screen(text, ((up, off),))


def activity_roll(words: Words, facts: ActivityFacts, zone: ZoneInfo, show: str, page: int) -> Screen:
    """The organiser's own message: what can be done, the list to be ticked, or whether it is meant."""
    if facts.state is not ActivityState.OPEN and (show != "again" or facts.state is ActivityState.CANCELLED):
        show = "over"
    elif facts.state is ActivityState.OPEN and show == "again":
        show = "main"
    pages = max(1, -(-len(facts.listed) // PER_PAGE))
    page = min(page, pages - 1)
    text = words.render(
        "activity_roll",
        show=show,
        facts=facts,
        kind=kind_word(words, facts.kind),
        starts=words.moment(facts.starts_at, zone),
        length=duration(words, facts.minutes),
        page=page + 1,
        pages=pages,
    )
    return Screen(text, _roll_buttons(words, facts, show, page, pages))


def _roll_buttons(
    words: Words, facts: ActivityFacts, show: str, page: int, pages: int
) -> tuple[tuple[Button, ...], ...]:
    def button(label: str, act: str, value: int = 0) -> Button:
        return Button(label, data=data("roll", facts.community_id, facts.number, act, value))

    back = button("⬅️ " + words._("返回"), "main")
    if show == "main":
        first = (button("🔳 " + words._("签到码"), "code"), button("📋 " + words._("点名"), "roll"))
        return (first, (button("🏁 " + words._("结束"), "end"), button("🚫 " + words._("取消活动"), "off")))
    if show == "roll":
        shown = facts.listed[page * PER_PAGE : (page + 1) * PER_PAGE]
        rows = tuple((button(_ticked(each), _other(each), each.person.id),) for each in shown)
        on = (button("➡️ " + words._("下一页"), "roll", (page + 1) % pages),) if pages > 1 else ()
        return (*rows, (back, *on, button("🏁 " + words._("结束"), "end")))
    if show == "end":
        return ((button("✅ " + words._("结束,发积分"), "settle"), back),)
    if show == "again":
        return ((button("↩️ " + words._("重新打开"), "reopen"), back),)
    if show == "over" and facts.state is ActivityState.ENDED:
        return ((button("↩️ " + words._("名单有错,重新打开"), "again"),),)
    return ((button("🚫 " + words._("真的取消"), "calloff"), back),) if show == "off" else ()


def _ticked(each: SignUpFacts) -> str:
    return ("✅ " if each.state is SignUpState.CAME else "⬜ ") + brief(each.person.name, MOST_NAME)


def _other(each: SignUpFacts) -> str:
    return "not" if each.state is SignUpState.CAME else "came"


def activity_word(words: Words, facts: ActivityFacts, zone: ZoneInfo, word: str) -> Screen:
    """One short message to one person."""
    text = words.render(
        "activity_word",
        word=word,
        facts=facts,
        starts=words.moment(facts.starts_at, zone),
        length=duration(words, facts.minutes),
    )
    if word != "who_came":
        return Screen(text)
    roll = Button("📋 " + words._("点名"), data=data("roll", facts.community_id, facts.number, "roll", 0))
    return Screen(text, ((roll,),))


def activity_call(words: Words, facts: ActivityFacts, zone: ZoneInfo) -> Screen | None:
    """In the group, the evening before: those of the list who cannot be written to; nothing where there are none."""
    unheard = [each.person.name for each in facts.listed if each.person.reach is not Reach.STARTED]
    if not unheard or facts.state is not ActivityState.OPEN:
        return None
    starts = words.moment(facts.starts_at, zone)
    return Screen(words.render("activity_call", facts=facts, starts=starts, names=words.listing(unheard, MOST_NAMED)))


def activity_code(words: Words, facts: ActivityFacts, link: str) -> Screen:
    """The check-in code as a picture to be held up; the link itself is not written, so that it is not passed on."""
    text = words._("🔳 %(what)s:请到场的人扫码签到。有新码,旧的就不能用。") % {"what": escape(facts.what, quote=False)}
    return Screen(text, files=(File("qr.png", partial(qr_picture, link), picture=True),))
