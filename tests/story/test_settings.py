"""Settings, changed by the secretary in the chat."""

import pytest

from tests.town import Town


@pytest.mark.parametrize(
    ("button", "answer", "shown"),
    [
        ("简报时间", "7:15", "07:15"),
        ("简报时间", "21点", "21:00"),
        ("时区", "Asia/Urumqi", "Asia/Urumqi"),
        ("接单上限", "5", "5 单"),
        ("私聊时限", "30", "30 分钟"),
        ("名称", "阡上社区", "阡上社区"),
        ("积分标准", "木工 10 15 25 50", "10/15/25/50"),
        ("积分标准", "其他 1 2 3 4", "1/2/3/4"),
        ("积分标准", "1/2/3/4", "1/2/3/4"),
        ("简报时间", "8.45", "08:45"),
        ("积分标准", "加急 7", "+7"),
    ],
)
async def test_a_setting_is_asked_for_and_shown(town: Town, button: str, answer: str, shown: str) -> None:
    await town.secretary.says("/settings")
    await town.secretary.taps(button)
    await town.secretary.says(answer)
    assert shown in town.secretary.last.text


@pytest.mark.parametrize(
    ("button", "nonsense"),
    [
        ("简报时间", "25:00"),
        ("简报时间", "早上"),
        ("时区", "北京"),
        ("接单上限", "0"),
        ("接单上限", "-3"),
        ("私聊时限", "很久"),
        ("名称", "x" * 65),
        ("积分标准", "木工 10"),
        ("积分标准", "木工 1 2 3 99999"),
        ("积分标准", "飞天 1 2 3 4"),
    ],
)
async def test_nonsense_is_refused_with_an_example_and_asked_again(town: Town, button: str, nonsense: str) -> None:
    await town.secretary.says("/settings")
    before = town.secretary.last.text
    await town.secretary.taps(button)
    await town.secretary.says(nonsense)
    assert "例如" in town.secretary.last.text
    await town.secretary.says("取消")
    await town.secretary.says("/settings")
    assert town.secretary.last.text == before


async def test_a_changed_standard_holds_for_new_orders_only(town: Town) -> None:
    old = await town.order("5号楼 门裂 木工")
    await town.secretary.says("/settings")
    await town.secretary.taps("积分标准")
    await town.secretary.says("木工 10 33 25 50")
    new = await town.order("5号楼 窗裂 木工")
    assert "10 分" in old.text
    assert "33 分" in new.text


async def test_a_community_may_speak_english(town: Town) -> None:
    await town.secretary.says("/settings")
    await town.secretary.taps("语言")
    card = await town.order("5号楼 灯不亮")
    assert "待接单" not in card.text
    assert "灯不亮" in card.text


async def test_a_person_may_choose_their_own_language(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.says("/language")
    await ann.taps("English")
    await ann.says("/points")
    assert "积分" not in ann.last.text
    await ann.says("/language")
    await ann.taps("中文")
    await ann.says("/points")
    assert ann.last.text.startswith("积分 0")


async def test_settings_are_for_the_secretary(town: Town) -> None:
    ann = await town.volunteer("安")
    await ann.says("/settings")
    assert "只有书记" in ann.last.text
    tap = await ann.forges("1:set:1:open_team", under=ann.last)
    assert "只有书记" in tap.text


async def test_not_changing_a_setting_is_one_tap(town: Town) -> None:
    await town.secretary.says("/settings")
    await town.secretary.taps("时区")
    question = town.secretary.last
    await town.secretary.taps("不改了", under=question)
    assert "没有改动" in question.text
