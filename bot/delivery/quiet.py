"""Which messages come without a sound: at night, what the clock says of urgent work, to whomever."""

from bot.delivery.rendering import Scene
from bot.domain.schedule import is_night
from bot.domain.urgency import Urgency
from bot.models import Community, Order

ABOUT_WORK = frozenset({"call_up", "hurry", "visit", "news", "ladder"})
"""Nobody has just asked for these."""
POSTED = "order_card"
"""The group's card: somebody posts it; it is posted again by the clock."""


async def comes_quietly(scene: Scene) -> bool:
    """Whether nobody should be woken by this: what is urgent goes on at night, and only danger rings."""
    row = scene.row
    if not scene.fresh or row.topic not in ABOUT_WORK | {POSTED} or row.number is None:
        return False
    if row.topic == POSTED and not scene.facts.get("again"):
        return False
    community = await scene.tx.session.get(Community, row.community_id)
    order = await scene.tx.session.get(Order, (row.community_id, row.number))
    if community is None or order is None or order.urgency is not Urgency.URGENT:
        return False
    ways = community.ways()
    return is_night(scene.tx.now, community.zone, begins=ways.night_begins, ends=ways.night_ends)
