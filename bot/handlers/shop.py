"""The points shop: looked through, something taken from it, wished for."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases.shop import counter, shopping, wishing
from bot.usecases.shop.redeeming import Deal
from bot.views import answers
from bot.views.explain import explain
from bot.views.shop import TICKET


async def on_shop(_: Update, visit: Visit) -> None:
    """/shop."""
    await shopping.show_shop(shopping.ShowShop(visit.actor), uow=visit.uow, now=visit.now)


async def on_shop_button(_: Update, visit: Visit) -> None:
    """A button of the shelf."""
    press = visit.press
    place = (press.number(0), press.number(1), press.args[2], press.number(3), press.number(4))
    refusal = await shopping.press_shop(shopping.PressShop(visit.actor, *place), uow=visit.uow, now=visit.now)
    if refusal is not None:
        visit.answer(explain(await visit.words(), refusal), alert=True)


async def on_redeem(_: Update, visit: Visit) -> None:
    """换."""
    press = visit.press
    deal = Deal(press.number(2), press.number(3), press.number(4))
    cmd = shopping.Redeem(visit.actor, press.number(0), press.number(1), deal)
    refusal = await shopping.redeem_by_tap(cmd, uow=visit.uow, now=visit.now)
    words = await visit.words()
    visit.answer(answers.redeemed(words) if refusal is None else explain(words, refusal), alert=refusal is not None)


async def on_no_thanks(_: Update, visit: Visit) -> None:
    """不要了, and whether that is sure."""
    press = visit.press
    cmd = shopping.CancelOwn(visit.actor, press.number(0), press.number(1), press.number(2))
    await shopping.cancel_own(cmd, uow=visit.uow, now=visit.now)


async def on_wish(_: Update, visit: Visit) -> None:
    """/wish, /wish 电饭煲."""
    await wishing.say_wish(wishing.SayWish(visit.actor, visit.rest), uow=visit.uow, now=visit.now)


async def on_wishes(_: Update, visit: Visit) -> None:
    """What others wish for."""
    await wishing.say_wish(wishing.SayWish(visit.actor, ""), uow=visit.uow, now=visit.now)


async def on_wish_button(_: Update, visit: Visit) -> None:
    """A button of the list of wishes."""
    press = visit.press
    cmd = wishing.PressWish(visit.actor, press.number(0), press.number(1), press.args[2], press.number(3))
    added = await wishing.press_wish(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.wished(await visit.words()) if added else None)


async def on_pickup(_: Update, visit: Visit) -> None:
    """/pickup, /pickup 4821."""
    cmd = counter.EnterCode(visit.actor, visit.rest)
    await counter.enter_code(cmd, uow=visit.uow, now=visit.now)


def leads_to(payload: str) -> bool:
    """Whether a link leads here: a ticket's, or a button's in the group."""
    return payload.startswith(TICKET) or payload in DOORS


async def on_link(update: Update, visit: Visit) -> None:
    """Somebody scanned a ticket, or came from the group."""
    if visit.rest in DOORS:
        await DOORS[visit.rest](update, visit)
        return
    cmd = counter.ScanTicket(visit.actor, visit.rest.removeprefix(TICKET))
    await counter.scan_ticket(cmd, uow=visit.uow, now=visit.now)


async def on_counter(_: Update, visit: Visit) -> None:
    """已交给本人; 取消,退分; 交错了; one of the list."""
    press = visit.press
    cmd = counter.PressCounter(visit.actor, press.number(0), press.number(1), press.number(2), press.args[3])
    over = await counter.press_counter(cmd, uow=visit.uow, now=visit.now)
    words = await visit.words()
    done = None if cmd.act in counter.LOOKS else answers.kept(words)
    visit.answer(done if over is None else explain(words, over), alert=over is not None)


DOORS = {"shop": on_shop, "wish": on_wishes}
"""Where the buttons in the group lead."""
