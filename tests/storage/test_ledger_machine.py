"""Ten thousand steps in which points and goods move: the books are the model's after each of them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.models.ledger import EntryKind
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.ledger_machine import Books, machine, own_loop
from tests.ledgers import open_books

pytestmark = AT_LENGTH_ON_POSTGRESQL

STEPS, EXAMPLES, AT_ONCE = 10_000, 225, 50
"""Some of the examples end early."""
MANY = 20
KINDS = frozenset(EntryKind) - {EntryKind.GIFT, EntryKind.RATING, EntryKind.ACTIVITY, EntryKind.OPENING}
"""What is not booked by the machine is booked as what is."""


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
                suppress_health_check=list(HealthCheck),
            )
            run_state_machine_as_test(machine(books), settings=chosen)
        finally:
            loop.run_until_complete(opening.__aexit__(None, None, None))
    assert books.steps >= STEPS
    # All of it happened; else the machine would say nothing.
    assert set(books.moved) == KINDS
    assert books.below > MANY
