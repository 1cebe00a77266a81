"""A request on which nobody decides is put before the secretaries again, until somebody does."""

from bot.domain.life import Status, Step
from bot.domain.limits import after
from bot.domain.roles import Role
from bot.models import Community, Order
from bot.models.due import DueKind
from bot.storage.ground.uow import Writing
from bot.storage.members.people import people_with
from bot.storage.repairs.due import set_due
from bot.storage.repairs.history import triage_time
from bot.storage.repairs.orders import write_event
from bot.usecases.chats.raising import raise_message
from bot.usecases.deadlines.clocks import hours_of
from bot.usecases.owed.owing import owe_triage, owe_triage_card, triage_key


async def expect_decision(tx: Writing, community: Community, order: Order) -> None:
    """Staff are to decide within the hours that the community gives itself, counted by the clock of the order itself.

    So no festival brings a reminder a day; of what presses it does. By night nobody is reminded.
    """
    ways = community.ways()
    hours = hours_of(community, order, ways)
    at = community.by_day(after(tx.now, hours.patience(ways.triage_hours), hours), ways)
    await set_due(tx, order, DueKind.TRIAGE_REMINDER, at)


async def request_waits(tx: Writing, order: Order, _subject: int) -> None:
    """The secretaries' cards come to the end of their chats, where they are seen.

    Of a request that was merged they stay where they are, and lose the button that parts the two.
    """
    if order.status is Status.MERGED:
        await owe_triage(tx, order)
    if order.status is not Status.SUBMITTED:
        return
    await write_event(tx, order, Step.REMIND, actor_id=None, was=order.status)
    time = await triage_time(tx, order.community_id, order.number)
    for person in await people_with(tx, order.community_id, {Role.SECRETARY}):
        await raise_message(tx, triage_key(order, time, person.id))
        owe_triage_card(tx, order, person, time=time)
    await expect_decision(tx, await tx.session.get_one(Community, order.community_id), order)
