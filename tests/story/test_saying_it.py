"""Saying it: one sentence, a picture or a voice note becomes one request, and the request an order."""

from sqlalchemy import select

from bot.domain.contact import Contact
from bot.domain.life import Status
from bot.models import Community, Order
from bot.sandbox.messages import Attachment
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.town import Actor, Town

pytestmark = AT_LENGTH_ON_POSTGRESQL


async def orders_of(town: Town) -> list[Order]:
    """What is in the database by now."""
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        return list(await tx.session.scalars(select(Order).order_by(Order.number)))


def contact_of(town: Town, order: Order) -> Contact:
    assert order.contact is not None
    return Contact.from_json(town.vault.open_json(order.contact))


def card(who: Actor) -> str:
    """The newest card of a request."""
    return who.sees("您要报的事").text


async def test_one_sentence_is_enough_and_every_message_joins_the_one_card(town: Town) -> None:
    wang = town.stranger("王阿姨", phone="+8613912345678")
    await wang.starts()
    assert wang.keys == ["🔧 我要报修", "🔍 查进度", "🎁 我的积分", "📞 找书记"]
    await wang.says("厨房水管漏水")
    shown = wang.last
    assert "厨房水管漏水" in shown.text
    assert "在哪里" in shown.text
    await wang.says("2号楼2单元1401")
    await wang.sends_album(3)
    assert "2号楼2单元1401" in shown.text
    assert "📷 3" in shown.text
    assert "哪个电话" in shown.text
    for asked, answer in (("要钱吗", "不收钱"), ("你们几点下班?", "8 点到 18 点"), ("什么时候来", "报上去以后")):
        await wang.says(asked)
        assert answer in wang.screen
        assert asked not in wang.last.text
        shown = wang.sees("您要报的事")
        assert shown is wang.last
        assert "哪个电话" in shown.text
    assert wang.screen.count("想留电话") == 1
    await wang.presses("用我的手机号")
    assert "13912345678" in shown.text
    await wang.taps("明天上午", under=shown)
    assert "🕒 11月24日(周二)上午" in shown.text
    assert "❓" not in shown.text
    tap = await wang.taps("对,帮我报上去", under=shown)
    assert "已收到 ✅ #1001" in tap.text
    assert "书记马上看" in shown.text
    assert shown.button_texts == []
    (order,) = await orders_of(town)
    assert (order.status, order.building, order.what) == (Status.SUBMITTED, "2号楼2单元", "厨房水管漏水")
    assert order.reporter_id == order.posted_by
    contact = contact_of(town, order)
    assert (contact.flat, contact.phone, contact.name) == ("1401", "+8613912345678", "王阿姨")
    assert "#1001" in town.secretary.last.text or "#1001" in town.secretary.screen
    assert "漏水" not in town.group_screen


async def test_what_is_tapped_needs_no_typing_and_the_next_time_the_home_is_offered(town: Town) -> None:
    await town.secretary.says("/buildings 1号楼 2号楼 3号楼")
    wang = town.stranger("王阿姨")
    await wang.starts()
    await wang.presses("我要报修")
    shown = wang.last
    assert "什么坏了" in shown.text
    await wang.says("楼道灯不亮")
    assert {"1号楼", "2号楼", "3号楼"} <= set(shown.button_texts)
    await wang.taps("3号楼", under=shown)
    await wang.taps("跳过", under=shown)
    await wang.taps("现在就行", under=shown)
    await wang.taps("对,帮我报上去", under=shown)
    await wang.says("马桶堵了")
    again = wang.last
    await wang.taps("📍 3号楼", under=again)
    assert "3号楼" in again.text
    await wang.says("2单元1401")
    await wang.says("是1号楼不是3号楼")
    assert "📍 1号楼2单元1401" in again.text
    await wang.says("62345678")
    assert wang.last.text.startswith("座机请带区号,例如 0551-62345678")
    await wang.says("13812345678")
    assert "13812345678" in again.text
    await wang.says("不留电话")
    assert "已去掉" in wang.last.text
    assert "138" not in again.text
    await wang.says("在吗")
    assert "点一下就行" in again.text
    await wang.says("嗯")
    assert "点一下就行" in wang.last.text, "a sound leaves no question unanswered"
    await wang.says("跳过")
    await wang.says("嗯")
    for idle in ("嗯", "你好", "报上了吗"):
        again = wang.last
        assert "还没报上去" in again.text
        assert "❓" not in again.text
        await wang.says(idle)
    again = wang.last
    assert [word for word in ("不是", "电话", "🕒") if word in again.text] == []
    await wang.says("改一改")
    await wang.taps("什么坏了", under=again)
    await wang.says("马桶漏水")
    assert "马桶漏水" in again.text
    assert "堵" not in again.text
    await wang.says("不报了")
    assert "没有报" in again.text
    assert [order.what for order in await orders_of(town)] == ["楼道灯不亮"]


