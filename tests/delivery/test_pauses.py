"""Limits and silences: the figures are Telegram's own, and what it asks for outlives the program."""

import asyncio
from datetime import timedelta

import pytest

from bot.clock import Tasks
from bot.delivery import budget
from bot.sandbox.limits import MINUTE, Budgets
from tests.town import Town

LIGHT, DOOR = "5号楼 灯不亮", "6号楼 门锁坏了"


def test_the_figures_are_telegrams() -> None:
    """The pretend Telegram has them from the same source, written down by itself."""
    witness = Budgets(lambda: 0.0)
    assert (witness.overall, witness.group_minute) == (budget.PER_SECOND, budget.PER_GROUP_MINUTE)
    assert (budget.PER_CHAT_SECONDS, budget.MINUTE) == (1.0, MINUTE)


async def handled(town: Town) -> None:
    """What people did is handled, and no time goes by."""
    pending = list(town.world.updates.read(100))
    await town.weixiu.reception.receive([update.body for update in pending])
    town.world.updates.confirm(pending[-1].id + 1)
    await town.weixiu.reception.idle()


async def test_a_pause_holds_for_everything_in_that_chat_after_a_restart_too(town: Town) -> None:
    town.world.faults.refuse("sendMessage", retry_after=60)
    town.secretary.person.says(f"/order {LIGHT}", in_=town.group)
    await handled(town)
    await town.weixiu.postman.settle()
    town.clock.move(timedelta(seconds=5))
    await town.weixiu.postman.settle()
    await town.restart()
    town.secretary.person.says(f"/order {DOOR}", in_=town.group)
    await handled(town)
    await town.weixiu.postman.settle()
    town.clock.move(timedelta(seconds=30))
    await town.weixiu.postman.settle()
    assert "🔧" not in town.group_screen
    await town.settle()
    assert "灯不亮" in town.group_screen
    assert "门锁坏了" in town.group_screen


async def test_a_change_while_the_card_is_on_its_way_is_shown_after_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = await town.volunteer("安")
    under_way, arrives = asyncio.Event(), asyncio.Event()

    async def long_way(_: float) -> None:
        under_way.set()
        await arrives.wait()

    monkeypatch.setattr(town.clock, "sleep", long_way)
    town.world.faults.slow("sendMessage", 5)
    town.secretary.person.says(f"/order {LIGHT}", in_=town.group)
    await handled(town)
    town.clock.move(timedelta(seconds=5))
    delivering = Tasks().start(town.weixiu.postman.settle(), name="delivering")
    await under_way.wait()
    ann.person.says("#1001 我来", in_=town.group)
    await handled(town)
    arrives.set()
    await delivering
    await town.settle()
    assert "已接单" in town.card.text
