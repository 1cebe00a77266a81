"""Counting the figures of a report: the one place that says how. What each of them is stands in `bot.domain.figures`.

Every statement begins at an index with the period, so that a report about a month reads that month.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.domain.figures import Calls, Counts, Figures, Share, Stretch, stretches_of, waited
from bot.domain.ids import CommunityId, OrderNumber
from bot.domain.kind import Kind
from bot.domain.lateness import finished_at
from bot.domain.life import UNFINISHED, Status, Step
from bot.domain.periods import Period
from bot.domain.schedule import day_span
from bot.models import Account, Claim, Community, FollowUp, Grid, HoursEntry, LedgerEntry, Order, OrderEvent
from bot.models.ledger import FOR_WORK, AccountKind
from bot.models.residents import CallResult
from bot.storage.ground.uow import Reading
from bot.storage.records.past import past_in
from bot.storage.repairs.lateness import overdue
from bot.storage.requests.satisfaction import satisfaction

Key = TypeVar("Key", bound=Hashable)
_PARTY = case((Order.finished_by.is_(None), Order.party_id))


@dataclass(frozen=True)
class Sort:
    """What an order is and where, with how many there are of it."""

    kind: Kind
    category: str | None
    building: str
    grid_id: int | None
    counts: Counts


@dataclass(frozen=True)
class Due:
    """One order that was to be finished, and whose it was last."""

    number: OrderNumber
    grid_id: int | None
    finish_by: datetime | None
    party_id: int | None
    """With whom outside it is, or was when it ended; None: volunteers did it, or are to."""


@dataclass(frozen=True)
class Ended(Due):
    """One that was done in the period, with its clocks."""

    by_volunteer: bool
    reported_at: datetime
    opened_at: datetime
    done_at: datetime | None
    ended_at: datetime

    @property
    def finished_at(self) -> datetime:
        """When it was repaired, or answered by whoever had it."""
        return finished_at(by_volunteer=self.by_volunteer, done_at=self.done_at, ended_at=self.ended_at)

    @property
    def in_time(self) -> bool | None:
        """Whether that was within its limit; None: it has none."""
        return None if self.finish_by is None else self.finished_at <= self.finish_by


def span_of(community: Community, period: Period) -> tuple[datetime, datetime]:
    """The first instant of a period there, and the first after it, UTC."""
    return day_span(period.begins, community.zone)[0], period.ends_at(community.zone)


async def figures_of(tx: Reading, community: Community, period: Period) -> Figures:
    """All figures of one period, as the books are now."""
    begin, end = span_of(community, period)
    sorts = await _sorts(tx, community.id, begin, end)
    grids = await grid_names(tx, community.id)
    ended = await ended_in(tx, community.id, begin, end)
    repaired = [each for each in ended if each.by_volunteer]
    claimed = await _first_claims(tx, community.id, begin, end)
    taken = {
        each.number: min(times)
        for each in repaired
        if (times := [at for at in claimed.get(each.number, ()) if at >= each.opened_at])
    }
    return Figures(
        period=period,
        all=sum((sort.counts for sort in sorts), Counts()),
        by_kind=_grouped(sorts, lambda sort: sort.kind),
        by_category=_grouped(sorts, lambda sort: sort.category),
        by_building=_grouped(sorts, lambda sort: sort.building),
        by_grid=_grouped([sort for sort in sorts if sort.grid_id in grids], lambda sort: grids[sort.grid_id or 0]),
        to_claim=waited([taken[each.number] - each.opened_at for each in repaired if each.number in taken]),
        to_finish=waited([each.finished_at - each.reported_at for each in repaired]),
        claimed_in_time=await _claimed_in_time(tx, community.id, begin, end),
        finished_in_time=share_of(each.in_time for each in ended if each.in_time is not None),
        satisfaction=await satisfaction(tx, community.id, begin, end),
        calls=await _calls(tx, community.id, begin, end),
        minutes=await _minutes(tx, community.id, begin, end),
        points=await _points(tx, community.id, begin, end),
        past=await past_in(tx, community.id, period),
        overdue=len(await overdue_in(tx, community, period)),
    )


async def grid_names(tx: Reading, community_id: CommunityId) -> dict[int, str]:
    """What each grid is called, also one that was given up: the orders of its time belong to it."""
    rows = await tx.session.execute(select(Grid.id, Grid.name).where(Grid.community_id == community_id))
    return {grid_id: name for grid_id, name in rows}  # noqa: C416 - rows are no pairs to mypy


async def stretches(tx: Reading, community: Community, period: Period) -> list[Stretch]:
    """How many were received and done in each piece of the period."""
    found = []
    for piece in stretches_of(period):
        span = span_of(community, piece)
        received = await _count(tx, _received(community.id, *span))
        found.append(Stretch(piece, received, await _count(tx, _done(community.id, *span))))
    return found


async def ended_in(tx: Reading, community_id: CommunityId, begin: datetime, end: datetime) -> list[Ended]:
    """The orders that were done between two instants."""
    rows: Iterable[Any] = await tx.session.execute(
        select(
            Order.number, Order.grid_id, Order.finish_by, _PARTY,
            Order.finished_by.is_not(None), Order.reported_at, Order.opened_at, Order.done_at, Order.ended_at,
        ).where(*_done(community_id, begin, end))
    )  # fmt: skip
    return [Ended(*row) for row in rows]


async def overdue_in(tx: Reading, community: Community, period: Period) -> list[Due]:
    """The orders that were overdue at a period's end, or are now."""
    _, end = span_of(community, period)
    here = Order.community_id == community.id
    found: list[Due] = []
    for still in ((Order.ended_at.is_(None), Order.status.in_(sorted(UNFINISHED))), (Order.ended_at >= end,)):
        rows: Iterable[Any] = await tx.session.execute(
            select(Order.reported_at, Order.number, Order.grid_id, Order.finish_by, _PARTY).where(
                here, overdue(min(end, tx.now)), *still
            )
        )
        # Looked at here, not asked for: nearly all were reported by then, and few of them are late.
        found += [Due(*row) for reported_at, *row in rows if reported_at < end]
    return found


