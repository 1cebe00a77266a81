"""Topics about knowing: what residents hear of their orders, and how these stand when they ask."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.delivery.alarm_topics import whether_for_danger
from bot.delivery.rendering import Scene, Topic
from bot.domain.ids import CommunityId, PersonId
from bot.domain.life import ENDED, OPEN_TO_WORK, UNFINISHED, ClaimState, Status
from bot.domain.roles import STAFF
from bot.models import Community, Order, Person, Relayed
from bot.storage.community.parties import party_facts
from bot.storage.ground.uow import Reading
from bot.storage.members.people import communities_where, roles_in
from bot.storage.members.residents import Concern, concern_of, orders_followed_by, phones_of
from bot.storage.repairs.claims import claims_ever
from bot.storage.repairs.order_facts import HolderFacts, OrderFacts, order_facts, orders_held_by, orders_reported_by
from bot.storage.repairs.queue import queued_by
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats.unplaced import WHERE
from bot.usecases.deadlines.clocks import expected_by
from bot.views import knowing as views
from bot.views import passing_on, unplaced
from bot.views.deadlines import Deadline, deadline
from bot.views.knowing import Known
from bot.views.screen import Screen

MOST_REPORTED = 5


async def known(tx: Reading, facts: OrderFacts, person: Person | None) -> Known:
    """An order as this person may know it; what they no longer have to do with is followed at most."""
    order = await tx.session.get_one(Order, (facts.community_id, facts.number))
    community = await tx.session.get_one(Community, facts.community_id)
    concern = None if person is None else await concern_of(tx, order, person)
    own = concern is Concern.OWN
    if own:
        facts = replace(facts, clocks=replace(facts.clocks, paused_note=tx.vault.open_or_none(order.paused_note)))
    return Known(
        facts,
        concern or Concern.FOLLOWED,
        await phones_of(tx, order.community_id, [holder.person.id for holder in facts.holders]) if own else {},
        party=await party_facts(tx, order.community_id, order.party_id),
        answer=None if concern is None else tx.vault.open_or_none(order.answer),
        scrubbed_at=order.scrubbed_at,
        limit=deadline(order.finish_by, community.zone, tx.now),
    )


async def news(scene: Scene) -> Screen | None:
    """What happened to an order, for somebody whom it concerns."""
    order = await scene.order()
    if order is None:
        return None
    who = _holder(order, scene.facts["claim"]) if "claim" in scene.facts else None
    person = scene.reader
    words = await scene.words(await scene.community())
    about = await known(scene.tx, order, person)
    if "claim" in scene.facts and who is None and about.scrubbed_at is None:
        return None  # they gave it back meanwhile, and of that another message tells
    return views.news(words, about, scene.facts["event"], who=who, reason=scene.facts.get("reason"))


def _holder(order: OrderFacts, claim_id: int) -> HolderFacts | None:
    return next((holder for holder in order.holders if holder.claim_id == claim_id), None)


async def status(scene: Scene) -> Screen | None:
    """What concerns the person who asks, and nothing else."""
    person = await scene.tx.session.get_one(Person, scene.facts["person"])
    number = scene.facts["number"]
    reported = await _reported(scene, person, number)
    held, looked_up, had, limits = await _at_work(scene, person.id, number)
    facts = views.StatusFacts(
        reported=tuple(reported),
        held=tuple(held),
        looked_up=tuple(looked_up),
        had=tuple(had),
        number=number,
        knows_phone=person.phone_index is not None,
        just_bound=bool(scene.facts.get("bound")),
        queued=tuple(each for each in await queued_by(scene.tx, person.id) if number in (None, each.number)),
        limits=limits,
    )
    return views.status(await scene.words(), facts)


async def _reported(scene: Scene, person: Person, number: int | None) -> list[Known]:
    """What they reported or follow, in one community where the question was about one."""
    orders = await orders_reported_by(scene.tx, person, limit=MOST_REPORTED, number=number)
    orders += await orders_followed_by(scene.tx, person, limit=MOST_REPORTED, number=number)
    here = scene.facts.get("community")
    return [await known(scene.tx, order, person) for order in orders if here in (None, order.community_id)]


async def _at_work(
    scene: Scene, person_id: PersonId, number: int | None
) -> tuple[list[OrderFacts], list[OrderFacts], list[OrderFacts], dict[tuple[int, int], Deadline]]:
    """What they hold, what they may look up, what they had once, and until when each is to be done."""
    held: list[OrderFacts] = []
    looked_up: list[OrderFacts] = []
    had: list[OrderFacts] = []
    limits: dict[tuple[int, int], Deadline] = {}
    for community in await communities_where(scene.tx, person_id):
        mine = await orders_held_by(scene.tx, community, person_id)
        held += [order for order in mine if number in (None, order.number)]
        if number is not None and number not in {order.number for order in mine}:
            found, lost = await _looked_up(scene, community.id, number, person_id)
            looked_up += found
            had += lost
        here = [order for order in (*held, *looked_up) if order.community_id == community.id]
        limits |= _limits(community, person_id, here, scene.tx.now)
    return held, looked_up, had, limits


async def _looked_up(
    scene: Scene, community_id: CommunityId, number: int, person_id: PersonId
) -> tuple[list[OrderFacts], list[OrderFacts]]:
    """Staff may look up every order; who repaired one, what became of it, without what only its holder sees.

    Beside it, whoever gave it back or lost it: no more than how it stands.
    """
    staff = bool(STAFF & await roles_in(scene.tx, community_id, person_id))
    had = set() if staff else await claims_ever(scene.tx, community_id, number, person_id)
    if not staff and not had:
        return [], []
    found = await order_facts(scene.tx, community_id, number, private=staff)
    if found is None:
        return [], []
    return ([found], []) if staff or ClaimState.FULFILLED in had else ([], [found])


def _limits(
    community: Community, person_id: PersonId, orders: Sequence[OrderFacts], now: datetime
) -> dict[tuple[int, int], Deadline]:
    found: dict[tuple[int, int], Deadline] = {}
    for order in orders:
        taken = next((each.taken_at for each in order.holders if each.person.id == person_id), None)
        limit = deadline(expected_by(community, order.clocks, taken), community.zone, now)
        found |= {} if limit is None else {(order.community_id, order.number): limit}
    return found


NOTHING_TO_HURRY = ENDED | {Status.DONE}
"""Where an order stands when the hurrying of a night, told in the morning, has come too late."""


async def wish(scene: Scene) -> Screen | None:
    """The resident wants something of whoever has the order."""
    order = await scene.order()
    if order is None or (scene.fresh and scene.facts["wish"] == "nudged" and order.status in NOTHING_TO_HURRY):
        return None
    return passing_on.wish(
        await scene.words(await scene.community()),
        order,
        scene.facts["wish"],
        held=scene.facts["held"],
        to_party=bool(scene.facts.get("to_party")),
        field=scene.facts.get("field"),
        party=await party_facts(scene.tx, order.community_id, order.party_id),
    )


async def _line(scene: Scene) -> tuple[OrderFacts, str | None, str | None] | None:
    """The order, the words, and the volunteer who wrote them (None: the resident did)."""
    order = await scene.order()
    if order is None:
        return None
    seq = scene.facts["line"]
    line = None if seq is None else await scene.tx.session.get(Relayed, (order.community_id, order.number, seq))
    if line is None:
        return order, None, None
    who = next((holder.person.name for holder in order.holders if holder.person.id == line.from_id), None)
    return order, scene.tx.vault.open_or_none(line.text), who


async def relay(scene: Scene) -> Screen | None:
    """A line from the other side."""
    found = await _line(scene)
    if found is None:
        return None
    order, text, who = found
    words = await scene.words(await scene.community())
    return passing_on.line(words, order, text, who=who, over=order.status not in UNFINISHED)


async def relay_photo(scene: Scene) -> Screen | None:
    """A picture from the other side."""
    found = await _line(scene)
    if found is None:
        return None
    order, text, who = found
    words = await scene.words(await scene.community())
    file_id = scene.facts.get("file")
    return None if file_id is None else passing_on.picture(words, order, file_id, text, who=who)


async def passed_on(scene: Scene) -> Screen | None:
    """Whether a line could be passed on, and to whom."""
    words, order = await scene.words(await scene.community()), await scene.order()
    if order is None:
        return None
    reader = scene.reader
    to = () if reader is None else volunteers_for(order, reader.id)
    staff = bool(scene.facts.get("staff"))
    # Who gave it back or finished it since has nothing to choose any more.
    holds = not to and order.status in OPEN_TO_WORK
    asked = {name: holds and bool(scene.facts.get(name)) for name in ("away", "door")}
    asked["done"] = bool(to) and order.status is Status.CLAIMED and bool(scene.facts.get("done"))
    if not to and scene.facts.get("numbers"):
        return passing_on.reaches_nobody(words, scene.facts["numbers"])
    return passing_on.passed_on(words, order, to=to, reached=scene.facts["reached"], staff=staff, **asked)


def volunteers_for(order: OrderFacts, reader_id: int) -> tuple[str, ...]:
    """Who reads what somebody writes about an order: its volunteers; nobody, where they are one of them."""
    if any(holder.person.id == reader_id for holder in order.holders):
        return ()
    return tuple(holder.person.name for holder in order.holders)


async def draft_where(scene: Scene) -> Screen | None:
    """Where a line belongs."""
    words, draft = await scene.words(await scene.community_or_none()), await scene.draft(WHERE)
    if draft is None:
        return None if scene.fresh else unplaced.where_ended(words, scene.facts["ended"] or "dropped")
    if draft.payload.get("alarms"):
        return await whether_for_danger(scene, draft)
    found = [await order_facts(scene.tx, *key) for key in draft.payload["orders"]]
    return unplaced.where(words, draft, [(each, volunteers_for(each, draft.person_id)) for each in found if each])


async def which_visit(scene: Scene) -> Screen | None:
    """Which of several visits cannot be made, or which of several orders is done."""
    found = [await order_facts(scene.tx, *key) for key in scene.facts["orders"]]
    held = [each for each in found if each is not None and each.status in OPEN_TO_WORK]
    show = passing_on.which_done if scene.facts.get("done") else passing_on.which_visit
    return show(await scene.words(await scene.community_or_none()), held) if held else None


async def draft_mine(scene: Scene) -> Screen | None:
    """What a resident wants to change about an order."""
    words, number = await scene.words(await scene.community()), scene.facts["number"]
    draft, order = await _conversation(scene, "mine")
    if draft is None or order is None:
        return None if scene.fresh else passing_on.mine_ended(words, scene.facts["ended"] or "kept", number)
    found = [await order_facts(scene.tx, *key) for key in draft.payload.get("orders", [])]
    return passing_on.mine_draft(words, draft, order, of=[each for each in found if each])


async def draft_line(scene: Scene) -> Screen | None:
    """What is to be passed on."""
    words, number = await scene.words(await scene.community()), scene.facts["number"]
    draft, order = await _conversation(scene, "line")
    if draft is None or order is None:
        to = () if order is None else volunteers_for(order, scene.facts["person"])
        return None if scene.fresh else passing_on.line_ended(words, scene.facts["ended"] or "dropped", number, to=to)
    return passing_on.line_draft(words, draft, order, to=volunteers_for(order, draft.person_id))


async def _conversation(scene: Scene, kind: str) -> tuple[DraftFacts | None, OrderFacts | None]:
    draft = await scene.draft(kind)
    return draft, await scene.order()


KNOWING_TOPICS: dict[str, Topic] = {
    "news": news,
    "status": status,
    "wish": wish,
    "relay": relay,
    "relay_photo": relay_photo,
    "passed_on": passed_on,
    "which_visit": which_visit,
    "draft_mine": draft_mine,
    "draft_line": draft_line,
    "draft_where": draft_where,
}
