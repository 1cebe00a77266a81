"""Updates that Telegram has handed over, stored before they are acknowledged."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, BigId, Word, partial_index, words


class InboxState(StrEnum):
    """How far an update has come."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"
    """Failed as often as is allowed; kept for a person to look at, its neighbours go on."""


class InboxUpdate(Base):
    """One update, sealed as it came. Emptied when it is done; the id stays, so that it is never done twice."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("bot_id", "update_id"),
        CheckConstraint(words("state", InboxState), name="state_is_known"),
        partial_index("ix_inbox_pending", "lane", "seq", where="state = 'pending'"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True)
    bot_id: Mapped[int]
    update_id: Mapped[int] = mapped_column(BigId)
    lane: Mapped[str] = mapped_column(String(32))
    """Updates of one lane (one chat, or one person where there is no chat) are handled in order."""
    payload: Mapped[bytes | None]
    state: Mapped[InboxState] = mapped_column(Word(InboxState))
    attempts: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[datetime]
    lease_until: Mapped[datetime]
    """While in the future, the process that stored or took the update is at work on it."""
    error: Mapped[str | None] = mapped_column(Text)
