"""The postman's desk: few at the same time, and nobody behind somebody who takes long."""

import asyncio

import pytest

from bot.clock import Tasks
from bot.delivery.desk import Desk


class Work:
    """Somebody at the desk, until told to go."""

    def __init__(self, desk: Desk) -> None:
        self.began = asyncio.Event()
        self.may_go = asyncio.Event()
        self.done = Tasks().start(self._work(desk), name="work")

    async def _work(self, desk: Desk) -> None:
        async with desk.place():
            self.began.set()
            await self.may_go.wait()


async def test_whoever_comes_third_waits_until_one_of_two_has_gone() -> None:
    desk = Desk(2, long=60)
    first, second, third, fourth = (Work(desk) for _ in range(4))
    await asyncio.wait_for(asyncio.gather(first.began.wait(), second.began.wait()), timeout=5)
    await asyncio.sleep(0)
    assert not third.began.is_set()
    first.may_go.set()
    await asyncio.wait_for(third.began.wait(), timeout=5)
    assert not fourth.began.is_set()
    for work in (second, third, fourth):
        work.may_go.set()
    await asyncio.wait_for(asyncio.gather(*(work.done for work in (first, second, third, fourth))), timeout=5)


async def test_whoever_takes_long_makes_room_once_and_not_again_when_they_go() -> None:
    desk = Desk(1, long=0.01)
    slow, next_one = Work(desk), Work(desk)
    await asyncio.wait_for(next_one.began.wait(), timeout=5)
    assert not slow.done.done()
    next_one.may_go.set()
    await next_one.done
    slow.may_go.set()
    await slow.done
    desk_of_one = Desk(1, long=60)
    desk_of_one._free = desk._free
    third, fourth = Work(desk_of_one), Work(desk_of_one)
    await asyncio.wait_for(third.began.wait(), timeout=5)
    await asyncio.sleep(0)
    assert not fourth.began.is_set()
    for work in (third, fourth):
        work.may_go.set()
    await asyncio.wait_for(asyncio.gather(third.done, fourth.done), timeout=5)


async def test_a_place_is_free_again_where_the_work_failed() -> None:
    desk = Desk(1, long=60)
    with pytest.raises(ZeroDivisionError):
        async with desk.place():
            raise ZeroDivisionError
    async with asyncio.timeout(5), desk.place():
        pass
