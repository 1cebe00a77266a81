"""Asking about published standards: which one an order was made under, and what stood in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.standard import Sharing, Standard
from bot.models import Community, Order, StandardVersion
from bot.storage.ground.uow import Reading, Writing


class Published(NamedTuple):
    """A standard, and since when it was in force."""

    version: int
    standard: Standard
    at: datetime


def note_version(tx: Writing, community: Community) -> None:
    """Keep the standard that a community has just put in force."""
    tx.session.add(
        StandardVersion(
            community_id=community.id, version=community.standard_version, standard=community.standard, at=tx.now
        )
    )


async def published(tx: Reading, community_id: int, version: int | None) -> Published | None:
    """One version of a community's standard; None: it is older than versions are kept."""
    row = None if version is None else await tx.session.get(StandardVersion, (community_id, version))
    return None if row is None else Published(row.version, Standard.from_json(row.standard), row.at)


async def standard_of(tx: Reading, order: Order, *, unknown: Standard | None = None) -> Standard:
    """The standard an order was made under; where its version is not known, `unknown` or one with nothing added."""
    found = await published(tx, order.community_id, order.standard_version)
    return found.standard if found is not None else unknown or Standard()


async def shared_orders(tx: Reading, orders: Sequence[Order]) -> set[int]:
    """The numbers of those that need several people, whose standard has these part the points."""
    several = [order for order in orders if order.people_needed > 1]
    return {order.number for order in several if (await standard_of(tx, order)).sharing is Sharing.SPLIT}
