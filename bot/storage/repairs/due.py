"""Appointments with orders: made, called off, and found when their time has come."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select

from bot.domain.ids import CommunityId, OrderNumber
from bot.models import DueMoment, Order
from bot.models.due import DueKind
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into


class Due(NamedTuple):
    """Which appointment: with which order, about what, and about which claim or person (0: the order itself)."""

    community_id: CommunityId
    number: OrderNumber
    kind: DueKind
    subject: int


async def set_due(tx: Writing, order: Order, kind: DueKind, at: datetime, *, subject: int = 0) -> None:
    """Make the appointment, or move it."""
    await set_dues(tx, order, {kind: at}, subject=subject)


async def set_dues(tx: Writing, order: Order, moments: Mapping[DueKind, datetime], *, subject: int = 0) -> None:
    """Make several appointments, or move them, at once."""
    if not moments:
        return
    rows = [
        {"community_id": order.community_id, "number": order.number, "kind": kind, "subject": subject, "at": at}
        for kind, at in moments.items()
    ]
    made = insert_into(tx.session, DueMoment).values(rows)
    await tx.session.execute(
        made.on_conflict_do_update(
            index_elements=["community_id", "number", "kind", "subject"], set_={"at": made.excluded.at}
        )
    )


async def drop_due(tx: Writing, order: Order, kinds: Collection[DueKind], *, subject: int | None = None) -> None:
    """Call appointments of these kinds off: all of the order's, or those about one subject."""
    statement = delete(DueMoment).where(
        DueMoment.community_id == order.community_id,
        DueMoment.number == order.number,
        DueMoment.kind.in_(kinds),
    )
    if subject is not None:
        statement = statement.where(DueMoment.subject == subject)
    await tx.session.execute(statement.execution_options(synchronize_session=False))


async def due_at(tx: Reading, community_id: int, number: int, kind: DueKind) -> datetime | None:
    """When an appointment about the order itself is to be kept; None: there is none of that kind."""
    row = await tx.session.get(DueMoment, (community_id, number, kind, 0))
    return None if row is None else row.at


async def due_by(tx: Reading, now: datetime, *, limit: int) -> Sequence[Due]:
    """What has fallen due, longest ago first."""
    rows = await tx.session.execute(
        select(DueMoment.community_id, DueMoment.number, DueMoment.kind, DueMoment.subject)
        .where(DueMoment.at <= now)
        .order_by(DueMoment.at, DueMoment.community_id, DueMoment.number)
        .limit(limit)
    )
    return [Due(*row) for row in rows]


async def keep_appointment(tx: Writing, due: Due) -> bool:
    """Strike an appointment off, if its time has come and nobody has kept it yet."""
    struck = await tx.session.scalar(
        delete(DueMoment)
        .where(
            DueMoment.community_id == due.community_id,
            DueMoment.number == due.number,
            DueMoment.kind == due.kind,
            DueMoment.subject == due.subject,
            DueMoment.at <= tx.now,
        )
        .returning(DueMoment.number)
        .execution_options(synchronize_session=False)
    )
    return struck is not None
