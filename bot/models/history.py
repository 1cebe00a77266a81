"""What happened, by whom, when. These rows are only ever added; triggers refuse anything else."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.life import Status, Step
from bot.models.base import Base, BigId, Word


class OrderEvent(Base):
    """One step of one order. `details` holds plain facts without personal data."""

    __tablename__ = "order_event"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "number"], ["repair_order.community_id", "repair_order.number"]),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    step: Mapped[Step] = mapped_column(Word(Step))
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """None: the clock."""
    was: Mapped[Status | None] = mapped_column(Word(Status))
    now: Mapped[Status] = mapped_column(Word(Status))
    details: Mapped[dict[str, Any]]
    mac: Mapped[str | None] = mapped_column(String(64))
    """Proves this step and the one of the same order before it; None: it is older than steps are proved."""


class HistoryMark(Base):
    """How many steps a community had at an instant, so that steps cut off the ends of histories are missed."""

    __tablename__ = "history_mark"

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    unproved: Mapped[int]
    """How many steps are older than steps are proved: their number never changes."""
    steps: Mapped[int]
    until: Mapped[datetime]
    """So many steps were taken up to then."""
    proof: Mapped[str] = mapped_column(String(64))
    """Empty as long as only a migration, which knows no key, has written this."""


class Audit(Base):
    """One act of authority that is not a step of an order: settings, roles, invitations."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "community_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"))
    at: Mapped[datetime]
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """None: the operator at the command line."""
    action: Mapped[str] = mapped_column(String(32))
    details: Mapped[dict[str, Any]]
