"""The team: its roster for members, the card of one member for staff, and the way in."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from bot.domain.roles import Role
from bot.domain.stars import stars_for
from bot.language.persons.phones import display_phone
from bot.models import Community
from bot.models.team import RequestState
from bot.storage.members.team import Headcount, MemberFacts
from bot.views.buttons import data
from bot.views.choosing import in_rows, skill_words, trade_buttons
from bot.views.fitting import brief
from bot.views.labels import role_word, skill_word
from bot.views.screen import Button, Screen
from bot.views.words import Words

ON_A_PAGE = 6
LONGEST_ON_BUTTON = 20
LONGEST_NAME = 64
MOST_SKILLS = 5


def _line(words: Words, member: MemberFacts) -> dict[str, object]:
    """What one line says of a member; never a phone."""
    role = min(member.roles, key=list(Role).index)
    return {
        "name": member.person.name,
        "role": None if role is Role.VOLUNTEER else role_word(words, role),
        "party": member.party_member,
        "resting": member.resting,
        "skills": skill_words(words, member.skills),
        "buildings": words.listing(list(member.buildings), most=4),
        "done": member.done,
        "stars": "⭐" * stars_for(member.minutes),
        "no_shows": member.no_shows,
    }


def roster(
    words: Words,
    community: Community,
    count: Headcount,
    members: list[MemberFacts],
    *,
    page: int,
    serial: int,
    staff: bool,
) -> Screen:
    """One page of it; staff open a member by a button."""
    text = words.render(
        "team_roster", community=community, count=count, lines=[_line(words, member) for member in members], staff=staff
    )
    shown = [
        Button(
            brief(member.person.name, LONGEST_ON_BUTTON) or "—",
            data=data("team", community.id, "open", member.person.id, "", serial),
        )
        for member in members
    ]
    turning = []
    if page > 0:
        turning.append(Button("◀ " + words._("上一页"), data=data("team", community.id, "page", page - 1, "", serial)))
    if (page + 1) * ON_A_PAGE < count.members:
        turning.append(Button(words._("下一页") + " ▶", data=data("team", community.id, "page", page + 1, "", serial)))
    return Screen(text, (*(in_rows(shown) if staff else ()), *((tuple(turning),) if turning else ())))


def short(words: Words, community: Community, count: Headcount, link: str) -> Screen:
    """For the group: figures and the way in, no names, no buttons."""
    known = [f"{skill_word(words, skill)} {many}" for skill, many in count.skills[:MOST_SKILLS]]
    return Screen(words.render("team_short", community=community, count=count, known=words.listing(known), link=link))


def none(words: Words) -> Screen:
    """To somebody who is in no team."""
    return Screen(words.render("team_none"))


def member(words: Words, community: Community, one: MemberFacts, *, serial: int, secretary: bool) -> Screen:
    """One member, for staff: all that is known, and what can be settled."""
    text = words.render(
        "team_member",
        community=community,
        one=_line(words, one),
        phone=None if one.phone is None else display_phone(one.phone),
        since=words.moment(one.since, community.zone),
    )

    def button(label: str, act: str, value: str = "") -> Button:
        return Button(label, data=data("team", community.id, act, one.person.id, value, serial))

    party = (words._("不是党员"), "0") if one.party_member else (words._("是党员"), "1")
    rows = [[button("🛠 " + words._("技能"), "skills"), button("🎖 " + party[0], "flag", party[1])]]
    if Role.SECRETARY not in one.roles:
        last = [button("🚪 " + words._("移出队伍"), "out")] if secretary or not one.is_staff else []
        if secretary:
            is_clerk = Role.CLERK in one.roles
            label = words._("不再当工作人员") if is_clerk else words._("设为工作人员")
            last.insert(0, button("👔 " + label, "clerk", "0" if is_clerk else "1"))
        rows.append(last)
    back = Button("⬅️ " + words._("返回"), data=data("team", community.id, "page", 0, "", serial))
    return Screen(text, (*(tuple(row) for row in rows if row), (back,)))


def member_skills(words: Words, community: Community, one: MemberFacts, *, serial: int) -> Screen:
    """Which trades a member knows, as staff have seen it."""

    def button(label: str, act: str, value: str = "") -> Button:
        return Button(label, data=data("team", community.id, act, one.person.id, value, serial))

    text = "🛠 " + words._("%(name)s会修什么?点一下打勾,再点去掉。") % {"name": _html(one.person.name)}
    return Screen(text, (*trade_buttons(words, one.skills, button), (button("⬅️ " + words._("返回"), "open"),)))


def member_out(words: Words, community: Community, one: MemberFacts, *, serial: int) -> Screen:
    """Whether a member is really to be removed."""

    def button(label: str, act: str) -> Button:
        return Button(label, data=data("team", community.id, act, one.person.id, "", serial))

    text = words.render("team_out", name=one.person.name)
    return Screen(text, ((button("🚪 " + words._("移出队伍"), "bye"), button("⬅️ " + words._("不移"), "open")),))


def left(words: Words, community: Community, *, removed: bool, freed: int) -> Screen:
    """To somebody who is in the team no longer."""
    return Screen(words.render("team_left", community=community, removed=removed, freed=freed))


@dataclass(frozen=True)
class WishFacts:
    """Somebody's wish to join, as its card shows it; `decided_by` is a name."""

    name: str
    state: RequestState
    decided_by: str | None = None
    decided_at: datetime | None = None


def join_card(words: Words, community: Community, wish: WishFacts, person_id: int) -> Screen:
    """For staff: somebody wishes to join; or what became of it."""
    at = None if wish.decided_at is None else words.moment(wish.decided_at, community.zone)
    text = words.render("join_card", community=community, wish=wish, at=at)
    if wish.state is not RequestState.PENDING:
        return Screen(text)
    yes = Button("✅ " + words._("同意"), data=data("join", community.id, person_id, "yes"))
    no = Button("❌ " + words._("婉拒"), data=data("join", community.id, person_id, "no"))
    return Screen(text, ((yes, no),))


def join_told(words: Words, community: Community, state: RequestState) -> Screen:
    """To whoever wishes to join: staff have been asked, or what they said."""
    return Screen(words.render("join_told", community=community, state=state))


def own_phone(words: Words) -> Screen:
    """A number that shall be shown has to be known first."""
    return Screen(
        words._("📱 点下面的按钮分享您的手机号,住户就能直接打给您。"), asks_contact="📱 " + words._("分享我的手机号")
    )


def _html(name: str) -> str:
    return escape(brief(name, LONGEST_NAME), quote=False)
