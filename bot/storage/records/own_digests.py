"""Digests of one's own: who gets one in the morning, and what stands in it beside the orders that are theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from bot.domain.ids import CommunityId, PersonId
from bot.domain.life import Status
from bot.domain.roles import STAFF
from bot.models import Community, Grid, Membership, Order, OutboxMessage, Person, Volunteer
from bot.models.people import Reach
from bot.storage.community.parties import PartyFacts, party_facts
from bot.storage.ground.uow import Reading
from bot.storage.members.people import opened
from bot.storage.post.outbox import doubted_lately
from bot.storage.records.digests import MOST_ORDERS, DigestFacts, digest_facts, known_to_all
from bot.storage.repairs.call_ups import fits
from bot.storage.repairs.lateness import late
from bot.storage.repairs.order_facts import OrderFacts, orders_in
from bot.storage.requests.ratings import count_calls

MOST_NAMED = 5
"""Unreachable people by name; the others are counted."""
MOST_LOOKED_AT = 200
"""Open orders among which those are looked for that suit somebody."""


class Share(StrEnum):
    """Whose orders somebody reads of."""

    STAFF = "staff"
    """All."""
    GRID = "grid"
    """Those of the grids they look after."""
    OWN = "own"
    """Those that wait and suit them."""


class OutsideOrder(NamedTuple):
    """An order and the outside party that has it; None: it is not known any more which."""

    order: OrderFacts
    party: PartyFacts | None


@dataclass(frozen=True)
class StaffNews:
    """What only staff read.

    Attributes:
        submitted: Requests on which nobody has decided.
        redirected: Orders that are with an outside party.
        unreachable: Members to whom the bot cannot write, the first few by name.
        doubtful: Messages of which nobody knows whether they were said.
    """

    submitted: int = 0
    redirected: int = 0
    unreachable: tuple[str, ...] = ()
    unreachable_count: int = 0
    doubtful: int = 0
    calls: int = 0
    """Residents without a chat who are to be called."""
    late: int = 0
    """Requests and orders with an outside party that were to be finished by now."""
    late_outside: int = 0
    """Of these, those with an outside party."""
    outside: tuple[OutsideOrder, ...] = ()
    """The first few of those."""

    @property
    def pressing(self) -> bool:
        """Whether it is a reason of its own to write to somebody."""
        return bool(self.submitted or self.redirected or self.doubtful or self.calls)


async def readers(tx: Reading, community_id: CommunityId) -> dict[PersonId, tuple[int, Share]]:
    """Who may get a digest of their own, with their account: once each, staff as staff."""
    here = Membership.community_id == community_id
    rows = await tx.session.execute(
        select(Person.id, Person.user_id, Membership.role, Volunteer.digest, Volunteer.resting)
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Volunteer, and_(Volunteer.community_id == community_id, Volunteer.person_id == Person.id))
        .where(here, Person.reach == Reach.STARTED)
        .order_by(Person.id)
    )
    keepers = await _keepers(tx, community_id)
    found: dict[PersonId, tuple[int, Share]] = {}
    for person_id, user_id, role, digest, resting in rows:
        if role in STAFF:
            found[person_id] = (user_id, Share.STAFF)
        elif person_id in keepers:
            found.setdefault(person_id, (user_id, Share.GRID))
        elif digest and not resting:
            found.setdefault(person_id, (user_id, Share.OWN))
    return found


async def _keepers(tx: Reading, community_id: CommunityId) -> set[PersonId]:
    """Those who look after a grid."""
    rows = await tx.session.execute(
        select(Grid.steward_id, Grid.repair_id).where(Grid.community_id == community_id, Grid.active)
    )
    return {person_id for pair in rows for person_id in pair if person_id is not None}


def _of_their_grids(community_id: CommunityId, person_id: PersonId) -> ColumnElement[bool]:
    keeps = or_(Grid.steward_id == person_id, Grid.repair_id == person_id)
    return Order.grid_id.in_(select(Grid.id).where(Grid.community_id == community_id, Grid.active, keeps))


async def share_of(tx: Reading, community: Community, day: date, person_id: PersonId, share: Share) -> DigestFacts:
    """What somebody reads in the morning."""
    if share is Share.STAFF:
        facts = await digest_facts(tx, community, day, true(), thanks=False)
        return replace(facts, calls_count=await count_calls(tx, community.id, tx.now))
    if share is Share.GRID:
        return await digest_facts(tx, community, day, _of_their_grids(community.id, person_id), thanks=False)
    nothing = await digest_facts(tx, community, day, Order.number == 0, thanks=False)
    said = await tx.session.get(Volunteer, (community.id, person_id))
    if said is None:
        return nothing
    waiting = await orders_in(tx, community, {Status.OPEN}, known_to_all(tx.now), limit=MOST_LOOKED_AT)
    suited = [
        order
        for order in waiting
        if order.places_free > 0 and fits(order.skill, order.building, said.skills, said.buildings)
    ]
    return replace(nothing, open_orders=tuple(suited[:MOST_ORDERS]), open_count=len(suited))


async def staff_news(tx: Reading, community_id: CommunityId) -> StaffNews:
    """What only staff read."""
    names = await _unreachable(tx, community_id)
    statuses = await tx.session.execute(
        select(Order.status, func.count(), func.count().filter(late(tx.now)))
        .where(Order.community_id == community_id, Order.ended_at.is_(None))
        .group_by(Order.status)
    )
    counts, too_late = {}, {}
    for status, count, of_these in statuses:
        counts[status], too_late[status] = count, of_these
    doubtful = await tx.session.scalar(
        select(func.count()).select_from(OutboxMessage).where(doubted_lately(community_id, tx.now))
    )
    return StaffNews(
        submitted=counts.get(Status.SUBMITTED, 0),
        redirected=counts.get(Status.REDIRECTED, 0),
        unreachable=tuple(names[:MOST_NAMED]),
        unreachable_count=len(names),
        doubtful=doubtful or 0,
        calls=await count_calls(tx, community_id, tx.now),
        late=too_late.get(Status.SUBMITTED, 0) + too_late.get(Status.REDIRECTED, 0),
        late_outside=too_late.get(Status.REDIRECTED, 0),
    )


async def late_outside(tx: Reading, community: Community) -> tuple[OutsideOrder, ...]:
    """What an outside party was to have finished by now, the most pressing first."""
    orders = await orders_in(tx, community, {Status.REDIRECTED}, late(tx.now), limit=MOST_ORDERS)
    ids = {order.party_id for order in orders}
    parties = {party_id: await party_facts(tx, community.id, party_id) for party_id in ids}
    return tuple(OutsideOrder(order, parties[order.party_id]) for order in orders)


async def _unreachable(tx: Reading, community_id: CommunityId) -> Sequence[str]:
    ids = select(Membership.person_id).where(Membership.community_id == community_id)
    rows = await tx.session.scalars(
        select(Person).where(Person.id.in_(ids), Person.reach != Reach.STARTED).order_by(Person.id)
    )
    return [opened(tx, person).name for person in rows]
