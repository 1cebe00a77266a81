"""Topics about requests: the cards of staff, the questions they are asked, what an outside party gets."""

from dataclasses import replace
from datetime import timedelta

from bot.delivery.alarm_topics import waiting_alarms
from bot.delivery.rendering import Scene, Topic
from bot.language.needs.similar import SAME_AT, similar
from bot.models import Order
from bot.storage.repairs.waiting import what_waits
from bot.storage.repairs.watchers import count_watchers
from bot.storage.requests.satisfaction import satisfaction
from bot.storage.requests.triage_facts import Alike, triage_facts, unfinished_beside
from bot.usecases.desk.merging import may_be_split
from bot.usecases.desk.triage_ground import DECISIONS
from bot.usecases.desk.triage_questions import SURE
from bot.views import inbox as inbox_views
from bot.views import orders as order_views
from bot.views import triage as views
from bot.views.screen import Screen

MOST_ALIKE = 4
"""Orders offered for merging."""
SOME, NEARLY_ALL = 30, 80
"""How alike the words are of an order that is offered: of the same building, of another one."""


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
    facts = replace(facts, splits=await _splits(scene))
    community = await scene.community()
    return views.triage_card(await scene.words(community), facts, community.zone)


async def _splits(scene: Scene) -> bool:
    """Whether it was merged, and can be parted again."""
    order = await _order_of(scene)
    if order.merged_into is None or order.ended_at is None:
        return False
    return may_be_split(order.ended_at, (await _order_of(scene, order.merged_into)).status, scene.tx.now)


async def triage_photos(scene: Scene) -> Screen | None:
    """The pictures of a request."""
    order = await scene.order(private=True)
    if order is None:
        return None
    return order_views.job_photos(await scene.words(await scene.community()), order)


async def word(scene: Scene) -> Screen | None:
    """The question that staff or an outside party is asked about a request, or how that ended."""
    kind = scene.row.topic.removeprefix("draft_")
    words, number = await scene.words(await scene.community()), scene.facts["number"]
    draft = await scene.draft(kind)
    if draft is None:
        ended, into = scene.facts["ended"] or "dropped", scene.facts.get("into")
        said = views.triage_word_ended(words, ended, number, into=into, told=scene.facts.get("told", True))
        return None if scene.fresh else said
    if draft.step == SURE:
        own, into = await _order_of(scene), await _order_of(scene, draft.payload["into"])
        return views.merge_question(words, draft, _alike_to(own, own), _alike_to(own, into))
    alike = await _candidates(scene) if draft.step == "merge" else []
    watchers = await count_watchers(scene.tx, (await scene.community()).id, number)
    return views.triage_word(words, draft, number, alike, watchers=watchers)


async def _order_of(scene: Scene, number: int | None = None) -> Order:
    return await scene.tx.session.get_one(Order, (scene.facts["community"], number or scene.facts["number"]))


async def _candidates(scene: Scene) -> list[Alike]:
    """What is under way and may be the same: the same building and something alike in the words, or nearly the words.

    The most similar come first, those of the building before others.
    """
    order = await _order_of(scene)
    beside = await unfinished_beside(scene.tx, order.community_id, order.number)
    rated = [(_alike_to(order, other), similar(other.what, order.what, scene.tx.lexicon)) for other in beside]
    found = [(other, score) for other, score in rated if score >= (SOME if other.near else NEARLY_ALL)]
    found.sort(key=lambda each: (each[0].near, each[1]), reverse=True)
    return [other for other, _ in found[:MOST_ALIKE]]


def _alike_to(order: Order, other: Order | Alike) -> Alike:
    near = other.building.startswith(order.building) or order.building.startswith(other.building)
    return Alike(other.number, other.building, other.what, near, similar(other.what, order.what) >= SAME_AT)


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
