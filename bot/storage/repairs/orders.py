"""Asking about orders, numbering them, and writing down each step of their lives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update

from bot.domain.contact import Contact
from bot.domain.errors import OrderNotFound
from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.life import ACTIVE_CLAIM, UNFINISHED, Status, Step
from bot.domain.roles import Part
from bot.models import Attachment, Claim, Community, Membership, Order, OrderEvent, OutboxMessage, Person
from bot.models.base import spelled
from bot.models.orders import PhotoKind
from bot.storage.ground.uow import Reading, Writing
from bot.storage.repairs.history_chain import chained_text

LATEST = 5
"""As many of somebody's last reports may be meant by a word without a number."""


def contact_in(tx: Reading, sealed: bytes | None) -> Contact:
    """Whom an order is for, opened; of an order that holds nothing personal any more, nobody."""
    return Contact() if sealed is None else Contact.from_json(tx.vault.open_json(sealed))


def card_key(community_id: int, number: int, copy: int) -> str:
    """The outbox key of one posting of an order's card."""
    return f"card/{community_id}/{number}/{copy}"


async def order_for_change(tx: Writing, community_id: int, number: int) -> Order:
    """An order, locked until the transaction ends.

    Raises:
        OrderNotFound: there is none.
    """
    order = await tx.session.scalar(
        select(Order).where(Order.community_id == community_id, Order.number == number).with_for_update()
    )
    if order is None:
        raise OrderNotFound(number=number)
    return order


async def take_number(tx: Writing, community_id: CommunityId) -> OrderNumber:
    """The next order number of a community; the row's own lock keeps two orders apart."""
    taken = await tx.session.scalar(
        update(Community)
        .where(Community.id == community_id)
        .values(next_number=Community.next_number + 1)
        .returning(Community.next_number)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise LookupError(f"no community {community_id}")
    return OrderNumber(taken - 1)


async def claim_of(tx: Reading, community_id: int, number: int, person_id: PersonId) -> Claim | None:
    """Somebody's present hold on an order."""
    return await tx.session.scalar(
        select(Claim).where(
            Claim.community_id == community_id,
            Claim.number == number,
            Claim.person_id == person_id,
            Claim.state.in_(ACTIVE_CLAIM),
        )
    )


async def reported_lately(tx: Reading, person: Person, limit: int = LATEST) -> list[Order]:
    """The last orders somebody reported, or was reported under a phone that is proved theirs, the latest first.

    Two questions, each with the index that holds its answer in order: one with OR would sort all there ever were. So
    there may be twice as many.
    """
    concerning = [Order.reporter_id == person.id]
    if person.phone_index is not None:
        concerning.append(Order.phone_index == person.phone_index)
    found: dict[tuple[CommunityId, OrderNumber], Order] = {}
    for concerns in concerning:
        orders = await tx.session.scalars(select(Order).where(concerns).order_by(Order.opened_at.desc()).limit(limit))
        found |= {(order.community_id, order.number): order for order in orders}
    return sorted(found.values(), key=lambda order: order.opened_at, reverse=True)


async def take_step(
    tx: Writing, order: Order, step: Step, *, by: Part, actor_id: PersonId | None, **details: Any
) -> Status:
    """An order takes a step of its life, and that is in its history; where it stood before.

    Raises:
        WrongMoment: the order's status knows no such step.
        NotAllowed: that part may not take it.
    """
    was = order.status
    order.move(step, by=by, at=tx.now)
    await write_event(tx, order, step, actor_id=actor_id, was=was, **details)
    return was


async def write_event(
    tx: Writing, order: Order, step: Step, *, actor_id: PersonId | None, was: Status | None, **details: Any
) -> None:
    """Add a step to an order's history."""
    rows = await tx.session.execute(
        select(OrderEvent.seq, OrderEvent.mac)
        .where(OrderEvent.community_id == order.community_id, OrderEvent.number == order.number)
        .order_by(OrderEvent.seq.desc())
        .limit(1)
    )
    last, mac = next(((row.seq, row.mac) for row in rows), (0, None))
    past = PastStep(step, actor_id, was=was, became=order.status, seq=last + 1, previous=mac or "")
    add_event(tx, order, past, **details)


@dataclass(frozen=True)
class PastStep:
    """One step of an order's history; `seq` counts them from 1, `previous` is the MAC of the one before it."""

    step: Step
    actor_id: PersonId | None
    was: Status | None
    became: Status
    seq: int
    previous: str


def add_event(tx: Writing, order: Order, past: PastStep, **details: Any) -> str:
    """Add a step whose place in the history is known, and give its MAC; the order's row is locked by then."""
    event = OrderEvent(
        community_id=order.community_id,
        number=order.number,
        seq=past.seq,
        at=tx.now,
        step=past.step,
        actor_id=past.actor_id,
        was=past.was,
        now=past.became,
        details=details,
    )
    event.mac = tx.vault.ledger_mac(chained_text(event, past.previous))
    tx.session.add(event)
    return event.mac


async def order_of_card(tx: Reading, chat_id: int, message_id: int) -> OrderNumber | None:
    """The number of the order whose card this message is."""
    key = await tx.session.scalar(
        select(OutboxMessage.key).where(
            OutboxMessage.chat_id == chat_id,
            OutboxMessage.message_id == message_id,
            OutboxMessage.topic == spelled("order_card"),
        )
    )
    return None if key is None else OrderNumber(int(key.split("/")[2]))


async def photo_is_known(tx: Reading, order: Order, kind: PhotoKind, file_unique_id: str) -> bool:
    """Whether a picture is with the order already."""
    return await tx.session.get(Attachment, (order.community_id, order.number, kind, file_unique_id)) is not None


async def count_photos(tx: Reading, order: Order, kind: PhotoKind) -> int:
    """How many pictures, voice notes and films of this kind an order has."""
    here = (Attachment.community_id == order.community_id, Attachment.number == order.number, Attachment.kind == kind)
    return await tx.session.scalar(select(func.count()).where(*here)) or 0


async def unfinished_orders(tx: Writing, community_id: int) -> Sequence[Order]:
    """All orders of a community that have not ended, oldest first."""
    return (
        await tx.session.scalars(
            select(Order)
            .where(Order.community_id == community_id, Order.status.in_(UNFINISHED), Order.ended_at.is_(None))
            .order_by(Order.number)
        )
    ).all()


async def communities_with_number(tx: Reading, user_id: int, number: int | None) -> Sequence[CommunityId]:
    """The communities somebody belongs to, first those that have an order of this number, unfinished ones first."""
    rows = await tx.session.execute(
        select(Membership.community_id, Order.status)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Order, (Order.community_id == Membership.community_id) & (Order.number == number))
        .where(Person.user_id == user_id)
        .distinct()
    )
    ranked = sorted(rows, key=lambda row: (row.status is None, row.status not in UNFINISHED, row.community_id))
    return [row.community_id for row in ranked]
