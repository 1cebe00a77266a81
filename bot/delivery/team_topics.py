"""Topics about the team: the roster, a member's own card, wishes to join and what became of them."""

from bot.delivery.rendering import Scene, Topic
from bot.domain.ids import PersonId
from bot.domain.roles import STAFF, Role
from bot.models import Person
from bot.models.team import RequestState
from bot.storage.community.communities import community_of_chat
from bot.storage.members.joining import request_of
from bot.storage.members.people import roles_in
from bot.storage.members.team import building_list, headcount, member, members
from bot.views import profile as profile_views
from bot.views import team as views
from bot.views.screen import Screen
from bot.views.team import ON_A_PAGE, WishFacts


async def roster(scene: Scene) -> Screen | None:
    """A page of the roster, or something about one member; staff alone see the latter."""
    community = await scene.community()
    words = await scene.words(community)
    roles = await roles_in(scene.tx, community.id, PersonId(scene.facts["viewer"]))
    if not roles:
        return profile_views.over(words, community)
    show, about, serial = scene.facts["show"], scene.facts["about"], scene.facts["serial"]
    staff = bool(STAFF & roles)
    one = await member(scene.tx, community.id, PersonId(about)) if staff and show != "page" else None
    if one is None:
        page = about if show == "page" else 0
        count = await headcount(scene.tx, community.id)
        shown = await members(scene.tx, community.id, limit=ON_A_PAGE, offset=page * ON_A_PAGE)
        return views.roster(words, community, count, shown, page=page, serial=serial, staff=staff)
    if show == "skills":
        return views.member_skills(words, community, one, serial=serial)
    if show == "out":
        return views.member_out(words, community, one, serial=serial)
    return views.member(words, community, one, serial=serial, secretary=Role.SECRETARY in roles)


def join_link(scene: Scene, community_id: int) -> str:
    """The link by which anybody asks to join."""
    return f"https://t.me/{scene.bot_username}?start=team_{community_id}"


async def short(scene: Scene) -> Screen | None:
    """A few figures for the group."""
    community = await community_of_chat(scene.tx, scene.row.chat_id)
    if community is None:
        return None
    count = await headcount(scene.tx, community.id)
    return views.short(await scene.words(community), community, count, join_link(scene, community.id))


async def none(scene: Scene) -> Screen | None:
    """A kind word to somebody who is in no team."""
    return views.none(await scene.words())


async def profile(scene: Scene) -> Screen | None:
    """A member's own card."""
    community = await scene.community()
    words = await scene.words(community)
    me = await member(scene.tx, community.id, PersonId(scene.facts["person"]))
    show, serial = scene.facts["show"], scene.facts["serial"]
    if me is None:
        return profile_views.over(words, community)
    if show == "homes":
        listed = await building_list(scene.tx, community.id)
        return profile_views.homes(words, community, me, listed, page=scene.facts["page"], serial=serial)
    if show == "papers":
        year = scene.tx.now.astimezone(community.zone).year
        return profile_views.papers(words, community, year, serial=serial)
    if show == "leave":
        return profile_views.leaving(words, community, serial=serial)
    side = {"more": profile_views.more, "public": profile_views.public, "skills": profile_views.skills}.get(
        show, profile_views.main
    )
    return side(words, community, me, serial=serial)


async def left(scene: Scene) -> Screen | None:
    """Somebody is in the team no longer."""
    community = await scene.community()
    words = await scene.words(community)
    return views.left(words, community, removed=scene.facts["removed"], freed=scene.facts["freed"])


async def join_card(scene: Scene) -> Screen | None:
    """Somebody's wish to join, for staff."""
    community = await scene.community()
    person = await scene.tx.session.get(Person, scene.facts["person"])
    request = await request_of(scene.tx, community.id, scene.facts["person"])
    if person is None or request is None:
        return None
    decider = None if request.decided_by is None else await scene.tx.session.get(Person, request.decided_by)
    wish = WishFacts(
        name=scene.tx.vault.open(person.name),
        state=request.state,
        decided_by=None if decider is None else scene.tx.vault.open(decider.name),
        decided_at=request.decided_at,
    )
    return views.join_card(await scene.words(community), community, wish, person.id)


async def join_told(scene: Scene) -> Screen | None:
    """To whoever wishes to join."""
    community = await scene.community()
    return views.join_told(await scene.words(community), community, RequestState(scene.facts["state"]))


async def own_phone(scene: Scene) -> Screen | None:
    """A member's number is asked for."""
    return views.own_phone(await scene.words(await scene.community()))


TEAM_TOPICS: dict[str, Topic] = {
    "team": roster,
    "team_short": short,
    "team_none": none,
    "team_left": left,
    "profile": profile,
    "join_card": join_card,
    "join_told": join_told,
    "own_phone": own_phone,
}
