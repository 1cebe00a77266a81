"""Orders that were not got: what those who missed them are told, asked about many at once."""

from bot.domain.life import Status
from bot.storage.repairs.missed import Missed, missed_orders
from tests.statements import statements
from tests.town import Town


async def test_many_missed_orders_are_asked_about_at_once(town: Town) -> None:
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    alone, both, _, gone = [await town.order(line) for line in ("1号楼 灯", "2号楼 搬柜子 2人", "3号楼 灯", "4号楼 灯")]
    await ann.taps("我来修", under=alone)
    await bob.taps("我来修", under=both)
    await ann.taps("我来修", under=both)
    await town.secretary.says("/cancel 1004 不用了", in_=town.group)
    asked = [(1, number) for number in (1001, 1002, 1003, 1004, 9999)]
    with statements(town) as heard:
        async with town.weixiu.uow.reading(town.clock.now()) as tx:
            found = await missed_orders(tx, asked)
            nothing = await missed_orders(tx, [])
    assert len([each for each in heard if each.startswith("SELECT")]) == 2
    assert nothing == {}
    assert "已撤单" in gone.text, gone.text
    assert found == {
        (1, 1001): Missed(Status.CLAIMED, 0, ("安",), 1),
        (1, 1002): Missed(Status.CLAIMED, 0, ("波", "安"), 1),
        (1, 1003): Missed(Status.OPEN, 0, (), 0),
        (1, 1004): Missed(Status.CANCELLED, 0, (), 1),
    }
