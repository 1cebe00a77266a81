"""Which process delivers: a lease that is taken, kept, lost with the database, and given up in peace."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import text

from bot.clock import StillClock, Tasks
from bot.config import build
from bot.delivery.duty import LIFE, NAME, RENEW_SECONDS, Duty
from bot.storage.ground.engine import Database
from bot.storage.ground.uow import UnitOfWork
from bot.storage.ground.vault import Vault
from tests.town import KEY, MORNING


@pytest.fixture
async def uow(database_url: str, tmp_path: Path) -> AsyncIterator[UnitOfWork]:
    values = {"telegram": {"token": "1:x"}, "database": {"url": database_url}, "security": {"key": [KEY.decode()]}}
    database = Database(build(values, folder=tmp_path).database.async_url)
    yield UnitOfWork(database, Vault([KEY], index_key=b"i" * 32, ledger_key=b"l" * 32), wake=lambda: None)
    await database.close()


@pytest.fixture
def clock() -> StillClock:
    return StillClock(MORNING)


async def owners(uow: UnitOfWork, clock: StillClock) -> list[tuple[str, str]]:
    """Which lease is whose."""
    async with uow.reading(clock.now()) as tx:
        return [(row.name, row.owner) for row in await tx.session.execute(text("SELECT name, owner FROM lease"))]


async def test_the_first_takes_the_duty_and_is_told_so_once(uow: UnitOfWork, clock: StillClock) -> None:
    first, second = (Duty(uow, clock, owner=owner, alone=False) for owner in ("first", "second"))
    assert [first.held, second.held] == [False, False]
    assert [await first.renew(), await second.renew(), await first.renew()] == [True, False, False]
    assert [first.held, second.held] == [True, False]
    assert await owners(uow, clock) == [(NAME, "first")]


async def test_a_duty_that_is_not_renewed_passes_on_and_is_noticed_as_lost(uow: UnitOfWork, clock: StillClock) -> None:
    first, second = (Duty(uow, clock, owner=owner, alone=False) for owner in ("first", "second"))
    await first.renew()
    clock.move(LIFE - timedelta(seconds=1))
    assert [await second.renew(), second.held] == [False, False]
    clock.move(timedelta(seconds=1))
    assert [await second.renew(), second.held] == [True, True]
    assert [await first.renew(), first.held] == [False, False]


async def test_a_duty_that_is_renewed_in_time_stays(uow: UnitOfWork, clock: StillClock) -> None:
    first, second = (Duty(uow, clock, owner=owner, alone=False) for owner in ("first", "second"))
    await first.renew()
    for _ in range(5):
        clock.move(timedelta(seconds=RENEW_SECONDS))
        await first.renew()
        assert not await second.renew()
    assert first.held


async def test_a_duty_given_up_is_free_at_once_and_only_by_its_holder(uow: UnitOfWork, clock: StillClock) -> None:
    first, second = (Duty(uow, clock, owner=owner, alone=False) for owner in ("first", "second"))
    await first.renew()
    await second.give_up()
    assert await owners(uow, clock) == [(NAME, "first")]
    await first.give_up()
    assert not first.held
    assert await owners(uow, clock) == []
    assert await second.renew()


async def test_who_is_alone_is_always_on_duty_and_asks_nobody(uow: UnitOfWork, clock: StillClock) -> None:
    alone = Duty(uow, clock, owner="alone", alone=True)
    assert alone.held
    assert not await alone.renew()
    await alone.give_up()
    assert alone.held
    assert await owners(uow, clock) == []


@pytest.mark.parametrize("alone", [True, False])
async def test_who_has_nothing_to_give_up_asks_nobody(clock: StillClock, *, alone: bool) -> None:
    class Shut:
        """A database that must not be asked."""

    duty = Duty(cast("UnitOfWork", Shut()), clock, owner="me", alone=alone)
    await duty.give_up()
    assert duty.held is alone


class Rounds:
    """A clock that lets the duty's endless loop go round one by one."""

    def __init__(self, clock: StillClock, monkeypatch: pytest.MonkeyPatch) -> None:
        self.slept: list[float] = []
        self._go, self._gone = asyncio.Event(), asyncio.Event()
        monkeypatch.setattr(clock, "sleep", self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._gone.set()
        await self._go.wait()
        self._go.clear()

    async def one(self) -> None:
        """One round, from waking up to going to sleep again."""
        self._gone.clear()
        self._go.set()
        await self._gone.wait()


async def kept(duty: Duty, rounds: Rounds, taken_over: Callable[[], Awaitable[None]]) -> Tasks:
    """The duty's loop, asleep before its first round."""
    tasks = Tasks()
    tasks.start(duty.keep(taken_over), name="duty")
    await asyncio.sleep(0)
    return tasks


async def test_keeping_the_duty_tells_when_it_was_taken_over(
    uow: UnitOfWork, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    duty, told = Duty(uow, clock, owner="me", alone=False), list[str]()

    async def taken_over() -> None:
        told.append("taken over")

    rounds = Rounds(clock, monkeypatch)
    tasks = await kept(duty, rounds, taken_over)
    assert [duty.held, told] == [False, []]
    for _ in range(3):
        await rounds.one()
        assert [duty.held, told] == [True, ["taken over"]]
    assert set(rounds.slept) == {RENEW_SECONDS}
    await tasks.finish(seconds=0)


async def test_without_a_database_nobody_is_on_duty_until_it_is_back(
    uow: UnitOfWork, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = {"database": False}

    async def taken_over() -> None:
        if not there["database"]:
            raise ConnectionError

    duty, rounds = Duty(uow, clock, owner="me", alone=False), Rounds(clock, monkeypatch)
    tasks = await kept(duty, rounds, taken_over)
    await rounds.one()
    assert not duty.held
    there["database"] = True
    await rounds.one()
    assert duty.held
    await tasks.finish(seconds=0)


async def test_two_programs_that_start_at_once_have_one_on_duty(uow: UnitOfWork, clock: StillClock) -> None:
    other = Database(uow.database.url)
    duties = [
        Duty(replace(uow, database=database), clock, owner=str(number), alone=False)
        for number, database in enumerate([uow.database, other] * 3)
    ]
    try:
        taken = await asyncio.gather(*(duty.renew() for duty in duties))
    finally:
        await other.close()
    assert sum(taken) == sum(duty.held for duty in duties) == 1
