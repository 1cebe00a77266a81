"""What is kept about somebody: told, handed out, and removed when they want it or when its time is over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.errors import ButtonExpired, SecretaryStays
from bot.domain.ids import PersonId
from bot.domain.life import BEFORE_DONE
from bot.domain.roles import Part, Role
from bot.models import Community, Order, OutboxMessage, Person
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.forgetting import communities_of, erase, orders_of, orders_worked_on, show_decisions_again
from bot.storage.members.people import communities_where
from bot.storage.repairs.claims import claims_under_way
from bot.storage.repairs.orders import order_for_change
from bot.storage.repairs.queue import queued_by
from bot.storage.requests.drafts import draft_of
from bot.storage.upkeep.scrubbing import due_for_scrubbing, scrub_order, strip_messages
from bot.usecases.chats.acting import Actor, recognise, require_private
from bot.usecases.gatherings.signing_up import leave_all_activities
from bot.usecases.members.leaving import leave
from bot.usecases.owed.owing import begin_question, owe_reply
from bot.usecases.points.honouring import empty_honours_of
from bot.usecases.points.settling import empty_lists_of
from bot.usecases.record.bulletins import put_bulletins_right
from bot.usecases.repairs.queueing import give_up_line
from bot.usecases.repairs.releasing import release_by_holder
from bot.usecases.residents.correcting import withdraw_order
from bot.usecases.shop.holds import return_holds_of

FORGET = "forget"
AT_ONCE = 50
"""Orders scrubbed in one tick."""
ALL_BULLETINS = 100
"""More than a year of weeks and months."""


@dataclass(frozen=True)
class AboutMe:
    """Somebody asks about what is kept of them."""

    actor: Actor


async def ask_privacy(cmd: AboutMe, *, uow: UnitOfWork, now: datetime) -> None:
    """What is kept, why, for how long.

    Raises:
        OnlyInPrivate: it was asked in the group.
    """
    await _answer(cmd, "privacy", uow=uow, now=now)


async def ask_my_data(cmd: AboutMe, *, uow: UnitOfWork, now: datetime) -> None:
    """Everything that is kept of them, as a file.

    Raises:
        OnlyInPrivate: it was asked in the group.
    """
    await _answer(cmd, "my_data", uow=uow, now=now)


async def _answer(cmd: AboutMe, topic: str, *, uow: UnitOfWork, now: datetime) -> None:
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        owe_reply(tx, cmd.actor.chat_id, topic, person=person.id)


async def ask_to_be_forgotten(cmd: AboutMe, *, uow: UnitOfWork, now: datetime) -> None:
    """Really?

    Raises:
        OnlyInPrivate: it was asked in the group.
        SecretaryStays: a community would be left without whoever answers for it.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        await _must_not_be_secretary(tx, person)
        payload: dict[str, Any] = {"person": person.id}
        await begin_question(tx, person, cmd.actor.chat_id, kind=FORGET, step=FORGET, payload=payload)


async def _must_not_be_secretary(tx: Writing, person: Person) -> None:
    if await communities_where(tx, person.id, {Role.SECRETARY}):
        raise SecretaryStays


@dataclass(frozen=True)
class Forget:
    """是的,删掉: the question's button, with its serial."""

    actor: Actor
    serial: int


async def forget(cmd: Forget, *, uow: UnitOfWork, now: datetime) -> None:
    """Release what they hold, withdraw what they reported, and remove them.

    Raises:
        ButtonExpired: the question has been answered.
        SecretaryStays: they have become secretary meanwhile.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if await draft_of(tx, person.id, cmd.actor.chat_id, FORGET, cmd.serial) is None:
            raise ButtonExpired
        await _must_not_be_secretary(tx, person)
        communities = await communities_of(tx, person)
        await _leave_work(tx, person)
        await return_holds_of(tx, person)
        for order in await orders_of(tx, person):
            await _leave_order(tx, person, order)
        worked_on = await orders_worked_on(tx, person)
        await leave_all_activities(tx, person)
        await erase(tx, person)
        await tx.session.flush()
        for key in worked_on:
            await strip_messages(tx, key, cards=True)
        await show_decisions_again(tx, person)
        await empty_lists_of(tx, person)
        await empty_honours_of(tx, person)
        for community_id in communities:
            await put_bulletins_right(tx, await tx.session.get_one(Community, community_id), most=ALL_BULLETINS)
            write_audit(tx, community_id, person.id, "forget")
    await uow.database.empty_log()


async def _leave_work(tx: Writing, person: Person) -> None:
    for each in await queued_by(tx, person.id):
        await give_up_line(tx, person, each.community_id, each.number)
    for community in await communities_where(tx, person.id):
        await leave(tx, community, person, by=Part.HOLDER, actor=person)
    for _, order, community in await claims_under_way(tx, person.id):
        await release_by_holder(tx, community, order.number, person, None)


async def _leave_order(tx: Writing, person: Person, order: Order) -> None:
    """Their own: withdrawn and emptied. One they reported for somebody else goes on, for that person waits for it."""
    if order.on_behalf and order.reporter_id == person.id:
        return
    if order.status in BEFORE_DONE:
        await withdraw_order(tx, person, order)
    await scrub_order(tx, order)


async def scrub_due(*, uow: UnitOfWork, now: datetime) -> int:
    """Remove what is personal about orders that ended long enough ago; how many."""
    async with uow.reading(now) as tx:
        due = await due_for_scrubbing(tx, now, limit=AT_ONCE)
    for community_id, number in due:
        await scrub_one(community_id, number, uow=uow, now=now)
    if due:
        await uow.database.empty_log()
    return len(due)


async def scrub_one(community_id: int, number: int, *, uow: UnitOfWork, now: datetime) -> bool:
    """Remove it for one order; False if it was done, or the order was taken up again, meanwhile."""
    async with uow.writing(now, occasion=f"scrub/{community_id}/{number}") as tx:
        order = await order_for_change(tx, community_id, number)
        if order.scrubbed_at is not None or order.ended_at is None:
            return False
        await scrub_order(tx, order)
        return True


def contact_was_shown(tx: Writing, row: OutboxMessage, reader: PersonId | None) -> None:
    """A holder's message with the contact arrived for the first time: whose eyes it reached is written down."""
    if row.topic == "job" and row.community_id is not None and reader is not None:
        write_audit(tx, row.community_id, reader, "contact", number=row.number, shown="job")
