"""Requests: settled by staff, answered by outside parties."""

from telegram import Update

from bot.handlers.orders import order_and_rest
from bot.handlers.visit import Visit
from bot.usecases.chats.asking import Ask
from bot.usecases.desk import auto_publish, inbox, on_the_spot, parties, party_side, triage, triage_questions
from bot.views import answers


async def on_triage(_: Update, visit: Visit) -> None:
    """A button of the card about a request."""
    press = visit.press
    cmd = triage.PressTriage(visit.actor, press.number(0), press.number(1), press.args[2], press.args[3])
    done = await triage.press_triage(cmd, uow=visit.uow, now=visit.now)
    words = await visit.words()
    if done.group_at is not None:
        visit.answer(answers.grid_first(words, done.group_at))
    else:
        untold = None if done.told else answers.untold(words, done.button)
        visit.answer(untold or answers.triaged(words, done.button))


async def on_word(_: Update, visit: Visit) -> None:
    """A ready answer to a question about a request, or 跳过."""
    cmd = triage_questions.PressWord(visit.actor, visit.press.args[0], visit.press.number(1), visit.press.args[2])
    await triage_questions.press_word(cmd, uow=visit.uow, now=visit.now)


async def on_inbox_asked(_: Update, visit: Visit) -> None:
    """/inbox."""
    await inbox.ask_inbox(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_inbox(_: Update, visit: Visit) -> None:
    """Another page of what waits."""
    cmd = inbox.PressInbox(visit.actor, visit.press.number(0), page=visit.press.number(1))
    await inbox.press_inbox(cmd, uow=visit.uow, now=visit.now)


async def on_open(_: Update, visit: Visit) -> None:
    """An order of that list."""
    cmd = inbox.PressInbox(visit.actor, visit.press.number(0), visit.press.number(1))
    await inbox.press_inbox(cmd, uow=visit.uow, now=visit.now)


async def on_triage_asked(_: Update, visit: Visit) -> None:
    """/triage 1024."""
    community_id, number, _rest = await order_and_rest(visit, "triage")
    await inbox.press_inbox(inbox.PressInbox(visit.actor, community_id, number), uow=visit.uow, now=visit.now)


async def on_auto(_: Update, visit: Visit) -> None:
    """自动发布, or a trade of that list."""
    cmd = auto_publish.SwitchTrade(visit.actor, visit.press.number(0), visit.press.args[1])
    switched = await auto_publish.switch_trade(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.changed(await visit.words()) if switched else None)


async def on_spot(_: Update, visit: Visit) -> None:
    """/spot: settled while somebody was there."""
    await on_the_spot.note_spot(on_the_spot.NoteSpot(visit.actor, visit.rest), uow=visit.uow, now=visit.now)


async def on_parties_asked(_: Update, visit: Visit) -> None:
    """/parties."""
    await parties.ask_parties(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_parties(_: Update, visit: Visit) -> None:
    """A button of the list of outside parties."""
    press = visit.press
    cmd = parties.PressParties(visit.actor, press.number(0), press.args[1], press.number(2))
    done = await parties.press_parties(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.changed(await visit.words()) if done == "remove" else None)


async def on_party(_: Update, visit: Visit) -> None:
    """A button of the outside party's card."""
    cmd = party_side.PressParty(visit.actor, visit.press.number(0), visit.press.number(1), visit.press.args[2])
    done = await party_side.press_party(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.triaged(await visit.words(), done))
