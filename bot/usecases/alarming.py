"""Telling staff that the machine itself needs somebody."""

from datetime import datetime

from bot.storage.communities import all_communities
from bot.storage.outbox import Owed
from bot.storage.people import people_with
from bot.storage.uow import UnitOfWork


async def alarm_clock(skew: float, *, uow: UnitOfWork, now: datetime) -> None:
    """The machine's clock is wrong, so nothing is posted by the clock; staff hear of it once a day."""
    async with uow.writing(now, occasion="clock") as tx:
        for community in await all_communities(tx):
            for person in await people_with(tx, community.id):
                tx.owe(
                    Owed(
                        key=f"clock/{now.date()}/{community.id}/{person.id}",
                        community_id=community.id,
                        chat_id=person.user_id,
                        topic="clock_alarm",
                        facts={"community": community.id, "minutes": round(abs(skew) / 60)},
                    )
                )
