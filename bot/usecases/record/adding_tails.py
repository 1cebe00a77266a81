"""Orders from before phones were found by their last digits are found by them, too: a page of them at a time."""

from datetime import datetime

from bot.storage.ground.uow import UnitOfWork
from bot.storage.records.phone_tails import add_tails, any_without_tail

ON_A_PAGE = 200
"""Orders opened in one transaction: nobody else waits for long."""
MOST_PAGES = 5
"""Pages at one tick."""


async def add_phone_tails(*, uow: UnitOfWork, now: datetime) -> None:
    """Some of those that are left; nothing as soon as there is none, and where it was cut off it goes on."""
    async with uow.reading(now) as tx:
        left = await any_without_tail(tx)
    for _ in range(MOST_PAGES if left else 0):
        if await add_page(uow=uow, now=now) < ON_A_PAGE:
            return


async def add_page(*, uow: UnitOfWork, now: datetime) -> int:
    """One page; how many orders were on it."""
    async with uow.writing(now, occasion="phone tails") as tx:
        return await add_tails(tx, limit=ON_A_PAGE)
