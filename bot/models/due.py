"""Moments at which something about an order falls due.

A row is an appointment with the order, not a decision: what is due is looked at again when its time has come.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, OrderNumber
from bot.models.base import Base, BigId, Word, words
from bot.models.residents import of_order


class DueKind(StrEnum):
    """What falls due."""

    RATING_REMINDER = "rating_reminder"
    CLOSING = "closing"
    """Nobody judged the work."""
    QUEUE_ANSWER = "queue_answer"
    """Who was asked to take a free place; the subject is the person."""
    TRIAGE_REMINDER = "triage_reminder"
    """Staff have not decided on a request yet."""
    PARTY_REMINDER = "party_reminder"
    """An outside party has the order: staff ask how it stands."""
    FOLLOW_UP = "follow_up"
    UNCLAIMED = "unclaimed"
    """The next level of the ladder, for want of a volunteer."""
    LATE = "late"
    """The next level of the ladder, since it is not finished."""
    PAUSE_ENDS = "pause_ends"
    EVE = "eve"
    """The evening before somebody comes."""
    HOUR = "hour"
    """The hour before somebody comes."""


class DueMoment(Base):
    """One thing about one order that falls due at an instant."""

    __tablename__ = "due_moment"
    __table_args__ = (of_order(), CheckConstraint(words("kind", DueKind), name="kind_is_known"), Index(None, "at"))

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    kind: Mapped[DueKind] = mapped_column(Word(DueKind), primary_key=True)
    subject: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Which claim or person it is about; 0: the order itself."""
    at: Mapped[datetime]
