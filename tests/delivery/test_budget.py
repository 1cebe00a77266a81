"""The postman's budget against the strictest reading of Telegram's limits."""

import random
from collections import defaultdict
from itertools import pairwise

import pytest

from bot.delivery.budget import PER_GROUP_MINUTE, PER_SECOND, Budget, Sending

GROUPS = [-100 - number for number in range(40)]
CHATS = [*GROUPS, *range(1, 161)]


@pytest.mark.outside
def test_half_an_hour_of_plenty_keeps_every_limit_and_uses_nearly_all_of_it() -> None:
    """Two hundred chats are owed more than can be said; each message takes a little while."""
    budget, draw, now = Budget(), random.Random(7), 0.0
    sent: list[tuple[float, int]] = []
    while now < 1800:
        free = [chat for chat in draw.sample(CHATS, 20) if budget.wait(chat, now) <= 0]
        if not free:
            now += 0.01
            continue
        chat = draw.choice(free)
        budget.spend(chat, now)
        sent.append((now, chat))
        now += 0.002
    by_chat: dict[int, list[float]] = defaultdict(list)
    for at, chat in sent:
        by_chat[chat].append(at)
    assert all(later - at >= 1 for times in by_chat.values() for at, later in pairwise(times))
    moments = [at for at, _ in sent]
    assert most_within(moments, 1) <= PER_SECOND
    assert max(most_within(by_chat[group], 60) for group in GROUPS) <= PER_GROUP_MINUTE
    assert len(sent) >= 0.95 * PER_SECOND * 1800 / 1.05


def test_reserved_ahead_and_written_in_any_order_they_leave_within_the_limit_and_use_nearly_all_of_it() -> None:
    """Each is reserved up to a quarter of a second before its turn, and is ready to leave sooner or later than that."""
    budget, draw, now, ahead = Budget(), random.Random(11), 0.0, 0.25
    waiting: list[tuple[float, int, Sending]] = []
    left: list[float] = []
    chat = 0
    while now < 300:
        while len(waiting) < 32 and budget.wait_for_all(now) <= ahead:
            chat += 1
            sending = budget.spend(chat, now, ahead=budget.wait_for_all(now))
            waiting.append((now + draw.choice((0.01, 0.05, 0.1, 0.2)), chat, sending))
        for one in [one for one in waiting if one[0] <= now and one[2].turn(now) <= 0]:
            budget.left(one[1], one[2], now)
            left.append(now)
            waiting.remove(one)
        now += 0.002
    assert most_within(left, 1) <= PER_SECOND
    assert len(left) >= 0.95 * PER_SECOND * 300


def most_within(times: list[float], seconds: float) -> int:
    """The most that happened within any window of as many seconds."""
    most = begin = 0
    for end, at in enumerate(times):
        while times[begin] <= at - seconds:
            begin += 1
        most = max(most, end - begin + 1)
    return most


def test_an_album_counts_each_of_its_pictures() -> None:
    budget = Budget()
    for album in range(2):
        budget.spend(-1, album * 2.0, messages=10)
    assert budget.wait(-1, 4.0) > 50


def test_a_chats_second_counts_from_the_arrival_of_the_last_message() -> None:
    budget = Budget()
    budget.spend(5, 0.0)
    budget.finished(5, 3.0)
    assert 0.9 < budget.wait(5, 3.1) < 1.0


def test_what_is_long_ago_is_forgotten() -> None:
    budget = Budget()
    for chat in range(1000):
        budget.spend(-chat - 1, float(chat) / 100)
    budget.spend(-1, 200.0)
    assert all(budget.wait(-chat - 1, 200.0) == 0 for chat in range(1, 1000))


def test_what_is_reserved_ahead_makes_no_chat_forget_its_second() -> None:
    budget = Budget()
    budget.left(5, budget.spend(5, 100.0), 100.0)
    budget.spend(6, 100.9, ahead=0.25)
    assert budget.wait(5, 100.9) > 0.1
