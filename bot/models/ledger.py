"""The points ledger: double entry, only ever added to, chained. Every entry moves points between two accounts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.models.base import Base, BigId, Word, words


class AccountKind(StrEnum):
    """Whose points an account holds."""

    MEMBER = "member"
    MINT = "mint"
    """Where points come from; the only account that may be below zero, by all that was ever given."""


class EntryKind(StrEnum):
    """Why points moved."""

    AWARD = "award"


class Account(Base):
    """An account with its balance, kept in step with its entries by the transaction that adds them."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(words("kind", AccountKind), name="kind_is_known"),
        CheckConstraint("balance >= 0 OR kind = 'mint'", name="balance_is_not_negative"),
        CheckConstraint("(kind = 'member') = (owner_id > 0)", name="members_own_theirs"),
        UniqueConstraint("community_id", "kind", "owner_id"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[AccountKind] = mapped_column(Word(AccountKind))
    owner_id: Mapped[PersonId] = mapped_column(BigId)
    """The member; 0 for the community's own accounts."""
    balance: Mapped[Points] = mapped_column(BigId)


class LedgerEntry(Base):
    """Points that moved from one account to another. Each names the one before it by its MAC."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "source_id"], ["account.community_id", "account.id"]),
        ForeignKeyConstraint(["community_id", "target_id"], ["account.community_id", "account.id"]),
        CheckConstraint("amount > 0", name="amount_is_positive"),
        CheckConstraint("source_id <> target_id", name="moves_between_two"),
        CheckConstraint(words("kind", EntryKind), name="kind_is_known"),
        UniqueConstraint("community_id", "key"),
        # The seq too: whoever wants the last entries of an account must not sort all of them.
        Index("ix_ledger_entry_target", "community_id", "target_id", "seq"),
        Index("ix_ledger_entry_source", "community_id", "source_id", "seq"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[EntryKind] = mapped_column(Word(EntryKind))
    source_id: Mapped[int]
    target_id: Mapped[int]
    amount: Mapped[Points] = mapped_column(BigId)
    number: Mapped[OrderNumber | None] = mapped_column(BigId)
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """None: the clock closed the order."""
    key: Mapped[str] = mapped_column(String(96))
    """Says what this entry is for, so that the same thing cannot be paid twice."""
    previous_mac: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))
