"""Limits and appointments: more time, pauses, when somebody comes."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases import more_time
from bot.views import answers


async def on_more_time(_: Update, visit: Visit) -> None:
    """改时限, and how much more."""
    press = visit.press
    cmd = more_time.GiveTime(visit.actor, press.number(0), press.number(1), press.args[2])
    given = await more_time.give_time(cmd, uow=visit.uow, now=visit.now)
    if given is not None:
        words = await visit.words()
        visit.answer(answers.more_time(words, words.moment(given.by, given.zone)))
