"""The team: its roster, one's own card, and the way in through the public link."""

import logging

from telegram import ChatMember, ChatMemberRestricted, Update
from telegram.error import TelegramError

from bot.domain.errors import ButtonExpired, InviteInvalid
from bot.handlers.visit import Visit
from bot.usecases.chats.asking import Ask
from bot.usecases.members import applying, profile, team
from bot.views import answers

logger = logging.getLogger(__name__)

APPLY = "team_"
MOST_DIGITS = 18


async def on_team(_: Update, visit: Visit) -> None:
    """/team."""
    await team.ask_team(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_team_button(_: Update, visit: Visit) -> None:
    """A button of the roster."""
    press = visit.press
    cmd = team.PressTeam(visit.actor, press.number(0), press.args[1], press.number(2), press.args[3], press.number(4))
    changed = await team.press_team(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.changed(await visit.words()) if changed else None)


async def on_profile(_: Update, visit: Visit) -> None:
    """/me."""
    await profile.ask_profile(Ask(visit.actor), uow=visit.uow, now=visit.now)


async def on_profile_button(_: Update, visit: Visit) -> None:
    """A button of one's own card."""
    press = visit.press
    cmd = profile.PressProfile(visit.actor, press.number(0), press.args[1], press.args[2], press.number(3))
    changed = await profile.press_profile(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.changed(await visit.words()) if changed else None)


async def on_apply(_: Update, visit: Visit) -> None:
    """/start with the words of a team's public link."""
    digits = visit.rest.removeprefix(APPLY)
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > MOST_DIGITS:
        raise InviteInvalid
    group = await applying.group_that_lets_in(int(digits), uow=visit.uow, now=visit.now)
    cmd = applying.Apply(visit.actor, int(digits), in_group=group is not None and await _is_in(visit, group))
    await applying.apply(cmd, uow=visit.uow, now=visit.now)


async def _is_in(visit: Visit, chat_id: int) -> bool:
    """Whether the visitor is in a group, asked of Telegram now; no if it does not say."""
    try:
        member = await visit.desk.bot.get_chat_member(chat_id, visit.user.id)
    except TelegramError as error:
        logger.info(
            "whether somebody is in a group is not known: %s",
            error.message,
            extra={"key": "telegram.membership_unknown"},
        )
        return False
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in (ChatMember.LEFT, ChatMember.BANNED)


async def on_join_button(_: Update, visit: Visit) -> None:
    """同意 or 婉拒 under somebody's wish to join."""
    press = visit.press
    if press.args[2] not in ("yes", "no"):
        raise ButtonExpired
    cmd = applying.DecideJoin(visit.actor, press.number(0), press.number(1), approve=press.args[2] == "yes")
    await applying.decide_join(cmd, uow=visit.uow, now=visit.now)
    visit.answer(answers.changed(await visit.words()))
