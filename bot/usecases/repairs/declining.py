"""不方便: somebody who was told of an order does not want it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired
from bot.models.team import CallUpState
from bot.storage.ground.uow import UnitOfWork
from bot.storage.repairs.call_ups import call_up_of
from bot.storage.repairs.orders import order_for_change
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.deadlines.calling_up import owe_call_up
from bot.usecases.deadlines.telling_grids import group_hears_early


@dataclass(frozen=True)
class NotNow:
    """不方便: not this order."""

    actor: Actor
    community_id: int
    number: int


async def not_now(cmd: NotNow, *, uow: UnitOfWork, now: datetime) -> None:
    """They are not told of this order again; where the group waited for them alone, it waits no longer.

    Raises:
        ButtonExpired: they were never told of it, or somebody has it.
        OrderNotFound: there is no such order.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await order_for_change(tx, cmd.community_id, cmd.number)
        told = await call_up_of(tx, cmd.community_id, cmd.number, person.id)
        if told is None or told.state is CallUpState.OVER:
            raise ButtonExpired
        told.state = CallUpState.DECLINED
        owe_call_up(tx, told, person)
        await tx.session.flush()  # `call_up_of` reads anew what it was told before
        await group_hears_early(tx, order)
