"""会议纪要: what was deliberated, round by round, to be read in the chat or printed."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired
from bot.domain.polls import PollKind
from bot.domain.roles import STAFF
from bot.models.outbox import Kind
from bot.storage.gatherings.polls import polls_about
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.post.outbox import Owed
from bot.usecases.chats.acting import Actor, recognise, staff_here
from bot.usecases.chats.asking import Ask, own_communities
from bot.usecases.owed.owing_community import owe_private


async def ask_minutes(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """/minutes: what was deliberated lately, in the private chat.

    Raises:
        NotAllowed: the actor is staff nowhere, or not here.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        for community in await own_communities(tx, person, cmd.actor, STAFF, "minutes"):
            _owe_list(tx, cmd.actor, community.id, page=0, serial=int(now.timestamp()))


def _owe_list(tx: Writing, actor: Actor, community_id: int, *, page: int, serial: int) -> None:
    tx.owe(
        Owed(
            key=f"minutes-list/{community_id}/{actor.user_id}/{serial}",
            chat_id=actor.user_id,
            topic="minutes_list",
            facts={"community": community_id, "page": page, "serial": serial},
            kind=Kind.KEEP,
        )
    )


@dataclass(frozen=True)
class PressMinutes:
    """A button: another `page` of the list (of the message `about`), or the `paper` about a deliberation."""

    actor: Actor
    community_id: int
    act: str
    value: int
    about: int


async def press_minutes(cmd: PressMinutes, *, uow: UnitOfWork, now: datetime) -> bool:
    """Send the minutes of one deliberation (True), or leaf through the list.

    Raises:
        NotAllowed: the actor is not staff there.
        ButtonExpired: there is no such button, or nothing of that number.
    """
    async with uow.writing(now) as tx:
        _, community = await staff_here(tx, cmd.actor, cmd.community_id, "minutes")
        if cmd.act == "page":
            _owe_list(tx, cmd.actor, community.id, page=max(0, cmd.value), serial=cmd.about)
            return False
        if cmd.act != "paper" or not await polls_about(tx, community.id, PollKind.DELIBERATION, cmd.value):
            raise ButtonExpired
        key = f"minutes/{community.id}/{cmd.actor.user_id}/{cmd.value}/{now:%Y%m%d%H%M}"
        owe_private(tx, cmd.actor.user_id, community.id, "minutes", key=key, subject=cmd.value)
        return True
