"""An order's life, over its whole table: what is not written there cannot happen."""

from datetime import UTC, datetime
from itertools import product

import pytest

from bot.domain.errors import NotAllowed, WrongMoment
from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.domain.life import ENDED, LIFE, STAYING, Status, Step
from bot.domain.roles import Part
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.models import Order

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def order_in(status: Status) -> Order:
    return Order(
        community_id=CommunityId(1),
        number=OrderNumber(1001),
        status=status,
        building="5号楼",
        what="灯不亮",
        size=Size.MEDIUM,
        urgency=Urgency.NORMAL,
        people_needed=1,
        places_taken=1,
        points=Points(10),
        posted_by=PersonId(1),
        round=1,
        opened_at=NOON,
    )


@pytest.mark.parametrize("status", list(Status))
def test_a_step_is_taken_exactly_when_the_table_allows_it(status: Status) -> None:
    for step, part in product(Step, Part):
        order = order_in(status)
        move = LIFE.get((status, step))
        if move is None:
            with pytest.raises(WrongMoment):
                order.move(step, by=part, at=NOON)
        elif part not in move.by:
            with pytest.raises(NotAllowed):
                order.move(step, by=part, at=NOON)
        else:
            order.move(step, by=part, at=NOON)
        allowed = move is not None and part in move.by
        assert order.status is (move.to if move is not None and allowed else status), (step, part)
        assert (order.ended_at is not None) == (allowed and step not in STAYING and order.status in ENDED)


def test_what_has_ended_stays_ended_unless_the_work_was_not_good_or_was_never_done() -> None:
    leaving = {(status, step) for (status, step), move in LIFE.items() if status in ENDED and move.to is not status}
    assert leaving == {(Status.CLOSED, Step.REOPEN), (Status.CLOSED, Step.CANCEL)}


def test_every_status_can_be_reached_from_posting() -> None:
    reached = {move.to for (status, _), move in LIFE.items() if status is None}
    for _ in Status:
        reached |= {move.to for (status, _), move in LIFE.items() if status in reached}
    assert reached == set(Status)


def test_no_volunteer_ends_an_order() -> None:
    ends = [move for (status, _), move in LIFE.items() if move.to in ENDED and move.to is not status]
    assert ends
    assert all(not move.by & {Part.VOLUNTEER, Part.HOLDER} for move in ends)


def test_a_step_that_stays_never_changes_the_status() -> None:
    assert all(move.to is status for (status, step), move in LIFE.items() if step in STAYING)


def test_who_closed_an_order_is_kept_until_it_is_taken_up_again() -> None:
    order = order_in(Status.DONE)
    order.move(Step.EXPIRE, by=Part.CLOCK, at=NOON)
    assert (order.closed_by, order.ended_at) == (Part.CLOCK, NOON)
    order.move(Step.REOPEN, by=Part.REPORTER, at=NOON)
    assert (order.closed_by, order.ended_at, order.done_at) == (None, None, None)


def test_reopening_begins_a_new_round_and_forgets_when_it_was_done() -> None:
    order = order_in(Status.DONE)
    order.done_at = NOON
    order.move(Step.REOPEN, by=Part.STAFF, at=NOON)
    assert order.round == 2
    assert [order.done_at] == [None]
