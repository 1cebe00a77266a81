"""The shop as its staff keep it: bought, counted, wished for; and all of it in English."""

import asyncio

import pytest
from sqlalchemy import select

from bot.models import Audit, StockMove
from bot.reports.sheets import read_rows
from tests.databases import AT_LENGTH_ON_POSTGRESQL
from tests.story.counter import books, clerk, customer, stocked, takes
from tests.town import Town

once = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@once
async def test_one_line_adds_changes_and_takes_off_and_the_log_keeps_who_bought_what(town: Town) -> None:
    staff = town.secretary
    await stocked(town, "毛巾 20分 4条 每人2 进价32元")
    await staff.says("毛巾 +10 ¥75.5")
    assert staff.last.text.startswith("📦 毛巾\n➕ 进 10 条,共 14 条 · 花了 75.50 元")
    await staff.taps("对,就这样")
    await staff.says("毛巾 25分")
    assert "价钱 20 分 → 25 分" in staff.last.text
    await staff.taps("不改了")
    await staff.says("/stock")
    assert "• 毛巾 20 分 · 14 条" in staff.last.text
    await staff.taps("进货记录")
    assert staff.last.text.splitlines()[1:] == [
        "• 11月23日 09:01 毛巾 +10 条 · 进货 · 75.50 元 · 刘书记",
        "• 11月23日 09:01 毛巾 +4 条 · 进货 · 32 元 · 刘书记",
    ]
    await staff.says("暖壶 40分 5把")
    card = staff.last
    await staff.says("暖壶 45分 6把")
    assert "45 分" in card.text, "the line said anew corrects it"
    await staff.says("脸盆 30分 2个")
    assert "脸盆" in staff.last.text, "other goods have a card of their own"
    await staff.taps("不改了", under=staff.last)
    assert "暖壶" in card.text
    yes = next(button.data for button in card.buttons if "上架" in button.text)
    await staff.taps("上架", under=card)
    assert "答过" in (await staff.forges(yes, under=card)).text
    await staff.says("小王 5分")
    await staff.says("3号楼 灯不亮 5个 10分")
    assert (await books(town)).stock == 20, "neither people nor orders are goods"


@once
async def test_what_is_counted_differently_is_explained_and_written_down(town: Town) -> None:
    ann, wang = await customer(town, "安", 50), await clerk(town, "小王")
    await stocked(town, "毛巾 20分 8条", "香皂 5分 10块", "牙刷 3分 9支")
    await takes(ann, "毛巾")
    await wang.says("/stock")
    await wang.taps("盘点")
    question = wang.last
    assert question.text == "📋 盘点 1/3 · 毛巾\n账上 8 条 (其中 1 件留着等人取)\n数到几件?发个数字,或者点下面。"
    await wang.taps("8 条,对")
    same = question.buttons[0].data
    await wang.says("七")
    assert "例如" in wang.last.text
    await wang.says("7")
    assert "您数到 7 块,少 3 件。为什么?" in wang.last.text
    await ann.says("/shop")
    await ann.taps("香皂")
    await ann.taps("换")
    await wang.taps("活动用了")
    assert "答过" in (await wang.forges(same, under=question)).text
    await wang.says("11")
    await wang.taps("原来记错了")
    assert wang.last.text == "📋 盘点完了 ✅ 对的 1 样,改了 2 样。"
    async with town.weixiu.uow.reading(town.clock.now()) as tx:
        moves = await tx.session.execute(select(StockMove.item_id, StockMove.kind, StockMove.change))
        found = [(item, str(kind), change) for item, kind, change in moves if kind in ("used", "miscounted")]
        audit = (await tx.session.scalars(select(Audit).where(Audit.action == "stock"))).all()
    assert found == [(2, "used", -3), (3, "miscounted", 2)]
    assert [row.details["change"] for row in audit] == [-3, 2]
    assert (await books(town)).stock == 7 + 6 + 11


@once
async def test_staff_hear_once_by_day_that_something_runs_out(town: Town) -> None:
    people = [await customer(town, name, 50) for name in ("安", "波", "才", "丁")]
    await stocked(town, "毛巾 20分 5条")
    await town.passes(hours=14)  # 23 o'clock
    for each in people[:3]:
        await takes(each, "毛巾")
    assert "只剩" not in town.secretary.screen
    await town.passes(hours=9)
    assert town.secretary.sees("「毛巾」只剩").text.startswith("📦 「毛巾」只剩 2 条了。")
    await takes(people[3], "毛巾")
    await town.passes(hours=1)
    assert town.secretary.screen.count("「毛巾」只剩") == 1


