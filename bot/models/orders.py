"""Repair orders and the pictures that belong to them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, false
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.errors import NotAllowed, WrongMoment
from bot.domain.ids import CommunityId, OrderNumber, PersonId, Points
from bot.domain.kind import Area, Kind
from bot.domain.life import ENDED, LIFE, OPEN_TO_WORK, STAYING, Move, Status, Step
from bot.domain.pausing import PauseReason
from bot.domain.roles import Part
from bot.domain.size import Size
from bot.domain.urgency import Urgency
from bot.models.base import Base, BigId, Word, partial_index, words


def _when_opened(context: DefaultExecutionContext) -> datetime:
    """What was posted at once was reported when it was opened."""
    opened: datetime = context.get_current_parameters()["opened_at"]  # type: ignore[no-untyped-call]
    return opened


class Order(Base):
    """One repair order. What only its holder and staff may see is sealed in `contact`."""

    __tablename__ = "repair_order"
    __table_args__ = (
        CheckConstraint(words("status", Status), name="status_is_known"),
        CheckConstraint(words("urgency", Urgency), name="urgency_is_known"),
        CheckConstraint(words("kind", Kind), name="kind_is_known"),
        CheckConstraint(f"area IS NULL OR {words('area', Area)}", name="area_is_known"),
        CheckConstraint(words("size", Size), name="size_is_known"),
        CheckConstraint("people_needed >= 1", name="needs_somebody"),
        CheckConstraint("places_taken BETWEEN 0 AND people_needed", name="places_are_not_oversold"),
        CheckConstraint(
            "places_reserved BETWEEN 0 AND people_needed - places_taken", name="only_free_places_are_reserved"
        ),
        CheckConstraint("points >= 0", name="points_are_not_negative"),
        # Nearly all orders have ended: an index over them all grows for ever, the unfinished ones stay a handful.
        partial_index("ix_repair_order_unfinished", "community_id", "status", where="ended_at IS NULL"),
        partial_index("ix_repair_order_ended", "community_id", "ended_at", where="ended_at IS NOT NULL"),
        Index("ix_repair_order_reported", "community_id", "reported_at"),
        partial_index(
            "ix_repair_order_personal",
            "ended_at",
            "community_id",
            where="ended_at IS NOT NULL AND scrubbed_at IS NULL",
        ),
        partial_index("ix_repair_order_phone", "phone_index", "opened_at", where="phone_index IS NOT NULL"),
        partial_index("ix_repair_order_tail", "community_id", "phone_tail", where="phone_tail IS NOT NULL"),
        partial_index(
            "ix_repair_order_untailed", "community_id", "number", where="phone_index IS NOT NULL AND phone_tail IS NULL"
        ),
        partial_index("ix_repair_order_reporter", "reporter_id", "opened_at", where="reporter_id IS NOT NULL"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True, autoincrement=False)
    status: Mapped[Status] = mapped_column(Word(Status))
    kind: Mapped[Kind] = mapped_column(Word(Kind), default=Kind.REPAIR, server_default=Kind.REPAIR)
    area: Mapped[Area | None] = mapped_column(Word(Area))
    """Inside a home or of all; None where nobody has said."""
    building: Mapped[str] = mapped_column(Text)
    """The public part of the address: what the group may read."""
    grid_id: Mapped[int | None]
    """The grid its building belonged to when somebody last looked: while it is unfinished, always the present one."""
    what: Mapped[str] = mapped_column(Text)
    """The order's own words, unchanged."""
    skill: Mapped[str | None] = mapped_column(String(32))
    size: Mapped[Size] = mapped_column(Word(Size))
    urgency: Mapped[Urgency] = mapped_column(Word(Urgency))
    convenient: Mapped[str | None] = mapped_column(Text)
    """When it suits the resident, in the words it was said."""
    people_needed: Mapped[int]
    places_taken: Mapped[int] = mapped_column(default=0)
    places_reserved: Mapped[int] = mapped_column(default=0, server_default="0")
    """Free places that are kept for those of the wait-list who were asked; nobody else gets them meanwhile."""
    points: Mapped[Points] = mapped_column(BigId)
    """For each volunteer, or for all where they share: by the standard it was made under."""
    standard_version: Mapped[int | None]
    """The version of the standard it was made under; None: it is older than versions are kept."""
    contact: Mapped[bytes | None]
    phone_index: Mapped[str | None] = mapped_column(String(64))
    phone_tail: Mapped[str | None] = mapped_column(String(64))
    """A keyed hash of the phone's last digits, by which staff find it."""
    reporter_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """Who hears how it goes and is asked whether it was well done: the resident, or who reports for them."""
    posted_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    """Who typed it: the resident, or a member of staff."""
    on_behalf: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The reporter is not the resident: a child for a parent. The contact is the resident's."""
    party_id: Mapped[int | None]
    """The outside party it is, or was last, with."""
    answer: Mapped[bytes | None]
    """What the reporter was told at the end, sealed: the party's result, what was said on the spot, why not."""
    merged_into: Mapped[OrderNumber | None] = mapped_column(BigId)
    closed_by: Mapped[Part | None] = mapped_column(Word(Part))
    """Who closed it: staff, the reporter, the party, or the clock because nobody judged it."""
    scrubbed_at: Mapped[datetime | None]
    """When everything personal was removed."""
    card_copy: Mapped[int] = mapped_column(default=1)
    """Which posting of the card is the living one; goes up when it is posted anew."""
    card_from: Mapped[datetime | None]
    """Before this the group does not see it, unless somebody has it: those of its grid are told first."""
    result: Mapped[bytes | None]
    """What was done, in the volunteer's words, sealed."""
    finished_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """Who reported it as done."""
    round: Mapped[int] = mapped_column(default=1)
    """Goes up each time the order is taken up again after having been done."""
    reported_at: Mapped[datetime] = mapped_column(default=_when_opened)
    opened_at: Mapped[datetime]
    """When the volunteers got it; until then, when it was reported."""
    limits: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """The `Terms` it was made under; none: it is older than clocks are kept."""
    claim_by: Mapped[datetime | None]
    """By when somebody is to have taken it, in this round and since it was last published."""
    finish_by: Mapped[datetime | None]
    rung: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many levels of the ladder it has climbed since somebody is wanted for it."""
    late_rung: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many it has climbed because those who have it did not finish it in time."""
    secretary_told: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether there are cards about it, in this round, that secretaries got because it was late."""
    paused_at: Mapped[datetime | None]
    """Since when its clocks stand still; None: they run."""
    paused_until: Mapped[datetime | None]
    """When they run on by themselves; None: when somebody says so."""
    paused_for: Mapped[PauseReason | None] = mapped_column(Word(PauseReason))
    paused_note: Mapped[bytes | None]
    """Why, in the words of who paused it, sealed."""
    appointment_at: Mapped[datetime | None]
    """When somebody comes, or the first moment at which it suits the resident."""
    appointment_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When its life ended; None exactly as long as it is unfinished."""

    def next_move(self, step: Step) -> Move:
        """What a step would lead to, and whose it is.

        Raises:
            WrongMoment: the order's status knows no such step.
        """
        move = LIFE.get((self.status, step))
        if move is None:
            raise WrongMoment(number=self.number, status=self.status, step=step)
        return move

    def move(self, step: Step, *, by: Part, at: datetime) -> None:
        """Take a step of the order's life.

        Raises:
            WrongMoment: the order's status knows no such step.
            NotAllowed: the step is not for this part.
        """
        move = self.next_move(step)
        if by not in move.by:
            raise NotAllowed(what=step)
        self.status = move.to
        self._keeps_pause(in_work=move.to in OPEN_TO_WORK)
        if step is Step.FINISH:
            self.done_at = at
        if step in (Step.REOPEN, Step.UNDO, Step.SPLIT, Step.OBJECT):
            self._lives_again(step)
        if step in (Step.REDIRECT, Step.SETTLE):
            self.finished_by = None  # whoever did it before it was taken up again is not who ends it
        if step is Step.PUBLISH:
            self.opened_at = at
        if move.to is Status.CLOSED and step not in STAYING:
            self.closed_by = by
        if move.to in ENDED and step not in STAYING:
            self.ended_at = at

    def _lives_again(self, step: Step) -> None:
        """It was done, or ended, and is not."""
        self.done_at = self.ended_at = self.closed_by = self.scrubbed_at = self.merged_into = None
        if step is not Step.SPLIT:
            self.round += 1
        if step is Step.REOPEN:
            self.rung = self.late_rung = 0
            self.secretary_told = False

    def _keeps_pause(self, *, in_work: bool) -> None:
        """What nobody works on does not stand still."""
        if not in_work:
            self.paused_at = self.paused_until = self.paused_for = self.paused_note = None

    @property
    def places_free(self) -> int:
        """How many places anybody may take."""
        return self.people_needed - self.places_taken - self.places_reserved

    def take_place(self, step: Step, *, by: Part, at: datetime) -> None:
        """Somebody gets a place in another way than by being the first to tap; the caller has the order locked.

        Raises:
            WrongMoment: the order's status knows no such step.
        """
        self.move(step, by=by, at=at)
        self.places_taken += 1
        self.status = Status.OPEN if self.places_taken < self.people_needed else Status.CLAIMED

    def give_back(self, step: Step, *, by: Part, at: datetime) -> None:
        """One place falls free."""
        self.move(step, by=by, at=at)
        self.places_taken -= 1


class Media(StrEnum):
    """What an attachment is for the chat platform."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    DOCUMENT = "document"


class PhotoKind(StrEnum):
    """What an attachment shows."""

    REPORT = "report"
    RESULT = "result"


class Attachment(Base):
    """A picture or a voice note of an order, kept by the chat platform under its file id."""

    __tablename__ = "attachment"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "number"], ["repair_order.community_id", "repair_order.number"]),
        CheckConstraint(words("kind", PhotoKind), name="kind_is_known"),
        CheckConstraint(words("media", Media), name="media_is_known"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    kind: Mapped[PhotoKind] = mapped_column(Word(PhotoKind), primary_key=True)
    file_unique_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    file_id: Mapped[str] = mapped_column(String(256))
    media: Mapped[Media] = mapped_column(Word(Media), default=Media.PHOTO, server_default=Media.PHOTO)
    added_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
