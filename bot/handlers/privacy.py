"""Privacy: what is kept, all of it as a file, and away with it."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases.upkeep import privacy
from bot.usecases.upkeep.privacy import AboutMe, Forget
from bot.views.privacy import forgotten


async def on_privacy(_: Update, visit: Visit) -> None:
    """/privacy."""
    await privacy.ask_privacy(AboutMe(visit.actor), uow=visit.uow, now=visit.now)


async def on_my_data(_: Update, visit: Visit) -> None:
    """/mydata."""
    await privacy.ask_my_data(AboutMe(visit.actor), uow=visit.uow, now=visit.now)


async def on_forget(_: Update, visit: Visit) -> None:
    """/forget."""
    await privacy.ask_to_be_forgotten(AboutMe(visit.actor), uow=visit.uow, now=visit.now)


async def on_really_forget(_: Update, visit: Visit) -> None:
    """是的,删掉我的资料. Said by the tap's own answer: a message would have to be written down for their account."""
    words = await visit.words()
    await privacy.forget(Forget(visit.actor, visit.press.number(0)), uow=visit.uow, now=visit.now)
    visit.answer(forgotten(words), alert=True)
    visit.close(forgotten(words))