def share_of(said: Iterable[bool | None]) -> Share:
    """How many of these are so."""
    known = list(said)
    return Share(sum(map(bool, known)), len(known))


def _received(community_id: CommunityId, begin: datetime, end: datetime) -> Sequence[ColumnElement[bool]]:
    return (Order.community_id == community_id, Order.reported_at >= begin, Order.reported_at < end)


def _done(community_id: CommunityId, begin: datetime, end: datetime) -> Sequence[ColumnElement[bool]]:
    return (
        Order.community_id == community_id,
        Order.ended_at >= begin,
        Order.ended_at < end,
        Order.status == Status.CLOSED,
    )


async def _count(tx: Reading, where: Sequence[ColumnElement[bool]]) -> int:
    return await tx.session.scalar(select(func.count()).select_from(Order).where(*where)) or 0


async def _sorts(tx: Reading, community_id: CommunityId, begin: datetime, end: datetime) -> list[Sort]:
    """By kind, category and building: what was received, what was done, what was open at the end."""
    here = Order.community_id == community_id
    # Counted, not asked for: SQLite would begin with all that was ever reported before the end.
    before = func.sum(case((Order.reported_at < end, 1), else_=0))
    questions: Sequence[tuple[str, ColumnElement[int], Sequence[ColumnElement[bool]]]] = (
        ("received", func.count(), _received(community_id, begin, end)),
        ("done", func.count(), _done(community_id, begin, end)),
        # Two statements, an index for each: what has not ended at all, and what ended later.
        ("open", before, (here, Order.ended_at.is_(None), Order.status.in_(sorted(UNFINISHED)))),
        ("open", before, (here, Order.ended_at >= end)),
    )
    columns = (Order.kind, Order.skill, Order.building, Order.grid_id)
    found: list[Sort] = []
    for name, counted, where in questions:
        rows = await tx.session.execute(select(*columns, counted).where(*where).group_by(*columns))
        for kind, skill, building, grid_id, count in rows:
            if count:
                found.append(Sort(kind, skill, building, grid_id, replace(Counts(), **{name: int(count)})))
    return found


