"""The list of buildings, and posters for their doors: for staff."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases.community import buildings
from bot.views import answers


async def on_buildings(_: Update, visit: Visit) -> None:
    """/buildings, /buildings 1-12号楼."""
    cmd = buildings.ShowBuildings(visit.actor, visit.rest)
    await buildings.show_buildings(cmd, uow=visit.uow, now=visit.now)


async def on_list_button(_: Update, visit: Visit) -> None:
    """A button of the list."""
    press = visit.press
    cmd = buildings.PressList(visit.actor, press.number(0), press.number(1), press.args[2], press.number(3))
    removed = await buildings.press_list(cmd, uow=visit.uow, now=visit.now)
    visit.answer(None if removed is None else answers.taken_off(await visit.words(), removed))


async def on_poster(_: Update, visit: Visit) -> None:
    """/poster, /poster 2号楼."""
    cmd = buildings.PostersByWord(visit.actor, visit.rest)
    await buildings.posters_by_word(cmd, uow=visit.uow, now=visit.now)


async def on_poster_button(_: Update, visit: Visit) -> None:
    """二维码海报."""
    cmd = buildings.WantPosters(visit.actor, visit.press.number(0), visit.press.number(1))
    await buildings.want_posters(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.being_drawn(await visit.words()))
