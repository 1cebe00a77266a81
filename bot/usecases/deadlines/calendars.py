"""The appointments of a community for the calendars of its staff."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.roles import STAFF
from bot.storage.ground.uow import UnitOfWork
from bot.usecases.chats.acting import Actor, recognise, require_private
from bot.usecases.chats.asking import own_communities
from bot.usecases.owed.owing import owe_reply


@dataclass(frozen=True)
class AskCalendar:
    """/calendar."""

    actor: Actor


async def ask_calendar(cmd: AskCalendar, *, uow: UnitOfWork, now: datetime) -> None:
    """A file to be opened by whatever calendar somebody uses.

    Raises:
        NotAllowed: the actor is staff nowhere.
        OnlyInPrivate: the question was put in the group.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        for community in await own_communities(tx, person, cmd.actor, STAFF, "calendar"):
            owe_reply(tx, cmd.actor.chat_id, "calendar", community=community.id)
