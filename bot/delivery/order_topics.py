"""Topics about one order: its card, the holder's message, the secretary's card, news and notices."""

from dataclasses import replace
from datetime import datetime

from bot.delivery.rendering import Scene, Topic
from bot.domain.ids import Points
from bot.domain.life import ACTIVE_CLAIM, Status
from bot.domain.standard import Sharing
from bot.models import Community, Order, Person
from bot.models.team import CallUpState
from bot.storage.community.parties import party_facts
from bot.storage.members.team import volunteer_of
from bot.storage.points.ledger import balance_of
from bot.storage.points.standards import standard_of
from bot.storage.repairs.call_ups import call_up_of
from bot.storage.repairs.order_facts import HolderFacts, OrderFacts
from bot.storage.repairs.queue import waits_till_morning
from bot.storage.requests.ratings import is_own_work
from bot.usecases.deadlines.clocks import expected_by
from bot.usecases.repairs.paying import done_when, planned
from bot.views import call_ups as call_up_views
from bot.views import drafts as draft_views
from bot.views import orders as views
from bot.views import privacy as privacy_views
from bot.views.deadlines import Deadline, Here, deadline
from bot.views.screen import Screen


async def order_card(scene: Scene) -> Screen | None:
    """The card in the group, or the pointer an earlier posting of it became."""
    order = await scene.order()
    if order is None:
        return None
    community = await scene.community()
    words = scene.dictionary.words(community.locale)
    if scene.fresh and order.card_copy == 1 and order.status in (Status.CANCELLED, Status.MERGED):
        return None  # the group never saw it
    if scene.facts["copy"] < order.card_copy:
        return None if scene.fresh else views.moved_card(words, order)
    later = order.places_reserved > 0 and await waits_till_morning(scene.tx, order.community_id, order.number)
    return views.order_card(words, order, asks_later=later, here=Here(scene.tx.now, community.zone))


def _holder(scene: Scene, order: OrderFacts) -> HolderFacts | None:
    claim_id = scene.facts["claim"]
    return next((holder for holder in order.holders if holder.claim_id == claim_id), None)


async def job(scene: Scene) -> Screen | None:
    """The holder's own message."""
    order = await scene.order(private=True)
    if order is None:
        return None
    holder = _holder(scene, order)
    if holder is None and scene.fresh:
        return None
    said = None if holder is None else await volunteer_of(scene.tx, order.community_id, holder.person.id)
    unskilled = said is not None and bool(said.skills) and order.skill is not None and order.skill not in said.skills
    resting = said is not None and said.resting
    community = await scene.community()
    limit = None if holder is None else _limit(community, order, holder, scene.tx.now)
    words = await scene.words(community)
    return views.job(words, order, holder, unskilled=unskilled, resting=resting, limit=limit)


def _limit(community: Community, order: OrderFacts, holder: HolderFacts, now: datetime) -> Deadline | None:
    """Until when somebody is to be done with what they hold."""
    return deadline(expected_by(community, order.clocks, holder.taken_at), community.zone, now)


async def job_photos(scene: Scene) -> Screen | None:
    """The pictures of the report, while the claim is active."""
    order = await scene.order(private=True)
    holder = None if order is None else _holder(scene, order)
    if order is None or holder is None or holder.state not in ACTIVE_CLAIM:
        return None
    return views.job_photos(await scene.words(await scene.community()), order)


async def review(scene: Scene) -> Screen | None:
    """The secretary's card about a finished order."""
    order = await scene.order(private=True)
    if order is None:
        return None
    community = await scene.community()
    words = await scene.words(community)
    order, added = await _with_plan(scene, community, order)
    own = await is_own_work(scene.tx, await scene.tx.session.get_one(Order, (order.community_id, order.number)))
    return views.review(words, order, this_round=scene.facts["round"], zone=community.zone, added=added, own=own)


async def _with_plan(scene: Scene, community: Community, facts: OrderFacts) -> tuple[OrderFacts, views.Added]:
    """The order with what each volunteer is to get by its standard, and why that is not the order's points alone."""
    order = await scene.tx.session.get_one(Order, (facts.community_id, facts.number))
    standard = await standard_of(scene.tx, order)
    active = [holder for holder in facts.holders if holder.state in ACTIVE_CLAIM]
    plan = iter(planned(community, order, standard, [holder.word for holder in active]))
    holders = [replace(holder, points=Points(next(plan))) if holder in active else holder for holder in facts.holders]
    occasion = done_when(community, standard, order.done_at)
    added = views.Added(
        night=standard.night if occasion.night else 0,
        holiday=standard.holiday if occasion.holiday else 0,
        shared=standard.sharing is Sharing.SPLIT and len(active) > 1,
    )
    return replace(facts, holders=tuple(holders)), added


async def review_photo(scene: Scene) -> Screen | None:
    """A picture of the result."""
    words, file_id = await scene.words(await scene.community()), scene.facts.get("file")
    return None if file_id is None else views.review_photo(words, scene.facts["number"], file_id)


async def notice(scene: Scene) -> Screen | None:
    """One short message to a volunteer."""
    order = await scene.order()
    if order is None:
        return None
    person = scene.reader
    balance = None if person is None else await balance_of(scene.tx, order.community_id, person.id)
    about = None if "who" not in scene.facts else await scene.tx.session.get(Person, scene.facts["who"])
    words = await scene.words(await scene.community())
    if not scene.fresh and "reason" not in scene.facts:
        return privacy_views.emptied(words, None)
    return views.notice(
        words,
        order,
        scene.facts["notice"],
        points=scene.facts.get("points"),
        reason=scene.facts.get("reason") if about is None else scene.tx.vault.open(about.name),
        balance=balance,
        verdict=scene.facts.get("verdict"),
        withheld=scene.facts.get("withheld", 0),
        minutes=scene.facts.get("minutes", 0),
    )


async def said(scene: Scene) -> Screen | None:
    """A command was carried out."""
    words = await scene.words(await scene.community_or_none())
    return draft_views.said(words, scene.facts["what"], scene.facts.get("number"))


async def call_up(scene: Scene) -> Screen | None:
    """A volunteer is told of an order that suits them, as long as somebody is wanted; later how that ended."""
    order, person_id = await scene.order(), scene.facts["person"]
    told = await call_up_of(scene.tx, scene.facts["community"], scene.facts["number"], person_id)
    if order is None or told is None:
        return None
    stage = "asked"
    if any(holder.person.id == person_id and holder.state in ACTIVE_CLAIM for holder in order.holders):
        stage = "yours"
    elif told.state is CallUpState.DECLINED:
        stage = "declined"
    elif told.state is CallUpState.OVER or order.status is not Status.OPEN:
        stage = "over"
    if scene.fresh and stage != "asked":
        return None
    community = await scene.community()
    row = await scene.tx.session.get_one(Order, (order.community_id, order.number))
    begins = row.card_from if scene.facts.get("grid") and row.card_from and row.card_from > scene.tx.now else None
    group_at = None if begins is None else f"{begins.astimezone(community.zone):%H:%M}"
    words = await scene.words(community)
    party = await party_facts(scene.tx, order.community_id, order.party_id)
    of_grid = bool(scene.facts.get("grid"))
    return call_up_views.call_up(words, order, stage, of_grid=of_grid, group_at=group_at, party=party)


ORDER_TOPICS: dict[str, Topic] = {
    "call_up": call_up,
    "order_card": order_card,
    "job": job,
    "job_photos": job_photos,
    "review": review,
    "review_photo": review_photo,
    "notice": notice,
    "said": said,
}
