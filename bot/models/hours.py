"""Service hours (服务时长): minutes that somebody gave, per order and activity. Only ever added to, like points."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.models.base import Base, BigId, Word, partial_index, words


class HoursKind(StrEnum):
    """Where the minutes come from."""

    ORDER = "order"
    ACTIVITY = "activity"
    MANUAL = "manual"
    REVERSAL = "reversal"
    """Minutes taken back, with those of the entry that `key` names."""


class HoursEntry(Base):
    """Minutes of one person; below zero where they were taken back."""

    __tablename__ = "hours_entry"
    __table_args__ = (
        CheckConstraint(words("kind", HoursKind), name="kind_is_known"),
        CheckConstraint("minutes <> 0 AND (minutes < 0) = (kind = 'reversal')", name="minutes_are_given_or_taken_back"),
        CheckConstraint("(started_at IS NULL) = (ended_at IS NULL)", name="begins_and_ends"),
        UniqueConstraint("community_id", "key"),
        Index("ix_hours_entry_at", "community_id", "at"),
        Index("ix_hours_entry_person", "community_id", "person_id", "at"),
        partial_index("ix_hours_entry_order", "community_id", "number", where="number IS NOT NULL"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    """When the work was done, or the activity was."""
    kind: Mapped[HoursKind] = mapped_column(Word(HoursKind))
    minutes: Mapped[int]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """None: by the standard, not by the clock."""
    number: Mapped[OrderNumber | None] = mapped_column(BigId)
    activity_id: Mapped[int | None]
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """None: the clock."""
    key: Mapped[str] = mapped_column(String(96))
    """Says what these minutes are for, so that the same work is never counted twice."""
