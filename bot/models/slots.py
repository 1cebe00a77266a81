"""Occasions of the schedule that have been dealt with, each once."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId
from bot.models.base import Base, Word, words


class SlotOutcome(StrEnum):
    """What became of an occasion."""

    OWED = "owed"
    EMPTY = "empty"
    """There was nothing to say."""
    SKIPPED = "skipped"
    """It came too late to be worth saying."""


class Slot(Base):
    """The occasion of one kind on one local day of one community."""

    __tablename__ = "slot"
    __table_args__ = (CheckConstraint(words("outcome", SlotOutcome), name="outcome_is_known"),)

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    taken_at: Mapped[datetime]
    outcome: Mapped[SlotOutcome] = mapped_column(Word(SlotOutcome))
