"""Settled periods (清算): what each member earned and spent in one, as it stood then. Rows are only ever added.

Names stand apart, because a name is all that is removed with a person.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, PersonId, Points
from bot.domain.periods import Period
from bot.models.base import Base, BigId, partial_index

ADDS_UP = "opening + earned + donated + redeemed + reversed + expired = closing"


class SettledPeriod(Base):
    """One period that was closed: which entries are in it, by their seq, and by which rules it is told."""

    __tablename__ = "settled_period"
    __table_args__ = (
        CheckConstraint("ends > begins", name="ends_after_it_begins"),
        CheckConstraint("until_seq >= after_seq", name="takes_entries_in_order"),
        UniqueConstraint("community_id", "ends"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counts the periods of a community."""
    begins: Mapped[date] = mapped_column(Date)
    ends: Mapped[date] = mapped_column(Date)
    """The day after the last, by the community's calendar."""
    after_seq: Mapped[int]
    """The last entry of the period before."""
    until_seq: Mapped[int]
    """The last entry of this one."""
    until_minutes: Mapped[int]
    """The last entry of service hours that was there by then."""
    closed_at: Mapped[datetime]
    closed_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(128))
    """What the community was called then."""
    timezone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(16))
    lapse_months: Mapped[int]
    """The rule that was in force; 0: points do not lapse."""
    mac: Mapped[str] = mapped_column(String(64))
    """Of this row and its lines."""

    @property
    def period(self) -> Period:
        """Which days it is about."""
        return Period(self.begins, self.ends)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone its days are counted in."""
        return ZoneInfo(self.timezone)


class SettledLine(Base):
    """One member's points and minutes in one period."""

    __tablename__ = "settled_line"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "period_id"], ["settled_period.community_id", "settled_period.id"]),
        CheckConstraint(ADDS_UP, name="adds_up"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    period_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    account_id: Mapped[int]
    """What stands for them where the name does not."""
    opening: Mapped[Points] = mapped_column(BigId)
    earned: Mapped[Points] = mapped_column(BigId)
    donated: Mapped[Points] = mapped_column(BigId)
    redeemed: Mapped[Points] = mapped_column(BigId)
    reversed: Mapped[Points] = mapped_column(BigId)
    expired: Mapped[Points] = mapped_column(BigId)
    closing: Mapped[Points] = mapped_column(BigId)
    minutes: Mapped[int]


class SettledName(Base):
    """What a member was called when the period was closed, sealed; emptied when the member is removed."""

    __tablename__ = "settled_name"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "period_id", "person_id"],
            ["settled_line.community_id", "settled_line.period_id", "settled_line.person_id"],
        ),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    period_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[PersonId] = mapped_column(BigId, primary_key=True, index=True)
    name: Mapped[bytes | None]


class Lapse(Base):
    """Points of one member that lapse at a boundary, announced before; no more than what was announced does."""

    __tablename__ = "points_lapse"
    __table_args__ = (
        CheckConstraint("announced > 0", name="something_was_announced"),
        CheckConstraint("(ended_at IS NULL) = (lapsed IS NULL)", name="ends_with_what_lapsed"),
        CheckConstraint("lapsed IS NULL OR (lapsed >= 0 AND lapsed <= announced)", name="lapses_as_announced"),
        partial_index("ix_points_lapse_due", "lapses_at", where="ended_at IS NULL"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    boundary: Mapped[date] = mapped_column(Date, primary_key=True)
    """The first of a month, by the community's calendar."""
    announced: Mapped[Points] = mapped_column(BigId)
    lapses_at: Mapped[datetime]
    lapsed: Mapped[Points | None] = mapped_column(BigId)
    ended_at: Mapped[datetime | None]


class Star(Base):
    """A star that a member has reached; thanked for once."""

    __tablename__ = "star"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 5", name="level_is_one_to_five"),)

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reached_at: Mapped[datetime]


class StarsSeen(Base):
    """Up to which entry of service hours a community was looked through for new stars."""

    __tablename__ = "stars_seen"

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    seq: Mapped[int]
