"""Limits and appointments: more time, pauses, when somebody comes."""

from telegram import Update

from bot.handlers.orders import place_press
from bot.handlers.visit import Visit
from bot.usecases.deadlines import more_time, pausing
from bot.usecases.repairs import visiting
from bot.views import answers


async def on_more_time(_: Update, visit: Visit) -> None:
    """改时限, and how much more."""
    press = visit.press
    cmd = more_time.GiveTime(visit.actor, press.number(0), press.number(1), press.args[2])
    given = await more_time.give_time(cmd, uow=visit.uow, now=visit.now)
    if given is not None:
        words = await visit.words()
        visit.answer(answers.more_time(words, words.moment(given.by, given.zone)))


async def on_pause(_: Update, visit: Visit) -> None:
    """要等等."""
    await pausing.ask_pause(place_press(visit), uow=visit.uow, now=visit.now)


async def on_pause_answer(_: Update, visit: Visit) -> None:
    """Why, and until when."""
    cmd = pausing.PressPause(visit.actor, visit.press.number(0), visit.press.args[1])
    await pausing.press_pause(cmd, uow=visit.uow, now=visit.now)


async def on_resume(_: Update, visit: Visit) -> None:
    """接着修."""
    await pausing.resume(place_press(visit), uow=visit.uow, now=visit.now)
    visit.answer(answers.goes_on(await visit.words()))


async def on_visit(_: Update, visit: Visit) -> None:
    """约个时间."""
    await visiting.ask_visit(place_press(visit), uow=visit.uow, now=visit.now)


async def on_visit_answer(_: Update, visit: Visit) -> None:
    """A ready time."""
    cmd = visiting.PressVisit(visit.actor, visit.press.number(0), visit.press.args[1])
    await visiting.press_visit(cmd, uow=visit.uow, now=visit.now)


async def on_refuse(_: Update, visit: Visit) -> None:
    """这个时间不行, says the resident."""
    press = visit.press
    cmd = visiting.RefuseVisit(visit.actor, press.number(0), press.number(1), press.number(2))
    await visiting.refuse_visit(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.visit_refused(await visit.words()))
