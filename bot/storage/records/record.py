"""The record, page by page in the order of its keys: so much as is needed of however much there is."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, func, select, tuple_

from bot.domain.figures import InTime
from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.kind import Kind
from bot.domain.lateness import finished_at, is_overdue
from bot.domain.life import Status
from bot.domain.record import Wanted
from bot.domain.schedule import day_span, local_day
from bot.domain.urgency import Urgency
from bot.models import Claim, Community, FollowUp, Order, PastRepair, Person, Rating
from bot.models.residents import CallResult, Verdict
from bot.storage.ground.uow import Reading
from bot.storage.members.people import name_or_dash
from bot.storage.repairs.order_facts import HOLDING
from bot.storage.repairs.orders import contact_in

PAGE = 500
Repairer = PersonId | str
"""Somebody of the team; or, of a repair of before, whoever its spreadsheet names."""


@dataclass(frozen=True)
class RecordRow:
    """One line of the record, opened: an order, or a repair of before, which has no number."""

    name: str | None
    building: str
    flat: str | None
    what: str
    phone: str | None
    volunteers: tuple[str, ...]
    day: date | None
    """On which it was repaired."""
    result: str | None
    points: int | None
    repairers: tuple[Repairer, ...] = ()
    """The same, so that two of one name are two."""
    number: OrderNumber | None = None
    status: Status = Status.CLOSED
    kind: Kind = Kind.REPAIR
    skill: str | None = None
    urgency: Urgency = Urgency.NORMAL
    reported: datetime | None = None
    claimed: datetime | None = None
    done: datetime | None = None
    ended: datetime | None = None
    verdict: Verdict | CallResult | None = None
    """What its resident said of the last time; where they said nothing, what they said when they were called."""
    finish_by: datetime | None = None
    in_time: InTime | None = None


def _asked_for(community: Community, wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = [Order.community_id == community.id]
    if wanted.since is not None:
        asked.append(Order.reported_at >= day_span(wanted.since, community.zone)[0])
    if wanted.until is not None:
        asked.append(Order.reported_at < day_span(wanted.until, community.zone)[1])
    if wanted.kind is not None:
        asked.append(Order.kind == wanted.kind)
    return asked


def _before(community: Community, wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = [PastRepair.community_id == community.id]
    if wanted.since is not None:
        asked.append(PastRepair.repaired_on >= wanted.since)
    if wanted.until is not None:
        asked.append(PastRepair.repaired_on <= wanted.until)
    return asked


def _with_past(wanted: Wanted) -> bool:
    """Whether repairs of before may be among what is wanted."""
    return wanted.kind in (None, Kind.REPAIR)


async def count_record(tx: Reading, community: Community, wanted: Wanted) -> int:
    """How many lines there will be."""
    orders = await tx.session.scalar(select(func.count()).select_from(Order).where(*_asked_for(community, wanted)))
    past = select(func.count()).select_from(PastRepair).where(*_before(community, wanted))
    return (orders or 0) + ((await tx.session.scalar(past) or 0) if _with_past(wanted) else 0)


async def record_pages(tx: Reading, community: Community, wanted: Wanted) -> AsyncIterator[list[RecordRow]]:
    """Repairs of before by their days, then orders by their numbers."""
    if _with_past(wanted):
        async for page in _past_pages(tx, community, wanted):
            yield page
    last = 0
    while True:
        query = select(Order).where(*_asked_for(community, wanted), Order.number > last).order_by(Order.number)
        orders = (await tx.session.scalars(query.limit(PAGE))).all()
        if not orders:
            return
        last = orders[-1].number
        yield await _rows(tx, community, orders)
        tx.session.expunge_all()


async def _past_pages(tx: Reading, community: Community, wanted: Wanted) -> AsyncIterator[list[RecordRow]]:
    key = (PastRepair.repaired_on, PastRepair.import_id, PastRepair.row)
    last: tuple[date, int, int] = (date.min, 0, 0)
    while True:
        query = select(PastRepair).where(*_before(community, wanted), tuple_(*key) > tuple_(*last)).order_by(*key)
        found = (await tx.session.scalars(query.limit(PAGE))).all()
        if not found:
            return
        last = (found[-1].repaired_on, found[-1].import_id, found[-1].row)
        yield [past_row(tx, each) for each in found]
        tx.session.expunge_all()


def past_row(tx: Reading, past: PastRepair) -> RecordRow:
    """A repair of before, opened."""
    contact = contact_in(tx, past.contact)
    names = tx.vault.open_or_none(past.volunteers)
    return RecordRow(
        name=contact.name,
        building=past.building,
        flat=contact.flat,
        what=past.what,
        phone=contact.phone,
        volunteers=() if names is None else (names,),
        day=past.repaired_on,
        result=tx.vault.open_or_none(past.result),
        points=past.points,
        repairers=tuple(each for each in (past.volunteer_id or names,) if each),
    )


async def _rows(tx: Reading, community: Community, orders: Sequence[Order]) -> list[RecordRow]:
    numbers = [order.number for order in orders]
    holds = await _holds(tx, community.id, numbers)
    verdicts = await _verdicts(tx, community.id, numbers)
    return [
        _row(tx, community, order, holds.get(order.number, []), verdicts.get((order.number, order.round)))
        for order in orders
    ]


def _row(
    tx: Reading,
    community: Community,
    order: Order,
    holds: Sequence[tuple[Claim, str]],
    verdict: Verdict | CallResult | None,
) -> RecordRow:
    contact = contact_in(tx, order.contact)
    repaired = order.done_at or (order.ended_at if order.status is Status.CLOSED else None)
    given = [claim.awarded for claim, _ in holds if claim.awarded is not None]
    return RecordRow(
        name=contact.name,
        building=order.building,
        flat=contact.flat,
        what=order.what,
        phone=contact.phone,
        volunteers=tuple(name for _, name in holds),
        day=None if repaired is None else local_day(repaired, community.zone),
        result=tx.vault.open_or_none(order.result or order.answer),
        points=sum(given) if given else None,
        repairers=tuple(claim.person_id for claim, _ in holds),
        number=order.number,
        status=order.status,
        kind=order.kind,
        skill=order.skill,
        urgency=order.urgency,
        reported=order.reported_at,
        claimed=min((claim.taken_at for claim, _ in holds), default=None),
        done=order.done_at,
        ended=order.ended_at,
        verdict=verdict,
        finish_by=order.finish_by,
        in_time=_in_time(order, tx.now),
    )


def _in_time(order: Order, now: datetime) -> InTime | None:
    """As `bot.storage.records.figures` counts it, of one order."""
    by = order.finish_by
    if by is not None and order.ended_at is not None and order.status is Status.CLOSED:
        repaired = order.finished_by is not None
        at = finished_at(by_volunteer=repaired, done_at=order.done_at, ended_at=order.ended_at)
        return InTime.YES if at <= by else InTime.LATE
    return InTime.OVERDUE if is_overdue(order, now) else None


async def _holds(
    tx: Reading, community_id: CommunityId, numbers: Collection[OrderNumber]
) -> dict[int, list[tuple[Claim, str]]]:
    rows = await tx.session.execute(
        select(Claim, Person.name)
        .join(Person, Person.id == Claim.person_id)
        .where(Claim.community_id == community_id, Claim.number.in_(numbers), Claim.state.in_(HOLDING))
        .order_by(Claim.number, Claim.id)
    )
    found: dict[int, list[tuple[Claim, str]]] = {}
    for claim, name in rows:
        found.setdefault(claim.number, []).append((claim, name_or_dash(tx, name) or ""))
    return found


async def _verdicts(
    tx: Reading, community_id: CommunityId, numbers: Collection[OrderNumber]
) -> dict[tuple[int, int], Verdict | CallResult]:
    """By number and round; of several the last one. What somebody says by themselves goes before calls."""
    called = await tx.session.execute(
        select(FollowUp.number, FollowUp.round, FollowUp.result)
        .where(FollowUp.community_id == community_id, FollowUp.number.in_(numbers))
        .where(FollowUp.result.in_((CallResult.SATISFIED, CallResult.REDO)))
        .order_by(FollowUp.attempt)
    )
    found: dict[tuple[int, int], Verdict | CallResult] = {(number, each): said for number, each, said in called if said}
    rows = await tx.session.execute(
        select(Rating.number, Rating.round, Rating.verdict)
        .where(Rating.community_id == community_id, Rating.number.in_(numbers))
        .order_by(Rating.at)
    )
    return found | {(number, each): verdict for number, each, verdict in rows}


def local(instant: datetime | None, community: Community) -> datetime | None:
    """An instant as a sheet has it: local, to the second, without its zone."""
    return None if instant is None else instant.astimezone(community.zone).replace(tzinfo=None, microsecond=0)


def instants(community: Community, wanted: Wanted) -> tuple[datetime, datetime]:
    """The first instant of what is wanted, and the first after it."""
    first = datetime(2000, 1, 1, tzinfo=UTC) if wanted.since is None else day_span(wanted.since, community.zone)[0]
    last = datetime(9000, 1, 1, tzinfo=UTC) if wanted.until is None else day_span(wanted.until, community.zone)[1]
    return first, last
