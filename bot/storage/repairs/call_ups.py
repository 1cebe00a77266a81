"""Who is told privately of an order that suits them: found, written down, and seen to when nobody is needed."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, false, func, select, true

from bot.domain.ids import OrderKey
from bot.domain.life import ClaimState, Status
from bot.domain.roles import Role
from bot.language.whereabouts.buildings import place_building
from bot.models import CallUp, Claim, Membership, Order, Person, Volunteer
from bot.models.people import Reach
from bot.models.team import CallUpState
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into

NEVER = datetime.min.replace(tzinfo=UTC)


GAVE_IT_UP = (ClaimState.RELEASED, ClaimState.LAPSED, ClaimState.PASSED_ON)


async def suited(tx: Reading, order: Order, *, most: int) -> list[Person]:
    """Members who want to be told, can be reached, do not rest, and whom the order suits: least lately told first.

    Left out: who was told of this very order or has said 不方便, who had it and gave it up or lost it, and whose it is.
    """
    fit = await _fit(tx, order, Volunteer.notices == true())
    fit.sort(key=lambda pair: (pair[0], pair[1].id))
    return [person for _, person in fit[:most]]


async def count_muted(tx: Reading, order: Order) -> int:
    """How many volunteers the order would suit who have not asked to be told of any."""
    volunteers = select(Membership.person_id).where(
        Membership.community_id == order.community_id, Membership.role == Role.VOLUNTEER
    )
    return len(await _fit(tx, order, func.coalesce(Volunteer.notices, false()) != true(), Person.id.in_(volunteers)))


async def _fit(tx: Reading, order: Order, *who: ColumnElement[bool]) -> list[tuple[datetime, Person]]:
    """Whom of these members it suits, each with when they were told of any order last."""
    told_last = select(func.max(CallUp.asked_at)).where(CallUp.person_id == Person.id).scalar_subquery()
    told = select(CallUp.person_id).where(
        CallUp.community_id == order.community_id, CallUp.number == order.number, CallUp.state != CallUpState.OVER
    )
    had_it = select(Claim.person_id).where(
        Claim.community_id == order.community_id, Claim.number == order.number, Claim.state.in_(GAVE_IT_UP)
    )
    members = select(Membership.person_id).where(Membership.community_id == order.community_id)
    rows = await tx.session.execute(
        select(Person, Volunteer.skills, Volunteer.buildings, told_last.label("told_last"))
        .outerjoin(Volunteer, and_(Volunteer.person_id == Person.id, Volunteer.community_id == order.community_id))
        .where(
            *who,
            func.coalesce(Volunteer.resting, false()) != true(),
            Person.reach == Reach.STARTED,
            Person.id.in_(members),
            Person.id.not_in(told),
            Person.id.not_in(had_it),
            Person.id.not_in([order.posted_by, order.reporter_id or order.posted_by]),
        )
    )
    return [
        (row.told_last or NEVER, row.Person)
        for row in rows
        if fits(order.skill, order.building, row.skills or (), row.buildings or ())
    ]


def fits(skill: str | None, building: str, skills: Sequence[str], buildings: Sequence[str]) -> bool:
    """Whether the trade is theirs, and the building one of those they go to; who has named none takes any."""
    if skills and skill is not None and skill not in skills:
        return False
    if not buildings:
        return True
    placed = place_building(building, buildings).building
    return placed is not None and placed.startswith(tuple(buildings))


async def write_call_up(tx: Writing, order: Order, person: Person) -> None:
    """Somebody is told of an order, for the first time or again."""
    values = {"asked_at": tx.now, "state": CallUpState.STANDING}
    statement = insert_into(tx.session, CallUp).values(
        community_id=order.community_id, number=order.number, person_id=person.id, **values
    )
    keys = ["community_id", "number", "person_id"]
    await tx.session.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))


async def call_up_of(tx: Reading, community_id: int, number: int, person_id: int) -> CallUp | None:
    """What somebody was told of an order, and what they said."""
    return await tx.session.get(CallUp, (community_id, number, person_id), populate_existing=True)


async def count_asked(tx: Reading, community_id: int, number: int) -> int:
    """How many people were told of an order."""
    asked = select(func.count()).where(CallUp.community_id == community_id, CallUp.number == number)
    return await tx.session.scalar(asked) or 0


async def needless(tx: Reading, *, limit: int) -> list[OrderKey]:
    """Orders that somebody was told of and that need nobody any more."""
    rows = await tx.session.execute(
        select(CallUp.community_id, CallUp.number)
        .join(Order, (Order.community_id == CallUp.community_id) & (Order.number == CallUp.number))
        .where(CallUp.state == CallUpState.STANDING, Order.status != Status.OPEN)
        .distinct()
        .limit(limit)
    )
    return [(community_id, number) for community_id, number in rows]


async def standing(tx: Writing, order: Order) -> Sequence[tuple[CallUp, Person]]:
    """Who was told of an order and has not said anything."""
    rows = await tx.session.execute(
        select(CallUp, Person)
        .join(Person, Person.id == CallUp.person_id)
        .where(
            CallUp.community_id == order.community_id,
            CallUp.number == order.number,
            CallUp.state == CallUpState.STANDING,
        )
        .order_by(Person.id)
    )
    return [(told, person) for told, person in rows]
