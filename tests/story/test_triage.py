"""Requests, settled by staff: to the volunteers, to a party outside, on the spot, not accepted, the same as another."""

from typing import Any

from bot.domain.ids import CommunityId
from bot.domain.life import Step
from bot.language.order_line import parse_order_line
from bot.models import Community
from bot.storage.people import meet
from bot.usecases.posting import OrderDetails, make_order
from bot.usecases.triage_outcomes import receive
from tests.town import Actor, Town

PIPE = "2号楼2单元1401 厨房水管漏水 水工 王阿姨 13800138000"
LAMP = "2号楼楼道灯不亮"


async def reports(town: Town, resident: Actor, line: str, **facts: Any) -> int:
    """Somebody has said what is broken, and staff have got their cards; the order's number."""
    async with town.weixiu.uow.writing(town.clock.now(), occasion=f"report/{line}") as tx:
        person = await meet(tx, resident.user_id, resident.person.first_name)
        community = await tx.session.get_one(Community, CommunityId(1))
        details = OrderDetails.from_line(parse_order_line(line), ())
        order = await make_order(tx, community, person, details, step=Step.SUBMIT, reporter_id=person.id, **facts)
        await receive(tx, community, order)
    await town.settle()
    return order.number


async def residents(town: Town, *names: str) -> list[Actor]:
    people = [town.stranger(name) for name in names]
    for person in people:
        await person.starts()
    return people


async def test_a_request_is_published_by_one_tap_and_all_cards_say_by_whom(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    clerk = await clerk_of(town, "小陈")
    await reports(town, wang, PIPE)
    for staff in (town.secretary, clerk):
        card = staff.sees("新报修")
        assert "王阿姨" in card.text
        assert "13800138000" in card.text
        assert "2号楼2单元1401" in card.text
    tap = await clerk.taps("发布", under=clerk.sees("新报修"))
    assert "已发布" in tap.text
    assert "厨房水管漏水" in town.card.text
    assert "1401" not in town.card.text
    for staff in (town.secretary, clerk):
        assert "待接单 · 小陈" in staff.sees("厨房水管漏水").text
    assert "已发给志愿者" in wang.last.text
    late = await town.secretary.forges("1:sift:1:1001:publish:", under=town.secretary.last)
    assert "小陈已经处理了" in late.text


async def clerk_of(town: Town, name: str) -> Actor:
    await town.secretary.says("/invite")
    await town.secretary.taps("工作人员")
    link = next(word for word in town.secretary.last.text.split() if "start=" in word)
    clerk = town.stranger(name)
    await clerk.follows(link)
    return clerk


async def test_two_of_the_staff_at_once_and_one_decides(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    clerk = await clerk_of(town, "小陈")
    await reports(town, wang, PIPE)
    taps = await town.at_once(
        lambda: town.secretary.person.taps("发布", under=town.secretary.sees("新报修")),
        lambda: clerk.person.taps("发布", under=clerk.sees("新报修")),
    )
    assert sorted("已发布" in tap.text for tap in taps) == [False, True]
    assert sorted("已经处理了,现在是「待接单」" in tap.text for tap in taps) == [False, True]
    assert len([message for message in town.group.messages if "#1001" in message.text]) == 1


async def test_what_is_not_accepted_ends_with_a_kind_reason_in_the_residents_language(town: Town) -> None:
    wang, smith = await residents(town, "王阿姨", "Smith")
    await smith.says("/language")
    await smith.taps("English")
    for resident, line in ((wang, PIPE), (smith, LAMP)):
        await reports(town, resident, line)
        await town.secretary.taps("不受理", under=town.secretary.sees("新报修"))
        await town.secretary.taps("不归社区管")
        assert "不受理 · 刘书记" in town.secretary.sees("不归社区管").text
        assert "13800138000" not in town.secretary.sees("不归社区管").text
    assert "可以打 12345" in wang.last.text
    assert "12345" in smith.last.text
    assert "社区" not in smith.last.text


async def test_a_reason_may_be_written_and_an_empty_one_is_asked_for_again(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    await reports(town, wang, PIPE)
    await town.secretary.taps("不受理")
    await town.secretary.taps("自己写原因")
    await town.secretary.says("跳过")
    assert "请写一句" in town.secretary.last.text
    await town.secretary.says("下周全楼换水管,请等两天")
    assert "请等两天" in wang.last.text
    assert "居民" in town.secretary.sees("已收到 ✅").text


async def test_settled_on_the_spot_with_what_was_said(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    await reports(town, wang, PIPE)
    await town.secretary.taps("当场办结")
    await town.secretary.says("已电话告诉她先关总阀,水管是好的")
    assert "已经办结" in wang.last.text
    assert "先关总阀" in wang.last.text
    card = town.secretary.sees("厨房水管漏水")
    assert "先关总阀" in card.text
    assert not card.buttons
    assert "#1001" not in town.group_screen
