"""The order in memory: who goes next, who goes together, and who waits."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.intake.lanes import Lanes
from bot.storage.post.inbox import StoredUpdate

MOST = 3


def stored(seq: int, lane: str, *, social: bool = False) -> StoredUpdate:
    """An update; `social` ones may go in company."""
    raw: dict[str, Any] = {"social": social}
    return StoredUpdate(seq, lane, raw)


def lanes_with(*updates: StoredUpdate) -> Lanes:
    """Lanes in which these wait."""
    lanes = Lanes(lambda one: bool(one.raw["social"]), most=MOST)
    lanes.add(updates)
    return lanes


def seqs(party: list[StoredUpdate]) -> list[int]:
    """Who they are."""
    return [one.seq for one in party]


def test_a_lane_is_handled_in_its_order_and_one_at_a_time() -> None:
    lanes = lanes_with(stored(1, "a"), stored(2, "a"), stored(3, "b"))
    first = lanes.next_party()
    assert [seqs(first), seqs(lanes.next_party()), lanes.next_party()] == [[1], [3], []]
    lanes.done(first[0])
    lanes.leave(first)
    assert seqs(lanes.next_party()) == [2]


def test_those_who_may_go_together_do_so_as_far_as_nobody_stands_before_them() -> None:
    lanes = lanes_with(
        stored(1, "a", social=True), stored(2, "a", social=True), stored(3, "b"), stored(4, "b", social=True),
        stored(5, "c", social=True), stored(6, "c", social=True),
    )  # fmt: skip
    assert seqs(lanes.next_party()) == [1, 2, 5]
    assert seqs(lanes.next_party()) == [3]


def test_one_company_is_out_at_a_time_and_gathers_who_came_meanwhile() -> None:
    lanes = lanes_with(stored(1, "a", social=True))
    first = lanes.next_party()
    lanes.add([stored(2, "b", social=True), stored(3, "c", social=True)])
    assert lanes.next_party() == []
    lanes.leave(first)
    assert seqs(lanes.next_party()) == [2, 3]


def test_a_lane_that_is_held_up_holds_up_no_other() -> None:
    lanes = lanes_with(stored(1, "a"), stored(2, "a"), stored(3, "b"))
    party = lanes.next_party()
    lanes.put_back(party[0])
    lanes.hold_up("a")
    lanes.leave(party)
    assert [seqs(lanes.next_party()), lanes.next_party()] == [[3], []]
    lanes.release("a")
    assert seqs(lanes.next_party()) == [1]


def test_what_is_known_is_not_queued_again() -> None:
    lanes = lanes_with(stored(1, "a"))
    assert lanes.add([stored(1, "a"), stored(2, "a")]) == 1
    lanes.drop_waiting()
    assert lanes.known == set()
    assert lanes.next_party() == []


@given(st.lists(st.tuples(st.integers(1, 40), st.sampled_from("abc"), st.booleans()), unique_by=lambda one: one[0]))
def test_whatever_arrives_each_is_handled_once_and_each_lane_in_the_order_of_its_numbers(
    arrivals: list[tuple[int, str, bool]],
) -> None:
    lanes = lanes_with(*(stored(seq, lane, social=social) for seq, lane, social in arrivals))
    handled: list[StoredUpdate] = []
    while party := lanes.next_party():
        handled += party
        for one in party:
            lanes.done(one)
        lanes.leave(party)
    assert sorted(seqs(handled)) == sorted(seq for seq, _, _ in arrivals)
    assert lanes.known == set()
    for lane in "abc":
        here = [one.seq for one in handled if one.lane == lane]
        assert here == sorted(here)
