"""Histories that prove themselves: each step of an order proves the one before it.

A chain for each order, because its row is locked while it takes a step: nobody waits for another order's chain. What
is cut off the end of one is missed by the order's state, and by the number of steps that was noted some night before.

Reading all of them takes a minute or more where there are a million steps. So a night looks at a seventh of the orders
and at all that took a step since the last night, and counts all steps: what is missing is missed the next night, what
was altered within a week. `weixiu history verify` and the doctor read everything.
"""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, tuple_

from bot.domain.breach import Breach, Wrong
from bot.domain.ids import CommunityId, OrderNumber
from bot.models import HistoryMark, Order, OrderEvent
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into

PAGE = 500
"""Steps looked at in one go; others take their turn in between."""
PORTION = 200
"""Orders asked for by their numbers in one go."""
NIGHTS = 7
"""In so many nights every history is read once."""
STILL_COMING = timedelta(hours=1)
"""A step is counted so long after it was taken: the transaction that took it has ended by then."""


def chained_text(event: OrderEvent | Row[Any], previous: str) -> str:
    """What a step's MAC covers: every field of it, and the step before it."""
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    details = json.dumps(event.details, sort_keys=True)
    fields = (
        event.community_id, event.number, event.seq, at, event.step, event.actor_id, event.was, event.now, details,
    )  # fmt: skip
    return "\x1f".join(("event", *map(str, fields), previous))


def mark_text(mark: HistoryMark) -> str:
    """What the proof of a mark covers."""
    until = mark.until.astimezone(UTC).isoformat(timespec="microseconds")
    return f"mark\x1f{mark.community_id}\x1f{mark.unproved}\x1f{mark.steps}\x1f{until}"


@dataclass
class _Walk:
    """What was seen of a community's histories so far."""

    since: datetime | None
    """Up to when the mark counted."""
    number: int = 0
    seq: int = 0
    mac: str = ""
    unproved: int = 0
    marked: int = 0
    ends: dict[int, str] = field(default_factory=dict)
    """The state that the last step of an order led to, of the orders on this page."""

    def goes_on_with(self, tx: Reading, event: Row[Any]) -> bool:
        """Whether this step follows the last one and proves it."""
        if event.number != self.number:
            self.number, self.seq, self.mac = event.number, 0, ""
        if event.mac is None:
            intact = not self.mac
            self.unproved += 1
        else:
            intact = event.mac == tx.vault.ledger_mac(chained_text(event, self.mac))
        if not intact or event.seq != self.seq + 1:
            return False
        self.seq, self.mac = event.seq, event.mac or ""
        self.ends[event.number] = event.now
        self.marked += self.since is not None and event.at <= self.since
        return True


async def histories_hold(tx: Reading, community_id: CommunityId) -> Breach | None:
    """No step of any order was altered, removed or slipped in; the place is the order's number."""
    mark = await _mark(tx, community_id)
    walk = _Walk(None if mark is None else mark.until)
    return await _walked(tx, community_id, walk) or _missing(tx, community_id, mark, walk.marked, walk.unproved)


async def histories_hold_tonight(tx: Reading, community_id: CommunityId, *, day: date) -> Breach | None:
    """The same of those that a night looks at, with a count of all; of all where none were ever counted."""
    mark = await _mark(tx, community_id)
    if mark is None:
        return await histories_hold(tx, community_id)
    here = OrderEvent.community_id == community_id
    own_night, lately = OrderEvent.number % NIGHTS == day.toordinal() % NIGHTS, OrderEvent.at > mark.until
    query = select(OrderEvent.number).distinct().where(here, own_night | lately).order_by(OrderEvent.number)
    numbers = (await tx.session.scalars(query)).all()
    walk = _Walk(mark.until)
    for first in range(0, len(numbers), PORTION):
        portion = numbers[first : first + PORTION]
        # From the one to the other as well: SQLite goes by the key, and would look for more of them to the very end.
        among = OrderEvent.number.between(portion[0], portion[-1]) & OrderEvent.number.in_(portion)
        if breach := await _walked(tx, community_id, walk, among):
            return breach
    counted = await _counted_until(tx, community_id, mark.until)
    return _missing(tx, community_id, mark, counted.steps, counted.unproved)


async def _mark(tx: Reading, community_id: CommunityId) -> HistoryMark | None:
    return await tx.session.get(HistoryMark, community_id, populate_existing=True)


