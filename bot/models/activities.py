"""Activities, and who signed up for them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.activities import ActivityKind, ActivityState, SignUpState
from bot.domain.ids import CommunityId, PersonId, Points
from bot.models.base import Base, BigId, Word, partial_index, words


class Activity(Base):
    """Something that people do together at a time and a place. What and where are sealed: free words."""

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint(words("kind", ActivityKind), name="kind_is_known"),
        CheckConstraint(words("state", ActivityState), name="state_is_known"),
        CheckConstraint("taken >= 0 AND (places IS NULL OR taken <= places)", name="no_more_than_there_are_places"),
        CheckConstraint("minutes >= 1 AND points >= 0", name="takes_time_and_costs_nothing"),
        CheckConstraint("(code_hash IS NULL) = (code_until IS NULL)", name="code_has_an_end"),
        partial_index("ix_activity_remind", "remind_at", where="remind_at IS NOT NULL"),
        partial_index("ix_activity_ask", "ask_at", where="ask_at IS NOT NULL"),
        partial_index("uq_activity_code", "code_hash", "community_id", where="code_hash IS NOT NULL", unique=True),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[ActivityKind] = mapped_column(Word(ActivityKind))
    what: Mapped[bytes]
    place: Mapped[bytes | None]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    places: Mapped[int | None]
    """None: everybody who comes."""
    points: Mapped[Points] = mapped_column(BigId)
    organiser_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    created_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    state: Mapped[ActivityState] = mapped_column(Word(ActivityState))
    taken: Mapped[int] = mapped_column(default=0, server_default="0")
    """Places that are taken; never more than there are."""
    remind_at: Mapped[datetime | None]
    """When those who signed up are reminded, if they are still to be."""
    ask_at: Mapped[datetime | None]
    """When the organiser is asked who came, if they are still to be."""
    code_hash: Mapped[str | None] = mapped_column(String(64))
    """Of the code that checks people in; only its hash is kept."""
    code_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))


class SignUp(Base):
    """Somebody's line on the list of an activity."""

    __tablename__ = "sign_up"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "number"], ["activity.community_id", "activity.number"]),
        CheckConstraint(words("state", SignUpState), name="state_is_known"),
        Index(None, "person_id"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    place: Mapped[int]
    """Counts up in the order in which people signed up; who comes back stands behind the others."""
    state: Mapped[SignUpState] = mapped_column(Word(SignUpState))
    at: Mapped[datetime]
