"""Residents always know where their order stands, and can do something about it."""

from datetime import timedelta

import pytest

from bot.sandbox.files import picture
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL

LINE = "5号楼3单元702 灯不亮 明天下午 王阿姨 13912345678"


async def resident_of(town: Town, line: str = LINE) -> Actor:
    """王阿姨, whose phone is proved, and an order posted under it."""
    wang = town.stranger("王阿姨", phone="+8613912345678")
    await wang.starts()
    await wang.shares_contact()
    await town.order(line)
    return wang


async def test_who_comes_is_told_with_a_masked_number_and_the_whole_one_if_they_let_it_be_seen(town: Town) -> None:
    ann = town.actor("安", phone="+8613911112222")
    await ann.starts()
    await ann.shares_contact()
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    told = wang.sees("安接了您的报修 #1001")
    assert "🕒 11月24日(周二)下午" in told.text
    assert "13911112222" not in told.text.replace(" ", "")
    assert "2222" in told.text
    await wang.says("/language")
    await wang.taps("English")
    await wang.says("查进度")
    assert "安" in wang.last.text
    assert "🕒 Tue, Nov 24 afternoon" in wang.last.text
    assert "2222" in wang.last.text


async def test_hurrying_reaches_staff_while_nobody_holds_it_and_the_holder_afterwards_once_a_day(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    tap = await wang.taps("催一下", under=wang.sees("已发给志愿者"))
    assert "已帮您催了" in tap.text
    assert "住户来催了" in town.secretary.last.text
    assert "今天已经催过" in (await wang.taps("催一下", under=wang.sees("已发给志愿者"))).text
    town.clock.move(timedelta(days=1))
    await ann.taps("我来修", under=town.card)
    await wang.taps("催一下")
    assert "住户在等您" in ann.last.text
    assert "702" not in ann.last.text


async def test_at_night_nobody_is_woken_and_the_resident_knows(town: Town) -> None:
    wang = await resident_of(town)
    town.clock.move(timedelta(hours=14))
    tap = await wang.taps("催一下")
    assert "明早" in tap.text
    assert "住户来催了" not in town.secretary.screen
    await town.passes(hours=10)
    assert "住户来催了" in town.secretary.screen


async def test_who_hurried_at_night_and_withdrew_hurries_nobody_in_the_morning(town: Town) -> None:
    wang = await resident_of(town)
    town.clock.move(timedelta(hours=14))
    await wang.taps("催一下")
    await wang.taps("不修了")
    await wang.taps("不修了")
    await town.passes(hours=10)
    assert "住户来催了" not in town.secretary.screen


async def test_a_corrected_address_keeps_the_claim_and_tells_the_holder(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    job = ann.sees("归您啦")
    await wang.taps("改一改")
    await wang.taps("改地址")
    await wang.says("随便写写")
    assert "没看懂" in wang.last.text
    await wang.says("6号楼1单元305")
    assert "改好了" in wang.screen
    assert "6号楼1单元305" in job.text
    assert "住户改了地址" in ann.last.text
    assert "305" not in ann.last.text
    assert "已接单" in town.card.text
    assert "6号楼1单元" in town.card.text
    assert "305" not in town.group_screen


async def test_a_number_or_an_address_that_was_wrong_is_put_right_by_saying_so(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    job = ann.sees("归您啦")
    await wang.says("电话写错了,是13800138012")
    assert "把 #1001 的电话号码改成「138****8012」" in wang.last.text
    await wang.taps("不是")
    assert "13912345678" in job.text.replace(" ", "")
    await wang.says("电话是13800138012")
    await wang.taps("改")
    assert "改好了" in wang.screen
    assert "13800138012" in job.text.replace(" ", "")
    assert "住户改了电话号码" in ann.last.text
    await wang.says("是6号楼不是5号楼")
    await wang.says("对")
    assert ["6号楼" in job.text, "6号楼" in town.card.text, "702" in job.text] == [True, True, True]
    await wang.taps("改一改", under=wang.sees("安接了您的报修"))
    assert "📞 改电话" in wang.last.button_texts
    await wang.says("13700137000")
    assert "13700137000" in job.text.replace(" ", "")
    await town.order("7号楼 水管漏水 王阿姨 13912345678")
    await wang.says("门牌错了,是402")
    question = wang.last
    tap = await wang.forges(question.buttons[0].data.replace(":0", ":7"), under=question)
    assert "过期" in tap.text
    await wang.taps("#1002", under=question)
    assert "#1002 改好了" in wang.screen
    assert "402" not in job.text
    assert [number in town.group_screen for number in ("13700137000", "13800138012", "402")] == [False] * 3


async def test_time_and_words_are_put_right_by_a_button_and_by_typing(town: Town) -> None:
    wang = await resident_of(town)
    for choice, answer in (("改时间", "随时都行"), ("改说明", "楼道灯一闪一闪")):
        await wang.taps("改一改", under=wang.sees("已发给志愿者"))
        await wang.taps(choice)
        await (wang.taps(answer) if answer in wang.last.button_texts else wang.says(answer))
    assert "随时都行" in town.card.text
    assert "一闪一闪" in town.card.text


async def test_a_picture_that_comes_later_is_forwarded_to_the_holder(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    await ann.taps("我来修", under=town.card)
    await wang.taps("改一改")
    await wang.taps("补张照片")
    await wang.sends_photo()
    await wang.sends_photo()
    await wang.taps("好了")
    assert "照片收好了" in wang.screen
    assert [message.text or message.caption for message in ann.person.private.messages][-1].startswith("📷")
    await town.at_once(lambda: wang.person.sends_photo(picture(shade=99), reply_to=wang.sees("安接了您的报修")))
    assert "已转给安(#1001)" in wang.last.text
    assert sum(message.caption.startswith("📷") for message in ann.person.private.messages) == 3
    await wang.taps("改一改", under=wang.sees("安接了您的报修"))
    await wang.taps("补张照片")
    town.clock.move(timedelta(hours=3))
    await wang.sends_photo()
    assert "什么坏了" in wang.last.text, "a question of hours ago takes no picture: what it shows is asked"
    assert sum(message.caption.startswith("📷") for message in ann.person.private.messages) == 3
    await wang.taps("改一改", under=wang.sees("安接了您的报修"))
    await wang.taps("补张照片")
    for _ in range(19):
        await wang.sends_photo()
    assert "最多 20 张" in wang.last.text, "nobody gets more of an order than they can look at"
    assert sum(message.caption.startswith("📷") for message in ann.person.private.messages) == 21, "one was a line"


async def test_who_wants_nothing_any_more_is_asked_once_and_the_holder_is_told_kindly(town: Town) -> None:
    ann = await town.volunteer("安")
    wang = await resident_of(town)
    old = wang.last
    await wang.says("取消")
    assert any("不修了" in text for text in wang.last.button_texts)
    await wang.taps("不修了", under=old)
    await wang.taps("还是要修")
    assert "没有改动" in wang.screen
    await ann.taps("我来修", under=town.card)
    await wang.taps("不修了", under=old)
    await wang.taps("是的,不修了")
    assert "您不用去了。谢谢您" in ann.screen
    assert "已撤单" in town.card.text
    assert "702" not in ann.screen
    for words in ("催一下", "改一改", "不修了"):
        assert "已撤单" in (await wang.taps(words, under=old)).text


async def test_whom_an_order_does_not_concern_can_do_nothing_about_it(town: Town) -> None:
    wang = await resident_of(town)
    stranger = await town.volunteer("路人")
    await stranger.says("你好")
    for name in ("nudge", "change", "withdraw", "write"):
        tap = await stranger.forges(f"1:{name}:1:1001", under=stranger.last)
        assert "没有找到与您有关的 #1001" in tap.text
    await wang.taps("改一改")
    draft = wang.last.buttons[0].data
    tap = await stranger.forges(draft or "", under=stranger.last)
    assert "过期" in tap.text


@pytest.mark.parametrize("language", ["中文", "English"])
async def test_several_orders_are_listed_each_with_a_button(town: Town, language: str) -> None:
    wang = await resident_of(town)
    await town.order("5号楼3单元702 水管漏水 王阿姨 13912345678")
    await wang.says("/language")
    await wang.taps(language)
    await wang.says("/status")
    assert [text[:5] for text in wang.last.button_texts] == ["#1002", "#1001"]
    await wang.taps(wang.last.button_texts[1])
    assert "1002" not in wang.last.text
    assert len(wang.last.button_texts) == 3
