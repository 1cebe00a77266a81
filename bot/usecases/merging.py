"""合并: the same thing was reported twice; whoever reported it again follows the order that goes on."""

from bot.domain.errors import BadInput, WrongMoment
from bot.domain.life import BEFORE_DONE, LIFE, Step
from bot.storage.orders import order_for_change, write_event
from bot.storage.people import concerned_by
from bot.storage.watchers import follow
from bot.usecases.owing import owe_news_to, owe_triage
from bot.usecases.triage_ground import Decision, send_home, settled_before


async def merge_request(decision: Decision, target_number: int) -> None:
    """The order ends in another one, which its people follow from now on, and are told.

    Raises:
        BadInput: an order cannot be merged into itself.
        OrderNotFound: there is no such order to merge into.
        SettledBefore: the order is past that.
        WrongMoment: the other one is past that.
    """
    tx, order = decision.tx, decision.order
    if (order.status, Step.MERGE) not in LIFE:
        raise await settled_before(tx, order)
    if target_number == order.number:
        raise BadInput(field="merge", example="#1024")
    target = await order_for_change(tx, order.community_id, target_number)
    if target.status not in BEFORE_DONE:
        raise WrongMoment(number=target.number, status=target.status, step=Step.JOIN)
    told = (await concerned_by(tx, [order]))[order.community_id, order.number]
    await decision.takes(Step.MERGE, into=target.number)
    order.merged_into = target.number
    await send_home(tx, order, "merged", reason=f"#{target.number}")
    await follow(tx, target, told)
    await write_event(tx, target, Step.JOIN, actor_id=decision.person.id, was=target.status, merged=order.number)
    await decision.tells_staff()
    await owe_triage(tx, target)
    owe_news_to(tx, order, "merged", told, reason=f"#{target.number}")
