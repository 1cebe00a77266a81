"""Asking what somebody has to do with an order: whose it is, who follows it, what was passed on about it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select

from bot.domain.errors import OrderNotFound
from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.life import ACTIVE_CLAIM, Step
from bot.models import Claim, Order, OrderEvent, OutboxMessage, Person, Relayed, Volunteer, Watcher
from bot.storage.ground.uow import Reading, Writing
from bot.storage.repairs.order_facts import OrderFacts, order_facts
from bot.storage.repairs.orders import order_for_change


class Concern(StrEnum):
    """Why an order concerns somebody who neither holds it nor is staff."""

    OWN = "own"
    """They reported it, or proved the phone it was reported under."""
    FOLLOWED = "followed"
    """They have the same trouble."""


async def concern_of(tx: Reading, order: Order, person: Person) -> Concern | None:
    """Why an order concerns somebody; None: it does not."""
    if _owns(order, person):
        return Concern.OWN
    watcher = await tx.session.get(Watcher, (order.community_id, order.number, person.id))
    return None if watcher is None else Concern.FOLLOWED


def _owns(order: Order, person: Person) -> bool:
    return order.reporter_id == person.id or (order.phone_index is not None and order.phone_index == person.phone_index)


async def own_order(tx: Writing, community_id: int, number: int, person: Person) -> Order:
    """An order of this person's own, locked.

    Raises:
        OrderNotFound: there is none, or it is somebody else's: the two are told apart for nobody.
    """
    order = await order_for_change(tx, community_id, number)
    if not _owns(order, person):
        raise OrderNotFound(number=number)
    return order


async def concerning_order(tx: Writing, community_id: int, number: int, person: Person) -> Order:
    """An order that concerns this person, locked.

    Raises:
        OrderNotFound: there is none that does.
    """
    order = await order_for_change(tx, community_id, number)
    if await concern_of(tx, order, person) is None:
        raise OrderNotFound(number=number)
    return order


async def orders_followed_by(tx: Reading, person: Person, *, limit: int, number: int | None = None) -> list[OrderFacts]:
    """What somebody follows that another reported, the latest first."""
    query = (
        select(Watcher.community_id, Watcher.number)
        .where(Watcher.person_id == person.id)
        .order_by(Watcher.since.desc())
        .limit(limit)
    )
    if number is not None:
        query = query.where(Watcher.number == number)
    found = [await order_facts(tx, *key) for key in (await tx.session.execute(query)).all()]
    return [facts for facts in found if facts is not None]


async def owners_of(tx: Reading, order: Order) -> list[Person]:
    """Whose order it is, as far as they use the bot."""
    owns = Person.id == order.reporter_id
    if order.phone_index is not None:
        owns |= Person.phone_index == order.phone_index
    return list(await tx.session.scalars(select(Person).where(owns).order_by(Person.id)))


async def holders_of(tx: Reading, order: Order) -> list[Person]:
    """Who holds it now, oldest hold first."""
    return list(
        await tx.session.scalars(
            select(Person)
            .join(Claim, Claim.person_id == Person.id)
            .where(
                Claim.community_id == order.community_id,
                Claim.number == order.number,
                Claim.state.in_(ACTIVE_CLAIM),
            )
            .order_by(Claim.id)
        )
    )


async def has_unfinished(tx: Reading, person: Person) -> bool:
    """Whether something that they reported has not ended yet."""
    own = select(Order.number).where(Order.reporter_id == person.id, Order.ended_at.is_(None)).limit(1)
    return await tx.session.scalar(own) is not None


@dataclass(frozen=True)
class VolunteerPhone:
    """A volunteer's number in E.164 form, and whether they let residents see the whole of it."""

    number: str
    whole: bool


async def phones_of(
    tx: Reading, community_id: CommunityId, people: Collection[PersonId]
) -> Mapping[PersonId, VolunteerPhone]:
    """The numbers of volunteers who have proved one."""
    if not people:
        return {}
    rows = await tx.session.execute(
        select(Person.id, Person.phone, Volunteer.shows_phone)
        .outerjoin(Volunteer, (Volunteer.person_id == Person.id) & (Volunteer.community_id == community_id))
        .where(Person.id.in_(people), Person.phone.is_not(None))
    )
    return {person: VolunteerPhone(tx.vault.open(sealed), bool(shows)) for person, sealed, shows in rows if sealed}


async def nudged_since(tx: Reading, order: Order, since: datetime) -> bool:
    """Whether somebody has asked to hurry since then."""
    last = await tx.session.scalar(
        select(func.max(OrderEvent.at)).where(
            OrderEvent.community_id == order.community_id,
            OrderEvent.number == order.number,
            OrderEvent.step == Step.NUDGE,
        )
    )
    return last is not None and last >= since


@dataclass(frozen=True)
class About:
    """What a message in a private chat is about."""

    community_id: CommunityId
    number: OrderNumber
    topic: str


async def about_message(tx: Reading, chat_id: int, message_id: int) -> About | None:
    """Which order a message of the bot's is about."""
    row = (
        await tx.session.execute(
            select(OutboxMessage.community_id, OutboxMessage.number, OutboxMessage.topic).where(
                OutboxMessage.chat_id == chat_id,
                OutboxMessage.message_id == message_id,
                OutboxMessage.number.is_not(None),
            )
        )
    ).first()
    if row is None or row.community_id is None or row.number is None:
        return None
    return About(row.community_id, row.number, row.topic)


async def stands_above_others(tx: Reading, chat_id: int, keys: Collection[str]) -> bool:
    """Whether the message owed under these keys (the newest of them) is not our last one in the chat."""
    newest = select(func.max(OutboxMessage.message_id)).where(OutboxMessage.chat_id == chat_id)
    own = await tx.session.scalar(newest.where(OutboxMessage.key.in_(keys)))
    return own is not None and own != await tx.session.scalar(newest)


async def lines_since(tx: Reading, order: Order, from_id: PersonId, since: datetime) -> int:
    """How many lines somebody has passed on about an order since then."""
    return (
        await tx.session.scalar(
            select(func.count(func.distinct(Relayed.at))).where(
                Relayed.community_id == order.community_id,
                Relayed.number == order.number,
                Relayed.from_id == from_id,
                Relayed.at >= since,
            )
        )
        or 0
    )


async def last_line_to(tx: Reading, order: Order, to_id: PersonId) -> datetime | None:
    """When somebody was last written to about an order through the bot."""
    return await tx.session.scalar(
        select(func.max(Relayed.at)).where(
            Relayed.community_id == order.community_id, Relayed.number == order.number, Relayed.to_id == to_id
        )
    )


async def last_line_from(tx: Reading, order: Order, from_id: PersonId) -> datetime | None:
    """When somebody last wrote about an order through the bot."""
    return await tx.session.scalar(
        select(func.max(Relayed.at)).where(
            Relayed.community_id == order.community_id, Relayed.number == order.number, Relayed.from_id == from_id
        )
    )


async def keep_line(tx: Writing, order: Order, from_id: PersonId, to_id: PersonId, text: str | None) -> int:
    """Keep a line that is passed on, sealed; its place among those of the order. The order is locked."""
    last = await tx.session.scalar(
        select(func.max(Relayed.seq)).where(Relayed.community_id == order.community_id, Relayed.number == order.number)
    )
    seq = (last or 0) + 1
    tx.session.add(
        Relayed(
            community_id=order.community_id,
            number=order.number,
            seq=seq,
            from_id=from_id,
            to_id=to_id,
            text=tx.vault.seal_or_none(text),
            at=tx.now,
        )
    )
    await tx.session.flush()
    return seq
