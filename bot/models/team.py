"""The team: what a volunteer can do and wants, who asks to join, who waits for a place, who passes one on."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, false, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import ClaimId, CommunityId, OrderNumber, PersonId
from bot.domain.roles import Role
from bot.domain.shown_as import ShownAs
from bot.models.base import Base, BigId, Word, partial_index, words
from bot.models.residents import of_order


class Volunteer(Base):
    """What somebody says of themselves for one community; without a row everything is as the defaults say."""

    __tablename__ = "volunteer"
    __table_args__ = (CheckConstraint(words("shown_as", ShownAs), name="shown_as_is_known"),)

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    skills: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """Keys of trades."""
    buildings: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """Where they rather go; empty: everywhere."""
    party_member: Mapped[bool] = mapped_column(default=False, server_default=false())
    resting: Mapped[bool] = mapped_column(default=False, server_default=false())
    notices: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether they are told privately of orders that suit them; nobody is who has not asked for it."""
    digest: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether they get a digest of their own every morning: what waits, and suits them."""
    shows_phone: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether residents see the whole number of this volunteer, or a masked one."""
    shown_as: Mapped[ShownAs] = mapped_column(Word(ShownAs), default=ShownAs.NAME, server_default="name")
    """What public lists call them."""
    ranked: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether they stand in ranking lists and in the monthly vote."""
    updated_at: Mapped[datetime]


class RequestState(StrEnum):
    """Where a wish to join stands."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"


class JoinRequest(Base):
    """Somebody came through a link and waits for staff to say yes."""

    __tablename__ = "join_request"
    __table_args__ = (
        CheckConstraint(words("state", RequestState), name="state_is_known"),
        CheckConstraint(words("role", Role), name="role_is_known"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    state: Mapped[RequestState] = mapped_column(Word(RequestState))
    asked_at: Mapped[datetime]
    decided_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]


class QueueState(StrEnum):
    """Where somebody who came too late stands."""

    WAITING = "waiting"
    ASKED = "asked"
    """A place fell free and is kept for them; they have until `answer_by` to say yes."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    LEFT = "left"


class QueuePlace(Base):
    """Somebody's place in the line for an order."""

    __tablename__ = "queue_place"
    __table_args__ = (
        of_order(),
        CheckConstraint(words("state", QueueState), name="state_is_known"),
        partial_index("ix_queue_place_in_line", "person_id", where="state IN ('asked', 'waiting')"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seq: Mapped[int]
    """Counts who queued: smallest first."""
    state: Mapped[QueueState] = mapped_column(Word(QueueState))
    since: Mapped[datetime]
    answer_by: Mapped[datetime | None]
    """Until when who was asked may say yes; none yet where they are asked in the morning."""

    @property
    def kept_till_morning(self) -> bool:
        """Whether a place is kept for them that fell free at night, and they do not know of it yet."""
        return self.state is QueueState.ASKED and self.answer_by is None


class CallUpState(StrEnum):
    """Where it stands that somebody was told of an order."""

    STANDING = "standing"
    DECLINED = "declined"
    """不方便: not this order."""
    OVER = "over"
    """Nobody was needed any more."""


class CallUp(Base):
    """Somebody was told privately of an order that suits them."""

    __tablename__ = "call_up"
    __table_args__ = (
        of_order(),
        CheckConstraint(words("state", CallUpState), name="state_is_known"),
        Index("ix_call_up_told_last", "person_id", "asked_at"),
        partial_index("ix_call_up_standing", "community_id", "number", where="state = 'standing'"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    asked_at: Mapped[datetime]
    state: Mapped[CallUpState] = mapped_column(Word(CallUpState))


class HandoverState(StrEnum):
    """Where an offer to a colleague stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Handover(Base):
    """A holder asks a colleague to take the place over; nothing changes until the colleague says yes."""

    __tablename__ = "handover"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "number", "claim_id"], ["claim.community_id", "claim.number", "claim.id"]
        ),
        CheckConstraint(words("state", HandoverState), name="state_is_known"),
        partial_index(
            "uq_handover_offered", "community_id", "number", "claim_id", where="state = 'offered'", unique=True
        ),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    claim_id: Mapped[ClaimId] = mapped_column(BigId, primary_key=True)
    to_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    state: Mapped[HandoverState] = mapped_column(Word(HandoverState))
    offered_at: Mapped[datetime]


class NoShow(Base):
    """Staff noted that a holder did not come; the holder may contest it, staff decide."""

    __tablename__ = "no_show"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "number", "claim_id"], ["claim.community_id", "claim.number", "claim.id"]
        ),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    claim_id: Mapped[ClaimId] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    reason: Mapped[bytes]
    contested: Mapped[bytes | None]
    """The volunteer's own words, sealed."""
    contested_at: Mapped[datetime | None]
    upheld: Mapped[bool | None]
    """Staff's last word after it was contested; None: not contested, or not decided yet."""
    decided_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
