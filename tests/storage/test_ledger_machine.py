"""Ten thousand steps in which points and goods move: the books are the model's after each of them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.models.ledger import EntryKind
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.ledger_machine import Books, machine, own_loop
from tests.ledgers import open_books

pytestmark = AT_LENGTH_ON_POSTGRESQL

STEPS, EXAMPLES, AT_ONCE = 10_000, 101, 100
"""Few and long ones, for what is rare comes late; some end early."""
CHANGED, MISDELIVERED = 0.6, (0.15, 0.35)
"""The share of the steps that change the books, at least; and of those that go wrong on purpose."""
OFTEN = 100
"""How often each command changes something, at least."""
KINDS = frozenset(EntryKind) - {EntryKind.GIFT, EntryKind.RATING, EntryKind.ACTIVITY, EntryKind.OPENING}
"""What is not booked by the machine is booked as what is."""
ACTS = (
    "award", "manual", "donate", "lapse", "reverse", "reverse_below",
    "hold", "hand_over", "undo_hand_over", "cancel", "expire", "restock", "settle",
)  # fmt: skip


@pytest.mark.outside
@pytest.mark.timeout(900)  # as long as half of the others together, on a machine with other work
def test_no_point_and_no_towel_appears_or_vanishes_in_ten_thousand_steps(database_url: str, tmp_path: Path) -> None:
    with own_loop() as loop:
        opening = open_books(database_url, tmp_path)
        books = Books(loop.run_until_complete(opening.__aenter__()).uow, loop)
        try:
            chosen = settings(
                max_examples=EXAMPLES,
                stateful_step_count=AT_ONCE,
                deadline=None,
                database=None,
                derandomize=True,
                phases=(Phase.generate, Phase.shrink),
                suppress_health_check=list(HealthCheck),
            )
            run_state_machine_as_test(machine(books), settings=chosen)
        finally:
            loop.run_until_complete(opening.__aexit__(None, None, None))
    print(books.account())  # noqa: T201 - shown by `pytest -rP`, and where it fails
    assert books.steps >= STEPS
    # All of it happened, and often; else the machine would say nothing.
    assert set(books.moved) == KINDS
    assert {act: books.done[act] for act in ACTS if books.done[act] < OFTEN} == {}
    assert books.changed >= CHANGED * books.steps
    assert (
        MISDELIVERED[0] * books.steps <= books.crossed + books.twice + books.forbidden <= MISDELIVERED[1] * books.steps
    )
    assert min(books.crossed, books.twice, books.forbidden, books.below) > OFTEN
