"""What happens when something about an order falls due: each in a transaction of its own, from what is true by then."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from bot.models import Community, Order
from bot.models.due import DueKind
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.repairs.due import Due, due_by, keep_appointment, set_due
from bot.storage.repairs.orders import order_for_change
from bot.usecases.deadlines.climbing import nobody_took_it, not_finished
from bot.usecases.deadlines.pausing import pause_ends
from bot.usecases.desk.redirecting import party_is_late
from bot.usecases.desk.triage_reminding import request_waits
from bot.usecases.repairs.queueing import look_at_turn
from bot.usecases.repairs.visiting import visit_is_soon, visit_is_tomorrow
from bot.usecases.verdicts.judging import close_unjudged, remind_of_rating

BY_DAY = frozenset(
    {DueKind.RATING_REMINDER, DueKind.TRIAGE_REMINDER, DueKind.PARTY_REMINDER, DueKind.CLOSING, DueKind.PAUSE_ENDS}
)
"""What never disturbs anybody at night, also when it was due by day and nobody looked before it was dark."""
MOST_AT_ONCE = 200
"""Appointments kept at one tick; what is left is due again at the next."""

Appointment = Callable[[Writing, Order, int], Awaitable[None]]
"""Does what is due about an order (locked, perhaps moved on meanwhile) and a subject."""

APPOINTMENTS: Mapping[DueKind, Appointment] = {
    DueKind.RATING_REMINDER: remind_of_rating,
    DueKind.CLOSING: close_unjudged,
    DueKind.TRIAGE_REMINDER: request_waits,
    DueKind.PARTY_REMINDER: party_is_late,
    DueKind.QUEUE_ANSWER: look_at_turn,
    DueKind.UNCLAIMED: nobody_took_it,
    DueKind.LATE: not_finished,
    DueKind.PAUSE_ENDS: pause_ends,
    DueKind.EVE: visit_is_tomorrow,
    DueKind.HOUR: visit_is_soon,
}
"""Which kind is kept by whom."""


async def appointments_due(*, uow: UnitOfWork, now: datetime) -> Sequence[Due]:
    """What has fallen due by now, longest ago first."""
    async with uow.reading(now) as tx:
        return await due_by(tx, now, limit=MOST_AT_ONCE)


async def keep(due: Due, *, uow: UnitOfWork, now: datetime) -> bool:
    """Do what is due, once; False if somebody else has, it was called off, or it waits for the morning."""
    occasion = f"due/{due.kind}/{due.community_id}/{due.number}/{due.subject}/{int(now.timestamp())}"
    async with uow.writing(now, occasion=occasion, by_clock=True) as tx:
        order = await order_for_change(tx, due.community_id, due.number)
        if not await keep_appointment(tx, due):
            return False
        if due.kind in BY_DAY and (morning := await _morning(tx, order)) > now:
            await set_due(tx, order, due.kind, morning, subject=due.subject)
            return False
        await APPOINTMENTS[due.kind](tx, order, due.subject)
        return True


async def _morning(tx: Writing, order: Order) -> datetime:
    """This instant, or the end of the night that it is there."""
    community = await tx.session.get_one(Community, order.community_id)
    return community.by_day(tx.now)
