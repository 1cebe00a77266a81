"""Already known? The same trouble in the same building is asked about, and joined; nobody learns who reported it."""

from typing import TypeVar

from sqlalchemy import select

from bot.models import Order, OrderEvent, Watcher
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL


async def reports(town: Town, name: str, line: str) -> Actor:
    """Somebody says it, and hands it over unless something is asked."""
    resident = town.stranger(name)
    await resident.says(line)
    return resident


Row = TypeVar("Row", Order, OrderEvent, Watcher)


async def rows(town: Town, what: type[Row]) -> list[Row]:
    """What is in a table by now."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return list(await tx.session.scalars(select(what)))


async def test_who_has_the_same_trouble_joins_and_hears_of_its_progress(town: Town) -> None:
    wang = await reports(town, "王阿姨", "5号楼2单元601 电梯异响")
    await wang.taps("对,帮我报上去")
    zhao = await reports(town, "赵叔", "5号楼 电梯有异响")
    asked = zhao.last
    assert "5号楼2单元已有人报「电梯异响」,是同一件事吗?" in asked.text
    assert "王" not in asked.text
    assert "601" not in asked.text
    join = next(button.data for button in asked.buttons if "同一件" in button.text)
    await zhao.taps("是同一件", under=asked)
    assert "已加入 #1001" in asked.text
    assert "已经加入 #1001" in (await zhao.forges(join, under=asked)).text
    assert len(await rows(town, Order)) == 1
    assert len(await rows(town, Watcher)) == 1
    assert [event.step for event in await rows(town, OrderEvent)] == ["submit", "join"]


async def test_another_thing_is_reported_and_what_is_elsewhere_is_not_asked_about(town: Town) -> None:
    wang = await reports(town, "王阿姨", "5号楼2单元601 电梯异响")
    await wang.taps("对,帮我报上去")
    zhao = await reports(town, "赵叔", "5号楼 电梯有异响")
    question = zhao.last
    aside = await reports(town, "周姐", "5号楼 电梯有异响")
    await aside.says("6号楼 楼道灯不亮")
    assert "同一件事" not in aside.screen
    corrects = await reports(town, "吴叔", "5号楼 电梯有异响")
    await corrects.says("是6号楼不是5号楼")
    assert "📍 6号楼" in corrects.screen
    assert "同一件事" not in corrects.screen
    await zhao.says("电话写错了,是13812345678")
    question = zhao.last
    assert "📞 13812345678" in question.text
    assert "同一件事" in question.text
    await zhao.says("不是同一件,我家明天下午有人")
    assert "同一件事" not in question.text
    assert "11月24日(周二)下午" in question.text
    await zhao.taps("对,帮我报上去")
    assert len(await rows(town, Order)) == 2
    other = await reports(town, "钱婶", "6号楼 电梯有异响")
    assert "同一件事" not in other.last.text
    flat = await reports(town, "孙伯", "5号楼2单元602 厨房水管漏水")
    await flat.taps("对,帮我报上去")
    neighbour = await reports(town, "李姐", "5号楼1单元101 厨房水管漏水")
    assert "同一件事" not in neighbour.last.text
    await town.passes(hours=73)
    late = await reports(town, "周哥", "5号楼 电梯有异响")
    assert "同一件事" not in late.last.text