def _grouped(sorts: Sequence[Sort], key: Callable[[Sort], Key]) -> dict[Key, Counts]:
    """Together by this, the most received first."""
    found: defaultdict[Key, Counts] = defaultdict(Counts)
    for sort in sorts:
        found[key(sort)] += sort.counts
    return dict(sorted(found.items(), key=lambda item: (-item[1].received, -item[1].done, str(item[0]))))


async def _first_claims(
    tx: Reading, community_id: CommunityId, begin: datetime, end: datetime
) -> dict[int, list[datetime]]:
    """When each order that was done in between was taken, every time."""
    # As a set of numbers, not as a join: SQLite would begin with the claims, of which there are more every year.
    done = select(Order.number).where(*_done(community_id, begin, end))
    rows = await tx.session.execute(
        select(Claim.number, Claim.taken_at).where(Claim.community_id == community_id, Claim.number.in_(done))
    )
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for number, at in rows:
        found[number].append(at)
    return found


async def _claimed_in_time(tx: Reading, community_id: CommunityId, begin: datetime, end: datetime) -> Share:
    """Whatever was taken in time in between, or had nobody when its limit passed in between."""
    outside = case((Order.party_id.is_not(None), _since_opened(OrderEvent.at, OrderEvent.step == Step.REDIRECT)))
    columns = (Order.claim_by, _since_opened(Claim.taken_at), Order.ended_at, Order.paused_at, outside)
    here = (Order.community_id == community_id, Order.claim_by >= begin, Order.opened_at < end)
    found: list[tuple[datetime, bool]] = []
    for still in ((Order.ended_at.is_(None), Order.status.in_(sorted(UNFINISHED))), (Order.ended_at >= begin,)):
        rows: Iterable[Any] = await tx.session.execute(select(*columns).where(*here, *still))
        for by, taken, *left in rows:
            if taken is not None or not any(at is not None and at <= by for at in left):
                found.append((taken, True) if taken is not None and taken <= by else (by, False))
    return share_of(in_time for at, in_time in found if begin <= at < end and at <= tx.now)


def _since_opened(at: InstrumentedAttribute[datetime], *where: ColumnElement[bool]) -> ScalarSelect[datetime]:
    """The first of these instants since an order was last put before the volunteers."""
    of = at.class_
    here = (of.community_id == Order.community_id, of.number == Order.number, at >= Order.opened_at)
    return select(func.min(at)).where(*here, *where).scalar_subquery()


async def _calls(tx: Reading, community_id: CommunityId, begin: datetime, end: datetime) -> Calls:
    last = and_(FollowUp.community_id == Order.community_id, FollowUp.number == Order.number)
    reached = or_(*(FollowUp.result == result for result in CallResult if result is not CallResult.NO_ANSWER))
    rows = await tx.session.execute(
        select(reached, func.count())
        .select_from(Order)
        .join(FollowUp, and_(last, FollowUp.round == Order.round))
        .where(*_done(community_id, begin, end), FollowUp.result.is_not(None))
        .group_by(reached)
    )
    counts = {bool(answered): count for answered, count in rows}
    return Calls(made=sum(counts.values()), reached=counts.get(True, 0))


async def _minutes(tx: Reading, community_id: CommunityId, begin: datetime, end: datetime) -> int:
    where = (HoursEntry.community_id == community_id, HoursEntry.at >= begin, HoursEntry.at < end)
    return int(await tx.session.scalar(select(func.coalesce(func.sum(HoursEntry.minutes), 0)).where(*where)) or 0)


async def _points(tx: Reading, community_id: CommunityId, begin: datetime, end: datetime) -> int:
    entry, back = LedgerEntry, aliased(LedgerEntry)
    taken_back = select(back.seq).where(back.community_id == entry.community_id, back.reverses == entry.seq).exists()
    given = await tx.session.scalar(
        select(func.sum(entry.amount))
        .join(Account, (Account.community_id == entry.community_id) & (Account.id == entry.target_id))
        .where(entry.community_id == community_id, entry.at >= begin, entry.at < end)
        .where(entry.kind.in_(FOR_WORK), Account.kind == AccountKind.MEMBER, ~taken_back)
    )
    return int(given or 0)
