"""The points shop: goods on the shelf, points for goods, handed over once or given back."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.shop_errors import RedemptionOver
from bot.language.lines.item_line import ItemLine
from bot.models import Community
from bot.models.shop import RedemptionState
from bot.sandbox.messages import Message
from bot.storage.goods.redemptions import Key
from bot.storage.members.people import meet
from bot.storage.points.ledger import lock_books
from bot.usecases.chats.acting import Actor as By
from bot.usecases.shop.counter import PressCounter, press_counter
from bot.usecases.shop.holds import expire_hold
from bot.usecases.shop.redeeming import Deal, redeem
from bot.usecases.shop.shopping import Redeem, redeem_by_tap
from bot.usecases.shop.stocking import put_on_shelf
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.counter import HERE, books, clerk, code_on, customer, scanned, stocked, takes
from tests.town import Actor, Town

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What the other database decides in the same way."""
BUYERS = 8


@AT_LENGTH_ON_POSTGRESQL
async def test_a_photo_with_a_line_becomes_goods_that_people_look_through_and_take_home(town: Town) -> None:
    ann = await customer(town, "安", 50)
    await town.secretary.sends_photo(caption="毛巾 20分 4条 每人2")
    asked = town.secretary.last
    assert asked.text == "📦 毛巾 · 新货\n🎁 20 分\n➕ 进 4 条\n✋ 每人最多 2 🖼 有照片\n对吗?要改就重发一行。"
    await town.secretary.taps("上架")
    await stocked(town, "保温杯 30分 2个", photo=True)
    await stocked(town, "香皂 5分 10块")
    await ann.says("/shop")
    shelf = ann.last
    assert (shelf.caption, shelf.button_texts) == (
        "🎁 毛巾 · 20 分 1/2\n📦 还剩 4 条 · 每人最多 2\n👛 您有 50 分",
        ["🎁 我要换", "▶️ 下一样"],
    )
    photo = shelf.content.attachment
    await ann.taps("下一样", under=shelf)
    assert "保温杯" in shelf.caption
    assert shelf.content.attachment != photo, "another picture in the same message"
    assert shelf.button_texts == ["🎁 我要换", "◀️ 上一样", "📃 还有 1 样没照片的"]
    await ann.taps("我要换", under=shelf)
    assert shelf.caption.startswith("🎁 用 30 分 换 1 个「保温杯」?\n👛 您有 50 分,换完剩 20 分。\n🕒 给您留 7 天")
    assert "换好了" in (await ann.taps("换", under=shelf)).text
    ticket = ann.last
    assert "待取:保温杯" in shelf.caption
    assert await books(town) == (20, 30, 0, 15, {"held": 1})
    wang = await clerk(town, "小王")
    code = code_on(ticket)
    await wang.says(f"/pickup {code}")
    assert wang.last.text == "🎫 保温杯 · 1 个 · 30 分\n👤 安\n把东西交给本人,再点「已交给本人」。"
    await wang.taps("已交给本人")
    assert "已取走,花了 30 分" in ticket.caption
    assert ticket.button_texts == []
    assert await books(town) == (20, 0, 30, 15, {"handed_over": 1})
    assert len(ann.person.private.messages) == 5, "start, its answer, /shop, the shelf, the ticket"
    await wang.says(f"/pickup {code}")
    assert "👤 安\n✅ 11月23日 09:0" in wang.last.text
    assert "小王已交出" in wang.last.text
    await a_mistake_is_undone(town, ann, wang, ticket)


async def a_mistake_is_undone(town: Town, ann: Actor, wang: Actor, ticket: Message) -> None:
    """What was noted as handed over was not; it waits again, once, and is handed over from the list."""
    card = wang.last
    assert card.button_texts == ["↩️ 交错了"]
    await wang.taps("交错了", under=card)
    assert card.button_texts == ["📦 东西拿错了", "👤 给错人了", "⬅️ 没交错"]
    again = card.buttons[1].data
    await wang.taps("给错人了", under=card)
    assert "东西还给您留着" in ann.last.text
    assert code_on(ticket) in ann.last.text
    assert await books(town) == (20, 30, 0, 15, {"held": 1})
    assert "还留着等人来取" in (await wang.forges(again, under=card)).text
    assert "只有书记和工作人员" in (await ann.forges(again, under=ann.last)).text
    await ann.says("/pickup")
    assert ann.last.text == f"🎫 您有 1 件等着取,把取货码给工作人员看:\n• 保温杯 · 取货码 {code_on(ticket)}"
    await wang.says("/pickup")
    assert wang.last.button_texts == ["🎫 保温杯 · 安"]
    await wang.taps("保温杯", under=wang.last)
    await wang.taps("已交给本人", under=wang.last)
    assert await books(town) == (20, 0, 30, 15, {"handed_over": 1})
    await ann.says("/pickup")
    assert "想换点什么,请发 /shop" in ann.last.text
    await town.passes(hours=25)
    assert "超过 24 小时" in (await wang.forges(again, under=card)).text
    assert await books(town) == (20, 0, 30, 15, {"handed_over": 1})


