"""What happened to an order, told to staff in full, and in kind words to whoever reported it or sees to it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired, OrderNotFound
from bot.domain.ids import PersonId
from bot.domain.life import ACTIVE_CLAIM
from bot.domain.roles import STAFF
from bot.models import Order, Person
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.people import concerned_by, roles_in
from bot.storage.repairs.claims import holders_with_claims
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
            if order is not None and await may_know(tx, person.id, order):
                _owe(tx, person, order, serial=min(tx.settled, default=int(now.timestamp())) % SERIALS, page=None)
                return
        raise OrderNotFound(number=cmd.number)


async def _where(tx: Reading, person: Person, number: int) -> list[int]:
    reported = await orders_reported_by(tx, person, limit=1, number=number)
    own = await communities_with_number(tx, person.user_id, number)
    return [*own, *(order.community_id for order in reported)]


async def may_know(tx: Reading, person_id: PersonId, order: Order) -> bool:
    """Whether an order is any business of theirs: staff, who has it, who reported or follows it."""
    if await tells_all(tx, person_id, order):
        return True
    held = await holders_with_claims(tx, order.community_id, order.number, tuple(ACTIVE_CLAIM))
    told = (await concerned_by(tx, [order]))[order.community_id, order.number]
    return person_id in {person.id for _, person in held} | set(told)


async def tells_all(tx: Reading, person_id: PersonId, order: Order) -> bool:
    """Whether they may read every step of it."""
    return bool(STAFF & await roles_in(tx, order.community_id, person_id))


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
        if order is None or not await may_know(tx, person.id, order):
            raise ButtonExpired
        _owe(tx, person, order, serial=cmd.serial % SERIALS, page=max(0, cmd.page))
