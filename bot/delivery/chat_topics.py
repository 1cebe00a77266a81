"""Topics about people and communities: conversations, answers, set-up, the digest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.delivery.alarm_topics import waiting_alarms
from bot.delivery.rendering import Scene, Topic
from bot.delivery.team_topics import join_link
from bot.domain.ids import PersonId
from bot.domain.life import Status
from bot.domain.roles import STAFF, Role
from bot.models import Community
from bot.storage.community.communities import community_of_chat
from bot.storage.members.people import communities_where, roles_in
from bot.storage.records.digests import digest_facts
from bot.storage.records.own_digests import Share, late_outside, share_of, staff_news
from bot.storage.repairs.order_facts import count_in, orders_in
from bot.storage.requests.drafts import DraftFacts
from bot.views import community as community_views
from bot.views import digests, lists
from bot.views import drafts as draft_views
from bot.views import settings as setting_views
from bot.views.digests import Books
from bot.views.limits import clock_settings
from bot.views.screen import Screen
from bot.views.words import SOURCE, Words

MOST_LISTED = 10


async def draft_order(scene: Scene) -> Screen | None:
    """An order on its way."""
    words = await scene.words(await scene.community_or_none())
    draft = await scene.draft("order")
    if draft is None:
        return _over(scene, draft_views.order_draft_ended(
            words, scene.facts["ended"] or "dropped", scene.facts.get("number"), scene.facts.get("group_at")
        ))  # fmt: skip
    community_id = draft.payload["community"]
    community = None if community_id is None else await scene.tx.session.get(Community, community_id)
    choices = list(await communities_where(scene.tx, draft.person_id, STAFF)) if community is None else []
    return draft_views.order_draft(words, draft, community, choices)


def _over(scene: Scene, screen: Screen) -> Screen | None:
    """What has ended before it was ever shown need not be shown."""
    return None if scene.fresh else screen


def _about_order(kind: str, show: Callable[[Words, DraftFacts, int], Screen]) -> Topic:
    """The topic of a conversation about an order: the question that stands, or how it ended."""

    async def topic(scene: Scene) -> Screen | None:
        words = await scene.words(await scene.community())
        draft = await scene.draft(kind)
        number = scene.facts["number"]
        if draft is None:
            ended = scene.facts["ended"] or "dropped"
            return _over(scene, draft_views.work_draft_ended(words, kind, ended, number))
        return show(words, draft, number)

    return topic


async def draft_setting(scene: Scene) -> Screen | None:
    """A setting: which value."""
    words = await scene.words(await scene.community())
    draft = await scene.draft("setting")
    if draft is None:
        return _over(scene, setting_views.setting_draft_ended(words, scene.facts["ended"] or "dropped"))
    return setting_views.setting_draft(words, draft, draft.payload["field"])


async def open_list(scene: Scene) -> Screen | None:
    """What waits for somebody."""
    found = []
    first: Community | None = None
    for community_id in scene.facts["communities"]:
        community = await scene.tx.session.get_one(Community, community_id)
        first = first or community
        orders = await orders_in(scene.tx, community, {Status.OPEN}, limit=MOST_LISTED)
        found.append((community, orders, await count_in(scene.tx, community.id, {Status.OPEN})))
    if not found:
        return None
    return lists.open_list(await scene.words(first), found)


async def help_(scene: Scene) -> Screen | None:
    """What somebody can do here."""
    if not scene.facts["private"]:
        community = await community_of_chat(scene.tx, scene.row.chat_id)
        return community_views.group_help(await scene.words(community), community, scene.bot_username)
    person_id = PersonId(scene.facts["person"])
    roles: frozenset[Role] = frozenset()
    own = await communities_where(scene.tx, person_id)
    for community in own:
        roles |= await roles_in(scene.tx, community.id, person_id)
    first = own[0] if own else None
    return community_views.hello(await scene.words(first), first, roles, lost=scene.facts["lost"])


async def setup_card(scene: Scene) -> Screen | None:
    """What the bot may do in this group."""
    community = await community_of_chat(scene.tx, scene.row.chat_id)
    rights = scene.facts["rights"]
    return community_views.setup_card(
        await scene.words(community),
        None if rights is None else community_views.RightsFacts(**rights),
        community,
        scene.row.chat_id,
        scene.bot_username,
    )


async def settings(scene: Scene) -> Screen | None:
    """The settings in force."""
    community = await scene.community()
    sides = {"more": setting_views.more_settings, "points": setting_views.point_settings, "clocks": clock_settings}
    show = sides.get(scene.facts.get("side", ""), setting_views.settings)
    return show(await scene.words(community), community)


async def invite_menu(scene: Scene) -> Screen | None:
    """Whom a link is for."""
    community = await scene.community()
    return community_views.invite_menu(await scene.words(community), community, join_link(scene, community.id))


async def invite_link(scene: Scene) -> Screen | None:
    """A one-time link."""
    community = await scene.community()
    link = f"https://t.me/{scene.bot_username}?start=join_{scene.facts['token']}"
    return community_views.invite_link(await scene.words(community), community, Role(scene.facts["role"]), link)


async def welcome(scene: Scene) -> Screen | None:
    """Somebody came through a link."""
    community = await scene.community()
    role, gift = Role(scene.facts["role"]), scene.facts.get("gift", 0)
    return community_views.welcome(await scene.words(community), community, role, gift=gift)


async def language(scene: Scene) -> Screen | None:
    """The choice of one's own language."""
    return community_views.language(await scene.words())


