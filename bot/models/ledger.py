"""The points ledger: double entry, only ever added to, chained. Every entry moves points between two accounts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.models.base import Base, BigId, Word, partial_index, words


class AccountKind(StrEnum):
    """Whose points an account holds."""

    MEMBER = "member"
    MINT = "mint"
    """Where points come from; below zero by all that was ever given."""
    RESERVE = "reserve"
    """Points that members have promised for goods not handed over yet."""
    SPENT = "spent"
    """Points that became goods."""
    ADJUSTMENT = "adjustment"
    """The other side of what neither work nor goods explain: points of a former list, points that lapsed."""


class EntryKind(StrEnum):
    """Why points moved."""

    AWARD = "award"
    """Work on an order, by the standard."""
    MANUAL = "manual"
    """手工: given by hand, with a reason that everybody may read."""
    GIFT = "gift"
    """For joining, by the standard."""
    RATING = "rating"
    """For a resident's judgement, by the standard."""
    ACTIVITY = "activity"
    """For having come to an activity."""
    DONATION = "donation"
    """捐赠: from one member to a neighbour."""
    REVERSAL = "reversal"
    """冲正: another entry, the other way round, with a reason; each entry at most once."""
    HOLD = "hold"
    """A member's points are reserved for goods."""
    SPEND = "spend"
    """The goods were handed over."""
    RETURN = "return"
    """The goods were not: the points go back to the member."""
    EXPIRY = "expiry"
    """Points lapsed by the community's rule."""
    OPENING = "opening"
    """Brought along from a former list."""


EXPLAINED = ("manual", "reversal")
"""Kinds of entries that need a reason."""
FOR_WORK = (EntryKind.AWARD, EntryKind.MANUAL, EntryKind.ACTIVITY)
"""What somebody earned by what they did: neither gifts nor what neighbours gave."""


class Account(Base):
    """An account with its balance, kept in step with its entries by the transaction that adds them."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(words("kind", AccountKind), name="kind_is_known"),
        CheckConstraint("balance + overdraft >= 0 OR kind IN ('mint', 'adjustment')", name="balance_is_not_negative"),
        CheckConstraint("overdraft >= 0 AND (overdraft = 0 OR kind = 'member')", name="only_members_overdraw"),
        CheckConstraint("worked >= 0 AND (worked = 0 OR kind = 'member')", name="members_work"),
        CheckConstraint("(kind = 'member') = (owner_id > 0)", name="members_own_theirs"),
        UniqueConstraint("community_id", "kind", "owner_id"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[AccountKind] = mapped_column(Word(AccountKind))
    owner_id: Mapped[PersonId] = mapped_column(BigId)
    """The member; 0 for the community's own accounts."""
    balance: Mapped[Points] = mapped_column(BigId)
    overdraft: Mapped[Points] = mapped_column(BigId, default=Points(0), server_default="0")
    """How far below zero a member may be: only as far as a secretary's word has put them there."""
    worked: Mapped[Points] = mapped_column(BigId, default=Points(0), server_default="0")
    """All that came in for work, ever, less what was taken back of it."""


class LedgerEntry(Base):
    """Points that moved from one account to another. Each names the one before it by its MAC."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "source_id"], ["account.community_id", "account.id"]),
        ForeignKeyConstraint(["community_id", "target_id"], ["account.community_id", "account.id"]),
        CheckConstraint("amount > 0", name="amount_is_positive"),
        CheckConstraint("source_id <> target_id", name="moves_between_two"),
        CheckConstraint(words("kind", EntryKind), name="kind_is_known"),
        CheckConstraint("(kind = 'reversal') = (reverses IS NOT NULL)", name="reversals_name_what_they_reverse"),
        CheckConstraint(f"kind NOT IN {EXPLAINED} OR reason_mac IS NOT NULL", name="what_is_done_by_hand_has_a_reason"),
        UniqueConstraint("community_id", "key"),
        partial_index(
            "uq_ledger_entry_reversed_once", "community_id", "reverses", where="reverses IS NOT NULL", unique=True
        ),
        partial_index("ix_ledger_entry_order", "community_id", "number", where="number IS NOT NULL"),
        Index("ix_ledger_entry_at", "community_id", "at"),
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
    """None: the clock."""
    reverses: Mapped[int | None]
    """The seq of the entry that this one takes back."""
    reason_mac: Mapped[str | None] = mapped_column(String(64))
    """Of the words in `EntryReason`: they may be removed with the person they speak of, but not changed."""
    key: Mapped[str] = mapped_column(String(96))
    """Says what this entry is for, so that the same thing cannot be paid twice."""
    previous_mac: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))


class EntryReason(Base):
    """Why an entry was made by hand, sealed. Not in the entry itself: words about people can be removed."""

    __tablename__ = "entry_reason"
    __table_args__ = (ForeignKeyConstraint(["community_id", "seq"], ["ledger_entry.community_id", "ledger_entry.seq"]),)

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[bytes | None]


class LedgerHead(Base):
    """The last entry of a community's chain, proved by a MAC of its own, so that entries cut off its end are missed."""

    __tablename__ = "ledger_head"

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    seq: Mapped[int]
    mac: Mapped[str] = mapped_column(String(64))
    proof: Mapped[str] = mapped_column(String(64))