async def test_a_photo_or_a_voice_note_alone_is_a_request(town: Town) -> None:
    wang = town.stranger("王阿姨")
    await wang.sends_photo(caption="2号楼")
    await wang.sends_location(36.1, 120.4)
    await wang.taps("请看照片")
    await wang.says("对")
    await wang.sends_voice()
    assert "收到了" in wang.last.text
    await wang.taps("请听语音")
    await wang.taps("小区公共区域")
    await wang.taps("对,帮我报上去")
    seen, heard = await orders_of(town)
    assert (contact_of(town, seen).latitude, contact_of(town, seen).longitude) == (36.1, 120.4)
    assert (heard.building, heard.area) == ("小区公共区域", "public")
    (sent,) = voices(wang)
    assert [note.file for note in voices(town.secretary)] == [sent.file]


def voices(who: Actor) -> list[Attachment]:
    """The voice notes in a private chat."""
    carried = [message.content.attachment for message in who.person.private.messages]
    return [each for each in carried if each is not None and each.kind == "voice"]


async def test_a_draft_outlives_a_restart_and_a_day_and_questions_aside_leave_it_alone(town: Town) -> None:
    wang = town.stranger("王阿姨")
    await wang.says("厨房水管漏水")
    first = wang.last
    await town.restart()
    await wang.says("查进度")
    assert "还没报上去,还差:在哪里" in wang.last.text
    assert "最下面" in first.text
    await wang.says("谢谢")
    assert "不客气" in wang.last.text
    await wang.says("厨房水管漏水")
    second = wang.last
    await town.passes(days=1)
    await wang.says("2号楼2单元1401")
    assert "最下面" in second.text
    assert "用我的手机号" in wang.last.text
    assert "2号楼2单元1401" in wang.sees("厨房水管漏水").text
    await town.passes(days=1)
    await wang.says("楼道灯不亮")
    assert "接着上次的,还是新报一件" in wang.last.text
    for aside, answer in (
        ("你好", "还没报上去"),
        ("报上了吗", "请先点下面一个按钮"),
        ("谢谢", "不客气"),
        ("好的", "请先点"),
    ):
        await wang.says(aside)
        assert answer in wang.last.text
    await wang.says("三楼那盏")
    assert "接着上次的,还是新报一件" in wang.last.text
    await wang.taps("新报一件")
    assert "楼道灯不亮\n三楼那盏" in wang.last.text or "三楼那盏" in wang.last.text
    assert "你好" not in wang.last.text
    assert "漏水" not in wang.last.text
    await town.passes(days=1)
    await wang.sends_photo()
    asked = wang.last
    assert "接着上次的,还是新报一件" in asked.text
    await wang.sends_photo()
    assert wang.sees("接着上次的") is asked
    await wang.taps("接着上次的")
    assert "三楼那盏" in asked.text
    assert "📷 2" in asked.text
    await town.passes(days=1)
    await wang.sends_photo()
    await wang.taps("新报一件")
    assert "📷 1" in wang.last.text
    assert "三楼那盏" not in wang.last.text
    await wang.says("重来")
    fresh = wang.last
    assert "什么坏了" in fresh.text
    for line in ("马桶堵了", "是我家楼上", "52号楼"):
        await wang.says(line)
    assert "📍 52号楼\n" in fresh.text
    await wang.says("取消")
    assert "没有报" in fresh.text


async def test_two_taps_on_two_telephones_make_one_order(town: Town) -> None:
    wang = town.stranger("王阿姨")
    await wang.says("2号楼2单元1401 厨房水管漏水")
    shown = wang.sees("您要报的事")
    hand_over = next(button.data for button in shown.buttons if "报上去" in button.text)
    await town.at_once(*[lambda: wang.person.forges(hand_over, under=shown)] * 3)
    assert len(await orders_of(town)) == 1
    late = await wang.forges(hand_over, under=shown)
    assert "已经报上去了 ✅ #1001,书记正在看" in late.text


