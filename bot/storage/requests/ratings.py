"""What residents think of the work: who may say so, what they said, and the calls to those who have no chat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, select

from bot.domain.ids import PersonId
from bot.domain.life import ACTIVE_CLAIM, ClaimState, Status
from bot.domain.roles import STAFF
from bot.models import Claim, FollowUp, Membership, Order, Person, Rating
from bot.models.residents import CallResult, Verdict
from bot.storage.ground.uow import Reading, Writing
from bot.storage.members.people import name_or_dash

WORKED = (*ACTIVE_CLAIM, ClaimState.FULFILLED)


@dataclass(frozen=True)
class RatingFacts:
    """One verdict, opened."""

    round: int
    person_id: PersonId
    verdict: Verdict
    stars: int | None
    comment: str | None


@dataclass(frozen=True)
class CallFacts:
    """One call, to be made (`result` is None) or made."""

    round: int
    attempt: int
    result: CallResult | None
    caller: str | None
    called_at: datetime | None
    note: str | None = None


async def raters(tx: Reading, order: Order) -> list[Person]:
    """Who is asked: who reported it or proved its phone; never who did the work, nor staff who typed it for them."""
    mine = [Person.id == order.reporter_id] if order.reporter_id is not None else []
    if order.phone_index is not None:
        mine.append(Person.phone_index == order.phone_index)
    if not mine:
        return []
    worked = select(Claim.person_id).where(
        Claim.community_id == order.community_id, Claim.number == order.number, Claim.state.in_(WORKED)
    )
    typed = select(Membership.person_id).where(
        Membership.community_id == order.community_id,
        Membership.person_id == order.posted_by,
        Membership.role.in_(STAFF),
    )
    people: list[Person] = []
    for is_theirs in mine:
        query = select(Person).where(is_theirs, Person.id.not_in(worked), Person.id.not_in(typed))
        people += [person for person in await tx.session.scalars(query) if person.may_be_reached()]
    return sorted({person.id: person for person in people}.values(), key=lambda person: person.id)


async def is_own_work(tx: Reading, order: Order) -> bool:
    """Whether somebody who did the work had reported it, or typed it, or is whoever is to be called about it.

    Nobody but themselves has asked for it then: the clock must not pay it unseen.
    """
    worked = select(Claim.person_id).where(
        Claim.community_id == order.community_id, Claim.number == order.number, Claim.state.in_(WORKED)
    )
    theirs: ColumnElement[bool] = Person.id.in_([order.reporter_id or 0, order.posted_by])
    if order.phone_index is not None:
        theirs |= Person.phone_index == order.phone_index
    return bool(await tx.session.scalar(select(Person.id).where(Person.id.in_(worked), theirs).limit(1)))


async def rating_of(tx: Reading, order: Order, number_of_round: int, person_id: PersonId) -> Rating | None:
    """What somebody said of one round."""
    return await tx.session.get(Rating, (order.community_id, order.number, number_of_round, person_id))


async def ratings_of(tx: Reading, order: Order) -> tuple[RatingFacts, ...]:
    """All that was said of an order, the first round first."""
    rows = await tx.session.scalars(
        select(Rating)
        .where(Rating.community_id == order.community_id, Rating.number == order.number)
        .order_by(Rating.round, Rating.at)
    )
    return tuple(
        RatingFacts(row.round, row.person_id, row.verdict, row.stars, tx.vault.open_or_none(row.comment))
        for row in rows
    )


async def calls_of(tx: Reading, order: Order) -> tuple[CallFacts, ...]:
    """All calls about an order, made and to be made."""
    rows = await tx.session.execute(
        select(FollowUp, Person.name)
        .outerjoin(Person, Person.id == FollowUp.called_by)
        .where(FollowUp.community_id == order.community_id, FollowUp.number == order.number)
        .order_by(FollowUp.round, FollowUp.attempt)
    )
    return tuple(
        CallFacts(
            row.round,
            row.attempt,
            row.result,
            name_or_dash(tx, name),
            row.called_at,
            tx.vault.open_or_none(row.note),
        )
        for row, name in rows
    )


async def drop_calls(tx: Writing, order: Order) -> None:
    """Calls that were not made need not be made any more."""
    await tx.session.execute(
        delete(FollowUp)
        .where(FollowUp.community_id == order.community_id, FollowUp.number == order.number, FollowUp.result.is_(None))
        .execution_options(synchronize_session=False)
    )


def _waiting(community_id: int, now: datetime) -> ColumnElement[bool]:
    return and_(
        Order.community_id == FollowUp.community_id,
        Order.number == FollowUp.number,
        FollowUp.community_id == community_id,
        FollowUp.result.is_(None),
        FollowUp.due_at <= now,
        Order.round == FollowUp.round,
        Order.status.in_((Status.DONE, Status.CLOSED)),
        Order.scrubbed_at.is_(None),
    )


async def next_call(tx: Reading, community_id: int, now: datetime, *, after: int = 0) -> FollowUp | None:
    """The next call to be made, behind the order `after`; the first one again where there is none behind it."""
    for behind in (after, 0):
        waiting = select(FollowUp).where(_waiting(community_id, now), FollowUp.number > behind)
        found = await tx.session.scalar(waiting.order_by(FollowUp.number).limit(1))
        if found is not None:
            return found
    return None


async def count_calls(tx: Reading, community_id: int, now: datetime) -> int:
    """How many calls are to be made."""
    query = select(func.count()).select_from(FollowUp).where(_waiting(community_id, now))
    return await tx.session.scalar(query) or 0
