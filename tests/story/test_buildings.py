"""The list of buildings, kept by staff in the chat; and the posters for their doors, read as a phone reads them."""

import io

import pytest
import zxingcpp
from PIL import Image

from bot.domain.deep_link import read_poster_payload
from bot.domain.ids import CommunityId
from bot.domain.roles import Role
from bot.sandbox.messages import Message
from bot.storage.community.buildings import BuildingFacts, buildings_of
from bot.storage.members.people import add_role, meet
from tests.town import Actor, Town

HERE = CommunityId(1)
once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What the other database decides in the same way."""


async def listed(town: Town) -> list[BuildingFacts]:
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return await buildings_of(tx, HERE)


async def made(town: Town, name: str, role: Role) -> Actor:
    actor = await town.volunteer(name)
    async with town.weixiu.uow.writing(town.clock.now(), occasion="role") as tx:
        person = await meet(tx, actor.user_id, name)
        await add_role(tx, HERE, person.id, role)
    return actor


def file_of(message: Message) -> tuple[str, bytes]:
    carried = message.content.attachment
    assert carried is not None
    assert carried.file is not None
    return carried.file.upload.name, carried.file.upload.content


def scanned(png: bytes) -> list[str]:
    """What a phone finds in the picture."""
    with Image.open(io.BytesIO(png)) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture)]


async def test_staff_keep_the_list_on_one_card(town: Town) -> None:
    clerk = await made(town, "小王", Role.CLERK)
    await clerk.says("/buildings")
    card = clerk.last
    assert "还没有楼栋" in card.text
    assert card.button_texts == ["➕ 加楼栋", "🖨 二维码海报"]
    await clerk.taps("加楼栋", under=card)
    await clerk.says("１-12号楼 甲3号楼,A座、3幢")
    assert "1–12号楼、甲3号楼、A座" in card.text
    assert clerk.sees("加了 14 栋").id < clerk.last.id
    assert len(clerk.person.private.messages) == 6, (
        "the start, its answer, the command, the card, the question, the line"
    )
    await clerk.taps("删楼栋", under=card)
    tap = await clerk.taps("4号楼", under=card)
    again = await clerk.forges(next(b.data for b in card.buttons if b.text == "5号楼"), under=card)
    late = await clerk.forges(again.data, under=card)
    assert ["已拿掉" in tap.text, "过期" in late.text] == [True, True]
    await clerk.taps("返回", under=card)
    assert "1–3号楼、6–12号楼、甲3号楼、A座" in card.text


@once
async def test_buildings_typed_right_after_the_list_are_asked_about_and_then_on_it(town: Town) -> None:
    await town.secretary.says("/buildings")
    await town.secretary.says("1-12号楼")
    question = town.secretary.last
    assert "要把这 12 栋加到楼栋单子上吗" in question.text
    assert await listed(town) == []
    await town.secretary.taps("加上去", under=question)
    assert "单子在下面" in question.text
    assert "1–12号楼" in town.secretary.last.text
    assert len(await listed(town)) == 12
    await town.secretary.says("十三号楼")
    await town.secretary.says("好的")
    assert "1–13号楼" in town.secretary.last.text
    for nothing_new in ("3号楼", "14", "我在住院楼"):
        await town.secretary.says(nothing_new)
        assert "加到楼栋单子" not in town.secretary.last.text
    ann = await town.volunteer("安")
    await ann.says("20号楼")
    assert "加到楼栋单子" not in ann.last.text


@once
async def test_what_is_no_building_changes_nothing_and_is_named(town: Town) -> None:
    await town.secretary.says("/buildings 1-3号楼,你好呀")
    assert "「你好呀」不像楼号" in town.secretary.last.text
    await town.secretary.says("/buildings 1-400号楼")
    await town.secretary.says("/buildings 1-99号楼、101-199号楼、201-299号楼、301-399号楼")
    assert "最多 300 栋" in town.secretary.last.text
    assert await listed(town) == []


async def test_a_building_keeps_its_id_so_that_its_poster_never_means_another(town: Town) -> None:
    await town.secretary.says("/buildings 1-3号楼")
    before = await listed(town)
    card = town.secretary.last
    await town.secretary.taps("删楼栋", under=card)
    await town.secretary.taps("3号楼", under=card)
    await town.secretary.says("/buildings 4号楼")
    await town.secretary.says("/buildings 3栋")
    names = {building.name: building.id for building in await listed(town)}
    assert names["4号楼"] not in {building.id for building in before}
    await town.secretary.says("/buildings 3号楼、3栋")
    assert [building.name for building in await listed(town)] == ["1号楼", "2号楼", "4号楼", "3栋"]


@once
async def test_only_staff_of_the_community_see_and_change_the_list(town: Town) -> None:
    await town.secretary.says("/buildings 1号楼")
    card = town.secretary.last
    ann = await town.volunteer("安")
    await ann.says("/buildings")
    await ann.says("/poster")
    assert ["只有书记和工作人员" in message.text for message in ann.person.private.messages[-3::2]] == [True, True]
    for button in card.buttons:
        tap = await ann.forges(button.data, under=ann.last)
        assert "只有书记和工作人员" in tap.text, button.text
    assert [building.name for building in await listed(town)] == ["1号楼"]


@once
async def test_posters_lead_a_phone_to_the_right_door(town: Town) -> None:
    await town.secretary.says("/buildings 1-2号楼")
    await town.secretary.taps("二维码海报")
    paper, picture = town.secretary.person.private.messages[-2:]
    assert ["共 3 页" in paper.text, "第 1 页" in paper.text] == [True, True]
    name, content = file_of(paper)
    assert (name, content[:5], content.count(b"/Type /Page\n") or content.count(b"/Type/Page/")) == (
        "二维码海报.pdf",
        b"%PDF-",
        3,
    )
    assert scanned(file_of(picture)[1]) == ["https://t.me/weixiu_bot?start=b_1_0"]
    await town.secretary.says("/poster 2幢")
    (link,) = scanned(file_of(town.secretary.last)[1])
    place = read_poster_payload(link.partition("start=")[2])
    assert place is not None
    assert [(1, building.id) for building in await listed(town) if building.name == "2号楼"] == [place]


@once
async def test_who_scans_a_poster_is_asked_what_is_broken_and_nothing_that_the_poster_knows(town: Town) -> None:
    await town.secretary.says("/buildings 1-2号楼")
    guest = town.stranger("路人")
    await guest.starts("b_1_0")
    assert "阡上维修群报修" in guest.sees("您好,这里是").text
    await guest.starts("b_1_2")
    assert "2号楼报修" in guest.sees("您好,这里是").text
    await guest.says("灯不亮")
    assert "📍 2号楼" in guest.screen


@once
async def test_two_taps_at_once_bring_one_pile_of_paper_and_a_later_wish_another(town: Town) -> None:
    await town.secretary.says("/buildings 1号楼")
    card = town.secretary.last
    await town.at_once(*[lambda: town.secretary.person.taps("二维码海报", under=card)] * 2)
    assert sum("A4" in message.text for message in town.secretary.person.private.messages) == 1
    await town.passes(seconds=6)
    await town.secretary.taps("二维码海报", under=card)
    await town.passes(seconds=6)
    await town.secretary.says("/poster")
    assert sum("A4" in message.text for message in town.secretary.person.private.messages) == 3


@once
async def test_a_forged_door_is_answered_and_harms_nothing(town: Town) -> None:
    guest = town.stranger("路人")
    for payload in ("b_1_999", "b_9_1", "b_1_", "b_1_-1", "b_" + "9" * 40, "b_1_1_1", "b_01_1"):
        await guest.starts(payload)
        assert guest.last.sender.is_bot, payload
