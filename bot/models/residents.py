"""Residents: where they live, what they follow, what they think of it, and the calls to those without a chat."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.models.base import Base, BigId, Word, partial_index, words


def of_order() -> ForeignKeyConstraint:
    """The row belongs to an order."""
    return ForeignKeyConstraint(["community_id", "number"], ["repair_order.community_id", "repair_order.number"])


class Residence(Base):
    """Somebody reports in this community; what they said last is offered the next time."""

    __tablename__ = "residence"
    __table_args__ = (Index(None, "person_id"),)

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    building: Mapped[str | None] = mapped_column(Text)
    flat: Mapped[bytes | None]
    name: Mapped[bytes | None]
    updated_at: Mapped[datetime]


class Watcher(Base):
    """Somebody with the same trouble follows an order that another reported."""

    __tablename__ = "watcher"
    __table_args__ = (of_order(), Index(None, "person_id"))

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    since: Mapped[datetime]


class Verdict(StrEnum):
    """满意, 还行, 没修好."""

    SATISFIED = "satisfied"
    FAIR = "fair"
    REDO = "redo"


class Rating(Base):
    """What a resident said of the work, once a round. Nobody rates their own; the clock rates nothing."""

    __tablename__ = "rating"
    __table_args__ = (
        of_order(),
        CheckConstraint(words("verdict", Verdict), name="verdict_is_known"),
        CheckConstraint("stars IS NULL OR stars BETWEEN 1 AND 5", name="one_to_five_stars"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(Word(Verdict))
    stars: Mapped[int | None] = mapped_column(SmallInteger)
    comment: Mapped[bytes | None]
    at: Mapped[datetime]


class CallResult(StrEnum):
    """What came of a call: spoken to, nobody answered, satisfied, to be done again."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    SATISFIED = "satisfied"
    REDO = "redo"


class FollowUp(Base):
    """回访: one call to a resident without a chat, to be made or made; at most three a round."""

    __tablename__ = "follow_up"
    __table_args__ = (
        of_order(),
        CheckConstraint(f"result IS NULL OR {words('result', CallResult)}", name="result_is_known"),
        CheckConstraint("(result IS NULL) = (called_at IS NULL)", name="called_when_there_is_a_result"),
        partial_index("ix_follow_up_due", "community_id", "due_at", where="result IS NULL"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_at: Mapped[datetime]
    result: Mapped[CallResult | None] = mapped_column(Word(CallResult))
    note: Mapped[bytes | None]
    """A word of the caller's on it, sealed; removed with everything personal."""
    called_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    called_at: Mapped[datetime | None]


class Relayed(Base):
    """A line from the resident to the holder or back; neither sees the other's number."""

    __tablename__ = "relayed"
    __table_args__ = (of_order(),)

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    from_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    text: Mapped[bytes | None]
    """Sealed; removed with everything personal."""
    at: Mapped[datetime]
