"""Telling staff that the machine itself needs somebody."""

from datetime import datetime

from bot.storage.communities import all_communities
from bot.storage.people import people_with
from bot.storage.uow import UnitOfWork
from bot.usecases.owing_community import owe_private


async def alarm_clock(skew: float, *, uow: UnitOfWork, now: datetime) -> None:
    """The machine's clock is wrong, so nothing is posted by the clock; staff hear of it once a day."""
    async with uow.writing(now, occasion="clock") as tx:
        for community in await all_communities(tx):
            for person in await people_with(tx, community.id):
                key = f"clock/{now.date()}/{community.id}/{person.id}"
                owe_private(tx, person.user_id, community.id, "clock_alarm", key=key, minutes=round(abs(skew) / 60))
