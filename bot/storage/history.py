"""What an order's history says: how often a step was taken, and who took the last of some."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.domain.life import Status, Step
from bot.models import OrderEvent, Person
from bot.storage.people import name_or_dash
from bot.storage.uow import Reading


@dataclass(frozen=True)
class Taken:
    """One step of the past, and the first name of whoever took it, a dash if they were removed; None: the clock."""

    step: Step
    who: str | None
    by: int | None = None
    """The id of whoever took it."""


@dataclass(frozen=True)
class StepFacts:
    """One step as it was written down."""

    at: datetime
    step: Step
    who: str | None
    """None: the clock."""
    was: Status | None
    now: Status
    details: Mapping[str, Any]


async def steps_of(tx: Reading, community_id: int, number: int) -> list[StepFacts]:
    """All that happened to an order, the first step first."""
    rows = await tx.session.execute(
        select(OrderEvent, Person.name)
        .outerjoin(Person, Person.id == OrderEvent.actor_id)
        .where(OrderEvent.community_id == community_id, OrderEvent.number == number)
        .order_by(OrderEvent.seq)
    )
    return [
        StepFacts(each.at, each.step, name_or_dash(tx, name), each.was, each.now, each.details) for each, name in rows
    ]


async def times_taken(tx: Reading, community_id: int, number: int, step: Step) -> int:
    """How often an order took a step."""
    return (
        await tx.session.scalar(
            select(func.count()).where(
                OrderEvent.community_id == community_id, OrderEvent.number == number, OrderEvent.step == step
            )
        )
        or 0
    )


async def last_taken(tx: Reading, community_id: int, number: int, steps: Collection[Step]) -> Taken | None:
    """The latest of these steps."""
    row = (
        await tx.session.execute(
            select(OrderEvent.step, OrderEvent.actor_id, Person.name)
            .outerjoin(Person, Person.id == OrderEvent.actor_id)
            .where(OrderEvent.community_id == community_id, OrderEvent.number == number, OrderEvent.step.in_(steps))
            .order_by(OrderEvent.seq.desc())
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else Taken(row.step, name_or_dash(tx, row.name), row.actor_id)


async def last_instant(tx: Reading, community_id: int, number: int, step: Step) -> datetime:
    """When an order took a step last; it has to have taken it."""
    at: datetime = (
        await tx.session.scalars(
            select(OrderEvent.at)
            .where(OrderEvent.community_id == community_id, OrderEvent.number == number, OrderEvent.step == step)
            .order_by(OrderEvent.seq.desc())
            .limit(1)
        )
    ).one()
    return at