@AT_LENGTH_ON_POSTGRESQL
async def test_a_wish_of_many_becomes_a_purchase_and_all_of_them_hear_of_it(town: Town) -> None:
    ann, bob = await customer(town, "安", 50), await customer(town, "波", 500)
    await ann.says("/wish 电饭煲")
    await bob.says("/wish")
    listed = bob.last
    tap = await bob.taps("👍 电饭煲", under=listed)
    again = await bob.forges(tap.data, under=listed)
    assert ["已加上您" in tap.text, again.text] == [True, ""]
    await ann.says("/wish 电饭煲 ")
    assert "• 电饭煲 · 👍 2" in listed.text
    assert "现在 2 人想要" in ann.last.text
    await ann.says("/wish 飞机 13800138000")
    assert "例如" in ann.last.text, "a number that others would read is not taken"
    await ann.says("/wish 飞机")
    assert "只有书记" in (await ann.forges("1:wish:1:1:decline:1", under=listed)).text
    staff = town.secretary
    await staff.says("/wish")
    card = staff.last
    await staff.taps("飞机", under=card)
    await staff.taps("婉拒", under=card)
    assert ann.last.text.startswith("🙏 谢谢您说想要「飞机」,这次没法买。")
    await staff.taps("电饭煲", under=card)
    await staff.taps("买了", under=card)
    await staff.sends_photo(caption="电饭煲 300分 2台 每人1")
    await staff.taps("上架")
    assert [each.last.text for each in (ann, bob)] == ["🎉 您想要的「电饭煲」到了:电饭煲,300 分。"] * 2
    await bob.taps("去看看")
    assert "🎁 电饭煲 · 300 分" in bob.last.caption


@once
async def test_the_shop_speaks_english(town: Town) -> None:
    for actor in (ann := await customer(town, "Ann", 50), staff := town.secretary):
        await actor.says("/language")
        await actor.taps("English")
    await staff.sends_photo(caption="Towel 20 points 4 pcs limit 2")
    assert staff.last.text == (
        "📦 Towel · new\n🎁 20 points\n➕ 4 pcs come in\n✋ up to 2 each 🖼 with photo\n"
        "Is that right? To change it, send the line again."
    )
    await staff.taps("Put on the shelf")
    await ann.says("/shop")
    await ann.taps("Exchange")
    assert ann.last.button_texts == ["✅ Yes", "⬅️ Look again"]
    await ann.taps("Yes")
    ticket = ann.last
    assert "Pick-up code" in ticket.caption
    code = ticket.caption.partition("Pick-up code ")[2][:4]
    await staff.says(f"/pickup {code}")
    await staff.taps("Handed over")
    assert "was collected on" in ticket.caption
    await ann.says("/wish rice cooker")
    assert ann.last.text.startswith("✅ Noted: “rice cooker”. Wished for by 1 so far.")


@once
async def test_a_sheet_is_looked_at_first_and_its_good_rows_go_onto_the_shelf(town: Town) -> None:
    staff = town.secretary
    await stocked(town, "毛巾 20分 4条")
    await staff.says("/stock")
    await staff.taps("表格")
    asked = staff.last
    carried = asked.content.attachment
    assert carried is not None
    assert carried.file is not None
    rows = await asyncio.to_thread(read_rows, carried.file.upload.content)
    assert rows == [["名称", "积分", "每人限换", "单位", "现有", "进货", "花费(元)"], ["毛巾", "20", "", "条", "4"]]
    await staff.says("没有表格")
    assert "例如:要有「名称」" in staff.last.text
    filled = "名称,积分,进货,花费\n毛巾,20,10,85.5\n香皂,5,30,\n牙刷,三分,9,\n脸盆,,2,\n=1+1,3,1,\n"
    await staff.sends_document(filled.encode("gb18030"), "货.csv")
    assert staff.last.text == (
        "📄 看懂 3 行 · 2 行有问题,不会放上去:\n• 第 4 行:积分要写 1 到 100000 的整数\n"
        "• 第 5 行:新货要写积分和进货数量\n"
        "进货数会加到库存上。改好了也可以再发一次。"
    )
    assert (await books(town)).stock == 4, "nothing has changed yet"
    put = staff.last.buttons[0].data
    await staff.taps("放上 3 样")
    assert "看货架发 /stock" in staff.sees("✅ 放上了 3 样").text
    assert "答过" in (await staff.forges(put, under=staff.last)).text
    assert (await books(town)).stock == 4 + 10 + 30 + 1
    await staff.says("/shop")
    assert "=1+1 · 3 分" in staff.last.text
