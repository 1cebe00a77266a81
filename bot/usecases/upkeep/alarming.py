"""Telling staff that the machine itself needs somebody."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.models.outbox import Lane
from bot.storage.community.communities import all_communities
from bot.storage.ground.uow import UnitOfWork
from bot.storage.members.people import people_with
from bot.usecases.owed.owing_community import owe_private


async def alarm_clock(skew: float, *, uow: UnitOfWork, now: datetime) -> None:
    """The machine's clock is wrong, so nothing is posted by the clock; staff hear of it once a day."""
    async with uow.writing(now, occasion="clock") as tx:
        for community in await all_communities(tx):
            for person in await people_with(tx, community.id):
                key = f"clock/{now.date()}/{community.id}/{person.id}"
                owe_private(tx, person.user_id, community.id, "clock_alarm", key=key, minutes=round(abs(skew) / 60))


async def alarm_backup(why: str, day: date, operators: Sequence[int], *, uow: UnitOfWork, now: datetime) -> None:
    """There is no backup of a day: the operators hear of it in the morning, once; where none is named, all staff."""
    async with uow.writing(now, occasion="backup") as tx:
        told: set[int] = set()
        for community in await all_communities(tx):
            people = operators or [person.user_id for person in await people_with(tx, community.id)]
            for user_id in set(people) - told:
                key, morning = f"backup/{day}/{user_id}", community.by_day(now)
                owe_private(
                    tx, user_id, community.id, "backup_alarm", key=key, lane=Lane.REMINDER, not_before=morning, why=why
                )
            told |= set(people)
