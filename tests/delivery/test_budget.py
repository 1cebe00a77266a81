"""The postman's budget against the strictest reading of Telegram's limits."""

import random
from collections import defaultdict
from itertools import pairwise

from bot.delivery.budget import PER_GROUP_MINUTE, PER_SECOND, Budget

GROUPS = [-100 - number for number in range(40)]
CHATS = [*GROUPS, *range(1, 161)]


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
