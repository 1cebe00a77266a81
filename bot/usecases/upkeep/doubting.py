"""A message that must not be said twice, and of which nobody knows whether it was said: staff decide."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired
from bot.models import OutboxMessage
from bot.models.outbox import OutState
from bot.storage.ground.uow import UnitOfWork
from bot.storage.members.people import people_with
from bot.usecases.chats.acting import Actor, recognise, require_staff
from bot.usecases.owed.owing_community import owe_private


async def report_doubt(row_id: int, error: str, *, uow: UnitOfWork, now: datetime) -> None:
    """Put the message down as doubtful and tell staff, with a button to say it again: both or neither."""
    async with uow.writing(now, occasion=f"doubt/{row_id}") as tx:
        row = await tx.session.get(OutboxMessage, row_id, with_for_update=True)
        if row is None or row.state is not OutState.SENDING:
            return
        row.state, row.error = OutState.UNKNOWN, error
        if row.community_id is None:
            return
        for person in await people_with(tx, row.community_id):
            key = f"doubt/{row_id}/{row.attempts}/{person.id}"
            owe_private(tx, person.user_id, row.community_id, "doubtful", key=key, row=row_id)


@dataclass(frozen=True)
class SayAgain:
    """A member of staff looked, and it is not there."""

    actor: Actor
    row_id: int


async def say_again(cmd: SayAgain, *, uow: UnitOfWork, now: datetime) -> None:
    """Owe the doubtful message anew, once.

    Raises:
        ButtonExpired: it was said again already.
        NotAllowed: the actor is not staff there.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        row = await tx.session.get(OutboxMessage, cmd.row_id, with_for_update=True)
        if row is None or row.community_id is None or row.state is not OutState.UNKNOWN:
            raise ButtonExpired
        await require_staff(tx, row.community_id, person, "say_again")
        row.state = OutState.OWED
        row.not_before = now
        row.attempts += 1
