"""The points standard: for anybody to read, for the secretary to change."""

from telegram import Update

from bot.domain.deep_link import SHOW_STANDARD
from bot.domain.ids import id_in
from bot.handlers.visit import Visit
from bot.usecases.points import standard, standard_changing
from bot.views import answers


async def on_standard(_: Update, visit: Visit) -> None:
    """/standard."""
    await standard.ask_standard(standard.AskStandard(visit.actor), uow=visit.uow, now=visit.now)


async def on_link(_: Update, visit: Visit) -> None:
    """The link under it in a group."""
    community_id = id_in(visit.rest.removeprefix(SHOW_STANDARD))
    await standard.ask_standard(standard.AskStandard(visit.actor, community_id), uow=visit.uow, now=visit.now)


async def on_button(_: Update, visit: Visit) -> None:
    """A button under the standard."""
    cmd = standard.PressStandard(visit.actor, visit.press.number(0), visit.press.args[1])
    await standard.press_standard(cmd, uow=visit.uow, now=visit.now)


async def on_change(_: Update, visit: Visit) -> None:
    """A button of the conversation in which it is changed."""
    cmd = standard_changing.PressChange(visit.actor, visit.press.number(0), visit.press.args[1])
    version = await standard_changing.press_change(cmd, uow=visit.uow, now=visit.now)
    visit.answer(None if version is None else answers.published(await visit.words(), version))
