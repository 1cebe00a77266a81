"""Requests, settled by staff: to the volunteers, to a party outside, on the spot, not accepted, the same as another."""

import re
from datetime import timedelta

from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

PIPE = "2号楼2单元1401 厨房水管漏水 水工 王阿姨 13800138000"
LAMP = "2号楼楼道灯不亮"


async def reports(town: Town, resident: Actor, line: str) -> None:
    """Somebody says what is broken, and that this is what they mean."""
    await resident.says(line)
    card = resident.sees("📍")
    if "不是,另报" in card.button_texts:
        await resident.taps("不是,另报", under=card)
    await resident.taps("✅", under=card)


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
        assert "已发布 · 小陈" in staff.sees("厨房水管漏水").text
    assert "已发给志愿者" in wang.last.text
    late = await town.secretary.forges("1:sift:1:1001:publish:", under=town.secretary.last)
    assert "小陈已经处理了" in late.text
    await clerk.says("/forget")
    await clerk.taps("是的")
    assert "已发布 · —" in town.secretary.sees("厨房水管漏水").text


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
    (wang,) = await residents(town, "王阿姨")
    assert "Which language" not in wang.screen
    smith = town.stranger("Smith", language_code="en-GB")
    await smith.starts()
    assert smith.last.button_texts == ["中文", "English"]
    await smith.taps("English")
    await smith.starts()
    assert smith.screen.count("Which language") == 1
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
    await reports(town, wang, LAMP)
    wang.person.blocks_bot()
    await town.settle()
    card = town.secretary.sees("#1002 新报修")
    await town.secretary.taps("不受理", under=card)
    assert "要请您打电话告诉他" in card.text
    tap = await town.secretary.taps("不归社区管", under=card)
    assert tap.text == "已收到 ✅ 不受理。住户收不到我的消息,请打电话告诉他"
    assert "要电话请发 /find 1002" in card.text
    await town.secretary.says("/find 1002")
    assert "#1002 · 不受理" in town.secretary.last.text


