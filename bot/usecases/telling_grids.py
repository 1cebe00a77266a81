"""Steward and repair person of a grid are told first, privately, of the orders of their buildings."""

from datetime import timedelta

from bot.domain.urgency import Urgency
from bot.models import Community, Order
from bot.storage.grids import looking_after
from bot.storage.uow import Writing
from bot.usecases.calling_up import tell_of_order


async def tell_grid_first(tx: Writing, community: Community, order: Order) -> None:
    """Those who look after its buildings hear of an order that is open from now on, and the group a little later.

    The card is owed after this. What is urgent is nobody's alone, and neither is what comes at night: then they
    sleep, and nothing waits till morning for a privilege.
    """
    order.card_from = None
    if order.grid_id is None:
        return
    people = [each for each in await looking_after(tx, community.id, order.grid_id) if each.id != order.reporter_id]
    ways = community.ways()
    awake = community.by_day(tx.now, ways) == tx.now
    if people and awake and ways.head_start_minutes and order.urgency is Urgency.NORMAL and order.card_copy == 1:
        order.card_from = tx.now + timedelta(minutes=ways.head_start_minutes)
    for person in people:
        await tell_of_order(tx, community, order, person, of_grid=True)
