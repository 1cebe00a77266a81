"""Orders as they may be shown: with their holders, links, and, only where asked for, what is private."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select

from bot.domain.contact import Contact
from bot.domain.ids import ClaimId, CommunityId, OrderNumber, PersonId, Points
from bot.domain.kind import Area, Kind
from bot.domain.life import ACTIVE_CLAIM, UNFINISHED, ClaimState, Status, Step, has_it
from bot.domain.roles import Part
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.models import Attachment, Claim, Community, Order, OrderEvent, OutboxMessage, Person
from bot.models.orders import Media, PhotoKind
from bot.storage.ground.uow import Reading
from bot.storage.members.people import PersonFacts, opened
from bot.storage.points.standards import shared_orders
from bot.storage.post.messages import message_link
from bot.storage.repairs.clock_facts import ClockFacts, clocks_of
from bot.storage.repairs.orders import card_key, contact_in, reported_lately
from bot.storage.requests.ratings import CallFacts, RatingFacts, calls_of, ratings_of

HOLDING = (ClaimState.AWAITING_START, ClaimState.HELD, ClaimState.FULFILLED)
"""Who has an order, or had it to the end."""


@dataclass(frozen=True)
class HolderFacts:
    """One volunteer of an order and how far they are."""

    person: PersonFacts
    claim_id: ClaimId
    state: ClaimState
    arrived: bool
    points: Points
    """What they are to get as far as the order says; when it is closed, what they were given."""
    given: bool = False
    """Not taken by themselves: staff assigned it, or a colleague passed it on."""
    word: Points | None = None
    """The secretary's own word on what they are to get."""
    taken_at: datetime | None = None


@dataclass(frozen=True)
class OrderFacts:
    """All that may be shown of an order; `contact`, `result` and `answer` only where they were asked for."""

    community_id: CommunityId
    number: OrderNumber
    status: Status
    building: str
    what: str
    skill: str | None
    size: Size
    urgency: Urgency
    convenient: str | None
    people_needed: int
    places_taken: int
    points: Points
    opened_at: datetime
    card_copy: int
    round: int
    reporter_id: PersonId | None
    phone_index: str | None
    holders: tuple[HolderFacts, ...] = ()
    last_step: Step | None = None
    contact: Contact | None = None
    result: str | None = None
    report_photos: tuple[str, ...] = ()
    report_clips: tuple[tuple[str, Media], ...] = ()
    """Voice notes and films, by file id."""
    result_photos: tuple[str, ...] = ()
    link: str | None = None
    finished_by: PersonId | None = None
    kind: Kind = Kind.REPAIR
    area: Area | None = None
    on_behalf: bool = False
    by_family: str | None = None
    """Who reported it for somebody else."""
    party_id: int | None = None
    merged_into: OrderNumber | None = None
    closed_by: Part | None = None
    ended_at: datetime | None = None
    answer: str | None = None
    ratings: tuple[RatingFacts, ...] = ()
    """What residents said of the work, of all rounds."""
    calls: tuple[CallFacts, ...] = ()
    places_reserved: int = 0
    clocks: ClockFacts = field(default_factory=ClockFacts)
    shared: bool = False
    """The points are for all together, who part them."""

    @property
    def places_free(self) -> int:
        """How many places anybody may take."""
        return self.people_needed - self.places_taken - self.places_reserved

    @property
    def finishers(self) -> tuple[str, ...]:
        """Who says that it is done: the one who reported it, or all who hold it where that is not known."""
        named = [holder.person.name for holder in self.holders if holder.person.id == self.finished_by]
        return tuple(named) or tuple(holder.person.name for holder in self.holders)


