"""Orders that somebody did not get: who has them, and how many others there are for anybody to take."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from bot.domain.ids import CommunityId, OrderNumber
from bot.domain.life import Status
from bot.models import Claim, Order, Person
from bot.storage.ground.pairs import named, one_of, size_for
from bot.storage.ground.uow import Reading
from bot.storage.members.people import NAMELESS
from bot.storage.repairs.order_facts import HOLDING


@dataclass(frozen=True)
class Missed:
    """How an order stands, as far as those who did not get it are told."""

    status: Status
    places_reserved: int
    holders: tuple[str, ...]
    """The names of those who have it, or had it to the end, in the order in which they got it."""
    others_open: int
    """How many other orders of its community have a place that anybody may take."""


async def missed_orders(tx: Reading, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Missed]:
    """By community and number; who is not in it does not exist. Two questions, however many are asked about."""
    if not keys:
        return {}
    size, wanted = size_for(len(keys)), named(keys)
    holders: dict[tuple[int, int], list[str]] = defaultdict(list)
    for community_id, number, name in await tx.session.execute(_holding(size), wanted):
        holders[community_id, number].append(tx.vault.open(name) or NAMELESS)
    standing = await tx.session.execute(_standing(size), wanted)
    return {(row[0], row[1]): Missed(row[2], row[3], tuple(holders[row[0], row[1]]), row[4]) for row in standing}


@cache
def _holding(size: int) -> Select[CommunityId, OrderNumber, bytes]:
    return (
        select(Claim.community_id, Claim.number, Person.name)
        .join(Person, Person.id == Claim.person_id)
        .where(one_of(Claim.community_id, Claim.number, size), Claim.state.in_(HOLDING))
        .order_by(Claim.community_id, Claim.number, Claim.id)
    )


@cache
def _standing(size: int) -> Select[Any]:
    other = aliased(Order)
    others = select(func.count()).where(
        other.community_id == Order.community_id,
        other.status == Status.OPEN,
        other.ended_at.is_(None),
        other.places_taken + other.places_reserved < other.people_needed,
        other.number != Order.number,
    )
    return select(
        Order.community_id, Order.number, Order.status, Order.places_reserved, others.scalar_subquery()
    ).where(one_of(Order.community_id, Order.number, size))
