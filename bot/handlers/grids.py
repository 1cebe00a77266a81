"""Grids and the people who look after them: for the secretary."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases.community import grids


async def on_grids(_: Update, visit: Visit) -> None:
    """/grids."""
    await grids.show_grids(grids.ShowGrids(visit.actor), uow=visit.uow, now=visit.now)


async def on_grid_button(_: Update, visit: Visit) -> None:
    """A button of the grids' card."""
    press = visit.press
    cmd = grids.PressGrid(visit.actor, press.number(0), press.number(1), press.args[2], press.number(3))
    await grids.press_grid(cmd, uow=visit.uow, now=visit.now)


async def on_person(_: Update, visit: Visit) -> None:
    """A name under the question who looks after a grid."""
    cmd = grids.ChooseForGrid(visit.actor, visit.press.number(0), visit.press.number(1))
    await grids.choose_for_grid(cmd, uow=visit.uow, now=visit.now)
