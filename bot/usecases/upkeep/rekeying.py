"""A new key of the operator's is taken up while the program works, and everything is sealed anew with it.

Nothing about it is written down: what is not sealed with the first key is looked for, round after round, until a round
finds none. Whoever is killed in between begins again, and passes over what is done.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.storage.ground.uow import UnitOfWork
from bot.storage.upkeep.resealing import Page, Place, page_at, seal_anew

logger = logging.getLogger(__name__)

PAGES_AT_ONCE = 20
"""Between two ticks: twelve thousand rows a minute, for a few hundredths of the time."""
ROUND_AGAIN = timedelta(days=1)
"""Another process may have sealed with the old key once more before it took up the new one."""
MOST_ROUNDS = 5
"""What is still in somebody's hand after so many is not waited for."""


@dataclass
class Rekeying:
    """One process's rounds through what is sealed, as long as there is more than one key."""

    uow: UnitOfWork
    place: Place | None = field(default_factory=Place)
    found: int = 0
    """Rows of this round that were not sealed with the first key."""
    ended: datetime | None = None

    async def look_after(self, now: datetime) -> None:
        """Take up a new key, and go on with the round."""
        vault = self.uow.vault
        if vault.take_up_keys():
            self.place, self.found = Place(), 0
            logger.info(
                "the keys have changed: the first of %d seals from now on",
                len(vault.keys),
                extra={"key": "keys.changed"},
            )
        if len(vault.keys) == 1:
            return
        if self.place is None and self.ended is not None and now - self.ended >= ROUND_AGAIN:
            self.place = Place()
        for _ in range(PAGES_AT_ONCE):
            if self.place is None:
                return
            await self._go_on(self.place, now)

    async def _go_on(self, place: Place, now: datetime) -> None:
        page = await reseal_page(place, uow=self.uow, now=now)
        self.found += len(page.stale)
        self.place = page.goes_on
        if self.place is None:
            self._ended(now)

    def _ended(self, now: datetime) -> None:
        logger.info(
            "a round through what is sealed is over: %d rows were sealed anew",
            self.found,
            extra={"key": "keys.resealed"},
        )
        self.place = Place() if self.found else None
        self.found, self.ended = 0, now


async def reseal_page(place: Place, *, uow: UnitOfWork, now: datetime) -> Page:
    """Look at one page, and seal anew what is not sealed with the first key."""
    async with uow.reading(now) as tx:
        page = await page_at(tx, place)
    if page.stale:
        async with uow.writing(now, occasion="reseal") as tx:
            await seal_anew(tx, page.table, page.stale)
    return page


async def reseal_everything(*, uow: UnitOfWork, now: datetime, tell: Callable[[str, int], None]) -> tuple[int, int]:
    """Round after round until nothing is found; how many rows were sealed anew, and how many could not be.

    Args:
        uow: the database, with all keys.
        now: the present instant.
        tell: told of each page: the table, and how many rows were looked at.
    """
    sealed, left = 0, 0
    for _ in range(MOST_ROUNDS):
        left = 0
        place: Place | None = Place()
        while place is not None:
            page = await reseal_page(place, uow=uow, now=now)
            tell(page.table.name, page.looked_at)
            left, place = left + len(page.stale), page.goes_on
        if left == 0:
            break
        sealed = max(sealed, left)
    return sealed, left
