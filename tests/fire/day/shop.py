"""The shop: goods, wishes, what is held for whom, and the counter where it is handed over."""

from tests.fire.day.settlement import earns_points
from tests.fire.scene import Day, Scene, Step, everybody_starts, privately
from tests.story.counter import scanned

TOWEL, COOKER = "毛巾", "电饭煲"


async def puts_goods_on_the_shelf(day: Day) -> None:
    await day.hears(day.secretary, TOWEL, lambda: day.secretary.says(f"{TOWEL} 2分 9条"), "上架")
    card = await day.place.sees(day.secretary.private, TOWEL, "上架")
    day.secretary.taps("上架", under=card)
    await day.place.sees(day.secretary.private, f"「{TOWEL}」已上架")


async def chooses(day: Day) -> None:
    shelf = await day.place.sees(day.ann.private, TOWEL, f"🎁 {TOWEL}")
    day.ann.taps(f"🎁 {TOWEL}", under=shelf)
    await day.place.sees(day.ann.private, "换完剩", "✅ 换")


async def says_yes(day: Day) -> None:
    question = await day.place.sees(day.ann.private, "换完剩", "✅ 换")
    await day.hears(day.ann, "请在", lambda: day.ann.taps("✅ 换", under=question), "不要了")


async def is_called_to_mind(day: Day) -> None:
    await day.stage.until_quiet()
    day.time_passes("UPDATE redemption SET remind_at = '2020-01-01 00:00:00.000000'")
    await day.place.sees(day.ann.private, "还没取")


async def goes_back_on_the_shelf(day: Day) -> None:
    await day.stage.until_quiet()
    day.time_passes("UPDATE redemption SET expires_at = '2020-01-01 00:00:00.000000'")
    await day.place.sees(day.ann.private, "过了取货时间")


async def takes_another(day: Day) -> None:
    await chooses(day)
    await says_yes(day)
    await day.stage.until_quiet()


async def wants_it_no_more(day: Day) -> None:
    ticket = await day.place.sees(day.ann.private, "请在", "不要了")
    day.ann.taps("不要了", under=ticket)
    sure = await day.place.sees(day.ann.private, "不要了吗", "退掉")
    day.ann.taps("退掉", under=sure)
    await day.place.sees(day.ann.private, "已取消,2 分已退回")


async def shows_the_code(day: Day) -> None:
    ticket = await day.place.sees(day.ann.private, "请在", "不要了")
    code = ticket.text.partition("取货码 ")[2][:4]
    await day.hears(day.secretary, TOWEL, lambda: day.secretary.says(f"/pickup {code}"), "已交给本人")


async def is_scanned(day: Day) -> None:
    link = scanned(await day.place.sees(day.ann.private, "请在", "不要了"))
    await day.hears(day.secretary, TOWEL, lambda: day.secretary.follows(link), "已交给本人")


async def is_given_away(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, TOWEL, "已交给本人")
    day.secretary.taps("已交给本人", under=card)
    await day.place.sees(day.ann.private, "已取走")


async def takes_stock(day: Day) -> None:
    listed = await day.place.sees(day.secretary.private, "货架 1 样", "盘点")
    await day.hears(day.secretary, "账上 8 条", lambda: day.secretary.taps("盘点", under=listed), "8 条,对")


async def finds_it_right(day: Day) -> None:
    question = await day.place.sees(day.secretary.private, "账上 8 条", "8 条,对")
    day.secretary.taps("8 条,对", under=question)
    await day.place.sees(day.secretary.private, "盘点完了")


async def says_no_to_a_wish(day: Day) -> None:
    await day.hears(day.secretary, COOKER, lambda: day.secretary.says("/wish"), COOKER)
    listed = await day.place.sees(day.secretary.private, COOKER, COOKER)
    day.secretary.taps(COOKER, under=listed)
    asked = await day.place.sees(day.secretary.private, COOKER, "婉拒")
    day.secretary.taps("婉拒", under=asked)
    await day.place.sees(day.secretary.private, "还没有人说")


async def asks_for_a_sheet(day: Day) -> None:
    listed = await day.place.sees(day.secretary.private, "货架 1 样", "表格")
    await day.hears(day.secretary, "这是现在的货架", lambda: day.secretary.taps("表格", under=listed), "不改了")


async def sends_the_sheet(day: Day) -> None:
    sheet = f"名称,积分,进货\n{TOWEL},2,5\n".encode()
    await day.hears(day.secretary, "看懂 1 行", lambda: day.secretary.sends_document(sheet, "货.csv"), "放上 1 样")


async def puts_the_rows_on_the_shelf(day: Day) -> None:
    card = await day.place.sees(day.secretary.private, "看懂 1 行", "放上 1 样")
    day.secretary.taps("放上 1 样", under=card)
    await day.place.sees(day.secretary.private, "放上了 1 样")


SHOP = Scene(
    (
        Step(everybody_starts, ()),
        Step(earns_points, ()),
        Step(puts_goods_on_the_shelf, ("usecases.shop.stocking.press_item",)),
        Step(privately("ann", "/shop", TOWEL), ("usecases.shop.shopping.show_shop",)),
        Step(chooses, ("usecases.shop.shopping.press_shop",)),
        Step(says_yes, ("usecases.shop.shopping.redeem_by_tap",)),
        Step(is_called_to_mind, ("usecases.shop.holds.remind_of_hold",)),
        Step(goes_back_on_the_shelf, ("usecases.shop.holds.expire_hold",)),
        Step(takes_another, ()),
        Step(wants_it_no_more, ("usecases.shop.shopping.cancel_own",)),
        Step(takes_another, ()),
        Step(shows_the_code, ("usecases.shop.counter.enter_code",)),
        Step(is_scanned, ("usecases.shop.counter.scan_ticket",)),
        Step(is_given_away, ("usecases.shop.counter.press_counter",)),
        Step(privately("secretary", "/stock", "货架"), ("usecases.shop.stocktaking.show_stock",)),
        Step(takes_stock, ("usecases.shop.stocktaking.press_stock",)),
        Step(finds_it_right, ("usecases.shop.stocktaking.press_count",)),
        Step(asks_for_a_sheet, ()),
        Step(sends_the_sheet, ()),
        Step(puts_the_rows_on_the_shelf, ("usecases.shop.goods_sheet.press_goods",)),
        Step(privately("ann", f"/wish {COOKER}", COOKER), ("usecases.shop.wishing.say_wish",)),
        Step(says_no_to_a_wish, ("usecases.shop.wishing.press_wish",)),
    )
)
