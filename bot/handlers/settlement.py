"""Settlement, for the secretary."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases.chats.asking import Ask
from bot.usecases.points import settling
from bot.views import answers


async def on_settle(_: Update, visit: Visit) -> None:
    """/settle."""
    await settling.ask_settlement(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_settle_button(_: Update, visit: Visit) -> None:
    """A button of the secretary's message."""
    press = visit.press
    cmd = settling.PressSettlement(visit.actor, press.number(0), press.args[1], press.number(2), press.number(3))
    done = await settling.press_settlement(cmd, uow=visit.uow, now=visit.now)
    visit.answer(None if done is None else answers.settled(await visit.words(), done))
