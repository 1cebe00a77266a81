"""Which messages come without a sound: at night, what the clock says of work that is not dangerous, to whomever."""

from bot.delivery.rendering import Scene
from bot.domain.schedule import is_night
from bot.domain.urgency import Urgency
from bot.models import Community, Order
from bot.storage.post.outbox import CLOCK

ABOUT_WORK = frozenset({"call_up", "hurry", "visit", "news", "ladder"})
"""Nobody has just asked for these, also where what they tell of was done by somebody."""


async def comes_quietly(scene: Scene) -> bool:
    """Whether nobody should be woken by this: what is urgent goes on at night, and only danger rings."""
    row, by_clock = scene.row, CLOCK in scene.facts
    if not scene.fresh or row.number is None or not (by_clock or row.topic in ABOUT_WORK):
        return False
    community = await scene.tx.session.get(Community, row.community_id)
    order = await scene.tx.session.get(Order, (row.community_id, row.number))
    quiet = {Urgency.URGENT, Urgency.NORMAL} if by_clock else {Urgency.URGENT}
    if community is None or order is None or order.urgency not in quiet:
        return False
    ways = community.ways()
    return is_night(scene.tx.now, community.zone, begins=ways.night_begins, ends=ways.night_ends)
