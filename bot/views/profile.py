"""A member's own card: what they say of themselves, and the buttons that change it."""

from collections.abc import Callable

from bot.domain.roles import Role
from bot.domain.shown_as import ShownAs
from bot.domain.stars import stars_for
from bot.language.persons.phones import display_phone, mask_phone
from bot.models import Community
from bot.storage.members.team import MemberFacts
from bot.usecases.members.profile import HOMES_A_PAGE
from bot.views.buttons import data
from bot.views.choosing import in_rows, skill_words, trade_buttons
from bot.views.fitting import brief
from bot.views.screen import Button, Screen
from bot.views.spans import hours_words
from bot.views.words import Words

LONGEST_BUILDING = 20


def _pressing(community: Community, serial: int) -> Callable[[str, str, str], Button]:
    return lambda label, act, value: Button(label, data=data("me", community.id, act, value, serial))


def _back(words: Words, button: Callable[[str, str, str], Button], to: str = "main") -> tuple[Button, ...]:
    return (button("⬅️ " + words._("返回"), to, ""),)


def main(words: Words, community: Community, me: MemberFacts, *, serial: int) -> Screen:
    """The front: all that is said, and what is changed most."""
    button = _pressing(community, serial)
    rest = ("💪 " + words._("我回来了"), "0") if me.resting else ("☕ " + words._("先休息"), "1")
    text = words.render(
        "profile",
        community=community,
        me=me,
        skills=skill_words(words, me.skills),
        buildings=words.listing(list(me.buildings)),
        phone=_phone(me),
        stars=stars_for(me.minutes),
        hours=hours_words(words, me.minutes) if me.minutes > 0 else None,
    )
    return Screen(
        text,
        (
            (button("🛠 " + words._("我会修什么"), "skills", ""), button("🏠 " + words._("去哪些楼"), "homes", "0")),
            (button(rest[0], "rest", rest[1]), button("⚙️ " + words._("更多"), "more", "")),
        ),
    )


def _phone(me: MemberFacts) -> str | None:
    """The number as residents see it."""
    if me.phone is None:
        return None
    return display_phone(me.phone) if me.shows_phone else mask_phone(me.phone)


def more(words: Words, community: Community, me: MemberFacts, *, serial: int) -> Screen:
    """What is changed rarely: notices, phone, language, the way out."""
    button = _pressing(community, serial)
    note = ("🔕 " + words._("不要提醒"), "0") if me.notices else ("🔔 " + words._("要提醒"), "1")
    brief = ("🌙 " + words._("不要简报"), "0") if me.digest else ("☀️ " + words._("要简报"), "1")
    phone = ("🙈 " + words._("号码遮起来"), "0") if me.shows_phone else ("📞 " + words._("给住户看号码"), "1")
    last = [button("🈯 " + words._("语言"), "lang", "")]
    if Role.SECRETARY not in me.roles:
        last.append(button("🚪 " + words._("退出队伍"), "leave", ""))
    text = words.render("profile_more", me=me, phone=_phone(me))
    lists = (button("📜 " + words._("公开名单"), "public", ""), button("📄 " + words._("服务证明"), "papers", ""))
    told = (button(note[0], "note", note[1]), button(brief[0], "brief", brief[1]))
    rows = (told, lists, (button(phone[0], "phone", phone[1]), *last))
    return Screen(text, (*rows, _back(words, button)))


def public(words: Words, community: Community, me: MemberFacts, *, serial: int) -> Screen:
    """How lists that many read name the member, and whether rankings do."""
    button = _pressing(community, serial)
    labels = {
        ShownAs.NAME: words._("写名字"),
        ShownAs.TITLE: words._("写称呼(姓+师傅,或阿姨)"),
        ShownAs.NUMBER: words._("只写编号"),
    }
    choices = [button("✅ " * (me.shown_as is each) + label, "as", each) for each, label in labels.items()]
    rank = ("🙈 " + words._("不上榜"), "0") if me.ranked else ("🏅 " + words._("上榜"), "1")
    text = words.render("profile_public", me=me, label=labels[me.shown_as])
    return Screen(
        text, (*((choice,) for choice in choices), (button(rank[0], "rank", rank[1]),), _back(words, button, "more"))
    )


def papers(words: Words, community: Community, year: int, *, serial: int) -> Screen:
    """For which year a certificate of service is wanted."""
    button = _pressing(community, serial)
    text = "📄 " + words._("服务证明:一年里服务了几小时、修了几单、参加了几次活动。要哪一年的?")
    labels = (words._("今年(%(year)s)") % {"year": year}, words._("去年(%(year)s)") % {"year": year - 1})
    years = tuple(button(label, "paper", str(year - back)) for back, label in enumerate(labels))
    return Screen(text, (years, _back(words, button, "more")))


def skills(words: Words, community: Community, me: MemberFacts, *, serial: int) -> Screen:
    """Which trades the member knows."""
    button = _pressing(community, serial)
    text = "🛠 " + words._("您会修什么?点一下打勾,再点去掉。一样都不选,什么单都可以接。")
    return Screen(text, (*trade_buttons(words, me.skills, button), _back(words, button)))


def homes(
    words: Words, community: Community, me: MemberFacts, listed: list[tuple[int, str]], *, page: int, serial: int
) -> Screen:
    """Which buildings the member rather goes to."""
    button = _pressing(community, serial)
    if not listed:
        text = "🏠 " + words._("书记还没有填楼栋,现在哪栋楼的单您都会看到。")
        return Screen(text, (_back(words, button),))
    first = page * HOMES_A_PAGE if page * HOMES_A_PAGE < len(listed) else 0
    shown = [
        button(
            ("✅ " if name in me.buildings else "") + brief(name, LONGEST_BUILDING),
            "not" if name in me.buildings else "go",
            str(building),
        )
        for building, name in listed[first : first + HOMES_A_PAGE]
    ]
    turning = []
    if first:
        turning.append(button("◀ " + words._("上一页"), "homes", str(first // HOMES_A_PAGE - 1)))
    if first + HOMES_A_PAGE < len(listed):
        turning.append(button(words._("下一页") + " ▶", "homes", str(first // HOMES_A_PAGE + 1)))
    text = "🏠 " + words._("您愿意去哪些楼?点一下打勾,再点去掉。一栋都不选,哪里都可以。")
    return Screen(text, (*in_rows(shown), *((tuple(turning),) if turning else ()), _back(words, button)))


def leaving(words: Words, community: Community, *, serial: int) -> Screen:
    """Whether the member really wants to leave."""
    button = _pressing(community, serial)
    text = words.render("profile_leave", community=community)
    leave, stay = button("🚪 " + words._("退出队伍"), "bye", ""), button("⬅️ " + words._("不退了"), "main", "")
    return Screen(text, ((leave, stay),))


def over(words: Words, community: Community) -> Screen:
    """The card of somebody who is in the team no longer."""
    return Screen(words.render("profile_over", community=community))