def _facts(order: Order) -> OrderFacts:
    return OrderFacts(
        community_id=order.community_id,
        number=order.number,
        status=order.status,
        building=order.building,
        what=order.what,
        skill=order.skill,
        size=order.size,
        urgency=order.urgency,
        convenient=order.convenient,
        people_needed=order.people_needed,
        places_taken=order.places_taken,
        points=order.points,
        opened_at=order.opened_at,
        card_copy=order.card_copy,
        round=order.round,
        reporter_id=order.reporter_id,
        phone_index=order.phone_index,
        finished_by=order.finished_by,
        kind=order.kind,
        area=order.area,
        on_behalf=order.on_behalf,
        party_id=order.party_id,
        merged_into=order.merged_into,
        closed_by=order.closed_by,
        ended_at=order.ended_at,
        places_reserved=order.places_reserved,
        clocks=clocks_of(order),
    )


_LAST_STEP = (
    select(OrderEvent.step)
    .where(OrderEvent.community_id == Order.community_id, OrderEvent.number == Order.number)
    .order_by(OrderEvent.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_WITH_LAST_STEP = select(Order, _LAST_STEP).where(
    Order.community_id == bindparam("community"), Order.number == bindparam("order")
)


async def order_facts(tx: Reading, community_id: int, number: int, *, private: bool = False) -> OrderFacts | None:
    """One order as it is now; `private` opens what only its holder and staff may see."""
    found = (await tx.session.execute(_WITH_LAST_STEP, {"community": community_id, "order": number})).one_or_none()
    if found is None:
        return None
    order, last = found
    facts = replace((await _with_holders(tx, [order]))[0], last_step=last)
    if private:
        facts = await _with_private(tx, order, facts)
    return facts


async def _with_private(tx: Reading, order: Order, facts: OrderFacts) -> OrderFacts:
    photos = (
        await tx.session.scalars(
            select(Attachment)
            .where(Attachment.community_id == order.community_id, Attachment.number == order.number)
            .order_by(Attachment.added_at, Attachment.file_unique_id)
        )
    ).all()
    reported = [photo for photo in photos if photo.kind is PhotoKind.REPORT]
    return replace(
        facts,
        contact=contact_in(tx, order.contact),
        by_family=await _by_family(tx, order),
        clocks=replace(facts.clocks, paused_note=tx.vault.open_or_none(order.paused_note)),
        result=tx.vault.open_or_none(order.result),
        answer=tx.vault.open_or_none(order.answer),
        report_photos=tuple(each.file_id for each in reported if each.media is Media.PHOTO),
        report_clips=tuple((each.file_id, each.media) for each in reported if each.media is not Media.PHOTO),
        ratings=await ratings_of(tx, order) if order.done_at is not None or order.round > 1 else (),
        calls=await calls_of(tx, order) if order.done_at is not None else (),
        result_photos=tuple(photo.file_id for photo in photos if photo.kind is PhotoKind.RESULT),
    )


async def _by_family(tx: Reading, order: Order) -> str | None:
    family = order.reporter_id if order.on_behalf and order.scrubbed_at is None else None
    reporter = None if family is None else await tx.session.get(Person, family)
    return None if reporter is None else tx.vault.open_or_none(reporter.name)


async def _with_holders(tx: Reading, orders: Sequence[Order]) -> list[OrderFacts]:
    if not orders:
        return []
    community_id = orders[0].community_id
    rows = await tx.session.execute(
        select(Claim, Person)
        .join(Person, Person.id == Claim.person_id)
        .where(
            Claim.community_id == community_id,
            Claim.number.in_([order.number for order in orders]),
            Claim.state.in_(HOLDING),
        )
        .order_by(Claim.number, Claim.id)
    )
    holders: dict[int, list[HolderFacts]] = {}
    by_number = {order.number: order for order in orders}
    for claim, person in rows:
        if not has_it(claim.state, by_number[claim.number].status):
            continue
        holders.setdefault(claim.number, []).append(
            HolderFacts(
                person=opened(tx, person),
                claim_id=claim.id,
                state=claim.state,
                arrived=claim.arrived_at is not None,
                points=claim.worth(by_number[claim.number].points),
                given=claim.given_by is not None,
                word=claim.points,
                taken_at=claim.taken_at,
            )
        )
    shared = await shared_orders(tx, orders)
    facts = [(order.number, _facts(order)) for order in orders]
    return [replace(each, holders=tuple(holders.get(number, ())), shared=number in shared) for number, each in facts]


_BY_URGENCY: ColumnElement[int] = case(
    (Order.urgency == Urgency.CRITICAL, 0), (Order.urgency == Urgency.URGENT, 1), else_=2
)


def _unfinished(community_id: int, statuses: Collection[Status]) -> ColumnElement[bool]:
    """Orders in these states, none of which ends an order: the index of the unfinished ones finds them."""
    return and_(Order.community_id == community_id, Order.ended_at.is_(None), Order.status.in_(statuses))


def _oldest_first(community_id: int, statuses: Collection[Status]) -> Select[Order]:
    return select(Order).where(_unfinished(community_id, statuses)).order_by(_BY_URGENCY, Order.opened_at, Order.number)


async def orders_in(
    tx: Reading, community: Community, statuses: Collection[Status], *also: ColumnElement[bool], limit: int
) -> list[OrderFacts]:
    """The most pressing unfinished orders in these states of which all that is said besides is true, with links."""
    orders = (await tx.session.scalars(_oldest_first(community.id, statuses).where(*also).limit(limit))).all()
    return await _with_links(tx, community, await _with_holders(tx, orders))


async def count_in(tx: Reading, community_id: int, statuses: Collection[Status], *also: ColumnElement[bool]) -> int:
    """How many unfinished orders are in these states, all that is said besides being true of them."""
    return await tx.session.scalar(select(func.count()).where(_unfinished(community_id, statuses), *also)) or 0


async def _with_links(tx: Reading, community: Community, orders: list[OrderFacts]) -> list[OrderFacts]:
    keys = {card_key(order.community_id, order.number, order.card_copy): order for order in orders}
    rows = await tx.session.execute(
        select(OutboxMessage.key, OutboxMessage.message_id).where(OutboxMessage.key.in_(list(keys)))
    )
    links = {key: message_link(community, message_id) for key, message_id in rows}
    return [replace(order, link=links.get(key)) for key, order in keys.items()]


async def orders_held_by(tx: Reading, community: Community, person_id: PersonId) -> list[OrderFacts]:
    """The unfinished orders somebody holds here."""
    query = (
        _oldest_first(community.id, UNFINISHED)
        .join(Claim, (Claim.community_id == Order.community_id) & (Claim.number == Order.number))
        .where(Claim.community_id == community.id, Claim.person_id == person_id, Claim.state.in_(ACTIVE_CLAIM))
    )
    return await _with_links(tx, community, await _with_holders(tx, (await tx.session.scalars(query)).all()))


async def orders_reported_by(tx: Reading, person: Person, *, limit: int, number: int | None = None) -> list[OrderFacts]:
    """What somebody reported, or was reported under a phone that is proved theirs, the latest first, anywhere."""
    orders = await (reported_lately(tx, person, limit) if number is None else _numbered(tx, person, number))
    latest = sorted(orders, key=lambda order: order.opened_at, reverse=True)[:limit]
    found: list[OrderFacts] = []
    for order in latest:  # few, and of one community nearly always
        found.extend(await _with_holders(tx, [order]))
    return found


async def _numbered(tx: Reading, person: Person, number: int) -> Collection[Order]:
    """By their keys, one in each community at most: somebody may have reported thousands that are not meant."""
    communities = (await tx.session.scalars(select(Community.id))).all()
    # As expressions, so that no database begins with all that they reported.
    concerns = func.coalesce(Order.reporter_id, 0) == person.id
    if person.phone_index is not None:
        concerns |= func.coalesce(Order.phone_index, "") == person.phone_index
    keyed = and_(Order.community_id.in_(communities), Order.number == number)
    return (await tx.session.scalars(select(Order).where(keyed, concerns))).all()
