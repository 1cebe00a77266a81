"""Looking orders up. Keys find numbers and phones; words are looked for in the unfinished and the latest orders alone.

What is sealed cannot be searched by a database, and a million orders are not opened for a word: so many are.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from bot.domain.ids import OrderNumber
from bot.domain.lateness import is_late
from bot.domain.life import UNFINISHED, Status
from bot.domain.search import Search
from bot.language.needs.troubles import read_category
from bot.language.talk.lexicon import DEFAULT_LEXICON
from bot.models import Claim, Community, Order, PastRepair, Person
from bot.storage.ground.uow import Reading
from bot.storage.members.people import name_or_dash
from bot.storage.records.phone_tails import phone_tail
from bot.storage.records.record import past_row
from bot.storage.repairs.order_facts import HOLDING
from bot.storage.repairs.orders import contact_in

MOST_UNFINISHED = 500
MOST_ENDED = 1000
MOST_PAST = 1000
TURN = 100
"""Orders opened before others take their turn."""
AT_ONCE = 500
"""Orders whose holders one statement asks for."""


@dataclass(frozen=True)
class Found:
    """An order that fits, or a repair of before, which has no number."""

    number: OrderNumber | None
    status: Status
    building: str
    what: str
    name: str | None
    phone: str | None
    volunteers: tuple[str, ...]
    day: date
    """Reported on, or repaired."""
    late: bool = False
    """Its time is over, and it is not done."""


async def find_orders(tx: Reading, community: Community, search: Search) -> list[Found]:
    """What fits: the unfinished first, then the latest."""
    by_key = search.number is not None or search.phone is not None or search.tail is not None
    orders = await _by_key(tx, community, search) if by_key else await _latest(tx, community, search)
    holders = await holders_of(tx, community, [order.number for order in orders])
    found = []
    for at, order in enumerate(orders, start=1):
        each = _found(tx, community, order, holders.get(order.number, ()))
        if _fits(tx, order, each, search):
            found.append(each)
        if at % TURN == 0:
            await asyncio.sleep(0)
    return [*found, *await _past(tx, community, search, by_key=by_key)]


async def _by_key(tx: Reading, community: Community, search: Search) -> Sequence[Order]:
    here = Order.community_id == community.id
    found: dict[int, Order] = {}
    if search.number is not None:
        order = await tx.session.get(Order, (community.id, search.number))
        found |= {} if order is None else {order.number: order}
    keys = []
    if search.tail is not None:
        keys.append(Order.phone_tail == phone_tail(tx, community.id, search.tail))
    if search.phone is not None:
        keys.append(Order.phone_index == tx.vault.blind_index(search.phone))
    for key in keys:
        query = select(Order).where(here, key).order_by(Order.number.desc()).limit(MOST_ENDED)
        found |= {order.number: order for order in await tx.session.scalars(query)}
    if search.tail is not None:
        found |= {order.number: order for order in await _not_indexed(tx, community, search.tail)}
    return sorted(found.values(), key=lambda order: (order.ended_at is not None, -order.number))


async def _not_indexed(tx: Reading, community: Community, tail: str) -> list[Order]:
    """Unfinished orders from before phones were found by their last digits."""
    unfinished = select(Order).where(
        Order.community_id == community.id,
        Order.ended_at.is_(None),
        Order.status.in_(UNFINISHED),
        Order.phone_tail.is_(None),
        Order.phone_index.is_not(None),
    )
    orders = await tx.session.scalars(unfinished.limit(MOST_UNFINISHED))
    return [order for order in orders if (contact_in(tx, order.contact).phone or "").endswith(tail)]


async def _latest(tx: Reading, community: Community, search: Search) -> list[Order]:
    here = Order.community_id == community.id
    unfinished = select(Order).where(here, Order.ended_at.is_(None), Order.status.in_(UNFINISHED))
    found = list(await tx.session.scalars(unfinished.order_by(Order.opened_at.desc()).limit(MOST_UNFINISHED)))
    if not (search.hours or search.late) and (not search.states or set(search.states) - UNFINISHED):
        ended = select(Order).where(here, Order.ended_at.is_not(None)).order_by(Order.ended_at.desc())
        found += await tx.session.scalars(ended.limit(MOST_ENDED))
    # Two of one instant stay in one order, whichever page is asked for.
    return sorted(found, key=lambda order: (order.ended_at is None, order.ended_at or order.opened_at, order.number))[
        ::-1
    ]


async def holders_of(tx: Reading, community: Community, numbers: Sequence[OrderNumber]) -> dict[int, tuple[str, ...]]:
    """Who has, or had, these orders, by number."""
    found: dict[int, tuple[str, ...]] = {}
    for at in range(0, len(numbers), AT_ONCE):
        rows = await tx.session.execute(
            select(Claim.number, Person.name)
            .join(Person, Person.id == Claim.person_id)
            .where(Claim.community_id == community.id, Claim.number.in_(numbers[at : at + AT_ONCE]))
            .where(Claim.state.in_(HOLDING))
            .order_by(Claim.number, Claim.id)
        )
        for number, name in rows:
            found[number] = (*found.get(number, ()), name_or_dash(tx, name) or "")
    return found


def _found(tx: Reading, community: Community, order: Order, volunteers: tuple[str, ...]) -> Found:
    contact = contact_in(tx, order.contact)
    day = order.reported_at.astimezone(community.zone).date()
    name, phone = contact.name, contact.phone
    late = is_late(order, tx.now)
    return Found(order.number, order.status, order.building, order.what, name, phone, volunteers, day, late)


def _fits(tx: Reading, order: Order, each: Found, search: Search) -> bool:
    if search.states and each.status not in search.states:
        return False
    if search.hours and (order.ended_at is not None or tx.now - order.reported_at < search.age):
        return False
    if search.late and not each.late:
        return False
    return _says(each, search, order.skill)


def _says(each: Found, search: Search, skill: str | None = None) -> bool:
    if search.building is not None and not _in_building(each.building, search.building):
        return False
    said = " ".join((each.building, each.what, each.name or "", *each.volunteers)).casefold()
    if search.trade is not None and search.trade not in said and _trade(each, skill) not in search.skills:
        return False
    return all(word in said for word in search.words)


def _trade(each: Found, skill: str | None) -> str | None:
    """What nobody gave a trade has the one that its words tell."""
    return skill or read_category(each.what, DEFAULT_LEXICON)


def _in_building(building: str, meant: str) -> bool:
    """5号楼 means all of its units, and not 15号楼."""
    at = building.find(meant)
    return at >= 0 and not (at and building[at - 1].isdecimal() and meant[0].isdecimal())


async def _past(tx: Reading, community: Community, search: Search, *, by_key: bool) -> list[Found]:
    if search.hours or search.late or (search.states and Status.CLOSED not in search.states):
        return []
    query = select(PastRepair).where(PastRepair.community_id == community.id)
    if search.phone is not None:
        query = query.where(PastRepair.phone_index == tx.vault.blind_index(search.phone))
    elif search.tail is not None:
        query = query.where(PastRepair.phone_tail == phone_tail(tx, community.id, search.tail))
    elif by_key:
        return []
    rows = await tx.session.scalars(query.order_by(PastRepair.repaired_on.desc()).limit(MOST_PAST))
    found = []
    for at, past in enumerate(rows, start=1):
        if at % TURN == 0:
            await asyncio.sleep(0)
        row = past_row(tx, past)
        each = Found(None, Status.CLOSED, row.building, row.what, row.name, row.phone, row.volunteers, past.repaired_on)
        if _says(each, search):
            found.append(each)
    return found
