"""The record: taken out as a file, brought in from one, looked up."""

from telegram import Update

from bot.domain.record_errors import NotUnderstood
from bot.handlers.orders import number_and_rest
from bot.handlers.visit import Visit
from bot.usecases.deadlines import calendars
from bot.usecases.record import bringing, exporting, finding, recounting


async def on_export(_: Update, visit: Visit) -> None:
    """/export, /export 2026-10."""
    await exporting.ask_export(exporting.AskExport(visit.actor, visit.rest), uow=visit.uow, now=visit.now)


async def on_export_button(_: Update, visit: Visit) -> None:
    """A button of that message."""
    press = visit.press
    cmd = exporting.PressExport(visit.actor, press.number(0), press.number(1), press.args[2], press.args[3])
    await exporting.press_export(cmd, uow=visit.uow, now=visit.now)


async def on_import_button(_: Update, visit: Visit) -> None:
    """A button under a spreadsheet that was sent."""
    press = visit.press
    cmd = bringing.PressImport(visit.actor, press.number(0), press.number(1), press.args[2])
    await bringing.press_import(cmd, uow=visit.uow, now=visit.now)


async def on_history(_: Update, visit: Visit) -> None:
    """/history 1024.

    Raises:
        NotUnderstood: something stands behind the number.
    """
    number, rest = number_and_rest(visit.rest, "history")
    if rest:
        raise NotUnderstood(said=rest, command="history")
    cmd = recounting.AskHistory(visit.actor, number)
    await recounting.ask_history(cmd, uow=visit.uow, now=visit.now)


async def on_history_button(_: Update, visit: Visit) -> None:
    """Another page of it."""
    cmd = recounting.TurnHistory(visit.actor, *(visit.press.number(at) for at in range(4)))
    await recounting.turn_history(cmd, uow=visit.uow, now=visit.now)


async def on_find(_: Update, visit: Visit) -> None:
    """/find 5号楼 王 漏水 未完成."""
    await finding.find(finding.Find(visit.actor, visit.rest), uow=visit.uow, now=visit.now)


async def on_find_button(_: Update, visit: Visit) -> None:
    """Another page of what was found."""
    cmd = finding.TurnFound(visit.actor, *(visit.press.number(at) for at in range(3)))
    await finding.turn_found(cmd, uow=visit.uow, now=visit.now)


async def on_calendar(_: Update, visit: Visit) -> None:
    """/calendar."""
    await calendars.ask_calendar(calendars.AskCalendar(visit.actor), uow=visit.uow, now=visit.now)
