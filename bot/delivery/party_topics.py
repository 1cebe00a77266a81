"""Topics about outside parties: what they get, the list of them, the question how it stands."""

from bot.delivery.rendering import Scene, Topic
from bot.domain.life import Status, Step
from bot.models import Order
from bot.storage.community.parties import parties_of, party_facts
from bot.storage.repairs.history import last_instant
from bot.storage.repairs.order_facts import order_facts
from bot.storage.repairs.waiting import untold_of
from bot.storage.requests.triage_facts import was_accepted
from bot.views import parties as views
from bot.views import settings as setting_views
from bot.views.screen import Screen


async def party_order(scene: Scene) -> Screen | None:
    """What an outside party has to see to."""
    order = await scene.order(private=True)
    if order is None:
        return None
    party = await party_facts(scene.tx, order.community_id, scene.facts["party"])
    at_party = order.status is Status.REDIRECTED and order.party_id == scene.facts["party"]
    theirs = at_party and party is not None and party.user_id == scene.row.chat_id
    if scene.fresh and not theirs:
        return None
    accepted = theirs and await was_accepted(scene.tx, order.community_id, order.number)
    words = await scene.words(await scene.community())
    return views.party_order(words, order, party, theirs=theirs, accepted=accepted)


async def party_late(scene: Scene) -> Screen | None:
    """How does it stand with the outside party?"""
    community = await scene.community()
    order = await order_facts(scene.tx, community.id, scene.facts["number"])
    if order is None or order.status is not Status.REDIRECTED:
        return None
    since = await last_instant(scene.tx, community.id, order.number, Step.REDIRECT)
    days = (scene.tx.now - since).days
    party = await party_facts(scene.tx, community.id, order.party_id)
    row = await scene.tx.session.get_one(Order, (community.id, order.number))
    to_tell = bool(await untold_of(scene.tx, community.id, [row]))
    return views.party_late(await scene.words(community), order, party, days, to_tell=to_tell)


async def parties(scene: Scene) -> Screen | None:
    """The list of outside parties."""
    community = await scene.community()
    listed = await parties_of(scene.tx, community.id)
    picked = next((party for party in listed if party.id == scene.facts["picked"]), None)
    return views.parties(await scene.words(community), community, listed, picked)


async def draft_parties(scene: Scene) -> Screen | None:
    """The line that describes a party, or how the question for it ended."""
    words = await scene.words(await scene.community())
    facts = scene.facts
    draft = await scene.draft("parties")
    if draft is None:
        return None if scene.fresh else setting_views.setting_draft_ended(words, facts["ended"] or "dropped")
    return views.party_question(words, draft)


async def party_link(scene: Scene) -> Screen | None:
    """A one-time link."""
    party = await party_facts(scene.tx, scene.facts["community"], scene.facts["party"])
    link = f"https://t.me/{scene.bot_username}?start=party_{scene.facts['token']}"
    return views.party_link(await scene.words(await scene.community()), party, link)


async def party_welcome(scene: Scene) -> Screen | None:
    """Somebody came through such a link."""
    community = await scene.community()
    party = await party_facts(scene.tx, community.id, scene.facts["party"])
    return views.party_welcome(await scene.words(community), community, party)


PARTY_TOPICS: dict[str, Topic] = {
    "party_order": party_order,
    "party_late": party_late,
    "parties": parties,
    "draft_parties": draft_parties,
    "party_link": party_link,
    "party_welcome": party_welcome,
}