async def test_a_child_reports_for_a_parent(town: Town) -> None:
    child = town.stranger("小王", phone="+8613700001111")
    await child.shares_contact()
    await child.says("帮我妈报修")
    shown = child.last
    await child.says("马桶堵了")
    await child.says("2号楼2单元1401")
    assert "怎么称呼" in shown.text
    await child.says("王奶奶")
    await child.says("13912345678")
    assert "帮家人报修" in shown.text
    await child.says("都可以")
    await child.says("报上去")
    (order,) = await orders_of(town)
    contact = contact_of(town, order)
    assert order.on_behalf
    assert (contact.name, contact.phone) == ("王奶奶", "+8613912345678")
    await child.says("查进度")
    assert "#1001" in child.last.text


async def test_a_poster_knows_the_building_and_a_false_one_leads_to_the_help(town: Town) -> None:
    await town.secretary.says("/buildings 1号楼 2号楼 3号楼")
    wang = town.stranger("王阿姨")
    await wang.starts("b_1_2")
    assert "阡上维修群 · 2号楼报修" in wang.last.text
    assert wang.keys
    await wang.says("门锁坏了")
    assert "2号楼" in wang.last.text
    assert "几单元几号" in wang.last.text
    await wang.says("2单元1401")
    assert "📍 2号楼2单元1401" in wang.sees("门锁坏了").text
    for false in ("b_1_99", "b_77_1", "b_x"):
        passer_by = town.stranger("路人")
        await passer_by.starts(false)
        assert "我是微修" in passer_by.last.text
        await passer_by.says("在吗")
        assert "您好,我是微修" in passer_by.last.text


async def test_chosen_categories_go_to_the_volunteers_at_once(town: Town) -> None:
    async with town.weixiu.uow.writing(town.clock.now()) as tx:
        community = await tx.session.get_one(Community, 1)
        community.practice = {"auto_publish": ["plumbing"]}
    wang = town.stranger("王阿姨")
    await wang.says("2号楼2单元1401 厨房水管漏水")
    await wang.taps("对,帮我报上去")
    assert "#1001" in wang.sees("已发给志愿者").text
    assert "厨房水管漏水" in town.card.text
    assert "1401" not in town.group_screen


async def test_the_same_in_english(town: Town) -> None:
    wang = town.stranger("Wang")
    await wang.says("/language")
    await wang.taps("English")
    assert wang.keys == ["🔧 Report a problem", "🔍 My repairs", "🎁 My points", "📞 Secretary"]
    for key in ("🎁 我的积分", "我的积分", "My points"):
        await wang.says(key)
        assert "points" in wang.last.text
    await wang.says("the kitchen pipe is leaking")
    shown = wang.last
    assert "Your report" in shown.text
    assert "Where?" in shown.text
    await wang.says("Building 2 flat 1401")
    assert "Building 2" in shown.text
    await wang.says("skip")
    await wang.taps("Any time", under=shown)
    await wang.taps("Yes, report it", under=shown)
    assert "Received ✅ #1001" in shown.text


async def test_whose_community_is_not_known_is_asked_once(town: Town) -> None:
    other = town.world.supergroup("里厙维修群", [town.secretary.person])
    other.add_bot()
    await town.settle()
    await town.secretary.says("/setup", in_=other)
    wang = town.stranger("王阿姨")
    await wang.says("2号楼2单元1401 厨房水管漏水")
    shown = wang.last
    assert "哪个小区" in shown.text
    assert "报上去" not in " ".join(shown.button_texts)
    await wang.taps("里厙维修群", under=shown)
    await wang.sends_video(caption="漏得很厉害")
    assert "里厙维修群" in shown.text
    await wang.taps("对,帮我报上去", under=shown)
    await wang.says("门锁也坏了")
    assert "里厙维修群" in wang.last.text
    assert [order.community_id for order in await orders_of(town)] == [2]


async def test_a_contact_from_the_address_book_is_taken_where_it_is_asked_for_and_proves_nothing(town: Town) -> None:
    child = town.stranger("小王", phone="+8613700001111")
    await child.says("帮我妈报修,她家马桶堵了,2号楼2单元1401")
    shown = child.last
    assert "📝 马桶堵了" in shown.text, "for whom it is reported is nothing that is broken"
    await child.says("跳过")
    await child.shares_contact("+8613912345678", user_id=0)
    assert "13912345678" in shown.text
    await child.taps("帮我报上去", under=shown)
    assert "👤 小王帮家人报的" in town.secretary.screen
    await child.shares_contact("+8613912345678", user_id=0)
    assert "您自己的号码" in child.last.text
    await child.says("6号楼3单元灯不亮")
    assert "几单元几号" in child.last.text
    await child.says("不留")
    assert "📍 6号楼3单元\n" in child.sees("灯不亮").text
