"""Counting who is satisfied: the one place that says what is counted."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from bot.domain.ids import CommunityId
from bot.domain.life import Status
from bot.domain.satisfaction import Satisfaction
from bot.models import FollowUp, Order, Rating
from bot.models.residents import CallResult, Verdict
from bot.storage.ground.uow import Reading


async def satisfaction(tx: Reading, community_id: CommunityId, since: datetime, until: datetime) -> Satisfaction:
    """Of the orders that volunteers repaired and that were closed from an instant on and before another."""
    judged = or_(_rating(), _call(FollowUp.result.in_((CallResult.SATISFIED, CallResult.REDO))))
    unhappy = or_(_rating(Rating.verdict != Verdict.SATISFIED), _call(FollowUp.result == CallResult.REDO))
    finished, rated, satisfied = (
        await tx.session.execute(
            select(func.count(), _how_many(judged), _how_many(and_(judged, ~unhappy))).where(
                Order.community_id == community_id,
                Order.status == Status.CLOSED,
                Order.ended_at >= since,
                Order.ended_at < until,
                Order.finished_by.is_not(None),
            )
        )
    ).one()
    return Satisfaction(finished, rated or 0, satisfied or 0)


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int | None]:
    return func.sum(case((condition, 1), else_=0))


def _rating(*what: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is such a verdict on the last round."""
    last = (Rating.community_id == Order.community_id, Rating.number == Order.number, Rating.round == Order.round)
    return select(Rating.person_id).where(*last, *what).exists()


def _call(*what: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there was such a call about the last round."""
    last = (
        FollowUp.community_id == Order.community_id,
        FollowUp.number == Order.number,
        FollowUp.round == Order.round,
    )
    return select(FollowUp.attempt).where(*last, *what).exists()
