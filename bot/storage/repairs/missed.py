"""Orders that somebody did not get: who has them, and how many others there are for anybody to take."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, select

from bot.domain.ids import CommunityId, OrderNumber
from bot.domain.life import ClaimState, Status, has_it
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
    """By community and number; who is not in it does not exist. Three questions, however many are asked about."""
    if not keys:
        return {}
    size, wanted = size_for(len(keys)), named(keys)
    # How it stands before who has it: whoever gets it in between is named, and nobody hears that nobody was faster.
    standing = (await tx.session.execute(_standing(size), wanted)).all()
    communities = {community_id for community_id, _ in keys}
    counts = await tx.session.execute(_OPEN_TO_ANYBODY, {"communities": communities})
    anybodys = {row.community_id: row.orders for row in counts}
    statuses = {(row.community_id, row.number): row.status for row in standing}
    holders: dict[tuple[int, int], list[str]] = defaultdict(list)
    for community_id, number, state, name in await tx.session.execute(_holding(size), wanted):
        status = statuses.get((community_id, number))
        if status is not None and has_it(state, status):
            holders[community_id, number].append(tx.vault.open(name) or NAMELESS)
    return {
        (row.community_id, row.number): Missed(
            row.status,
            row.places_reserved,
            tuple(holders[row.community_id, row.number]),
            anybodys.get(row.community_id, 0) - row.for_anybody,
        )
        for row in standing
    }


_FOR_ANYBODY = and_(
    Order.status == Status.OPEN,
    Order.ended_at.is_(None),
    Order.places_taken + Order.places_reserved < Order.people_needed,
)
"""The words of the index of what is unfinished are among them."""
_OPEN_TO_ANYBODY = (
    select(Order.community_id, func.count().label("orders"))
    .where(Order.community_id.in_(bindparam("communities", expanding=True)), _FOR_ANYBODY)
    .group_by(Order.community_id)
)


@cache
def _holding(size: int) -> Select[CommunityId, OrderNumber, ClaimState, bytes]:
    return (
        select(Claim.community_id, Claim.number, Claim.state, Person.name)
        .join(Person, Person.id == Claim.person_id)
        .where(one_of(Claim.community_id, Claim.number, size), Claim.state.in_(HOLDING))
        .order_by(Claim.community_id, Claim.number, Claim.id)
    )


@cache
def _standing(size: int) -> Select[Any]:
    for_anybody = case((_FOR_ANYBODY, 1), else_=0).label("for_anybody")
    return select(Order.community_id, Order.number, Order.status, Order.places_reserved, for_anybody).where(
        one_of(Order.community_id, Order.number, size)
    )
