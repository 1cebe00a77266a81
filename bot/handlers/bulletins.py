"""Reports: a quick look for everybody, the figures of a period for staff."""

from telegram import Update

from bot.domain.record_errors import NotUnderstood
from bot.handlers.visit import Visit
from bot.usecases.chats.asking import Ask
from bot.usecases.record import bulletins
from bot.views import answers


async def on_stats(_: Update, visit: Visit) -> None:
    """/stats.

    Raises:
        NotUnderstood: something stands behind it.
    """
    if visit.rest:
        raise NotUnderstood(said=visit.rest, command="stats")
    await bulletins.ask_stats(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_report(_: Update, visit: Visit) -> None:
    """/report 2026-10."""
    await bulletins.ask_report(bulletins.AskReport(visit.actor, visit.rest), uow=visit.uow, now=visit.now)


async def on_report_button(_: Update, visit: Visit) -> None:
    """A button of the report."""
    press = visit.press
    cmd = bulletins.PressReport(
        visit.actor, press.number(0), press.args[1], press.number(2), press.number(3), press.number(4)
    )
    done = await bulletins.press_report(cmd, uow=visit.uow, now=visit.now)
    visit.answer(None if done is None else answers.reported(await visit.words(), done))
