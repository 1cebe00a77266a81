"""Who holds which order, and who held it before."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import ClaimId, CommunityId, OrderNumber, PersonId, Points
from bot.domain.life import ACTIVE_CLAIM, ClaimState
from bot.models.base import Base, BigId, Word, partial_index, words


class Claim(Base):
    """One volunteer's hold on one place of an order. A person holds an order at most once at a time."""

    __tablename__ = "claim"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "number"], ["repair_order.community_id", "repair_order.number"]),
        CheckConstraint(words("state", ClaimState), name="state_is_known"),
        CheckConstraint("points IS NULL OR points >= 0", name="points_are_not_negative"),
        # The person first: it also finds what somebody holds, among all that they ever held.
        partial_index(
            "uq_claim_active",
            "person_id",
            "community_id",
            "number",
            where=words("state", sorted(ACTIVE_CLAIM)),
            unique=True,
        ),
        partial_index("ix_claim_lapsing", "lapses_at", where="lapses_at IS NOT NULL"),
        partial_index("ix_claim_silent", "silent_at", where="silent_at IS NOT NULL"),
        # How many orders each member of a team has done.
        partial_index("ix_claim_fulfilled", "community_id", "person_id", where=words("state", [ClaimState.FULFILLED])),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    number: Mapped[OrderNumber] = mapped_column(BigId, primary_key=True)
    id: Mapped[ClaimId] = mapped_column(BigId, primary_key=True, autoincrement=False)
    """Counts the claims of the order: 1, 2, 3 …"""
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    state: Mapped[ClaimState] = mapped_column(Word(ClaimState))
    taken_at: Mapped[datetime]
    lapses_at: Mapped[datetime | None]
    """While the winner has not pressed Start: when the claim lapses."""
    arrived_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reason: Mapped[bytes | None]
    """Why it was given back; or why these points, where the secretary changed them. Sealed."""
    """Why it was given back, in the volunteer's words, sealed."""
    points: Mapped[Points | None] = mapped_column(BigId)
    """The secretary's own word on the points of this volunteer; None means the order's."""
    awarded: Mapped[Points | None] = mapped_column(BigId)
    """What they were given when the order was closed; None while it is not."""
    given_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """Staff who assigned it, or the colleague it was taken over from; None: they took it themselves."""
    silent_at: Mapped[datetime | None]
    """When their silence is looked at next, while they hold it; each sign of life puts it off."""
    reminded: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often they were reminded since they last gave a sign of life."""

    def worth(self, usual: Points) -> Points:
        """What the volunteer was given for it; until then what they are to get, `usual` where nobody has said."""
        if self.state is ClaimState.FULFILLED and self.awarded is not None:
            return self.awarded
        return usual if self.points is None else self.points

    def gives_sign(self, *, until: datetime) -> None:
        """The holder did something about the order; silence from now on is looked at by then."""
        self.reminded = 0
        self.silent_at = until

    def end(self, state: ClaimState, *, at: datetime) -> None:
        """The hold ends, for the reason `state` names."""
        self.state = state
        self.ended_at = at
        self.lapses_at = self.silent_at = None
