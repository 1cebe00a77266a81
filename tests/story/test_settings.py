"""Settings, changed by the secretary in the chat."""

import pytest

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Town

pytestmark = AT_LENGTH_ON_POSTGRESQL


@pytest.mark.parametrize(
    ("button", "answer", "shown"),
    [
        ("简报时间", "7:15", "07:15"),
        ("简报时间", "21点", "21:00"),
        ("时区", "Asia/Urumqi", "Asia/Urumqi"),
        ("接单上限", "5", "5 单"),
        ("私聊时限", "30", "30 分钟"),
        ("名称", "阡上社区", "阡上社区"),
        ("简报时间", "8.45", "08:45"),
    ],
)
async def test_a_setting_is_asked_for_and_shown_and_what_is_so_already_is_not_said_to_be_changed(
    town: Town, button: str, answer: str, shown: str
) -> None:
    for said in ("✅ 已改好", "本来就是这样,没有改动"):
        await town.secretary.says("/settings")
        await town.secretary.taps(button)
        await town.secretary.says(answer)
        assert said in town.secretary.screen
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
    await town.secretary.taps("公布")
    new = await town.order("5号楼 窗裂 木工")
    assert "10 分" in old.text
    assert "33 分" in new.text


async def test_a_community_may_speak_english_once_the_secretary_means_it(town: Town) -> None:
    ann = await town.volunteer("安")
    await town.secretary.says("/settings")
    await town.secretary.taps("语言")
    question = town.secretary.last
    assert "全社区都换成英文吗" in question.text
    assert "待接单" in (await town.order("4号楼 灯不亮")).text
    yes = question.buttons[0].data
    await town.secretary.taps("✅ 改", under=question)
    card = await town.order("5号楼 灯不亮")
    assert "待接单" not in card.text
    assert "灯不亮" in card.text
    tap = await town.secretary.forges(yes, under=question)
    assert tap.text
    card = await town.order("6号楼 灯不亮")
    assert "待接单" not in card.text
    assert "🔍 查进度" in ann.keys
    await ann.taps("I'll fix it", under=card)
    assert "🔍 My repairs" in ann.keys, "with the first claim, once"
    assert "is yours" in ann.last.text
    bob = await town.volunteer("波")
    assert "🔍 My repairs" in bob.keys, "the only community's language greets whoever has none yet"


async def test_a_switch_may_be_answered_in_words(town: Town) -> None:
    await town.secretary.says("/settings")
    await town.secretary.taps("开放/邀请制")
    await town.secretary.says("什么")
    assert "例如:是" in town.secretary.last.text
    await town.secretary.says("好")
    assert "邀请制" in town.secretary.last.text


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


async def test_the_ways_of_a_community_are_on_the_second_page_each_with_its_range(town: Town) -> None:
    secretary = town.secretary
    await secretary.says("/settings")
    await secretary.taps("更多设置")
    asked = [
        ("书记电话", "没有这个号", "例如:0532-88881234", "0532-88881234", "书记电话:0532-88881234"),
        ("相似报修", "0", "1 到 720", "48", "48 小时内的相似报修"),
        ("自动办结", "31", "1 到 30", "5", "5 天后自动办结"),
        ("评价提醒", "169", "1 到 168", "12", "12 小时没评价提醒"),
        ("返修期限", "91", "1 到 90", "10", "办结后 10 天内"),
        ("排队时限", "4", "5 到 1440", "20", "排队的 20 分钟"),
        ("没动静", "很久", "1 到 168", "6", "6 小时没动静"),
        ("转办提醒", "0", "1 到 30", "2", "转办 2 天"),
        ("资料保留", "366", "1 到 365", "60", "60 天删除"),
        ("夜间", "25-8", "例如:21-8", "22点到7点", "22 点到 7 点"),
        ("紧急电话", "火警", "例如:火警 119", "物业 88881234,119 火警", "物业 88881234、火警 119"),
        ("危险提示", "地震 快跑", "例如:煤气", "煤气 关阀门", "用自己的话"),
        ("危险提示", "煤气", "例如:煤气", "煤气 默认", "用原来的话"),
    ]
    for button, nonsense, refused, value, shown in asked:
        await secretary.taps(button, under=secretary.sees("更多设置"))
        question = secretary.last.text
        await secretary.says(nonsense)
        assert refused in secretary.last.text
        assert refused in question
        await secretary.says(value)
        assert shown in secretary.last.text
    for button, shown in (("入队要同意", "群里的人点链接就入队"), ("技能不符", "技能不符不让接")):
        await secretary.taps(button, under=secretary.sees("更多设置"))
        await secretary.taps("✅ 改")
        assert shown in secretary.last.text
    await secretary.taps("书记电话", under=secretary.sees("更多设置"))
    await secretary.says("没有")
    assert "没有留书记电话" in secretary.last.text
    await secretary.taps("返回")
    assert "简报" in secretary.last.text
