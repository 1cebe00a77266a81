"""What an order's history says: how often a step was taken, and who took the last of some."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from bot.domain.life import Status, Step
from bot.models import Claim, Order, OrderEvent, Person
from bot.storage.community.parties import PartyFacts, party_facts
from bot.storage.ground.uow import Reading
from bot.storage.members.people import name_or_dash

ALONE = 2
"""So many steps more than a page has are no page of their own."""
_TAKES_BACK = (Step.RETURN, Step.OBJECT, Step.REOPEN, Step.SETTLE)
"""After these no outside party has it."""
AT_ONCE = 500
"""Orders that one statement asks for."""


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
    by: int | None = None
    """The id of whoever took it."""


class PlaceTaken(NamedTuple):
    """Whose place a claim was: the id of a person and their first name."""

    person_id: int
    name: str


@dataclass(frozen=True)
class StepPage:
    """Some steps of a history, one after the other, and who they speak of."""

    steps: tuple[StepFacts, ...]
    first: int = 1
    """The place of the first of them in the whole."""
    at: int = 0
    last: int = 0
    """The numbers of this page and of the last one, from 0."""
    holders: Mapping[int, PlaceTaken] = field(default_factory=dict)
    """Who took which place, by the number of their claim."""
    parties: Mapping[int, PartyFacts] = field(default_factory=dict)


async def page_of_steps(
    tx: Reading,
    order: Order,
    *,
    without: Collection[Step],
    size: int,
    page: int | None,
    until: datetime | None = None,
) -> StepPage:
    """A page of a history, the last one where none is named, some kinds of steps left out; in a few statements.

    Pages are alike in length, about `size`: none holds the last step alone. `until`: what came later is left out.
    """
    community_id, number = order.community_id, order.number
    told = [OrderEvent.community_id == community_id, OrderEvent.number == number, OrderEvent.step.not_in(without)]
    if until is not None:
        told.append(OrderEvent.at <= until)
    count = await tx.session.scalar(select(func.count()).select_from(OrderEvent).where(*told)) or 0
    pages = max(1, -(-(count - ALONE) // size))
    last = pages - 1
    at = last if page is None else min(page, last)
    begin, end = (count * each // pages for each in (at, at + 1))
    rows = await tx.session.execute(
        select(OrderEvent, Person.name)
        .outerjoin(Person, Person.id == OrderEvent.actor_id)
        .where(*told)
        .order_by(OrderEvent.seq)
        .offset(begin)
        .limit(end - begin)
    )
    steps = tuple(_step(tx, each, name) for each, name in rows)
    holders = await _holders(tx, community_id, number, _named(steps, "claim"))
    known = {each: await party_facts(tx, community_id, each) for each in sorted(_named(steps, "party"))}
    parties = {party_id: party for party_id, party in known.items() if party is not None}
    return StepPage(steps, begin + 1, at, last, holders, parties)


def _named(steps: Sequence[StepFacts], name: str) -> set[int]:
    """The ids of claims, or of parties, that these steps name."""
    return {each.details[name] for each in steps if each.details.get(name) is not None}


async def _holders(tx: Reading, community_id: int, number: int, claims: Collection[int]) -> dict[int, PlaceTaken]:
    if not claims:
        return {}
    rows = await tx.session.execute(
        select(Claim.id, Person.id, Person.name)
        .join(Person, Person.id == Claim.person_id)
        .where(Claim.community_id == community_id, Claim.number == number, Claim.id.in_(claims))
    )
    return {claim_id: PlaceTaken(who, name_or_dash(tx, name) or "") for claim_id, who, name in rows}


def _step(tx: Reading, event: OrderEvent, name: bytes | None) -> StepFacts:
    return StepFacts(event.at, event.step, name_or_dash(tx, name), event.was, event.now, event.details, event.actor_id)


async def steps_of(tx: Reading, community_id: int, number: int) -> list[StepFacts]:
    """All that happened to an order, the first step first."""
    rows = await tx.session.execute(
        select(OrderEvent, Person.name)
        .outerjoin(Person, Person.id == OrderEvent.actor_id)
        .where(OrderEvent.community_id == community_id, OrderEvent.number == number)
        .order_by(OrderEvent.seq)
    )
    return [_step(tx, each, name) for each, name in rows]


async def times_taken(tx: Reading, community_id: int, number: int, *steps: Step) -> int:
    """How often an order took a step, or one of several."""
    return (
        await tx.session.scalar(
            select(func.count()).where(
                OrderEvent.community_id == community_id, OrderEvent.number == number, OrderEvent.step.in_(steps)
            )
        )
        or 0
    )


async def triage_time(tx: Reading, community_id: int, number: int) -> int:
    """Which time staff settle an order: the first, and one more each time it came back to them."""
    return 1 + await times_taken(tx, community_id, number, Step.RETURN, Step.OBJECT)


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


async def last_climb(tx: Reading, order: Order) -> StepFacts | None:
    """The highest level of the ladder that an order came to last."""
    row = (
        await tx.session.scalars(
            select(OrderEvent)
            .where(
                OrderEvent.community_id == order.community_id,
                OrderEvent.number == order.number,
                OrderEvent.step == Step.CLIMB,
            )
            .order_by(OrderEvent.seq.desc())
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else _step(tx, row, None)


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


async def handed_over(tx: Reading, community_id: int, numbers: Sequence[int]) -> dict[int, datetime]:
    """When each of these orders went to the outside party that has it, or had it when it ended."""
    found: dict[int, tuple[Step, datetime]] = {}
    for at in range(0, len(numbers), AT_ONCE):
        rows = await tx.session.execute(
            select(OrderEvent.number, OrderEvent.step, OrderEvent.at)
            .where(OrderEvent.community_id == community_id, OrderEvent.number.in_(numbers[at : at + AT_ONCE]))
            .where(OrderEvent.step.in_((Step.REDIRECT, *_TAKES_BACK)))
            .order_by(OrderEvent.number, OrderEvent.seq)
        )
        found |= {number: (step, instant) for number, step, instant in rows}
    return {number: instant for number, (step, instant) in found.items() if step is Step.REDIRECT}