async def test_settled_on_the_spot_with_what_was_said_and_settled_anew_if_it_was_not_good(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    await reports(town, wang, PIPE)
    await town.secretary.taps("当场办结")
    await town.secretary.says("已电话告诉她先关总阀,水管是好的")
    assert "办好了" in wang.last.text
    assert "先关总阀" in wang.last.text
    card = town.secretary.sees("厨房水管漏水")
    assert "先关总阀" in card.text
    assert not card.buttons
    assert "#1001" not in town.group_screen
    await wang.says("没修好,水管还是漏")
    assert "#1001 还没好,已请社区重新处理" in wang.last.text
    again = town.secretary.last
    assert "😟 #1001 住户说没好,请重新处理" in again.text
    assert "💬 没修好,水管还是漏" in again.text
    assert "看下面那张卡片" in card.text
    await town.secretary.taps("发布", under=again)
    assert "厨房水管漏水" in town.card.text
    assert "还是漏" not in town.group_screen


async def test_the_same_trouble_is_merged_after_a_question_and_its_people_hear_the_same_answer(town: Town) -> None:
    wang, li, zhao = await residents(town, "王阿姨", "李叔", "赵婶")
    await reports(town, wang, LAMP)
    await town.secretary.taps("发布", under=town.secretary.sees("新报修"))
    first = town.secretary.sees("楼道灯不亮")
    await reports(town, zhao, "2号楼 水管漏水")
    await reports(town, li, "2号楼 楼道的灯不亮了")
    card = town.secretary.sees("#1003 新报修")
    assert re.search("⏳ 发布后 .+内有人接 · 11月.+前办好", card.text)
    await town.secretary.taps("合并", under=card)
    question = town.secretary.last
    assert "#1001 · 同一栋楼,说的也像" in question.text
    assert "#1002" not in question.text
    for wrong, answer in (("#1003", "单号"), ("第一单", "单号"), ("9999", "没有找到")):
        await town.secretary.says(wrong)
        assert answer in town.secretary.last.text
    await town.secretary.says("1002")
    assert "#1003 和 #1002 合成一件?" in question.text
    assert "说的不太像" in question.text
    await town.secretary.taps("不是,换一单", under=question)
    await town.secretary.taps("#1001 2号楼", under=question)
    assert "说的也像" in question.text
    await town.secretary.says("是")
    assert "#1003 并到 #1001 一起办了" in question.text
    assert not question.buttons
    assert "并入 #1001" in card.text
    assert "和 #1001 是同一件事" in li.last.text
    assert "还有 1 位邻居" in first.text
    assert card.button_texts == ["✂️ 合错了,分开"]
    await town.passes(hours=24, minutes=1)
    assert not card.buttons
    await town.secretary.taps("当场办结", under=first)
    assert "有同样问题的 1 位邻居也会看到" in town.secretary.last.text
    await town.secretary.says("换了一只声控灯泡")
    for resident in (wang, li):
        assert "声控灯泡" in resident.last.text
    late = await town.secretary.forges("1:sift:1:1003:split:", under=card)
    assert "分不开了" in late.text
    assert "1003" not in town.group_screen
    await reports(town, zhao, "2号楼 楼道灯又灭了")
    await town.secretary.taps("合并", under=town.secretary.sees("#1004 新报修"))
    await town.secretary.says("1002")
    question = town.secretary.sees("#1004 和 #1002 合成一件?")
    old = question.buttons[0].data
    await zhao.says("/forget")
    await zhao.taps("是的")
    assert "#1004 住户不修了" in question.text
    assert not question.buttons
    assert "1004" not in (await town.secretary.forges(old, under=question)).text
    gone = (await town.secretary.forges("1:sift:1:1004:publish:", under=question)).text
    assert "—" not in gone
    assert "不用再处理了" in gone


async def test_a_wrong_merging_is_undone_and_both_go_on(town: Town) -> None:
    wang, li = await residents(town, "王阿姨", "李叔")
    ann = await town.volunteer("安")
    for resident, what in ((wang, LAMP), (li, "5号楼 电梯异响")):
        await reports(town, resident, what)
        await town.secretary.taps("发布", under=town.secretary.sees("新报修"))
    card = town.secretary.sees("电梯异响")
    await town.secretary.taps("合并", under=card)
    assert "没找到相像的单" in town.secretary.last.text
    await town.secretary.says("1001")
    await town.secretary.taps("是,合并")
    assert "我来修" not in town.card_of(1002).button_texts
    assert "分开了" in (await town.secretary.taps("合错了", under=card)).text
    assert "#1002 还是单独办" in li.last.text
    assert "还有" not in town.secretary.sees("楼道灯不亮").text
    assert "您已经处理过了 ✅" in (await town.secretary.forges("1:sift:1:1002:split:", under=card)).text
    for number, resident, other in ((1001, wang, li), (1002, li, wang)):
        await ann.taps("我来修", under=town.card_of(number))
        assert f"安接了您的报修 #{number}" in resident.last.text
        assert f"#{number}" not in other.last.text


async def test_staff_put_right_what_was_not_understood_before_they_publish(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    await reports(town, wang, PIPE)
    card = town.secretary.sees("新报修")
    choices = {"类别": "微心愿", "区域": "公共区域", "工种": "疏通工", "大小": "大修", "急不急": "加急", "人数": "2"}
    for field, word in choices.items():
        await town.secretary.taps("改一改", under=card)
        await town.secretary.taps(field, under=card)
        await town.secretary.taps(word, under=card)
    assert "新微心愿" in card.text
    assert "公共区域(一般归物业管) · 疏通工 · 大修 · 2 人 · 加急" in card.text
    await town.secretary.taps("改一改", under=card)
    await town.secretary.taps("返回", under=card)
    await town.secretary.taps("发布", under=card)
    assert "🌟 #1001 · 微心愿" in town.group_screen
    assert "我来帮" in town.group_screen
    assert "25 分" in town.group_screen
    late = await town.secretary.forges("1:sift:1:1001:size:small", under=card)
    assert "您已经处理过了" in late.text


async def test_an_opinion_is_answered_and_never_called_a_repair(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    await reports(town, wang, "小区门口 建议多装几组快递柜")
    card = town.secretary.sees("新意见")
    assert card.buttons[0].text == "📝 答复"
    await town.secretary.taps("答复", under=card)
    await town.secretary.says("已经和快递公司谈了,下月加一组")
    assert "您的意见 #1001 办好了" in wang.last.text
    assert "修" not in wang.last.text


async def test_what_was_settled_on_the_spot_is_entered_in_one_line(town: Town) -> None:
    wang = town.stranger("王阿姨", phone="+8613912345678")
    await wang.starts()
    await wang.shares_contact()
    await town.secretary.says("/spot 3号楼2单元501 灯不亮 已换灯泡 王阿姨 13912345678")
    assert "#1001 已登记,当场办结" in town.secretary.last.text
    assert "已换灯泡" in wang.last.text
    assert "#1001" not in town.group_screen
    await wang.says("#1001")
    assert "已办好" in wang.last.text
    await town.secretary.says("/spot 灯不亮", in_=town.group)
    assert "私聊" in town.group_screen


async def test_a_line_without_a_result_becomes_a_card_that_asks(town: Town) -> None:
    await town.secretary.says("/spot 3号楼 灯不亮")
    card = town.secretary.last
    await town.secretary.taps("当场办结", under=card)
    assert "没有发给志愿者" in card.text
    await town.secretary.says("换了灯泡")
    assert "换了灯泡" in town.secretary.sees("3号楼").text
    await town.secretary.says("/order 5号楼 门锁坏了")
    await town.secretary.taps("先登记")
    assert "新报修" in town.secretary.last.text
    assert "#1002" not in town.group_screen


async def test_everything_that_waits_is_in_one_list_and_its_cards_come_back(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    ann = await town.volunteer("安")
    for number in range(7):
        await reports(town, wang, f"{number + 1}号楼 灯不亮")
    await town.secretary.taps("转办", under=town.secretary.sees("1号楼"))
    await town.secretary.taps("物业", under=town.secretary.sees("1号楼"))
    await town.secretary.taps("已打电话", under=town.secretary.sees("请打电话告诉物业"))
    await town.order("9号楼 门锁坏了")
    await ann.taps("我来修", under=town.card)
    await ann.taps("修好了")
    for _ in range(2):
        if any("跳过" in button.text for button in ann.last.buttons):
            await ann.taps("跳过")
    await town.secretary.says("待办")
    listed = town.secretary.last
    assert "待办 8 件" in listed.text
    assert "📞 待回访 1 户" in listed.text
    assert "另有 1 单在外单位手里" in listed.text
    await town.secretary.taps("➡️", under=listed)
    assert "9号楼" in listed.text
    await town.secretary.taps("#1008", under=listed)
    assert "确认" in town.secretary.last.buttons[0].text
    await town.secretary.says("/inbox")
    assert listed.deleted
    await town.passes(days=3, hours=2)
    await town.secretary.says("/inbox")
    assert "#1001 已转办" in town.secretary.last.text
    await town.secretary.taps("#1002", under=town.secretary.last)
    assert "2号楼" in town.secretary.last.text
    assert "发布" in town.secretary.last.buttons[0].text
    await town.secretary.says("/triage 1001")
    assert "记结果" in town.secretary.last.buttons[0].text
    await ann.says("/inbox")
    assert "只有书记" in ann.last.text


async def test_chosen_trades_publish_themselves_but_nothing_urgent_or_public(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    await town.secretary.says("/settings")
    await town.secretary.taps("自动发布")
    await town.secretary.taps("水工")
    assert "✅ 水工" in [button.text for button in town.secretary.last.buttons]
    await reports(town, wang, PIPE)
    assert "厨房水管漏水" in town.card.text
    assert "新报修" not in town.secretary.screen
    await reports(town, wang, "3号楼 水管爆了 水工 紧急")
    await reports(town, wang, "3号楼大厅 水管漏水 水工")
    assert town.secretary.screen.count("新报修") == 2


async def test_a_cancelled_request_leaves_no_card_behind(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    await reports(town, wang, PIPE)
    card = town.secretary.sees("新报修")
    await town.secretary.taps("转办", under=card)
    await town.secretary.taps("物业", under=card)
    await town.secretary.says("/cancel 1001 王阿姨说不用了")
    assert "已撤单" in card.text
    assert "13800138000" not in card.text
    await town.passes(days=4)
    assert "还没有结果" not in town.secretary.screen
    assert "#1001" not in town.group_screen


async def test_volunteers_and_residents_decide_nothing(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    ann = await town.volunteer("安")
    await reports(town, wang, PIPE)
    for button in ("publish:", "reject:outside", "to:1", "back:", "wait:", "menu:edit", "ask:settle", "size:huge"):
        for person in (ann, wang):
            tap = await person.forges(f"1:sift:1:1001:{button}", under=person.last)
            assert "只有书记" in tap.text
    for nonsense in ("nothing:", "to:99", "to:x", "reject:because", "menu:no", "ask:no", "size:none", "people:0"):
        tap = await town.secretary.forges(f"1:sift:1:1001:{nonsense}", under=town.secretary.last)
        assert "过期" in tap.text
    assert "新报修" in town.secretary.screen


async def test_a_request_nobody_decides_on_comes_back_by_day_until_somebody_does(town: Town) -> None:
    (wang,) = await residents(town, "王阿姨")
    town.clock.move(timedelta(days=5, hours=11))  # Saturday 20:00
    await reports(town, wang, PIPE.replace("13800138000", "13912345678"))
    await town.secretary.says("/help")
    await town.passes(hours=45)  # Monday 17:00: a weekend brings no reminder
    assert "新报修" not in town.secretary.last.text
    await town.passes(hours=2)
    assert "新报修" in town.secretary.last.text
    await town.secretary.taps("发布", under=town.secretary.sees("新报修"))
    assert "13912345678" not in town.secretary.screen
    await town.secretary.says("/triage 1001")
    assert "13912345678" in town.secretary.last.text
    await town.secretary.says("/help")
    await town.passes(days=2)
    assert "新报修" not in town.secretary.last.text
