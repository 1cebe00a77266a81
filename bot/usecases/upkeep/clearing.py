"""Once a night what nobody needs any more is removed, and what is removed is counted in the log."""

import logging
from datetime import date, datetime, time, timedelta

from bot.domain.schedule import Daily
from bot.models import Community
from bot.models.slots import SlotOutcome
from bot.storage.community.communities import all_communities
from bot.storage.ground.slots import slots_taken, take_slot
from bot.storage.ground.uow import UnitOfWork
from bot.storage.upkeep.emptying import empty_lines
from bot.storage.upkeep.served import (
    FOUND_SHOWN,
    drop_sheets,
    empty_found,
    forget_dead_letters,
    forget_drafts,
    forget_links,
    forget_pauses,
    forget_slots,
)

logger = logging.getLogger(__name__)

CLEARING = "clearing"
CLEARED_AT = time(3, 50)
"""When nobody is waiting for the machine."""
ONE_DAY = timedelta(days=1)
KEPT = {
    forget_dead_letters: timedelta(days=30),
    forget_drafts: timedelta(days=30),
    drop_sheets: timedelta(days=14),
    empty_found: FOUND_SHOWN,
    empty_lines: timedelta(days=30),
    forget_links: timedelta(days=90),
    forget_pauses: timedelta(days=1),
    forget_slots: timedelta(days=731),
}
"""For how long each is kept."""


async def clear_by_night(*, uow: UnitOfWork, now: datetime) -> None:
    """Do it when its time has come: one night for all, that of the first community."""
    async with uow.reading(now) as tx:
        communities = await all_communities(tx)
        if not communities:
            return
        first = min(communities, key=lambda community: community.id)
        day = _due(first, now)
        taken = day is None or await slots_taken(tx, [first.id], CLEARING, since=day)
    if day is not None and not taken:
        await clear_away(first, day, uow=uow, now=now)


def _due(community: Community, now: datetime) -> date | None:
    rule = Daily(at=CLEARED_AT, zone=community.zone)
    slots = list(rule.slots(since=max(community.created_at, now - ONE_DAY), until=now))
    return slots[-1].day if slots else None


async def clear_away(community: Community, day: date, *, uow: UnitOfWork, now: datetime) -> None:
    """Remove it all, once a night."""
    async with uow.writing(now, occasion=f"{CLEARING}/{day}") as tx:
        if await take_slot(tx, community.id, CLEARING, day, SlotOutcome.EMPTY):
            gone = {forget.__name__: await forget(tx, now - kept) for forget, kept in KEPT.items()}
            logger.info("what nobody needs any more is removed", extra={"key": "clearing.done", **gone})
