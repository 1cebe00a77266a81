"""A small neighbourhood's first days, played with whatever Weixiu is on the path: what a golden database is made of.

    python playing.py FILE        in a checkout of the revision that the file is to be of

Only words and buttons that every revision had, so that the code of an old one plays it unchanged.
"""

import asyncio
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.sandbox.errors import NotPossibleError
from bot.storage.ground.migrating import migrate
from tests.town import Town, open_town

PHONE = "13800138000"


async def first_days(town: Town) -> None:
    """Three orders are repaired and paid, one is held, one is free, one was given back, one withdrawn."""
    await town.set_up()
    ann, bob = await town.volunteer("安"), await town.volunteer("波")
    for number, (who, what) in enumerate(((ann, "灯不亮"), (ann, "门框开裂"), (bob, "水管漏水"))):
        line = f"{number + 1}号楼2单元140{number} {what} 刘运京 {PHONE}"
        await who.taps("我来修", under=await town.order(line))
        await who.taps("修好了")
        await who.says("换了新的")
        with suppress(NotPossibleError):
            await who.taps("跳过")  # there was a second question once
        await town.secretary.taps("确认")
    await ann.taps("我来修", under=await town.order(f"5号楼 301 下水道堵塞 2人 王阿姨 {PHONE}"))
    card = await town.order(f"6号楼 门锁坏了 赵姐 {PHONE}")
    await bob.taps("我来修", under=card)
    await bob.taps("我去不了了")
    await bob.says("孩子发烧了")
    await town.passes(hours=20)
    await town.order("7号楼 窗户关不上")


async def play(file: Path) -> None:
    """Make the database, in one file without a log beside it."""
    migrate(f"sqlite:///{file}")
    with tempfile.TemporaryDirectory() as folder:
        async with open_town(f"sqlite:///{file}", Path(folder)) as town:
            await first_days(town)


if __name__ == "__main__":
    asyncio.run(play(Path(sys.argv[1])))
