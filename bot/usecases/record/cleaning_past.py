"""Repairs of before are cleaned of what is personal, as orders are."""

from datetime import datetime

from bot.storage.ground.uow import UnitOfWork
from bot.storage.records import past


async def clean_past(*, uow: UnitOfWork, now: datetime) -> None:
    """What is personal goes from rows that were taken in long ago, as it goes from orders."""
    async with uow.reading(now) as tx:
        due = await past.past_for_too_long(tx, now)
    for community_id, until in due.items():
        await clean_past_of(community_id, until, uow=uow, now=now)


async def clean_past_of(community_id: int, until: datetime, *, uow: UnitOfWork, now: datetime) -> None:
    """In one community."""
    async with uow.writing(now, occasion=f"past/{community_id}") as tx:
        await past.scrub_past_until(tx, community_id, until)
