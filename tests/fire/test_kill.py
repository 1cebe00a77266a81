"""The program is killed at random, and at each commit in turn: nothing is lost and nothing happens twice."""

import asyncio
import signal

import pytest

from tests.fire.harness import Stage
from tests.fire.play import CLAIM, Job, named, neighbourhood, newest
from tests.fire.siege import Plan, Siege

SHORT = {
    "sqlite": Plan(kills=5, updates=120, neighbourhoods=3),
    # After each kill the postman's lease has to run out before another one delivers.
    "postgresql": Plan(kills=3, updates=80, neighbourhoods=3),
}


@pytest.mark.timeout(240)  # the program starts again and again, and machines differ
async def test_nothing_is_lost_or_doubled_when_the_program_is_killed_again_and_again(stage: Stage) -> None:
    found = await Siege(stage, SHORT[stage.books.kind], stage.program()).lay()
    assert found.broken == []


COMMITS = {
    "the update is stored": "INSERT INTO inbox",
    "the order is made": "INSERT INTO repair_order",
    "the update is done": "UPDATE inbox SET .*state=",
    "it is written down that it was said": "UPDATE outbox SET .*said=",
}
MINES = {
    "sqlite": [(moment, statement) for statement in COMMITS.values() for moment in ("before", "after")],
    # Each start waits for the lease of the program that died; these are the commits that two tables share.
    "postgresql": [("after", COMMITS["the update is stored"]), ("before", COMMITS["the update is done"])],
}


@pytest.mark.timeout(240)
async def test_the_program_may_die_at_each_commit_and_every_order_is_posted_once(stage: Stage) -> None:
    program, mines = stage.program(), MINES[stage.books.kind]
    places = [neighbourhood(stage, number, 1) for number in range(5)]
    await program.start()
    await asyncio.gather(*(place.set_up() for place in places))
    await program.kill()
    for number, mine in enumerate(mines):
        place, what = places[number % len(places)], named(number)
        place.says_order(Job(what, f"2号楼2单元1401 {what} 刘运京 13800138000", []))
        place.volunteers[0].says("/status")
        await program.launch(*mine)
        assert await program.ended() == -signal.SIGKILL
    await program.start()
    await stage.until_quiet()
    assert stage.books.inbox() == {"done": stage.updates_made}
    posted = [order[2] for order in stage.books.orders()]
    assert sorted(posted) == sorted(named(number) for number in range(len(mines)))
    for place in places:
        assert all(newest(place.group, job.what, CLAIM) for job in place.jobs)
