"""Steward and repair person of a grid are told first, privately, of the orders of their buildings."""

from datetime import timedelta

from bot.domain.head_start import head_start, over_early
from bot.domain.life import Status
from bot.models import Community, Order, Person
from bot.models.team import CallUpState
from bot.storage.community.grids import looking_after
from bot.storage.ground.uow import Writing
from bot.storage.repairs.call_ups import call_up_of
from bot.usecases.deadlines.calling_up import tell_of_order, tell_those_who_wait
from bot.usecases.deadlines.clocks import claim_clock_begins, expect_levels, presses
from bot.usecases.owed.owing import owe_card


async def tell_grid_first(tx: Writing, community: Community, order: Order) -> None:
    """Those who look after its buildings hear of an order that is open from now on, and the group a little later.

    The card and the levels of its ladder are owed after this: the time to take it begins when everybody may.
    """
    order.card_from = None
    if order.grid_id is None:
        return
    people = await _of_grid(tx, order)
    ways = community.ways()
    if order.card_copy == 1:
        left = [each for each in people if not await _declined(tx, order, each)]
        minutes, pressing = ways.head_start_minutes, presses(order)
        until = tx.now + timedelta(minutes=minutes)
        awake = all(community.by_day(instant, ways) == instant for instant in (tx.now, until))
        order.card_from = head_start(tx.now, minutes, asked=len(left), awake=awake, presses=pressing)
    if order.card_from is not None:
        claim_clock_begins(community, order, order.card_from)
    for person in people:
        await tell_of_order(tx, community, order, person, of_grid=True)


async def group_hears_early(tx: Writing, order: Order) -> None:
    """Everybody of its grid has said 不方便: the group, and those whom it suits, need not wait any longer."""
    if order.grid_id is None or order.status is not Status.OPEN or order.places_taken:
        return
    declined = [await _declined(tx, order, each) for each in await _of_grid(tx, order)]
    if not over_early(tx.now, order.card_from, declined):
        return
    community = await tx.session.get_one(Community, order.community_id)
    order.card_from = None
    claim_clock_begins(community, order, tx.now)
    await expect_levels(tx, community, order)
    owe_card(tx, community, order)
    await tell_those_who_wait(tx, community, order)


async def _of_grid(tx: Writing, order: Order) -> list[Person]:
    """Who looks after it, unless it is their own."""
    if order.grid_id is None:
        return []
    people = await looking_after(tx, order.community_id, order.grid_id)
    return [each for each in people if each.id != order.reporter_id]


async def _declined(tx: Writing, order: Order, person: Person) -> bool:
    told = await call_up_of(tx, order.community_id, order.number, person.id)
    return told is not None and told.state is CallUpState.DECLINED