@AT_LENGTH_ON_POSTGRESQL
async def test_the_picture_on_the_ticket_leads_staff_to_the_counter_and_nobody_else(town: Town) -> None:
    ann, bob, wang = await customer(town, "安", 50), await customer(town, "波", 50), await clerk(town, "小王")
    await stocked(town, "毛巾 20分 4条")
    ticket = await takes(ann, "毛巾")
    link = scanned(ticket)
    assert len(link.partition("start=p_")[2]) == 22, "128 bits"
    await bob.follows(link)
    assert "只有书记和工作人员" in bob.last.text
    await ann.follows(link)
    assert "这是您自己的取货码" in ann.last.text
    await bob.says(f"/pickup {code_on(ticket)}")
    assert "只有书记和工作人员" in bob.last.text
    await wang.follows(link)
    await town.secretary.follows(link)
    taps = await town.at_once(lambda: wang.person.taps("已交给本人"), lambda: town.secretary.person.taps("已交给本人"))
    (late,) = [tap.text for tap in taps if "已记下" not in tap.text]
    first = "小王" if "小王" in late else "刘书记"
    assert late == f"{first}已经交出去了,没有再交一次"
    assert [f"{first}已交出" in each.last.text for each in (wang, town.secretary)] == [True, True]
    assert await books(town) == (80, 0, 20, 3, {"handed_over": 1})
    await wang.follows("https://t.me/weixiu_bot?start=p_AAAAAAAAAAAAAAAAAAAAAA")
    assert "过期" in wang.last.text


@AT_LENGTH_ON_POSTGRESQL
async def test_what_nobody_collects_is_called_to_mind_and_goes_back_with_the_points(town: Town) -> None:
    ann = await customer(town, "安", 50)
    await stocked(town, "毛巾 20分 1条")
    ticket = await takes(ann, "毛巾")
    await town.passes(days=5, hours=23)
    assert ann.last is ticket
    await town.passes(hours=2)
    assert "还没取" in ann.last.text
    said = len(ann.person.private.messages)
    await town.passes(hours=2)
    assert len(ann.person.private.messages) == said, "once"
    await town.passes(days=1)
    assert "过了取货时间" in ann.last.text
    assert "没来取,20 分已退回" in ticket.caption
    assert await books(town) == (50, 0, 0, 1, {"expired": 1})


@AT_LENGTH_ON_POSTGRESQL
async def test_each_refusal_says_why_and_shows_the_shelf_as_it_is(town: Town) -> None:
    ann, bob = await customer(town, "安", 50), await customer(town, "波", 50)
    await stocked(town, "毛巾 20分 3条 每人1", "收音机 80分 1台")
    await ann.says("/shop")
    shelf = ann.last
    assert "要 80 分,现有 50 分" in (await ann.taps("收音机", under=shelf)).text
    await ann.taps("毛巾", under=shelf)
    await town.secretary.says("毛巾 25分")
    await town.secretary.taps("对,就这样")
    assert "现在是 25 分" in (await ann.taps("换", under=shelf)).text
    assert "🎁 毛巾 25 分" in shelf.button_texts
    await ann.taps("毛巾", under=shelf)
    yes = next(button.data for button in shelf.buttons if "换" in button.text)
    await town.at_once(*[lambda: ann.person.taps("换", under=shelf)] * 2)
    assert (await ann.forges(yes, under=shelf)).text.startswith("✅"), "the same yes once more buys nothing more"
    assert await books(town) == (75, 25, 0, 3, {"held": 1})
    assert "每人最多换 1 件" in (await ann.taps("毛巾", under=shelf)).text
    await bob.says("/shop")
    await bob.taps("毛巾")
    await town.secretary.says("毛巾 下架")
    await town.secretary.taps("对,就这样")
    assert "下架了" in (await bob.taps("换")).text
    assert "毛巾" not in bob.last.text


@AT_LENGTH_ON_POSTGRESQL
async def test_either_side_calls_an_exchange_off_and_both_get_back_what_was_theirs(town: Town) -> None:
    ann = await customer(town, "安", 50)
    await stocked(town, "毛巾 20分 2条")
    ticket = await takes(ann, "毛巾")
    await ann.taps("不要了", under=ticket)
    await ann.taps("还是留着", under=ticket)
    assert ticket.button_texts == ["✖️ 不要了"]
    await ann.taps("不要了", under=ticket)
    sure = next(button.data for button in ticket.buttons if "退掉" in button.text)
    await ann.taps("退掉", under=ticket)
    assert "已取消,20 分已退回" in ticket.caption
    again = await ann.forges(sure, under=ticket)
    assert "已经取消" in again.text
    other = await takes(ann, "毛巾")
    await town.secretary.says(f"/pickup {code_on(other)}")
    await town.secretary.taps("取消,退分")
    assert "工作人员取消了「毛巾」的兑换" in ann.last.text
    assert await books(town) == (50, 0, 0, 2, {"cancelled": 2})


