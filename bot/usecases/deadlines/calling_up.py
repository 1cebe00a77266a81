"""有合适的单: who wants to be told privately of new orders that suit them, and is told by one line, once an order."""

from datetime import datetime

from bot.domain.life import Status
from bot.models import CallUp, Community, Order, Person
from bot.models.outbox import Kind, Lane
from bot.models.team import CallUpState
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.post.outbox import Owed
from bot.storage.repairs.call_ups import call_up_of, needless, standing, suited, write_call_up
from bot.storage.repairs.orders import order_for_change
from bot.usecases.deadlines.clocks import presses

MOST_TOLD = 5
"""People told at once of one order: the others find it in the group."""
MOST_AT_ONCE = 200
"""Orders looked at in one tick; the others are found at the next."""


async def call_up(tx: Writing, community: Community, order: Order) -> int:
    """Some of those whom it suits and who have not heard of it are told; at night in the morning; how many."""
    people = await suited(tx, order, most=MOST_TOLD)
    for person in people:
        await tell_of_order(tx, community, order, person)
    return len(people)


async def tell_of_order(
    tx: Writing, community: Community, order: Order, person: Person, *, of_grid: bool = False
) -> None:
    """One line about an order to somebody, unless they have said 不方便; those `of_grid` hear before the group does."""
    before = await call_up_of(tx, order.community_id, order.number, person.id)
    if before is not None and before.state is CallUpState.DECLINED:
        return
    await write_call_up(tx, order, person)
    told = await call_up_of(tx, order.community_id, order.number, person.id)
    begins = tx.now if of_grid or order.card_from is None else max(tx.now, order.card_from)
    not_before = begins if presses(order) else community.by_day(begins)
    if told is not None:
        owe_call_up(tx, told, person, not_before=not_before, of_grid=of_grid)


async def tell_those_who_wait(tx: Writing, community: Community, order: Order) -> None:
    """Whose line about the order was to come later get it now; at night in the morning."""
    begins = tx.now if presses(order) else community.by_day(tx.now)
    for told, person in await standing(tx, order):
        owe_call_up(tx, told, person, not_before=begins)


def owe_call_up(
    tx: Writing, told: CallUp, person: Person, *, not_before: datetime | None = None, of_grid: bool = False
) -> None:
    """Their line about the order shows whether it is still wanted of them."""
    key = f"call-up/{told.community_id}/{told.number}/{person.id}/{int(told.asked_at.timestamp())}"
    tx.owe(
        Owed(
            key=key,
            community_id=told.community_id,
            number=told.number,
            chat_id=person.user_id,
            topic="call_up",
            facts={"community": told.community_id, "number": told.number, "person": person.id, "grid": of_grid},
            lane=Lane.REMINDER,
            kind=Kind.KEEP,
            not_before=not_before,
        )
    )


async def withdraw_call_ups(*, uow: UnitOfWork, now: datetime) -> int:
    """Orders that were taken or have ended: who was told of them need not look; how many orders."""
    async with uow.reading(now) as tx:
        found = await needless(tx, limit=MOST_AT_ONCE)
    for community_id, number in found:
        await withdraw(community_id, number, uow=uow, now=now)
    return len(found)


async def withdraw(community_id: int, number: int, *, uow: UnitOfWork, now: datetime) -> None:
    """For one order, unless it is open again by now."""
    async with uow.writing(now, occasion=f"call-ups/{community_id}/{number}") as tx:
        order = await order_for_change(tx, community_id, number)
        if order.status is Status.OPEN:
            return
        for told, person in await standing(tx, order):
            told.state = CallUpState.OVER
            owe_call_up(tx, told, person)
