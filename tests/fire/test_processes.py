"""Several processes on one PostgreSQL: all of them come up, any of them may die, and together they are one bot."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock
from tests.databases import Postgres
from tests.fire.harness import Stage, free_port, noon_zone, raised
from tests.fire.machine import TurnedClock
from tests.fire.play import DIGEST, PHONE, Job, named, neighbourhood
from tests.fire.processes import Plan, Relay, door

GROUP_MINUTE = 20
BEFORE_KILL = 10
ORDERS = 25
TO_BE_REFUSED_SECONDS = 3.0
"""In that time the next message would have been tried, and refused, by a process that forgot the budget."""


@pytest.fixture
async def empty_stage(postgres: Postgres, tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage on a database without a single table."""
    address = postgres.new_database(migrated=False)
    async with raised(address, tmp_path) as here:
        yield here
    postgres.drop(address)


@pytest.mark.timeout(240)  # each takeover takes seconds, and machines differ
async def test_processes_started_together_and_killed_in_turn_are_one_bot(empty_stage: Stage) -> None:
    async with door() as here:
        relay = Relay(empty_stage, Plan(processes=4, rounds=1, neighbourhoods=2), here)
        found = await relay.run()
    assert relay.kills == 4
    assert relay.disorder == []
    assert (found.broken, found.refused) == ([], 0)
    assert len(empty_stage.books.rows("SELECT version_num FROM alembic_version")) == 1


@pytest.mark.long
async def test_a_groups_minute_is_kept_when_another_process_takes_over(postgres_stage: Stage) -> None:
    stage, port = postgres_stage, free_port()
    for _ in range(2):
        await stage.program(webhook_port=port).start()
    place = neighbourhood(stage, 0, 1)
    await place.set_up()

    def said() -> int:
        return sum(message.sender.is_bot for message in place.group.history.values())

    for number in range(ORDERS):
        place.says_order(Job(named(number), f"2号楼2单元1401 {named(number)} 刘运京 {PHONE}", []))
    await stage.world.until(lambda: said() >= BEFORE_KILL, seconds=60, what="the first half")
    await stage.programs[0].kill()
    # The one that takes over allows for a message that left in the moment before the other died.
    await stage.world.until(lambda: said() >= GROUP_MINUTE - 1, seconds=45, what="the group's minute")
    await asyncio.sleep(TO_BE_REFUSED_SECONDS)
    assert stage.world.limits.refusals == 0
    assert said() <= GROUP_MINUTE


async def test_processes_with_a_heart_each_post_one_digest_in_each_group(postgres_stage: Stage) -> None:
    stage, port, clock = postgres_stage, free_port(), TurnedClock(postgres_stage.folder)
    minute = (Clock().now() + timedelta(seconds=110)).replace(second=0)
    zone = noon_zone(minute)  # at night what is said beside the digest would rest until the morning
    for _ in range(2):
        program = stage.program(
            webhook_port=port, digest_time=f"{minute.astimezone(ZoneInfo(zone)):%H:%M}", timezone=zone
        )
        program.module, program.environment = "tests.fire.hurried", clock.environment
        await program.start()
    places = [neighbourhood(stage, number, 1) for number in range(4)]
    await asyncio.gather(*(place.set_up() for place in places))
    for number, place in enumerate(places):
        await place.posts(Job(named(number), f"2号楼2单元1401 {named(number)} 刘运京 {PHONE}", place.volunteers))
    clock.turn((minute - Clock().now()).total_seconds() + 5)

    def digests() -> list[int]:
        return [sum(DIGEST in message.text for message in place.group.messages) for place in places]

    await stage.world.until(lambda: all(digests()), seconds=30, what="a digest in each group")
    await asyncio.sleep(2)
    await stage.until_quiet()
    assert digests() == [1] * len(places)
    assert stage.books.number("SELECT count(*) FROM outbox WHERE topic = 'digest'") == len(places)