@pytest.mark.parametrize("times", [2, pytest.param(100, marks=[pytest.mark.long, pytest.mark.whole])])
async def test_of_many_who_want_the_last_one_at_once_one_gets_it(town: Town, times: int) -> None:
    buyers = [await customer(town, f"买家{number}", 20 * times) for number in range(BUYERS)]
    await stocked(town, "毛巾 20分 1条")
    uow, now = town.weixiu.uow, town.clock.now()

    async def buys(buyer: Actor, nonce: int) -> object:
        actor = By(buyer.user_id, buyer.person.first_name, buyer.user_id, private=True)
        return await redeem_by_tap(Redeem(actor, HERE, 1, Deal(1, 20, nonce)), uow=uow, now=now)

    for time in range(1, times + 1):
        refusals = await asyncio.gather(*(buys(buyer, time) for buyer in buyers * 2))
        assert len({at % BUYERS for at, refusal in enumerate(refusals) if refusal is None}) == 1
        async with uow.writing(now, occasion=f"more/{time}") as tx:
            secretary = await meet(tx, town.secretary.user_id, "刘书记")
            await lock_books(tx, HERE)
            community = await tx.session.get_one(Community, HERE)
            await put_on_shelf(tx, community, secretary, ItemLine("毛巾", more=1))
    assert await books(town) == (20 * times * (BUYERS - 1), 20 * times, 0, 1, {"held": times})


async def test_what_expires_while_it_is_handed_over_does_one_of_the_two(town: Town) -> None:
    ann = await customer(town, "安", 100)
    await stocked(town, "毛巾 20分 5条")
    uow, start = town.weixiu.uow, town.clock.now()
    staff = By(town.secretary.user_id, "刘书记", town.secretary.user_id, private=True)
    for nonce in range(1, 5):
        async with uow.writing(start, occasion=f"buys/{nonce}") as tx:
            person = await meet(tx, ann.user_id, "安")
            community = await tx.session.get_one(Community, HERE)
            kept = await redeem(tx, community, person, Deal(1, 20, nonce))
        late = start + timedelta(days=8)
        gives = press_counter(PressCounter(staff, HERE, kept.id, 1, "give"), uow=uow, now=late)
        over, expired = await asyncio.gather(gives, expire_hold(Key(HERE, kept.id), uow=uow, now=late))
        assert expired is isinstance(over, RedemptionOver)
    found = await books(town)
    done, lapsed = found.states.get(RedemptionState.HANDED_OVER, 0), found.states.get(RedemptionState.EXPIRED, 0)
    assert (done + lapsed, found.spent, found.stock, found.reserve) == (4, 20 * done, 5 - done, 0)


@once
async def test_staff_who_guess_codes_have_to_wait(town: Town) -> None:
    wang = await clerk(town, "小王")
    for code in ("0000", "1111", "2222", "3333", "4444"):
        await wang.says(f"/pickup {code}")
        assert f"没有取货码是 {code}" in wang.last.text
    await wang.says("/pickup 5555")
    assert "输错太多次了" in wang.last.text
    await town.passes(minutes=11)
    await wang.says("/pickup 5555")
    assert "没有取货码是 5555" in wang.last.text


@once
async def test_the_group_sees_a_door_and_nothing_of_the_shop(town: Town) -> None:
    ann = await customer(town, "安", 50)
    await stocked(town, "毛巾 20分 3条")
    await ann.says("/shop", in_=town.group)
    door = town.group.last
    assert door is not None
    assert (door.text, door.button_texts) == ("🎁 安,积分超市在私聊里看。", ["🎁 打开积分超市"])
    await ann.follows(door.buttons[0].url)
    assert "毛巾 · 20 分" in ann.last.text


@once
async def test_who_is_forgotten_leaves_nothing_to_be_collected(town: Town) -> None:
    ann = await customer(town, "安", 50)
    await stocked(town, "毛巾 20分 3条")
    await takes(ann, "毛巾")
    await ann.says("/wish CANARY电饭煲")
    await ann.says("/forget")
    await ann.taps("删掉")
    assert await books(town) == (50, 0, 0, 3, {"cancelled": 1})
    await town.secretary.says("/wish")
    assert "CANARY" not in town.secretary.last.text
