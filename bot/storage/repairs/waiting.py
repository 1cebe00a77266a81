"""What waits for staff: requests to settle, what is late, what a party has had for long, work to confirm, doubts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from bot.domain.ids import CommunityId
from bot.domain.lateness import is_unfinished, is_untaken
from bot.domain.life import OPEN_TO_WORK, Status, Step
from bot.domain.urgency import Urgency
from bot.models import Community, JoinRequest, NoShow, Order, OrderEvent, OutboxMessage, Party
from bot.models.team import RequestState
from bot.storage.ground.uow import Reading
from bot.storage.post.outbox import doubted_lately
from bot.storage.repairs.history import handed_over
from bot.storage.repairs.lateness import unfinished, untaken
from bot.storage.requests.ratings import count_calls

_FIRST = case((Order.urgency == Urgency.CRITICAL, 0), (Order.urgency == Urgency.URGENT, 1), else_=2)
MOST_WAITING = 300
"""Orders of one list; a community that lets more wait sees the rest when these are settled."""


@dataclass(frozen=True)
class WaitingOrder:
    """One order that waits, and since when."""

    number: int
    status: Status
    building: str
    what: str
    urgency: Urgency
    since: datetime
    to_tell: bool = False
    """Staff are to phone the outside party that has it."""


@dataclass(frozen=True)
class WaitingBeside:
    """How much waits that is no order to settle: calls to make, people who want to join, who says they were there."""

    calls: int = 0
    joining: int = 0
    contested: int = 0

    @property
    def count(self) -> int:
        """All of it."""
        return self.calls + self.joining + self.contested


@dataclass(frozen=True)
class WaitingFacts:
    """All that waits; `doubtful` is the first of the messages nobody knows the fate of."""

    orders: tuple[WaitingOrder, ...]
    elsewhere: int
    """Orders that an outside party has had for a short time only."""
    doubtful: int | None
    beside: WaitingBeside = WaitingBeside()


async def what_waits(tx: Reading, community: Community) -> WaitingFacts:
    """The most pressing first, then what has waited longest."""
    waiting = (Status.SUBMITTED, Status.REDIRECTED, Status.DONE)
    rows = await tx.session.scalars(
        select(Order)
        .where(
            Order.community_id == community.id,
            Order.ended_at.is_(None),
            or_(Order.status.in_(waiting), _late(tx.now)),
        )
        .order_by(_FIRST, Order.reported_at, Order.number)
        .limit(MOST_WAITING)
    )
    orders = list(rows)
    handed = await handed_over(tx, community.id, [order.number for order in orders])
    untold = await untold_of(tx, community.id, [order for order in orders if order.status is Status.REDIRECTED])
    late = tx.now - timedelta(days=community.ways().party_days)
    shown, elsewhere = [], 0
    for order in orders:
        since = handed.get(order.number, order.reported_at) if order.status is Status.REDIRECTED else order.reported_at
        if order.status is Status.REDIRECTED and since > late and order.number not in untold:
            elsewhere += 1
        else:
            since = order.done_at or _limit(order) or since
            facts = (order.number, order.status, order.building, order.what, order.urgency, since)
            shown.append(WaitingOrder(*facts, to_tell=order.number in untold))
    return WaitingFacts(tuple(shown), elsewhere, await _doubtful(tx, community.id), await _beside(tx, community.id))


def _late(now: datetime) -> ColumnElement[bool]:
    """Nobody has taken it in time; or who has it did not finish it in time, and was given the time to be asked."""
    nobody = and_(Order.places_taken < Order.people_needed, untaken(now))
    slow = and_(Order.places_taken > 0, Order.late_rung > 0, unfinished(now))
    return and_(Order.status.in_(OPEN_TO_WORK), Order.paused_at.is_(None), or_(nobody, slow))


def waits_late(order: Order, now: datetime) -> bool:
    """Whether an order is one of those that wait because they are late."""
    nobody = order.places_taken < order.people_needed and is_untaken(order, now)
    slow = order.places_taken > 0 and order.late_rung > 0 and is_unfinished(order, now)
    return order.status in OPEN_TO_WORK and order.paused_at is None and (nobody or slow)


def _limit(order: Order) -> datetime | None:
    """Since when somebody is to have taken it, or finished it."""
    return {Status.OPEN: order.claim_by, Status.CLAIMED: order.finish_by}.get(order.status)


async def _beside(tx: Reading, community_id: CommunityId) -> WaitingBeside:
    joining = select(func.count()).where(
        JoinRequest.community_id == community_id, JoinRequest.state == RequestState.PENDING
    )
    contested = select(func.count()).where(
        NoShow.community_id == community_id, NoShow.contested_at.is_not(None), NoShow.upheld.is_(None)
    )
    return WaitingBeside(
        calls=await count_calls(tx, community_id, tx.now),
        joining=await tx.session.scalar(joining) or 0,
        contested=await tx.session.scalar(contested) or 0,
    )


async def untold_of(tx: Reading, community_id: int, outside: Sequence[Order]) -> set[int]:
    """Those of these orders of which the party that has them is still to be told by phone."""
    parties = select(Party.id).where(Party.community_id == community_id, Party.person_id.is_(None))
    silent = set(await tx.session.scalars(parties)) if outside else set()
    numbers = [order.number for order in outside if order.party_id in silent]
    if not numbers:
        return set()
    told = OrderEvent.step.in_((Step.ACCEPT, Step.TELL))
    rows = await tx.session.execute(
        select(
            OrderEvent.number,
            func.max(case((told, OrderEvent.seq), else_=0)),
            func.max(case((OrderEvent.step == Step.REDIRECT, OrderEvent.seq), else_=0)),
        )
        .where(OrderEvent.community_id == community_id, OrderEvent.number.in_(numbers))
        .group_by(OrderEvent.number)
    )
    return {number for number, last_told, handed_over in rows if last_told <= handed_over}


async def _doubtful(tx: Reading, community_id: CommunityId) -> int | None:
    return await tx.session.scalar(select(func.min(OutboxMessage.id)).where(doubted_lately(community_id, tx.now)))
