"""Recognition: who earned most."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases.chats.asking import Ask
from bot.usecases.points import recognising


async def on_rank(_: Update, visit: Visit) -> None:
    """/rank."""
    await recognising.ask_rank(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_rank_button(_: Update, visit: Visit) -> None:
    """本月, 今年, 累计."""
    press = visit.press
    cmd = recognising.PressRank(visit.actor, press.number(0), press.args[1], press.number(2))
    await recognising.press_rank(cmd, uow=visit.uow, now=visit.now)
