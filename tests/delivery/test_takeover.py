"""Who takes over delivering: it is alone in doing so, and knows what the one before has said."""

from datetime import timedelta

from bot.delivery.duty import LIFE, RENEW_SECONDS, Duty
from tests.town import Town


async def posts(town: Town, first: int, last: int) -> None:
    """The secretary types orders one after the other; their cards come as fast as Telegram allows."""
    for number in range(first, last + 1):
        town.secretary.person.says(f"/order {number}号楼 灯不亮", in_=town.group)
    await town.settle()


async def test_who_takes_over_knows_what_went_into_a_group_this_minute(town: Town) -> None:
    town.clock.move(timedelta(minutes=2))
    before = town.clock.now()
    await posts(town, 1, 19)
    assert town.clock.now() - before < timedelta(seconds=60)
    await town.restart()
    await posts(town, 20, 24)
    assert town.world.limits.refusals == 0
    assert town.clock.now() - before >= timedelta(seconds=60)
    assert "24号楼" in town.group_screen


async def test_who_was_held_up_does_not_go_on_delivering_unasked(town: Town) -> None:
    duty = Duty(town.weixiu.uow, town.clock, owner="held up", alone=False)
    assert await duty.renew()
    assert duty.held
    town.clock.move(LIFE)
    assert not duty.held


async def test_a_renewal_that_comes_late_once_does_not_cost_the_duty(town: Town) -> None:
    first, second = (Duty(town.weixiu.uow, town.clock, owner=owner, alone=False) for owner in ("first", "second"))
    await first.renew()
    for _ in range(3):
        town.clock.move(timedelta(seconds=2 * RENEW_SECONDS))
        assert not await second.renew()
        assert first.held
        await first.renew()
