"""The budget's arithmetic, figure by figure: what waits for what, for how long, and what is forgotten."""

import pytest

from bot.delivery.budget import MARGIN, MINUTE, PER_CHAT_SECONDS, PER_GROUP_MINUTE, PER_SECOND, Budget

GROUP, OTHER, ANN, BO = -100, -200, 1, 2
CHAT_REST = PER_CHAT_SECONDS + MARGIN
GROUP_REST = MINUTE + MARGIN


def filled(chat: int, messages: int, *, every: float, begin: float = 0.0) -> Budget:
    """A budget of which so many messages were spent, one by one."""
    budget = Budget()
    for number in range(messages):
        budget.spend(chat, begin + number * every)
    return budget


def test_whoever_has_said_nothing_may_speak() -> None:
    assert [Budget().wait(chat, 0.0) for chat in (GROUP, ANN)] == [0.0, 0.0]
    assert Budget().wait_for_all(0.0) == 0.0
    assert Budget().resting(0.0) == {}


@pytest.mark.parametrize("chat", [GROUP, ANN])
def test_a_chat_rests_a_second_and_a_margin_and_no_other_chat_does(chat: int) -> None:
    budget = filled(chat, 1, every=0, begin=10.0)
    assert budget.wait(chat, 10.0) == pytest.approx(CHAT_REST)
    assert budget.wait(chat, 10.9) == pytest.approx(CHAT_REST - 0.9)
    assert budget.wait(chat, 10.0 + CHAT_REST) == 0.0
    assert [budget.wait(OTHER, 10.0), budget.wait(BO, 10.0)] == [0.0, 0.0]
    assert budget.resting(10.0) == {chat: pytest.approx(CHAT_REST)}
    assert budget.resting(10.9) == {chat: pytest.approx(CHAT_REST - 0.9)}


def test_thirty_in_a_second_are_the_most_over_all_chats() -> None:
    budget = Budget()
    for number in range(PER_SECOND - 1):
        budget.spend(1000 + number, 5.0 + number / 100)
    assert budget.wait(ANN, 5.3) == 0.0
    budget.spend(ANN, 5.3)
    assert budget.wait(BO, 5.3) == budget.wait_for_all(5.3) == pytest.approx(0.7 + MARGIN)
    assert budget.wait(BO, 6.0 + MARGIN) == pytest.approx(0.0)
    assert BO not in budget.resting(5.3)


@pytest.mark.parametrize(("chat", "rest"), [(GROUP, 60 - 38 + MARGIN), (ANN, CHAT_REST)])
def test_twenty_in_a_minute_are_the_most_in_a_group_and_people_have_no_such_limit(chat: int, rest: float) -> None:
    last = (PER_GROUP_MINUTE - 1) * 2.0
    budget = filled(chat, PER_GROUP_MINUTE, every=2.0)
    assert budget.wait(chat, last) == pytest.approx(rest)
    assert budget.resting(last) == {chat: pytest.approx(rest)}
    budget = filled(chat, PER_GROUP_MINUTE - 1, every=2.0)
    assert budget.wait(chat, last) == 0.0


def test_the_minute_of_a_group_slides() -> None:
    budget = filled(GROUP, PER_GROUP_MINUTE, every=2.0)
    budget.spend(GROUP, GROUP_REST)
    assert budget.wait(GROUP, GROUP_REST + 1.5) == pytest.approx(0.5)
    assert budget.wait(OTHER, GROUP_REST + 1.5) == 0.0


def test_each_picture_of_an_album_counts() -> None:
    budget = Budget()
    budget.spend(GROUP, 0.0, messages=PER_GROUP_MINUTE)
    assert budget.wait(GROUP, 2.0) == pytest.approx(GROUP_REST - 2)
    budget.spend(ANN, 2.0, messages=PER_SECOND)
    assert budget.wait(BO, 2.0) == pytest.approx(1 + MARGIN)


def test_what_counts_is_when_a_message_left_and_for_its_chat_when_it_arrived() -> None:
    budget = Budget()
    sendings = [budget.spend(chat, 0.0) for chat in range(1000, 1000 + PER_SECOND)]
    for chat, sending in enumerate(sendings, start=1000):
        budget.left(chat, sending, 0.4)
    assert budget.wait_for_all(0.4) == pytest.approx(1 + MARGIN)
    assert budget.wait(1000, 1.4 + MARGIN) == pytest.approx(0.0)
    budget.finished(1000, 2.0)
    assert budget.wait(1000, 2.0) == pytest.approx(CHAT_REST)
    assert budget.wait(1001, 2.0) == 0.0


def test_what_another_process_said_counts_and_one_more_in_each_group() -> None:
    budget = Budget()
    budget.recall([(GROUP, 50.0 - number) for number in range(PER_GROUP_MINUTE - 1)] + [(OTHER, 1.0)], 1000.0)
    assert budget.wait(GROUP, 1000.0) == pytest.approx(10 + MARGIN)
    assert budget.wait(OTHER, 1000.0) == 0.0
    assert budget.resting(1000.0) == {GROUP: pytest.approx(10 + MARGIN)}
    budget.spend(GROUP, 1000.0 + GROUP_REST)
    assert budget.wait(GROUP, 1000.0 + GROUP_REST) == pytest.approx(CHAT_REST)


