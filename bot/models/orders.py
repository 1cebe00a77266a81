"""Repair orders and the pictures that belong to them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.errors import NotAllowed, WrongMoment
from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.domain.life import LIFE, Status, Step
from bot.domain.roles import Part
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.models.base import Base, BigId, Word, partial_index, words


class Order(Base):
    """One repair order. What only its holder and staff may see is sealed in `contact`."""

    __tablename__ = "repair_order"
    __table_args__ = (
        CheckConstraint(words("status", Status), name="status_is_known"),
        CheckConstraint(words("urgency", Urgency), name="urgency_is_known"),
        CheckConstraint(words("size", Size), name="size_is_known"),
        CheckConstraint("people_needed >= 1", name="needs_somebody"),
        CheckConstraint("places_taken BETWEEN 0 AND people_needed", name="places_are_not_oversold"),
        CheckConstraint("points >= 0", name="points_are_not_negative"),
        # Nearly all orders have ended: an index over them all grows for ever, the unfinished ones stay a handful.
        partial_index("ix_repair_order_unfinished", "community_id", "status", where="ended_at IS NULL"),
        partial_index("ix_repair_order_ended", "community_id", "ended_at", where="ended_at IS NOT NULL"),
        partial_index("ix_repair_order_phone", "phone_index", "opened_at", where="phone_index IS NOT NULL"),
        partial_index("ix_repair_order_reporter", "reporter_id", "opened_at", where="reporter_id IS NOT NULL"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True, autoincrement=False)
    status: Mapped[Status] = mapped_column(Word(Status))
    building: Mapped[str] = mapped_column(Text)
    """The public part of the address: what the group may read."""
    what: Mapped[str] = mapped_column(Text)
    """The order's own words, unchanged."""
    skill: Mapped[str | None] = mapped_column(String(32))
    size: Mapped[Size] = mapped_column(Word(Size))
    urgency: Mapped[Urgency] = mapped_column(Word(Urgency))
    convenient: Mapped[str | None] = mapped_column(Text)
    """When it suits the resident, in the words it was said."""
    people_needed: Mapped[int]
    places_taken: Mapped[int] = mapped_column(default=0)
    points: Mapped[Points] = mapped_column(BigId)
    """For each volunteer, by the standard at the time of posting or by the secretary's word since."""
    contact: Mapped[bytes | None]
    phone_index: Mapped[str | None] = mapped_column(String(64))
    reporter_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    posted_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    card_copy: Mapped[int] = mapped_column(default=1)
    """Which posting of the card is the living one; goes up when it is posted anew."""
    result: Mapped[bytes | None]
    """What was done, in the volunteer's words, sealed."""
    finished_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """Who reported it as done."""
    round: Mapped[int] = mapped_column(default=1)
    """Goes up each time the order is taken up again after having been done."""
    opened_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was closed or cancelled; None exactly as long as it is unfinished."""

    def move(self, step: Step, *, by: Part, at: datetime) -> None:
        """Take a step of the order's life.

        Raises:
            WrongMoment: the order's status knows no such step.
            NotAllowed: the step is not for this part.
        """
        move = LIFE.get((self.status, step))
        if move is None:
            raise WrongMoment(number=self.number, status=self.status, step=step)
        if by not in move.by:
            raise NotAllowed(what=step)
        self.status = move.to
        if step is Step.FINISH:
            self.done_at = at
        if step is Step.REOPEN:
            self.done_at = None
            self.round += 1
        if move.to in (Status.CLOSED, Status.CANCELLED):
            self.ended_at = at

    def give_back(self, step: Step, *, by: Part, at: datetime) -> None:
        """One place falls free."""
        self.move(step, by=by, at=at)
        self.places_taken -= 1


class PhotoKind(StrEnum):
    """What a picture shows."""

    REPORT = "report"
    RESULT = "result"


class Attachment(Base):
    """A picture of an order, kept by the chat platform under its file id."""

    __tablename__ = "attachment"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "number"], ["repair_order.community_id", "repair_order.number"]),
        CheckConstraint(words("kind", PhotoKind), name="kind_is_known"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    kind: Mapped[PhotoKind] = mapped_column(Word(PhotoKind), primary_key=True)
    file_unique_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    file_id: Mapped[str] = mapped_column(String(256))
    added_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
