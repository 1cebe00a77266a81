"""The points ledger: statements, points given by hand, 冲正."""

from telegram import Update

from bot.handlers.visit import Visit
from bot.usecases.chats.asking import Ask
from bot.usecases.points import giving, statements
from bot.views import answers


async def on_points(_: Update, visit: Visit) -> None:
    """/points."""
    await statements.ask_statement(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_statement_button(_: Update, visit: Visit) -> None:
    """A button under one's own statement."""
    press = visit.press
    cmd = statements.TurnStatement(visit.actor, press.number(0), press.number(1), press.number(2))
    await statements.turn_statement(cmd, uow=visit.uow, now=visit.now)


async def on_ledger(_: Update, visit: Visit) -> None:
    """/ledger 王师傅, by staff."""
    await statements.ask_ledger(statements.AskLedger(visit.actor, visit.rest), uow=visit.uow, now=visit.now)


async def on_ledger_button(_: Update, visit: Visit) -> None:
    """A button under somebody's statement, by staff."""
    press = visit.press
    cmd = statements.PressLedger(
        visit.actor, press.number(0), press.number(1), press.args[2], press.number(3), press.number(4)
    )
    await statements.press_ledger(cmd, uow=visit.uow, now=visit.now)


async def on_below_zero(_: Update, visit: Visit) -> None:
    """明知会变负数,仍要冲正."""
    cmd = statements.ReverseBelowZero(visit.actor, visit.press.number(0))
    await statements.reverse_below_zero(cmd, uow=visit.uow, now=visit.now)


async def on_award(_: Update, visit: Visit) -> None:
    """/award 王师傅 10 2小时 巡逻, by staff."""
    await giving.begin_award(_given(visit), uow=visit.uow, now=visit.now)


async def on_donate(_: Update, visit: Visit) -> None:
    """/donate 王阿姨 20."""
    await giving.begin_donation(_given(visit), uow=visit.uow, now=visit.now)


def _given(visit: Visit) -> giving.GivePoints:
    return giving.GivePoints(visit.actor, visit.rest, user_id=visit.mentioned)


async def on_donate_button(_: Update, visit: Visit) -> None:
    """捐给邻居."""
    cmd = giving.GivePoints(visit.actor, "", visit.press.number(0))
    await giving.begin_donation(cmd, uow=visit.uow, now=visit.now)


async def on_giving_button(_: Update, visit: Visit) -> None:
    """A button of the card: who, or yes."""
    press = visit.press
    cmd = giving.PressGiving(visit.actor, press.args[0], press.number(1), press.args[2])
    given = await giving.press_giving(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.given(await visit.words()) if given else None)


async def on_refuse(_: Update, visit: Visit) -> None:
    """谢谢,不用了."""
    cmd = giving.RefuseDonation(visit.actor, visit.press.number(0), visit.press.number(1))
    await giving.refuse_donation(cmd, uow=visit.uow, now=visit.now)
