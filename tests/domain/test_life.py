"""An order's life, over its whole table: what is not written there cannot happen."""

from itertools import product

import pytest

from bot.domain.errors import NotAllowed, WrongMoment
from bot.domain.ids import PersonId
from bot.domain.life import ENDED, LIFE, STAYING, ClaimState, Status, Step, has_it
from bot.domain.roles import Part
from bot.models import Order
from tests.rows import NOON, an_order


def order_in(status: Status) -> Order:
    return an_order(status=status, round=1)


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


def test_what_has_ended_stays_ended_unless_the_work_was_not_good_or_a_mistake_shows() -> None:
    leaving = {(status, step) for (status, step), move in LIFE.items() if status in ENDED and move.to is not status}
    assert leaving == {
        (Status.CLOSED, Step.REOPEN),
        (Status.CLOSED, Step.CANCEL),
        (Status.CLOSED, Step.OBJECT),
        (Status.MERGED, Step.SPLIT),
    }


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


def test_who_did_what_the_company_ends_after_all_is_not_who_ended_it() -> None:
    order = order_in(Status.DONE)
    order.finished_by = PersonId(7)
    order.move(Step.REOPEN, by=Part.STAFF, at=NOON)
    assert order.finished_by == 7
    order.move(Step.REDIRECT, by=Part.STAFF, at=NOON)
    assert [order.finished_by] == [None]


def test_a_step_that_is_only_written_down_leaves_the_status_and_is_somebodys() -> None:
    stays = {(status, step): move for (status, step), move in LIFE.items() if step in STAYING}
    assert all(move.to is status for (status, _), move in stays.items())
    assert all(move.by and move.by <= set(Part) for move in stays.values())


@pytest.mark.parametrize("status", list(Status))
def test_who_fulfilled_an_order_has_it_unless_it_is_open_to_work_again(status: Status) -> None:
    assert has_it(ClaimState.FULFILLED, status) is (status not in {Status.OPEN, Status.CLAIMED})
    assert has_it(ClaimState.HELD, status)
    assert has_it(ClaimState.AWAITING_START, status)
    assert not has_it(ClaimState.RELEASED, status)