def test_what_is_recalled_takes_the_place_of_what_was_remembered_for_it_was_all_written_down() -> None:
    budget = filled(GROUP, PER_GROUP_MINUTE - 2, every=0, begin=990.0)
    budget.recall([(GROUP, 10.0)] * (PER_GROUP_MINUTE - 2), 1000.0)
    assert budget.wait(GROUP, 1002.0) == 0
    budget.recall([(GROUP, 10.0)] * (PER_GROUP_MINUTE - 1), 1000.0)
    assert budget.wait(GROUP, 1002.0) > 0


def test_nothing_that_still_counts_is_forgotten() -> None:
    budget = filled(GROUP, PER_GROUP_MINUTE, every=0)
    budget.spend(ANN, GROUP_REST - 0.02)
    assert budget.wait(GROUP, GROUP_REST - 0.01) == pytest.approx(0.01)
    budget = filled(ANN, 1, every=0)
    budget.spend(BO, CHAT_REST - 0.02)
    assert budget.wait(ANN, CHAT_REST - 0.01) == pytest.approx(0.01)
    budget = Budget()
    budget.spend(ANN, 0.0, messages=PER_SECOND)
    budget.spend(BO, 1 + MARGIN - 0.02)
    assert budget.wait_for_all(1 + MARGIN - 0.01) > 0


def test_what_no_longer_counts_takes_no_room() -> None:
    budget = Budget()
    for chat in range(1, 500):
        budget.left(-chat, budget.spend(-chat, 0.0), 0.0)
    budget.spend(ANN, GROUP_REST + 0.01)
    assert [len(budget._all), len(budget._group), len(budget._last)] == [PER_SECOND, 0, 1]


def test_what_has_not_left_yet_counts_however_long_it_takes() -> None:
    budget = Budget()
    stuck = [budget.spend(1000 + number, 0.0) for number in range(PER_SECOND)]
    late = budget.spend(ANN, 5.0)
    assert late.turn(5.0) > 0
    budget.left(1000, stuck[0], 5.5)
    assert late.turn(5.5) == pytest.approx(1 + MARGIN)
    assert late.turn(6.5 + MARGIN) == pytest.approx(0.0)
    following = budget.spend(BO, 5.0)
    stuck[1].over = True
    assert following.turn(5.0) == 0.0
    assert [one.turn(5.5) for one in stuck] == [0.0] * PER_SECOND


def test_what_is_reserved_ahead_counts_from_its_turn() -> None:
    budget = Budget()
    first, *_ = [budget.spend(1000 + number, 10.0, ahead=0.2) for number in range(PER_SECOND)]
    assert first.turn(10.0) == pytest.approx(0.2)
    assert budget.wait_of_chat(1000, 10.0) == pytest.approx(CHAT_REST + 0.2)
    assert budget.wait_for_all(10.0) == pytest.approx(1 + MARGIN + 0.2)


def test_who_waits_keeps_waiting_though_others_behind_have_left() -> None:
    budget = Budget()
    for chat in range(1000, 1000 + PER_SECOND):
        budget.left(chat, budget.spend(chat, 0.0), 0.0)
    waiting = budget.spend(ANN, 0.0)
    for chat in range(2000, 2001 + PER_SECOND):
        budget.left(chat, budget.spend(chat, 0.5), 0.5)
    assert waiting.turn(0.9) == pytest.approx(0.1 + MARGIN)


@pytest.mark.parametrize(("messages", "wait"), [(1, 0.7), (2, 0.8), (4, 1.0)])
def test_several_turns_come_one_after_the_other(messages: int, wait: float) -> None:
    budget = Budget()
    for number in range(PER_SECOND):
        budget.spend(1000 + number, number / 10)
    now = PER_SECOND / 10 - 2.7
    assert budget.wait_for_all(now, messages=messages) == pytest.approx(wait + MARGIN)


def test_so_many_may_go_as_are_left_of_a_second() -> None:
    budget = filled(ANN, PER_SECOND - 3, every=0)
    assert [budget.wait_for_all(0.5, messages=messages) for messages in (1, 3)] == [0.0, 0.0]
    assert budget.wait_for_all(0.5, messages=4) == pytest.approx(0.5 + MARGIN)


def test_what_is_in_use_is_told_of_all_chats_in_a_second_and_of_the_busiest_group_in_a_minute() -> None:
    assert Budget().used(0.0) == (0.0, 0.0)
    budget = Budget()
    for chat, messages in ((GROUP, 1), (OTHER, 3), (ANN, 1)):
        budget.spend(chat, 10.0, messages=messages)
    assert budget.used(10.5) == (5 / PER_SECOND, 3 / PER_GROUP_MINUTE)
    assert [budget.used(at) for at in (11.0, 69.9)] == [(0.0, 3 / PER_GROUP_MINUTE)] * 2
    assert budget.used(70.0) == (0.0, 0.0)
