"""What staff see of a request beside the order itself: who settled it, who has it, what is alike."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from bot.domain.life import BEFORE_DONE, Status, Step
from bot.models import Order
from bot.storage.community.parties import PartyFacts, parties_of, party_facts
from bot.storage.ground.uow import Reading
from bot.storage.members.people import concerned_by
from bot.storage.repairs.history import Taken, last_taken, triage_time
from bot.storage.repairs.order_facts import OrderFacts, order_facts
from bot.storage.repairs.watchers import count_watchers

KNOWS = frozenset({Step.REDIRECT, Step.ACCEPT, Step.TELL})
"""Whether a party that has nobody here knows of an order: while the last of these is the first, it does not."""
MOST_COMPARED = 200
"""Unfinished orders among which similar ones are looked for, the latest."""


@dataclass(frozen=True)
class TriageFacts:
    """One request as staff see it."""

    order: OrderFacts
    decided: Taken | None = None
    """The last decision, and whose."""
    party: PartyFacts | None = None
    accepted: bool = False
    """The party said that it sees to it."""
    to_tell: bool = False
    """The party has nobody here, and staff have not told it by phone yet."""
    watchers: int = 0
    again: bool = False
    """It came back and is to be settled anew."""
    objected: bool = False
    """Whoever reported it says that it was not settled."""
    newer: bool = False
    """It is to be settled anew, and another card asks."""
    asked: bool = False
    """Its reader has just called it up."""
    splits: bool = False
    """It was merged a while ago, into one that goes on: the two can be parted."""
    reached: bool = True
    """Whoever reported it can be told here; looked at where they are to hear why not, or how it was settled."""
    menu: str | None = None
    parties: tuple[PartyFacts, ...] = ()
    """To choose among, where that is the choice."""


async def triage_facts(
    tx: Reading, community_id: int, number: int, *, decisions: frozenset[Step], time: int, menu: str | None, asked: bool
) -> TriageFacts | None:
    """All that the card of staff shows; None: there is no such order."""
    order = await order_facts(tx, community_id, number, private=True)
    if order is None:
        return None
    now = await triage_time(tx, community_id, number)
    decided = await last_taken(tx, community_id, number, decisions)
    party = await party_facts(tx, community_id, order.party_id)
    return TriageFacts(
        order=order,
        decided=decided,
        party=party,
        accepted=await was_accepted(tx, community_id, number),
        to_tell=order.status is Status.REDIRECTED and await is_to_be_told(tx, community_id, number, party),
        watchers=await count_watchers(tx, community_id, number),
        again=now > 1,
        objected=decided is not None and decided.step is Step.OBJECT,
        newer=now > time,
        asked=asked,
        reached=not (menu == "reject" or _is_settled(decided)) or await _is_reached(tx, community_id, number),
        menu=menu,
        parties=tuple(await parties_of(tx, community_id)) if menu == "redirect" else (),
    )


def _is_settled(decided: Taken | None) -> bool:
    """Whether staff themselves have answered it."""
    return decided is not None and decided.step in (Step.REJECT, Step.SETTLE)


async def _is_reached(tx: Reading, community_id: int, number: int) -> bool:
    """Whether anybody whose request it is can be told here what comes of it."""
    order = await tx.session.get_one(Order, (community_id, number))
    return bool((await concerned_by(tx, [order]))[order.community_id, order.number])


async def was_accepted(tx: Reading, community_id: int, number: int) -> bool:
    """Whether the party that has the order said so."""
    last = await last_taken(tx, community_id, number, {Step.REDIRECT, Step.ACCEPT})
    return last is not None and last.step is Step.ACCEPT


async def is_to_be_told(tx: Reading, community_id: int, number: int, party: PartyFacts | None) -> bool:
    """Whether staff are still to phone the party that has the order."""
    if party is None or party.user_id is not None:
        return False
    last = await last_taken(tx, community_id, number, KNOWS)
    return last is None or last.step is Step.REDIRECT


class Alike(NamedTuple):
    """An order that may be the same thing."""

    number: int
    building: str
    what: str
    near: bool = False
    """In the same building."""
    alike: bool = False
    """In similar words."""


async def unfinished_beside(tx: Reading, community_id: int, number: int) -> list[Alike]:
    """The latest orders that are not done yet, without this one."""
    rows = await tx.session.execute(
        select(Order.number, Order.building, Order.what)
        .where(
            Order.community_id == community_id,
            Order.ended_at.is_(None),
            Order.status.in_(BEFORE_DONE),
            Order.number != number,
        )
        .order_by(Order.number.desc())
        .limit(MOST_COMPARED)
    )
    return [Alike(*row) for row in rows]
