"""合并: the same thing was reported twice; whoever reported it again follows the order that goes on. And 分开, back."""

from datetime import datetime, timedelta

from bot.domain.errors import BadInput, WrongMoment
from bot.domain.life import BEFORE_DONE, LIFE, UNFINISHED, Status, Step
from bot.domain.request_errors import TooLateToSplit
from bot.models import Order
from bot.models.due import DueKind
from bot.storage.members.people import concerned_by
from bot.storage.repairs.due import set_due
from bot.storage.repairs.history import steps_of
from bot.storage.repairs.orders import order_for_change, write_event
from bot.storage.repairs.watchers import follow, unfollow
from bot.usecases.desk.triage_ground import Decision, send_home, settled_before
from bot.usecases.desk.triage_outcomes import publish_request
from bot.usecases.desk.triage_reminding import expect_decision
from bot.usecases.owed.owing import owe_news, owe_news_to, owe_triage

SPLIT_WITHIN = timedelta(hours=24)
"""So long two orders can be parted again; then staff's cards lose the button."""
NEXT = timedelta(seconds=1)


async def merge_target(decision: Decision, target_number: int) -> Order:
    """The order that goes on, locked, after a look at whether the two can be one.

    Raises:
        BadInput: an order cannot be merged into itself.
        OrderNotFound: there is no such order to merge into.
        SettledBefore: the order is past that.
        WrongMoment: the other one is past that.
    """
    tx, order = decision.tx, decision.order
    if (order.status, Step.MERGE) not in LIFE:
        raise await settled_before(tx, order, decision.person)
    if target_number == order.number:
        raise BadInput(field="merge", example="#1024")
    target = await order_for_change(tx, order.community_id, target_number)
    if target.status not in BEFORE_DONE:
        raise WrongMoment(number=target.number, status=target.status, step=Step.JOIN)
    return target


async def merge_request(decision: Decision, target_number: int) -> bool:
    """The order ends in another one, which its people follow from now on, and are told; False: nobody can be.

    Raises:
        BadInput: an order cannot be merged into itself.
        OrderNotFound: there is no such order to merge into.
        SettledBefore: the order is past that.
        WrongMoment: the other one is past that.
    """
    tx, order = decision.tx, decision.order
    target = await merge_target(decision, target_number)
    told = (await concerned_by(tx, [order]))[order.community_id, order.number]
    await decision.takes(Step.MERGE, into=target.number)
    order.merged_into = target.number
    await send_home(tx, order, "merged", reason=f"#{target.number}")
    await follow(tx, target, told)
    await write_event(tx, target, Step.JOIN, actor_id=decision.person.id, was=target.status, merged=order.number)
    await decision.tells_staff()
    await set_due(tx, order, DueKind.TRIAGE_REMINDER, tx.now + SPLIT_WITHIN + NEXT)
    await owe_triage(tx, target)
    owe_news_to(tx, order, "merged", told, reason=f"#{target.number}")
    return bool(told)


async def split_request(decision: Decision) -> bool:
    """分开: it goes on by itself, with the volunteers if they had it; its people hear so, and of the other no more.

    False: nobody can hear so here.

    Raises:
        SettledBefore: it is in no other order (any more).
        TooLateToSplit: that was too long ago, or the other one has been dealt with.
    """
    tx, order = decision.tx, decision.order
    if order.merged_into is None or order.ended_at is None or (order.status, Step.SPLIT) not in LIFE:
        raise await settled_before(tx, order, decision.person)
    target, since = await order_for_change(tx, order.community_id, order.merged_into), order.ended_at
    if not may_be_split(since, target.status, tx.now):
        raise TooLateToSplit(number=order.number, into=target.number)
    told = (await concerned_by(tx, [order]))[order.community_id, order.number]
    await unfollow(tx, target, told, since)
    was = await _status_before(decision)
    await decision.takes(Step.SPLIT, out_of=target.number)
    await owe_triage(tx, target)
    if was is Status.OPEN:
        return await publish_request(decision, "split")
    await expect_decision(tx, decision.community, order)
    await owe_triage(tx, order)
    return await owe_news(tx, order, "split")


def may_be_split(merged_at: datetime, target: Status, now: datetime) -> bool:
    """Whether it is not too late to part two orders: it was lately, and the other one goes on."""
    return target in UNFINISHED and now - merged_at <= SPLIT_WITHIN


async def _status_before(decision: Decision) -> Status | None:
    """Where it stood before it was merged."""
    steps = await steps_of(decision.tx, decision.order.community_id, decision.order.number)
    return next((step.was for step in reversed(steps) if step.step is Step.MERGE), None)
