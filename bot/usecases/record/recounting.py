"""What happened to an order: to staff in full, in kind words to whoever reported it, sees to it, or did before."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.domain.errors import ButtonExpired, OrderNotFound
from bot.domain.ids import PersonId
from bot.domain.life import ACTIVE_CLAIM
from bot.domain.roles import STAFF
from bot.models import Order, Person
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.people import concerned_by, roles_in
from bot.storage.repairs.claims import held_until, holders_with_claims
from bot.storage.repairs.order_facts import orders_reported_by
from bot.storage.repairs.orders import communities_with_number
from bot.usecases.chats.acting import Actor, recognise, require_private
from bot.usecases.owed.owing_community import owe_panel

SERIALS = 10**9


@dataclass(frozen=True)
class AskHistory:
    """/history 1024."""

    actor: Actor
    number: int


async def ask_history(cmd: AskHistory, *, uow: UnitOfWork, now: datetime) -> None:
    """Tell it privately.

    Raises:
        OnlyInPrivate: the question was put in the group.
        OrderNotFound: there is none of this number that they may know of.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        for community_id in await _where(tx, person, cmd.number):
            order = await tx.session.get(Order, (community_id, cmd.number))
            if order is not None and await share_of(tx, person.id, order) is not None:
                _owe(tx, person, order, serial=min(tx.settled, default=int(now.timestamp())) % SERIALS, page=None)
                return
        raise OrderNotFound(number=cmd.number)


async def _where(tx: Reading, person: Person, number: int) -> list[int]:
    reported = await orders_reported_by(tx, person, limit=1, number=number)
    own = await communities_with_number(tx, person.user_id, number)
    return [*own, *(order.community_id for order in reported)]


class Share(NamedTuple):
    """What somebody may read of a history."""

    in_full: bool = False
    """Every step, and what was written down with it."""
    until: datetime | None = None
    """They had it up to then, and what came after is not their business; None: nothing was after."""


async def share_of(tx: Reading, person_id: PersonId, order: Order) -> Share | None:
    """How far an order is their business: staff's, that of who has it, reported or follows it, or had it; None: not."""
    if STAFF & await roles_in(tx, order.community_id, person_id):
        return Share(in_full=True)
    held = await holders_with_claims(tx, order.community_id, order.number, tuple(ACTIVE_CLAIM))
    told = (await concerned_by(tx, [order]))[order.community_id, order.number]
    if person_id in {person.id for _, person in held} | set(told):
        return Share()
    until = await held_until(tx, order, person_id)
    return None if until is None else Share(until=until)


def _owe(tx: Writing, person: Person, order: Order, *, serial: int, page: int | None) -> None:
    facts = {"number": order.number, "person": person.id, "serial": serial, "page": page}
    key = f"history/{order.community_id}/{order.number}/{person.id}/{serial}"
    owe_panel(tx, person.user_id, order.community_id, "history", key=key, **facts)


@dataclass(frozen=True)
class TurnHistory:
    """Another page of it."""

    actor: Actor
    community_id: int
    number: int
    serial: int
    page: int


async def turn_history(cmd: TurnHistory, *, uow: UnitOfWork, now: datetime) -> None:
    """Show it, to whoever may know.

    Raises:
        ButtonExpired: there is no such order, or it is none of their business.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await tx.session.get(Order, (cmd.community_id, cmd.number))
        if order is None or await share_of(tx, person.id, order) is None:
            raise ButtonExpired
        _owe(tx, person, order, serial=cmd.serial % SERIALS, page=max(0, cmd.page))
