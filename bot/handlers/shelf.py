"""The shop's shelf: for staff."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases.shop import goods_sheet, stocking, stocktaking


async def on_stock(_: Update, visit: Visit) -> None:
    """/stock."""
    await stocktaking.show_stock(stocktaking.ShowStock(visit.actor), uow=visit.uow, now=visit.now)


async def on_stock_button(_: Update, visit: Visit) -> None:
    """A button of the stock or of the log."""
    press = visit.press
    cmd = stocktaking.PressStock(visit.actor, press.number(0), press.number(1), press.args[2], press.number(3))
    await stocktaking.press_stock(cmd, uow=visit.uow, now=visit.now)


async def on_count_button(_: Update, visit: Visit) -> None:
    """A button of stock-taking."""
    press = visit.press
    cmd = stocktaking.PressCount(visit.actor, press.number(0), press.number(1), press.args[2])
    await stocktaking.press_count(cmd, uow=visit.uow, now=visit.now)


async def on_goods_button(_: Update, visit: Visit) -> None:
    """放上, what was read of a spreadsheet."""
    cmd = goods_sheet.PressGoods(visit.actor, visit.press.number(0))
    await goods_sheet.press_goods(cmd, uow=visit.uow, now=visit.now)


async def on_item_button(_: Update, visit: Visit) -> None:
    """上架, 对, or a community."""
    cmd = stocking.PressItem(visit.actor, visit.press.number(0), visit.press.number(1))
    await stocking.press_item(cmd, uow=visit.uow, now=visit.now)
