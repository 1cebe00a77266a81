"""Communities with their settings, who is who in them, and the links that let people in."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import FIRST_ORDER_NUMBER, CommunityId, OrderNumber, PersonId
from bot.domain.practice import Practice
from bot.domain.roles import Role
from bot.domain.schedule import by_day
from bot.domain.standard import Standard
from bot.models.base import Base, BigId, Word, words


class Community(Base):
    """A neighbourhood with its group chat (and topic in it) and its own settings."""

    __tablename__ = "community"
    __table_args__ = (
        UniqueConstraint("chat_id"),
        CheckConstraint("claim_limit >= 1", name="claim_limit_is_positive"),
        CheckConstraint("start_grace_minutes >= 1", name="start_grace_is_positive"),
    )

    id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(128))
    chat_id: Mapped[int]
    chat_username: Mapped[str | None] = mapped_column(String(64))
    thread_id: Mapped[int | None]
    timezone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(16))
    digest_time: Mapped[str] = mapped_column(String(5))
    digest_when_empty: Mapped[bool]
    claim_limit: Mapped[int]
    open_team: Mapped[bool]
    start_grace_minutes: Mapped[int]
    repost_after_hours: Mapped[int]
    practice: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What differs from the usual `Practice`."""
    standard: Mapped[dict[str, Any]]
    standard_version: Mapped[int] = mapped_column(default=1)
    next_number: Mapped[OrderNumber] = mapped_column(BigId, default=FIRST_ORDER_NUMBER)
    created_at: Mapped[datetime]

    @property
    def zone(self) -> ZoneInfo:
        """The time zone its people live in."""
        return ZoneInfo(self.timezone)

    @property
    def digest_at(self) -> time:
        """The wall-clock time of the digest."""
        return time.fromisoformat(self.digest_time)

    def ways(self) -> Practice:
        """How it goes about it."""
        return Practice.from_json(self.practice)

    def by_day(self, instant: datetime, ways: Practice | None = None) -> datetime:
        """The instant itself, or the morning after it: nobody is disturbed at night. `ways` where they are read."""
        ways = ways or self.ways()
        return by_day(instant, self.zone, begins=ways.night_begins, ends=ways.night_ends)

    def points_standard(self) -> Standard:
        """The standard in force."""
        return Standard.from_json(self.standard)

    def adopt(self, standard: Standard) -> None:
        """Put another standard in force; orders keep the version they were made under."""
        self.standard = standard.to_json()
        self.standard_version += 1


class StandardVersion(Base):
    """A standard as it was published. Only ever added to: an order is paid by the version it was made under."""

    __tablename__ = "standard_version"

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    standard: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Membership(Base):
    """One role of one person in one community."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(words("role", Role), name="role_is_known"),
        Index(None, "person_id"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(Word(Role), primary_key=True)
    since: Mapped[datetime]


class Invite(Base):
    """A link that makes its first user a member, once, within its time. Only its hash is kept."""

    __tablename__ = "invite"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint(words("role", Role), name="role_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"))
    role: Mapped[Role] = mapped_column(Word(Role))
    token_hash: Mapped[str] = mapped_column(String(64))
    created_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
