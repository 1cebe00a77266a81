"""Who takes over delivering: it knows what the one before has said, and nobody waits for anybody's long answers."""

from datetime import timedelta

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
