"""Topics about limits and appointments: the ladder's cards, questions to who is late, when somebody comes."""

from bot.delivery.rendering import Scene, Topic
from bot.domain.ladder import LATE
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK
from bot.models import Order
from bot.models.due import DueKind
from bot.models.places import PartyKind
from bot.storage.community.parties import PartyFacts, parties_of
from bot.storage.repairs.call_ups import count_asked, count_muted
from bot.storage.repairs.due import due_at
from bot.storage.repairs.order_facts import OrderFacts
from bot.usecases.deadlines.climbing import BETWEEN_LEVELS
from bot.usecases.deadlines.clocks import lost_at
from bot.views import clocks as views
from bot.views.screen import Screen

NO_AFTERNOON = 14
"""The hour from which this afternoon is no choice any more."""

LEVELS_LEFT = len(LATE) - 1
"""Of the ladder of what is late, when its holder is asked."""
LADDERS = (DueKind.UNCLAIMED, DueKind.LATE)


async def ladder(scene: Scene) -> Screen | None:
    """A secretary's card about an order that is late."""
    order, community = await scene.order(), await scene.community()
    if order is None:
        return None
    facts = views.LadderFacts(
        order=order,
        now=scene.tx.now,
        zone=community.zone,
        asked=await count_asked(scene.tx, order.community_id, order.number),
        muted=await count_muted(scene.tx, await scene.tx.session.get_one(Order, (order.community_id, order.number))),
        property_company=await _property_company(scene, order),
        hands_over=community.ways().hand_over,
        next_at={kind: await due_at(scene.tx, order.community_id, order.number, kind) for kind in LADDERS},
        menu=scene.facts["menu"],
        over=scene.facts["round"] != order.round,
    )
    if scene.fresh and facts.stage == "over":
        return None
    return views.ladder(await scene.words(community), facts)


async def _property_company(scene: Scene, order: OrderFacts) -> PartyFacts | None:
    """Where there is one on the list."""
    known = await parties_of(scene.tx, order.community_id)
    return next((party for party in known if party.kind is PartyKind.PROPERTY), None)


async def hurry(scene: Scene) -> Screen | None:
    """How does it stand? as long as they hold it."""
    order, community = await scene.order(), await scene.community()
    if order is None or order.status not in OPEN_TO_WORK:
        return None
    mine = [holder for holder in order.holders if holder.claim_id == scene.facts["claim"]]
    if not mine or mine[0].state not in ACTIVE_CLAIM:
        return None
    row = await scene.tx.session.get_one(Order, (order.community_id, order.number))
    taken = [each.taken_at for each in order.holders if each.state in ACTIVE_CLAIM and each.taken_at is not None]
    lost = lost_at(community, row, max(taken, default=None))
    # What fell due while nobody looked is done level by level: nobody loses it in one breath.
    lost = None if lost is None else max(lost, scene.tx.now + LEVELS_LEFT * BETWEEN_LEVELS)
    return views.hurry(await scene.words(community), order, order.clocks.finish_by, community.zone, lost)


async def draft_pause(scene: Scene) -> Screen | None:
    """要等等: the question that stands, or how it ended."""
    words, number = await scene.words(await scene.community()), scene.facts["number"]
    draft = await scene.draft("pause")
    if draft is not None:
        return views.pause_question(words, draft, number)
    return None if scene.fresh else views.pause_ended(words, scene.facts["ended"] or "dropped", number)


async def draft_visit(scene: Scene) -> Screen | None:
    """约时间: the question that stands, or how it ended."""
    community, number = await scene.community(), scene.facts["number"]
    words, draft = await scene.words(community), await scene.draft("visit")
    if draft is not None:
        today = scene.tx.now.astimezone(community.zone).hour < NO_AFTERNOON
        return views.visit_question(words, draft, number, today=today)
    order = await scene.order()
    ended, when = scene.facts["ended"] or "dropped", order.convenient if order else None
    told = scene.facts.get("told", True)
    return (
        None
        if scene.fresh
        else views.visit_ended(words, ended, number, when, told=told, reminded=scene.facts.get("reminded", ()))
    )


async def visit(scene: Scene) -> Screen | None:
    """When they come, or that the resident cannot be there, as long as they hold it."""
    order = await scene.order()
    if order is None or order.status not in OPEN_TO_WORK:
        return None
    if not any(each.claim_id == scene.facts["claim"] and each.state in ACTIVE_CLAIM for each in order.holders):
        return None
    return views.visit(await scene.words(await scene.community()), order, scene.facts["menu"])


CLOCK_TOPICS: dict[str, Topic] = {
    "ladder": ladder,
    "hurry": hurry,
    "draft_pause": draft_pause,
    "draft_visit": draft_visit,
    "visit": visit,
}
