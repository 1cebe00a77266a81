"""What a digest says: thanks for yesterday, what waits, who is at work."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, select

from bot.domain.life import ClaimState, Status
from bot.domain.schedule import day_span
from bot.models import Claim, Community, Order, OutboxMessage, Person
from bot.models.base import spelled
from bot.storage.ground.uow import Reading
from bot.storage.points.stars import StarFacts, stars_between
from bot.storage.post.taking_down import MAY_BE_TAKEN_DOWN
from bot.storage.repairs.lateness import late
from bot.storage.repairs.order_facts import OrderFacts, count_in, orders_in
from bot.storage.requests.ratings import count_calls

MOST_ORDERS = 8


@dataclass(frozen=True)
class DigestFacts:
    """One community on one morning, or the part of it that is somebody's. Lists are cut, counts are whole."""

    community: Community
    day: date
    thanked: tuple[tuple[str, int], ...]
    closed: int
    open_orders: tuple[OrderFacts, ...]
    open_count: int
    working: tuple[OrderFacts, ...]
    working_count: int
    waiting_count: int
    calls_count: int
    """Residents without a chat who are to be called; that alone is no reason to disturb a group."""
    now: datetime
    stars: tuple[StarFacts, ...] = ()
    """Who reached one the day before."""
    overdue: tuple[OrderFacts, ...] = ()
    """Those whose time is over, in neither list of the others."""
    overdue_count: int = 0
    appointments: tuple[OrderFacts, ...] = ()
    """Where somebody is to come today, in this order."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        counts = (self.open_count, self.working_count, self.waiting_count, self.overdue_count)
        return not (self.closed or self.stars or any(counts))


def known_to_all(now: datetime) -> ColumnElement[bool]:
    """Whether the group may hear of it: those of its grid do first."""
    return Order.card_from.is_(None) | (Order.card_from <= now) | (Order.places_taken > 0)


async def digest_facts(
    tx: Reading, community: Community, day: date, *scope: ColumnElement[bool], thanks: bool = True
) -> DigestFacts:
    """The digest of a local day, from the present state; `thanks` are for the local day before.

    `scope` is what is true of the orders that it is about; without, all of which the group knows.
    """
    begin, end = day_span(day - timedelta(days=1), community.zone)
    closed, thanked = await _closed_between(tx, community, begin, end) if thanks else (0, ())
    is_late, about = late(tx.now), scope or (known_to_all(tx.now),)
    here, unfinished = community.id, {Status.OPEN, Status.CLAIMED}
    today = and_(Order.appointment_at >= end, Order.appointment_at < day_span(day, community.zone)[1])
    coming = await orders_in(tx, community, unfinished, *about, today, limit=MOST_ORDERS)
    return DigestFacts(
        community=community,
        day=day,
        thanked=thanked,
        closed=closed,
        overdue=tuple(await orders_in(tx, community, unfinished, *about, is_late, limit=MOST_ORDERS)),
        overdue_count=await count_in(tx, here, unfinished, *about, is_late),
        open_orders=tuple(await orders_in(tx, community, {Status.OPEN}, *about, ~is_late, limit=MOST_ORDERS)),
        open_count=await count_in(tx, here, {Status.OPEN}, *about, ~is_late),
        working=tuple(await orders_in(tx, community, {Status.CLAIMED}, *about, ~is_late, limit=MOST_ORDERS)),
        working_count=await count_in(tx, here, {Status.CLAIMED}, *about, ~is_late),
        waiting_count=await count_in(tx, here, {Status.DONE}, *about),
        calls_count=0 if scope else await count_calls(tx, here, tx.now),
        now=tx.now,
        stars=tuple(await stars_between(tx, here, begin, end)) if thanks else (),
        appointments=tuple(sorted(coming, key=lambda order: order.clocks.appointment_at or tx.now)),
    )


async def _closed_between(
    tx: Reading, community: Community, begin: datetime, end: datetime
) -> tuple[int, tuple[tuple[str, int], ...]]:
    # As a set of numbers, not as a join: SQLite would begin with the claims, of which there are more every year.
    ended = select(Order.number).where(
        Order.community_id == community.id,
        Order.status == Status.CLOSED,
        Order.ended_at >= begin,
        Order.ended_at < end,
    )
    rows = await tx.session.execute(
        select(Claim.number, Person)
        .join(Person, Person.id == Claim.person_id)
        .where(
            Claim.community_id == community.id,
            Claim.number.in_(ended),
            Claim.state == ClaimState.FULFILLED,
        )
        .order_by(Claim.number, Claim.id)
    )
    numbers: set[int] = set()
    times: Counter[int] = Counter()
    names: dict[int, str] = {}
    for number, person in rows:
        numbers.add(number)
        times[person.id] += 1
        names[person.id] = tx.vault.open(person.name)
    return len(numbers), tuple((names[person_id], count) for person_id, count in times.most_common())


async def digests_standing(tx: Reading, community: Community) -> list[OutboxMessage]:
    """The digests of the last two days that were posted: Telegram lets a bot delete for 48 hours."""
    rows = await tx.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.community_id == community.id,
            OutboxMessage.topic == spelled("digest"),
            OutboxMessage.message_id.is_not(None),
            OutboxMessage.sent_at > tx.now - MAY_BE_TAKEN_DOWN,
        )
        .order_by(OutboxMessage.id)
    )
    return list(rows)
