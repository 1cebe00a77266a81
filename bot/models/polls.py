"""Polls in the group, and who chose what in those that are public."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, PersonId
from bot.domain.polls import PollKind, PollState
from bot.models.base import Base, BigId, Word, partial_index, words


class Poll(Base):
    """One poll: a message that is posted once and closed once. Its words are sealed."""

    __tablename__ = "poll"
    __table_args__ = (
        CheckConstraint(words("kind", PollKind), name="kind_is_known"),
        CheckConstraint(words("state", PollState), name="state_is_known"),
        CheckConstraint("(counts IS NULL) = (voters IS NULL)", name="is_counted_whole"),
        partial_index("ix_poll_open", "closes_at", where="state = 'open'"),
        partial_index("uq_poll_telegram", "telegram_id", "community_id", where="telegram_id IS NOT NULL", unique=True),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[PollKind] = mapped_column(Word(PollKind))
    subject: Mapped[int]
    """What it is about: the number of a deliberation's first round; the month (202611) of an honour."""
    round: Mapped[int]
    question: Mapped[bytes]
    options: Mapped[bytes]
    anonymous: Mapped[bool]
    several: Mapped[bool]
    state: Mapped[PollState] = mapped_column(Word(PollState))
    invited: Mapped[dict[str, Any]]
    """How many were asked when it was opened: by role, and in the group."""
    opened_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """None: the clock."""
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    telegram_id: Mapped[str | None] = mapped_column(String(32))
    counts: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    """The votes of each option, as Telegram last told them."""
    voters: Mapped[int | None]


class PollVote(Base):
    """What somebody chose in a public poll."""

    __tablename__ = "poll_vote"
    __table_args__ = (ForeignKeyConstraint(["community_id", "number"], ["poll.community_id", "poll.number"]),)

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    choices: Mapped[list[int]] = mapped_column(JSON)
    at: Mapped[datetime]
