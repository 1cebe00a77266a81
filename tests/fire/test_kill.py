"""The program is killed at random while updates flow: nothing is lost and nothing happens twice."""

import pytest

from tests.fire.harness import Stage
from tests.fire.siege import Plan, Siege

SHORT = {
    "sqlite": Plan(kills=6, updates=150, neighbourhoods=3),
    # After each kill the postman's lease has to run out before another one delivers.
    "postgresql": Plan(kills=4, updates=120, neighbourhoods=3),
}


@pytest.mark.timeout(240)  # the program starts again and again, and machines differ
async def test_nothing_is_lost_or_doubled_when_the_program_is_killed_again_and_again(stage: Stage) -> None:
    found = await Siege(stage, SHORT[stage.books.kind], stage.program()).lay()
    assert (found.lost, found.doubled) == ([], [])
