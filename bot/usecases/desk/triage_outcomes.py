"""What staff decide about a request by themselves: to the volunteers, settled on the spot, not accepted."""

from bot.domain.kind import Area, Kind
from bot.domain.life import Step
from bot.domain.roles import Part
from bot.domain.urgency import Urgency
from bot.models import Community, Order
from bot.storage.ground.uow import Writing
from bot.storage.post.outbox import message_by_key
from bot.storage.repairs.due import set_dues
from bot.storage.repairs.orders import card_key, take_step
from bot.usecases.deadlines.calling_up import call_up
from bot.usecases.deadlines.clocks import expect_levels, start_clocks
from bot.usecases.deadlines.telling_grids import tell_grid_first
from bot.usecases.desk.triage_ground import Decision, send_home
from bot.usecases.desk.triage_reminding import expect_decision
from bot.usecases.owed.owing import owe_card, owe_news, owe_triage
from bot.usecases.repairs.visiting import visit_moments

READY = "ready:"
"""A reason that was chosen and not written is kept under its name, and worded for whoever reads it."""
READY_REASONS = ("outside", "experts", "unclear", "solved")
LONGEST_ANSWER = 1000
"""Characters of what is said to a resident at the end."""


async def receive(tx: Writing, community: Community, order: Order) -> bool:
    """A new request goes to the volunteers by itself where the community wants that, else to staff; whether it did.

    Nothing dangerous and nothing in public areas goes to volunteers without anybody having looked at it.
    """
    chosen = order.skill is not None and order.skill in community.ways().auto_publish
    harmless = order.kind is Kind.REPAIR and order.area is not Area.PUBLIC and order.urgency is not Urgency.CRITICAL
    if not (chosen and harmless):
        await owe_triage(tx, order)
        await expect_decision(tx, community, order)
        await set_dues(tx, order, visit_moments(community, order, tx.now))
        return False
    await take_step(tx, order, Step.PUBLISH, by=Part.CLOCK, actor_id=None)
    await _offer(tx, community, order)
    owe_card(tx, community, order)
    await call_up(tx, community, order)
    return True


async def _offer(tx: Writing, community: Community, order: Order) -> None:
    """The volunteers get it: their clocks begin now, whatever staff had of it before, and so does the ladder.

    Those of its grid hear first: an order that they had before is on another copy of its card by then.
    """
    order.rung = order.late_rung = 0
    order.secretary_told = False
    start_clocks(community, order, tx.now)
    await tell_grid_first(tx, community, order)
    await expect_levels(tx, community, order, visit_moments(community, order, tx.now))


async def publish_request(decision: Decision, news: str = "posted") -> bool:
    """发布: the volunteers get it, and its people hear this news (False: nobody can); posted anew if it was before."""
    tx, order = decision.tx, decision.order
    await decision.takes(Step.PUBLISH)
    order.answer = None
    before = card_key(order.community_id, order.number, order.card_copy)
    if await message_by_key(tx.session, before) is not None:
        order.card_copy += 1
        owe_card(tx, decision.community, order, copy=order.card_copy - 1)
    await _offer(tx, decision.community, order)
    owe_card(tx, decision.community, order)
    await call_up(tx, decision.community, order)
    await owe_triage(tx, order)
    return await owe_news(tx, order, news)


async def reject_request(decision: Decision, reason: str) -> bool:
    """不受理: who reported it is told why, kindly, and what they can do instead; False: nobody can be."""
    await decision.takes(Step.REJECT)
    decision.order.answer = decision.tx.vault.seal(reason)
    await decision.tells_staff()
    return await owe_news(decision.tx, decision.order, "rejected", reason=reason)


async def settle_request(decision: Decision, answer: str | None) -> bool:
    """当场办结: who reported it is told what was said or done; False: nobody can be."""
    tx, order = decision.tx, decision.order
    await decision.takes(Step.SETTLE)
    order.answer = tx.vault.seal_or_none(answer)
    await send_home(tx, order, "settled")
    await decision.tells_staff()
    return await owe_news(tx, order, "settled", reason=answer)