async def _walked(
    tx: Reading, community_id: CommunityId, walk: _Walk, among: ColumnElement[bool] | None = None
) -> Breach | None:
    """Step by step through these orders; what is the first thing wrong."""
    while page := await _page(tx, community_id, walk, among):
        for event in page:
            if event is None or not walk.goes_on_with(tx, event):
                return Breach(Wrong.STEP, community_id, walk.number if event is None else event.number)
        number = await _elsewhere(tx, community_id, walk)
        if number is not None:
            return Breach(Wrong.STEP, community_id, number)
        await asyncio.sleep(0)
    return None


async def _page(
    tx: Reading, community_id: CommunityId, walk: _Walk, among: ColumnElement[bool] | None
) -> Sequence[Row[Any] | None]:
    """The next steps, order by order; None: one cannot be read."""
    query = select(*OrderEvent.__table__.columns).where(
        OrderEvent.community_id == community_id,
        tuple_(OrderEvent.number, OrderEvent.seq) > tuple_(walk.number, walk.seq),
        *(() if among is None else (among,)),
    )
    for most in (PAGE, 1):
        with suppress(ValueError, TypeError):
            ordered = query.order_by(OrderEvent.number, OrderEvent.seq).limit(most)
            return (await tx.session.execute(ordered)).all()
    return [None]


async def _elsewhere(tx: Reading, community_id: CommunityId, walk: _Walk) -> int | None:
    """An order of this page that is not where its last step led to; the one that goes on on the next is left out."""
    ends = {number: status for number, status in walk.ends.items() if number != walk.number}
    last = await tx.session.scalar(
        select(func.max(OrderEvent.seq)).where(
            OrderEvent.community_id == community_id, OrderEvent.number == walk.number
        )
    )
    if last == walk.seq:
        ends[walk.number] = walk.ends[walk.number]
    walk.ends = {}
    if not ends:
        return None
    rows = await tx.session.execute(
        select(Order.number, Order.status)
        .where(Order.community_id == community_id, Order.number.between(min(ends), max(ends)))
        .order_by(Order.number)
    )
    return next((int(number) for number, status in rows if number in ends and ends[number] != status), None)


def _missing(
    tx: Reading, community_id: CommunityId, mark: HistoryMark | None, marked: int, unproved: int
) -> Breach | None:
    """Steps that were there when they were counted last, and are not any more."""
    if mark is None:
        return Breach(Wrong.STEPS, community_id, unproved) if unproved else None
    proved = mark.proof in ("", tx.vault.ledger_mac(mark_text(mark)))
    if proved and unproved == mark.unproved and marked >= mark.steps:
        return None
    return Breach(Wrong.STEPS, community_id, abs(mark.unproved - unproved) or max(0, mark.steps - marked))


async def history_holds(tx: Reading, community_id: CommunityId, number: OrderNumber) -> bool:
    """Whether the steps of one order are those that were written."""
    steps = select(*OrderEvent.__table__.columns).where(
        OrderEvent.community_id == community_id, OrderEvent.number == number
    )
    walk = _Walk(None)
    try:
        rows = (await tx.session.execute(steps.order_by(OrderEvent.seq))).all()
    except (ValueError, TypeError):
        return False
    order = await tx.session.get(Order, (community_id, number))
    whole = all(walk.goes_on_with(tx, row) for row in rows)
    return whole and order is not None and walk.ends.get(number) == order.status


async def all_steps(tx: Reading, community_id: CommunityId) -> int:
    """How many steps a community's orders have taken."""
    return await tx.session.scalar(select(func.count()).where(OrderEvent.community_id == community_id)) or 0


@dataclass(frozen=True)
class Counted:
    """How many steps there are, all together up to an instant, and how many of all without a proof."""

    steps: int
    unproved: int
    until: datetime


async def count_steps(tx: Reading, community_id: CommunityId) -> Counted:
    """What is to be noted for the nights to come."""
    return await _counted_until(tx, community_id, tx.now - STILL_COMING)


async def _counted_until(tx: Reading, community_id: CommunityId, until: datetime) -> Counted:
    here = OrderEvent.community_id == community_id
    steps = await tx.session.scalar(select(func.count()).where(here, OrderEvent.at <= until))
    unproved = await tx.session.scalar(select(func.count()).where(here, OrderEvent.mac.is_(None)))
    return Counted(steps or 0, unproved or 0, until)


async def mark_histories(tx: Writing, community_id: CommunityId, counted: Counted) -> None:
    """Note it; the histories hold, as was just seen."""
    mark = HistoryMark(community_id=community_id, **asdict(counted))
    values = {**asdict(counted), "proof": tx.vault.ledger_mac(mark_text(mark))}
    statement = insert_into(tx.session, HistoryMark).values(community_id=community_id, **values)
    await tx.session.execute(statement.on_conflict_do_update(index_elements=["community_id"], set_=values))
