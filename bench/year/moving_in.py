"""The first morning: the team, the grids, the property company, and how the community wants to go about it."""

import re

from bench.year.cast import BUILDINGS, FIRST_OF_GRIDS, GRIDS, HEAD_START, Cast
from tests.town import Actor

SETTINGS = {"每周通报": "改", "红黑榜": "改"}
COMPANY = "物业 阳光物业 张经理 13911112222"


async def move_in(cast: Cast, volunteers: int) -> None:
    """Everybody takes their place."""
    town = cast.town
    await town.set_up()
    await town.secretary.says(f"/buildings 1-{BUILDINGS}号楼")
    cast.volunteers = [await _member(cast, f"志愿{number:02}") for number in range(volunteers)]
    cast.clerks = [await _clerk(cast, name) for name in ("小陈", "小赵")]
    cast.manager = await _company(cast)
    for grid in range(GRIDS):
        await _grid(cast, grid)
    await _head_start(cast)
    for button, choice in SETTINGS.items():
        await town.secretary.says("/settings")
        for words in ("更多设置", button, choice):
            if not await cast.answer(town.secretary, words):
                raise LookupError(f"no {words!r} under:\n{town.secretary.last.text}")


async def _member(cast: Cast, name: str) -> Actor:
    return await _invited(cast, cast.town.actor(name), "志愿者")


async def _clerk(cast: Cast, name: str) -> Actor:
    return await _invited(cast, cast.town.actor(name), "工作人员")


async def _invited(cast: Cast, who: Actor, role: str) -> Actor:
    secretary = cast.town.secretary
    await secretary.says("/invite")
    await secretary.taps(role)
    await who.follows(next(word for word in secretary.last.text.split() if "start=" in word))
    return who


async def _company(cast: Cast) -> Actor:
    secretary = cast.town.secretary
    await secretary.says("/parties")
    await secretary.taps("加一个")
    await secretary.says(COMPANY)
    listed = secretary.sees("外部单位")
    await secretary.taps("阳光物业", under=listed)
    await secretary.taps("请他们上线", under=listed)
    link = re.search(r"https://t\.me/\S+start=party_\S+", secretary.last.text)
    manager = cast.town.stranger("张经理")
    await manager.follows(link[0] if link else "")
    return manager


async def _grid(cast: Cast, grid: int) -> None:
    """A third of the buildings, with a clerk as steward and a volunteer who repairs there first."""
    secretary, each = cast.town.secretary, BUILDINGS // GRIDS
    await secretary.says("/grids")
    card = secretary.last
    answers = {
        "加网格": f"第{grid + 1}网格",
        "管哪些楼": f"加 {grid * each + 1}-{(grid + 1) * each}号楼",
        "网格员": cast.clerks[grid % 2].person.first_name,
        "维修员": cast.volunteers[FIRST_OF_GRIDS + grid].person.first_name,
    }
    for button, words in answers.items():
        await secretary.taps(button, under=card)
        await secretary.says(words)


async def _head_start(cast: Cast) -> None:
    secretary = cast.town.secretary
    await secretary.says("/grids")
    await secretary.taps("先知道几分钟", under=secretary.last)
    await secretary.says(str(HEAD_START))
