"""What is late: one rule, in words of Python and of SQL, and both say the same of every order there can be."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import ColumnElement, select

from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.domain.lateness import LONG_UNCLAIMED, is_late, is_overdue, party_answers
from bot.domain.life import BEFORE_DONE, Status
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.models import Order
from bot.storage.repairs.lateness import late, overdue
from tests.town import Town

HERE = CommunityId(1)
HOUR = timedelta(hours=1)


def every_order(now: datetime) -> Iterator[Order]:
    """Of each status, old and new, with limits that are over, now, to come or none, standing still or not."""
    limits = (None, now - 2 * HOUR, now, now + HOUR)
    pauses = (None, now - 3 * HOUR, now - 2 * HOUR, now - HOUR)
    opened = (now - LONG_UNCLAIMED, now - HOUR)
    for number, (status, since, claim_by, finish_by, paused) in enumerate(
        product(Status, opened, limits, limits, pauses), start=2000
    ):
        done = None if status in BEFORE_DONE else now - HOUR
        ended = None if status in BEFORE_DONE or status is Status.DONE else now - HOUR
        yield Order(
            community_id=HERE, number=OrderNumber(number), status=status, building="5号楼", what="灯不亮",
            size=Size.MEDIUM, urgency=Urgency.NORMAL, people_needed=1, points=Points(10), posted_by=PersonId(1),
            reported_at=since, opened_at=since, claim_by=claim_by, finish_by=finish_by, paused_at=paused,
            done_at=done, ended_at=ended,
        )  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_database_finds_those_late_that_the_rule_calls_late(town: Town) -> None:
    now = town.clock.now()

    async def found(*which: ColumnElement[bool]) -> set[int]:
        return set(await tx.session.scalars(select(Order.number).where(Order.number >= orders[0].number, *which)))

    async with town.weixiu.uow.writing(now, occasion="rows") as tx:
        orders = list(every_order(now))
        tx.session.add_all(orders)
        await tx.session.flush()
        assert await found(late(now)) == {order.number for order in orders if is_late(order, now)}
        assert await found(~late(now)) == {order.number for order in orders if not is_late(order, now)}
        unended = Order.ended_at.is_(None)
        assert await found(overdue(now), unended) == {order.number for order in orders if is_overdue(order, now)}
    stood_late = [order for order in orders if order.paused_at == now - HOUR and order.finish_by == now - 2 * HOUR]
    assert {is_late(order, now) for order in orders} == {True, False}
    assert {is_late(order, now) for order in stood_late} == {False}
    assert {is_overdue(order, now) for order in stood_late if order.status in BEFORE_DONE} == {True}


def test_an_outside_party_answers_for_what_it_got_before_time_was_up_and_for_what_has_no_limit() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert [party_answers(now, by) for by in (now + HOUR, now, None)] == [True, True, True]
    assert not party_answers(now + HOUR, now)
    assert not party_answers(None, None)
