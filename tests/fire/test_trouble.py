"""Things that go wrong on an ordinary day: an unreadable update, a rival, a lock, a migration, an orderly stop."""

import asyncio
import sqlite3
from contextlib import closing

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.fire.audit import resent
from tests.fire.harness import Stage
from tests.fire.play import CLAIM, Job, Neighbourhood, named, neighbourhood, newest

LOCKED_SECONDS = 3.0
TRIES = 5
QUESTIONS = 8


def job(place: Neighbourhood, number: int = 0) -> Job:
    """An order that everybody wants and one gets."""
    what = named(number)
    return Job(what, f"2号楼2单元1401 {what} 加急 刘运京 13800138000", place.volunteers)


async def opened(stage: Stage, *, volunteers: int = 4, basic: bool = False) -> Neighbourhood:
    """One neighbourhood, set up, with a running program."""
    place = neighbourhood(stage, 0, volunteers, basic=basic)
    await stage.program().start()
    await place.set_up()
    return place


def assert_claimed_once(stage: Stage) -> None:
    """Every update is handled, the one place has one holder, and nothing was said twice."""
    assert stage.books.inbox() == {"done": stage.updates_made}
    assert list(stage.books.holders().values()) == [1]
    assert resent(stage) == 0


@AT_LENGTH_ON_POSTGRESQL
async def test_an_unreadable_update_is_put_aside_and_its_neighbours_are_handled(stage: Stage) -> None:
    place = await opened(stage)
    place.volunteers[0].says("/status")
    stage.world.malformed_update()
    winners = await place.claims(job(place), await place.posts(job(place)))
    await stage.until_books(lambda books: books.inbox()["dead"] == 1, what="the dead letter")
    await stage.until_quiet()
    assert len(winners) == 1
    assert stage.books.inbox() == {"done": stage.updates_made - 1, "dead": 1}
    assert stage.books.number("SELECT attempts FROM inbox WHERE state = 'dead'") == TRIES


async def test_two_pollers_send_each_other_away_and_neither_loses_anything(postgres_stage: Stage) -> None:
    stage = postgres_stage
    place = await opened(stage)
    await stage.program().start()
    calls = stage.world.calls
    await stage.world.until(lambda: [call for call in calls.of("getUpdates") if call.refusal], seconds=30, what="a 409")
    asking = place.volunteers[0]
    for question in range(QUESTIONS):
        seen = len(asking.private.messages)
        asking.says("/status")
        await stage.world.until(
            lambda seen=seen: len(asking.private.messages) == seen + 2,  # type: ignore[misc]
            seconds=20,
            what=f"answer {question}",
        )
    await place.claims(job(place), await place.posts(job(place)))
    await stage.until_quiet()
    assert_claimed_once(stage)


async def test_a_second_process_on_one_sqlite_file_is_refused_in_one_line(sqlite_stage: Stage) -> None:
    await sqlite_stage.program().start()
    second = sqlite_stage.program()
    await second.launch()
    assert await second.ended() == 2
    assert len(second.said.splitlines()) == 1
    assert "database.url" in second.said


@AT_LENGTH_ON_POSTGRESQL
async def test_a_group_becomes_a_supergroup_in_the_middle_of_an_order(stage: Stage) -> None:
    place = await opened(stage, basic=True)
    first, second = job(place), job(place, 1)
    winners = await place.claims(first, await place.posts(first))
    old, place.group = place.group, place.group.migrate()
    moved = await place.sees(place.group, first.what)
    assert not any(CLAIM in text for text in moved.button_texts)
    await place.works(first, winners[0])
    await place.judges(first)
    await place.claims(second, await place.posts(second))
    await stage.until_quiet()
    assert stage.books.inbox() == {"done": stage.updates_made}
    for order in (first, second):
        assert len([message for message in place.group.messages if order.what in message.text]) == 1
    assert newest(old, second.what) is None


async def test_a_locked_database_delays_and_loses_nothing(sqlite_stage: Stage) -> None:
    stage = sqlite_stage
    place = await opened(stage)
    card = await place.posts(job(place))
    await stage.until_quiet()
    with closing(sqlite3.connect(stage.books.file or "", isolation_level=None)) as rival:
        rival.execute("BEGIN IMMEDIATE")
        taps = [person.taps(CLAIM, under=card) for person in place.volunteers]
        await asyncio.sleep(LOCKED_SECONDS)
        assert not any(tap.answered for tap in taps)
        rival.execute("ROLLBACK")
    await asyncio.gather(*(tap.wait(20) for tap in taps))
    await place.winners(place.jobs[0])
    await stage.until_quiet()
    assert_claimed_once(stage)


@AT_LENGTH_ON_POSTGRESQL
async def test_sigterm_finishes_what_is_in_hand_and_the_next_start_goes_on(stage: Stage) -> None:
    place = await opened(stage, volunteers=20)
    card = await place.posts(job(place))
    await stage.tap_together(place.volunteers, CLAIM, card)
    await stage.world.until(lambda: any(tap.answered for tap in stage.world.taps.values()), what="the first answer")
    assert await stage.programs[0].stop() == 0
    assert "Traceback" not in stage.logs
    await stage.programs[0].start()
    await place.winners(place.jobs[0])
    await stage.until_quiet()
    assert_claimed_once(stage)
    assert all(tap.answered for tap in stage.world.taps.values())
