"""An alarm that nobody answers is raised once more, to the operators too; one that is long over is put away."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.ids import PersonId
from bot.domain.life import Status
from bot.models import Order
from bot.storage.alarms import ALARM, NOWHERE, alarms_under_way
from bot.storage.drafts import DraftFacts, close_draft, draft_of, save_draft
from bot.storage.people import people_with
from bot.storage.uow import UnitOfWork, Writing
from bot.usecases.alarms import SEEN, WAITING, alarm_key, keep_alarm, show_alarm
from bot.usecases.raising import raise_message

ANSWERED_WITHIN = timedelta(minutes=5)
KEPT = timedelta(hours=24)
"""After so long without a word the cards say nothing personal any more."""


async def mind_alarms(operators: Collection[int], *, uow: UnitOfWork, now: datetime) -> None:
    """Look after every alarm whose time has come, each in a transaction of its own."""
    async with uow.reading(now) as tx:
        due = [alarm for alarm in await alarms_under_way(tx) if _is_over(alarm, now) or _waits_too_long(alarm, now)]
    for alarm in due:
        await mind_alarm(alarm.person_id, alarm.serial, operators, uow=uow, now=now)


def _is_over(alarm: DraftFacts, now: datetime) -> bool:
    return alarm.touched_at is not None and now - alarm.touched_at >= KEPT


def _waits_too_long(alarm: DraftFacts, now: datetime) -> bool:
    waits = alarm.step == WAITING and not alarm.payload["repeated"]
    return waits and now - datetime.fromisoformat(alarm.payload["begun"]) >= ANSWERED_WITHIN


async def mind_alarm(
    person_id: PersonId, serial: int, operators: Collection[int], *, uow: UnitOfWork, now: datetime
) -> None:
    """Raise it once more, or put it away, if it is time; what was decided meanwhile needs no more noise."""
    async with uow.writing(now, occasion=f"alarm/{person_id}/{serial}/{int(now.timestamp())}") as tx:
        alarm = await draft_of(tx, person_id, NOWHERE, ALARM, serial)
        if alarm is None:
            return
        if _is_over(alarm, now):
            await close_draft(tx, alarm)
            await show_alarm(tx, alarm)
        elif _waits_too_long(alarm, now):
            await _repeat(tx, alarm, operators)


async def _repeat(tx: Writing, alarm: DraftFacts, operators: Collection[int]) -> None:
    order = await tx.session.get(Order, (alarm.payload["community"], alarm.payload["number"] or 0))
    if order is not None and order.status is not Status.SUBMITTED:
        await save_draft(tx, replace(alarm, step=SEEN))
        return
    staff = await people_with(tx, alarm.payload["community"])
    for member in staff:
        await raise_message(tx, alarm_key(alarm, member.user_id))
    others = sorted(set(operators) - {member.user_id for member in staff})
    await keep_alarm(tx, replace(alarm, payload={**alarm.payload, "repeated": True, "others": others}))