async def language_offer(scene: Scene) -> Screen | None:
    """The same, to somebody who has not chosen and would be spoken to in Chinese."""
    words = await scene.words()
    wanted = words.locale == SOURCE or scene.facts.get("settled", False)
    return community_views.language(words) if wanted else None


async def keys(scene: Scene) -> Screen | None:
    """To a new member, whose keys came in the program's language: in their community's, where it is another."""
    words = await scene.words(await scene.community())
    return None if words.locale == scene.default_locale else community_views.keys(words)


async def plain(scene: Scene) -> Screen | None:
    """A sentence that was worded when it was owed: a refusal, which depends on that moment."""
    return community_views.plain(scene.facts["text"])


async def digest(scene: Scene) -> Screen | None:
    """The morning's digest."""
    community = await scene.community()
    facts = await digest_facts(scene.tx, community, date.fromisoformat(scene.facts["day"]))
    return digests.digest(scene.dictionary.words(community.locale), facts)


async def own_digest(scene: Scene) -> Screen | None:
    """What somebody is to know this morning, by what they are here; nothing if that is over by now."""
    community, facts = await scene.community(), scene.facts
    share, day = Share(facts["share"]), date.fromisoformat(facts["day"])
    shown = await share_of(scene.tx, community, day, PersonId(facts["person"]), share)
    news = await staff_news(scene.tx, community.id) if share is Share.STAFF else None
    if news is not None and news.late_outside:
        news = replace(news, outside=await late_outside(scene.tx, community))
    books = Books(facts["seq"], facts["code"], facts["added"]) if "seq" in facts else None
    dangers = await waiting_alarms(scene, community) if share is Share.STAFF else []
    if shown.empty and books is None and not dangers and (news is None or not news.pressing):
        return None
    return digests.own_digest(await scene.words(community), shown, share, news, books, dangers=dangers)


async def open_private(scene: Scene) -> Screen | None:
    """A winner who has to open the private chat."""
    community = await community_of_chat(scene.tx, scene.row.chat_id)
    return community_views.open_private(await scene.words(community), scene.facts["name"], scene.bot_username)


async def clock_alarm(scene: Scene) -> Screen | None:
    """The machine's clock is wrong."""
    community = await scene.community()
    return community_views.clock_alarm(await scene.words(community), scene.facts["minutes"])


async def backup_alarm(scene: Scene) -> Screen | None:
    """No backup could be made."""
    return community_views.backup_alarm(await scene.words(await scene.community()), scene.facts["why"])


CHAT_TOPICS: dict[str, Topic] = {
    "draft_order": draft_order,
    "draft_release": _about_order("release", draft_views.release_draft),
    "draft_points": _about_order("points", draft_views.points_draft),
    "draft_setting": draft_setting,
    "open_list": open_list,
    "help": help_,
    "setup_card": setup_card,
    "settings": settings,
    "invite_menu": invite_menu,
    "invite_link": invite_link,
    "welcome": welcome,
    "language": language,
    "language_offer": language_offer,
    "keys": keys,
    "plain": plain,
    "digest": digest,
    "own_digest": own_digest,
    "clock_alarm": clock_alarm,
    "backup_alarm": backup_alarm,
    "open_private": open_private,
}
