"""Polls: how the votes stand, who voted for what, and what staff put to the group."""

import logging

from telegram import Update
from telegram.error import TelegramError

from bot.delivery.ballots import tally_of
from bot.handlers.visit import Visit
from bot.usecases.chats.acting import Actor
from bot.usecases.chats.asking import Ask
from bot.usecases.gatherings import deliberating, minutes, poll_results, polls
from bot.views import answers

logger = logging.getLogger(__name__)


async def on_poll(update: Update, visit: Visit) -> None:
    """The votes of a poll of ours stand differently."""
    if update.poll is not None:
        await poll_results.hear_tally(tally_of(update.poll), uow=visit.uow, now=visit.now)


async def on_vote(update: Update, visit: Visit) -> None:
    """Somebody voted in a public poll, or took their vote back; that does not let the bot write to them."""
    if update.poll_answer is None:
        return
    actor = Actor(visit.user.id, visit.user.first_name or str(visit.user.id), chat_id=0, private=False)
    cmd = polls.Vote(actor, update.poll_answer.poll_id, tuple(update.poll_answer.option_ids))
    await polls.vote(cmd, uow=visit.uow, now=visit.now)


async def on_deliberate(_: Update, visit: Visit) -> None:
    """/deliberate, /yishi: a question for the group."""
    await deliberating.deliberate(deliberating.Deliberate(visit.actor, visit.rest), uow=visit.uow, now=visit.now)


async def on_ballot(_: Update, visit: Visit) -> None:
    """A button of the question on its way."""
    serial, act = visit.press.number(0), visit.press.args[1]
    members = await _members(visit, serial) if act == "send" else None
    cmd = deliberating.PressBallot(visit.actor, serial, act, members)
    sent = await deliberating.press_ballot(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.put_to_the_group(await visit.words()) if sent else None)


async def _members(visit: Visit, serial: int) -> int | None:
    """How many are in the group that is asked, the bot left out; None if Telegram does not say."""
    group = await deliberating.group_to_ask(visit.actor, serial, uow=visit.uow, now=visit.now)
    try:
        return None if group is None else await visit.desk.bot.get_chat_member_count(group) - 1
    except TelegramError as error:
        logger.info(
            "the members of a group were not counted: %s", error.message, extra={"key": "telegram.members_unknown"}
        )
        return None


async def on_round(_: Update, visit: Visit) -> None:
    """再来一轮."""
    cmd = deliberating.AnotherRound(visit.actor, visit.press.number(0), visit.press.number(1))
    await deliberating.another_round(cmd, uow=visit.uow, now=visit.now)


async def on_minutes_asked(_: Update, visit: Visit) -> None:
    """/minutes."""
    await minutes.ask_minutes(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_minutes(_: Update, visit: Visit) -> None:
    """The minutes of one deliberation, or another page of the list."""
    press = visit.press
    cmd = minutes.PressMinutes(visit.actor, press.number(0), press.args[1], press.number(2), press.number(3))
    sent = await minutes.press_minutes(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.being_written(await visit.words()) if sent else None)
