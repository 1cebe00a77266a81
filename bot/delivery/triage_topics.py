"""Topics about requests: the cards of staff, the questions they are asked, what an outside party gets."""

from datetime import timedelta

from bot.delivery.alarm_topics import waiting_alarms
from bot.delivery.rendering import Scene, Topic
from bot.language.similar import similar
from bot.models import Order
from bot.storage.order_facts import order_facts
from bot.storage.satisfaction import satisfaction
from bot.storage.triage_facts import Alike, triage_facts, unfinished_beside
from bot.storage.waiting import what_waits
from bot.usecases.triage_ground import DECISIONS
from bot.views import inbox as inbox_views
from bot.views import orders as order_views
from bot.views import triage as views
from bot.views.screen import Screen

MOST_ALIKE = 4
"""Orders offered for merging."""


async def triage(scene: Scene) -> Screen | None:
    """The card of staff about a request."""
    facts = await triage_facts(
        scene.tx,
        scene.facts["community"],
        scene.facts["number"],
        decisions=DECISIONS,
        time=scene.facts["time"],
        menu=scene.facts["menu"],
        asked=bool(scene.facts.get("asked")),
    )
    if facts is None or (facts.newer and scene.fresh):
        return None
    return views.triage_card(await scene.words(await scene.community()), facts)


async def triage_photos(scene: Scene) -> Screen | None:
    """The pictures of a request."""
    order = await order_facts(scene.tx, scene.facts["community"], scene.facts["number"], private=True)
    if order is None:
        return None
    return order_views.job_photos(await scene.words(await scene.community()), order)


async def word(scene: Scene) -> Screen | None:
    """The question that staff or an outside party is asked about a request, or how that ended."""
    kind = scene.row.topic.removeprefix("draft_")
    words, number = await scene.words(await scene.community()), scene.facts["number"]
    draft = await scene.draft(kind)
    if draft is None:
        return None if scene.fresh else views.triage_word_ended(words, scene.facts["ended"] or "dropped", number)
    alike = await _alike(scene) if draft.step == "merge" else []
    return views.triage_word(words, draft, number, alike)


async def _alike(scene: Scene) -> list[Alike]:
    """What is under way in the same building, the most similar first."""
    order = await scene.tx.session.get_one(Order, (scene.facts["community"], scene.facts["number"]))
    beside = await unfinished_beside(scene.tx, order.community_id, order.number)
    near = [
        other
        for other in beside
        if other.building.startswith(order.building) or order.building.startswith(other.building)
    ]
    return sorted(near, key=lambda other: -similar(other.what, order.what))[:MOST_ALIKE]


async def inbox(scene: Scene) -> Screen | None:
    """What waits for staff."""
    community = await scene.community()
    facts = await what_waits(scene.tx, community)
    soon = scene.tx.now + timedelta(seconds=1)  # what was closed this instant counts, too
    judged = await satisfaction(scene.tx, community.id, soon - timedelta(days=inbox_views.JUDGED_DAYS), soon)
    dangers = await waiting_alarms(scene, community)
    return inbox_views.inbox(
        await scene.words(community), community, facts, scene.facts["page"], judged=judged, dangers=dangers
    )


async def auto_publish(scene: Scene) -> Screen | None:
    """Which requests need not wait for staff."""
    community = await scene.community()
    return inbox_views.auto_publish(await scene.words(community), community)


TRIAGE_TOPICS: dict[str, Topic] = {
    "triage": triage,
    "triage_photos": triage_photos,
    "draft_triage": word,
    "draft_party": word,
    "inbox": inbox,
    "auto_publish": auto_publish,
}
