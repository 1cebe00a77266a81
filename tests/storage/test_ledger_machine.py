"""Thousands of steps in which points and goods move: the books are the model's after each of them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.models.ledger import EntryKind
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.ledger_books import Books
from tests.ledger_machine import machine, own_loop
from tests.ledgers import open_books

AT_ONCE = 100
"""Steps of one run: few and long ones, for what is rare comes late."""
AGAIN = 5
"""Runs at a time, at least: the first of them is always the dullest one."""
CHANGED, MISDELIVERED = 0.6, (0.2, 0.35)
"""The share of the steps that change the books, at least; and of those that go wrong on purpose."""
OFTEN = 0.005
"""The share of the steps in which each command changes something, at least."""
KINDS = frozenset(EntryKind) - {EntryKind.GIFT, EntryKind.RATING, EntryKind.ACTIVITY, EntryKind.OPENING}
"""What is not booked by the machine is booked as what is."""
ACTS = (
    "award", "manual", "donate", "lapse", "reverse", "reverse_below",
    "hold", "hand_over", "undo_hand_over", "cancel", "expire", "restock", "settle",
)  # fmt: skip


def run(database_url: str, folder: Path, steps: int) -> Books:
    """So many steps or some more, the same ones wherever the same modules are loaded: Hypothesis picks constants there.

    A run may stop early by itself, so that there are runs until there are as many steps.
    """
    with own_loop() as loop:
        opening = open_books(database_url, folder)
        books = Books(loop.run_until_complete(opening.__aenter__()).uow, loop)
        try:
            while books.steps < steps:
                chosen = settings(
                    max_examples=max(AGAIN, (steps - books.steps) // AT_ONCE + 1),
                    stateful_step_count=AT_ONCE,
                    deadline=None,
                    database=None,
                    derandomize=True,
                    phases=(Phase.generate, Phase.shrink),
                    suppress_health_check=list(HealthCheck),
                )
                run_state_machine_as_test(seed(books.steps)(machine(books)), settings=chosen)
        finally:
            loop.run_until_complete(opening.__aexit__(None, None, None))
    print(books.account())  # noqa: T201 - shown by `pytest -rP`, and where it fails
    return books


def assert_it_was_thick(books: Books, steps: int) -> None:
    """All of it happened, and often; else the machine would say nothing."""
    assert books.steps >= steps
    assert set(books.moved) == KINDS
    assert {act: books.done[act] for act in ACTS if books.done[act] < OFTEN * steps} == {}
    assert books.changed >= CHANGED * books.steps
    misdelivered = (books.crossed + books.twice + books.forbidden) / books.steps
    assert MISDELIVERED[0] <= misdelivered <= MISDELIVERED[1]
    assert min(books.crossed, books.twice, books.forbidden, books.below) > OFTEN * steps


@pytest.mark.outside
@pytest.mark.timeout(600)  # as long as a tenth of the others together, on a machine with other work
@AT_LENGTH_ON_POSTGRESQL
def test_no_point_and_no_towel_appears_or_vanishes(database_url: str, tmp_path: Path) -> None:
    assert_it_was_thick(run(database_url, tmp_path, 2_000), 2_000)


@pytest.mark.outside
@pytest.mark.long
@pytest.mark.whole
@pytest.mark.timeout(1800)
def test_no_point_and_no_towel_appears_or_vanishes_in_ten_thousand_steps(database_url: str, tmp_path: Path) -> None:
    assert_it_was_thick(run(database_url, tmp_path, 10_000), 10_000)
