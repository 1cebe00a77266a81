"""What is owed to whom. A row names what to say, not the text; it is rendered when it is said.

A kept message (`keep`) is one message that is edited for its whole life: the row remembers its message id, and
`wanted` goes up with each change; it is in step when `said` has caught up. Several changes become one edit.
"""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, OrderNumber
from bot.models.base import Base, BigId, Word, partial_index, words


class Lane(IntEnum):
    """Who goes first when Telegram allows only one."""

    WAITING = 0
    """Somebody has just tapped or written and looks at the screen."""
    CARD = 1
    CARD_EDIT = 2
    REMINDER = 3
    DIGEST = 4


class Policy(StrEnum):
    """What to do when nobody knows whether a message went out."""

    AT_LEAST_ONCE = "at_least_once"
    AT_MOST_ONCE = "at_most_once"


class OutState(StrEnum):
    """Where an owed message stands."""

    OWED = "owed"
    SENDING = "sending"
    """At most once only: written down before the attempt."""
    SAID = "said"
    UNKNOWN = "unknown"
    """The attempt ended without an answer and must not be repeated without a person's word."""
    FAILED = "failed"
    """Telegram refused for good: blocked, chat gone, rights lost."""


class Kind(StrEnum):
    """How it is said."""

    SEND = "send"
    KEEP = "keep"
    DELETE = "delete"


class OutboxMessage(Base):
    """One message that is owed, or that is kept in step with what it shows."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint(words("kind", Kind), name="kind_is_known"),
        CheckConstraint(words("policy", Policy), name="policy_is_known"),
        CheckConstraint(words("state", OutState), name="state_is_known"),
        CheckConstraint("said <= wanted", name="says_no_more_than_wanted"),
        # The cards of all orders stay here for ever: each question has an index that holds only what it may find.
        partial_index("ix_outbox_owed", "lane", "id", where="state = 'owed'"),
        partial_index("ix_outbox_sending", "id", where="state = 'sending'"),
        partial_index("ix_outbox_failed", "chat_id", where="state = 'failed'"),
        partial_index("ix_outbox_unknown", "community_id", "not_before", where="state = 'unknown'"),
        partial_index("ix_outbox_ended", "not_before", where="kind <> 'keep' AND state IN ('failed', 'said')"),
        partial_index("ix_outbox_digest", "community_id", "sent_at", where="topic = 'digest'"),
        partial_index("ix_outbox_card", "chat_id", "message_id", where="topic = 'order_card'"),
        partial_index("ix_outbox_order", "community_id", "number", where="number IS NOT NULL"),
        partial_index("ix_outbox_message", "chat_id", "message_id", where="message_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(96))
    """What this row is; owing the same again adds nothing, or asks a kept message to catch up."""
    community_id: Mapped[CommunityId | None] = mapped_column(ForeignKey("community.id"))
    number: Mapped[OrderNumber | None] = mapped_column(BigId)
    """The order it is about; by it everything that was said about an order is found again."""
    chat_id: Mapped[int]
    thread_id: Mapped[int | None]
    lane: Mapped[Lane] = mapped_column(SmallInteger)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    policy: Mapped[Policy] = mapped_column(Word(Policy))
    topic: Mapped[str] = mapped_column(String(32))
    """What is said; with `facts` (sealed) it is all that rendering needs."""
    facts: Mapped[bytes]
    state: Mapped[OutState] = mapped_column(Word(OutState))
    wanted: Mapped[int] = mapped_column(default=1)
    said: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    message_id: Mapped[int | None]
    parts: Mapped[list[list[Any]] | None] = mapped_column(JSON(none_as_null=True))
    """Of what carries pictures, films or files: each of its messages (an album is several), and what that carries."""
    sent_at: Mapped[datetime | None]
    """When the message appeared in the chat."""
    looks: Mapped[str | None] = mapped_column(String(64))
    """Hash of what the message showed last; an edit that would change nothing is not sent."""
    error: Mapped[str | None] = mapped_column(String(256))


class ChatPause(Base):
    """Telegram said to wait: for one chat, or for all (chat 0). Survives a restart."""

    __tablename__ = "chat_pause"

    chat_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    until: Mapped[datetime]


class ChatSpending(Base):
    """One message that went into a group: Telegram counts them by the minute, and a process that takes over knows."""

    __tablename__ = "chat_spending"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    at: Mapped[datetime]


class Lease(Base):
    """Work that one process at a time does; whoever holds it renews it, and others take it when it has run out."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]
