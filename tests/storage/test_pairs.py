"""Rows named by pairs: whatever their number, those and no others are found."""

import pytest
from sqlalchemy import select

from bot.models import Order
from bot.storage.ground.pairs import named, one_of, size_for
from tests.town import Town


@pytest.mark.parametrize(("pairs", "size"), [(1, 1), (2, 2), (3, 4), (4, 4), (5, 8), (33, 64), (64, 64)])
def test_sizes_are_few(pairs: int, size: int) -> None:
    assert size_for(pairs) == size
    assert len(named([(1, number) for number in range(pairs)])) == 2 * size


async def test_the_pairs_that_are_named_are_found_and_no_others(town: Town) -> None:
    for number in range(4):
        await town.order(f"{number + 1}号楼 灯不亮")
    wanted = [(1, 1001), (1, 1003), (1, 1004), (2, 1002), (1, 9999)]
    ask = select(Order.number).where(one_of(Order.community_id, Order.number, size_for(len(wanted))))
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        assert sorted(await tx.session.scalars(ask, named(wanted))) == [1001, 1003, 1004]
