"""Who is at work on an update: the process that says so, until it falls silent."""

import asyncio

import pytest

from bot.storage.post.inbox import LEASE
from tests.town import Town


async def test_what_a_process_is_at_work_on_is_left_to_it_until_it_falls_silent(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = town.another_process()
    await other.account.initialize()

    async def works_for_ever(_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(town.weixiu.reception._handler, "handle", works_for_ever)
    town.secretary.person.says("/order 5号楼 灯不亮", in_=town.group)
    await town.weixiu.reception.receive([update.body for update in town.world.updates.read(100)])
    town.world.updates.pending.clear()
    for _ in range(4):
        town.clock.move(LEASE * 2 / 3)
        await town.weixiu.reception.take_over(all_of_them=False)
        town.clock.move(LEASE * 2 / 3)
        assert await other.reception.take_over(all_of_them=False) == 0
    town.clock.move(LEASE)
    assert await other.reception.take_over(all_of_them=False) == 1
    await other.reception.idle()
    await town.weixiu.reception._tasks.finish(seconds=0)
    town.weixiu = other
    await town.settle()
    assert "灯不亮" in town.card.text
