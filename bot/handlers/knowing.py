"""Residents about their orders: how it stands, hurry up, put it right, pass it on, nothing any more."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases.chats.conversing import DropDraft, drop_draft
from bot.usecases.residents import correcting, following, relaying
from bot.usecases.residents.following import PressAboutOwn
from bot.views import answers
from bot.views.passing_on import READY_TIMES, ready_time


def _about(visit: Visit) -> PressAboutOwn:
    return PressAboutOwn(visit.actor, visit.press.number(0), visit.press.number(1))


async def on_know(_: Update, visit: Visit) -> None:
    """One of several orders."""
    await following.ask_about_one(_about(visit), uow=visit.uow, now=visit.now)


async def on_nudge(_: Update, visit: Visit) -> None:
    """催一下."""
    later = await following.nudge(_about(visit), uow=visit.uow, now=visit.now)
    say = answers.nudged_at_night if later else answers.nudged
    visit.answer(say(await visit.words()), alert=True)


async def on_change(_: Update, visit: Visit) -> None:
    """改一改."""
    await correcting.ask_change(_about(visit), uow=visit.uow, now=visit.now)


async def on_withdraw(_: Update, visit: Visit) -> None:
    """不修了."""
    await correcting.ask_withdrawal(_about(visit), uow=visit.uow, now=visit.now)


async def on_mine(_: Update, visit: Visit) -> None:
    """A button of the conversation about an order of one's own."""
    button = visit.press.args[1]
    text = ready_time(await visit.words(), button) if button in READY_TIMES else None
    cmd = correcting.PressMine(visit.actor, visit.press.number(0), button, text)
    await correcting.press_mine(cmd, uow=visit.uow, now=visit.now)


async def on_write(_: Update, visit: Visit) -> None:
    """给师傅留言, 回一句."""
    await relaying.ask_line(_about(visit), uow=visit.uow, now=visit.now)


async def on_keep_line(_: Update, visit: Visit) -> None:
    """不发了."""
    cmd = DropDraft(visit.actor, relaying.LINE, visit.press.number(0))
    await drop_draft(cmd, uow=visit.uow, now=visit.now)
