"""An alarm that nobody answers is raised again and again, to the operators too; it never ends by itself."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.ids import PersonId
from bot.domain.life import Status
from bot.models import Community, Order, Person
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.people import people_with
from bot.storage.requests.alarms import ALARM, NOWHERE, alarms_under_way
from bot.storage.requests.drafts import DraftFacts, draft_of, save_draft
from bot.usecases.chats.raising import raise_message
from bot.usecases.danger.alarms import SEEN, WAITING, alarm_key, keep_alarm
from bot.usecases.owed.owing import owe_word

RAISED_AFTER = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""After these it is raised again, and then every morning."""
TOLD_AFTER = timedelta(minutes=15)
"""After so long whoever told of it hears that nobody has answered yet."""


async def mind_alarms(operators: Collection[int], *, uow: UnitOfWork, now: datetime) -> None:
    """Look after every alarm whose time has come, each in a transaction of its own."""
    async with uow.reading(now) as tx:
        due = [alarm for alarm in await alarms_under_way(tx) if await _is_due(tx, alarm)]
    for alarm in due:
        await mind_alarm(alarm.person_id, alarm.serial, operators, uow=uow, now=now)


async def _is_due(tx: Reading, alarm: DraftFacts) -> bool:
    if alarm.step != WAITING:
        return False
    raised = alarm.payload.get("raised", 0)
    if raised < len(RAISED_AFTER):
        return _waited(tx, alarm) >= RAISED_AFTER[raised]
    community = await tx.session.get_one(Community, alarm.payload["community"])
    return tx.now >= next_morning(community, datetime.fromisoformat(alarm.payload["raised_at"]))


def _waited(tx: Reading, alarm: DraftFacts) -> timedelta:
    """For how long nobody has answered; it cannot have begun after it was last touched."""
    return tx.now - min(
        datetime.fromisoformat(alarm.payload.get("since", alarm.payload["begun"])), alarm.touched_at or tx.now
    )


def next_morning(community: Community, instant: datetime) -> datetime:
    """When the next night there ends."""
    local, ends = instant.astimezone(community.zone), time(community.ways().night_ends)
    day = local.date() if local.time() < ends else local.date() + timedelta(days=1)
    return datetime.combine(day, ends, tzinfo=community.zone)


async def mind_alarm(
    person_id: PersonId, serial: int, operators: Collection[int], *, uow: UnitOfWork, now: datetime
) -> None:
    """Raise it again, if it is time; what was decided meanwhile needs no more noise."""
    async with uow.writing(now, occasion=f"alarm/{person_id}/{serial}/{int(now.timestamp())}") as tx:
        alarm = await draft_of(tx, person_id, NOWHERE, ALARM, serial)
        if alarm is not None and await _is_due(tx, alarm):
            await _raise_again(tx, alarm, operators)


async def _raise_again(tx: Writing, alarm: DraftFacts, operators: Collection[int]) -> None:
    community_id = alarm.payload["community"]
    order = await tx.session.get(Order, (community_id, alarm.payload["number"] or 0))
    if order is not None and order.status is not Status.SUBMITTED and not alarm.payload.get("anew", False):
        await save_draft(tx, replace(alarm, step=SEEN))
        return
    waited = _waited(tx, alarm)
    if waited >= TOLD_AFTER and not alarm.payload.get("told", False):
        teller = await tx.session.get_one(Person, alarm.person_id)
        owe_word(tx, teller.user_id, "danger_unanswered", community=community_id, person=alarm.payload.get("before"))
    staff = [member.user_id for member in await people_with(tx, community_id)]
    others = sorted(set(operators) - set(staff))
    for user_id in dict.fromkeys([*staff, *others]):
        await raise_message(tx, alarm_key(alarm, user_id))
    news = {
        "raised": max(1, sum(waited >= after for after in RAISED_AFTER)),
        "raised_at": tx.now.isoformat(),
        "told": alarm.payload.get("told", False) or waited >= TOLD_AFTER,
        "others": others,
    }
    await keep_alarm(tx, replace(alarm, payload={**alarm.payload, **news}))
