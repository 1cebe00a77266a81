"""People, and the drafts of what they are about to say. A draft is a row: it survives everything."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import PersonId
from bot.models.base import Base, BigId, Word, partial_index, words


class Reach(StrEnum):
    """Whether the bot can write to somebody privately."""

    UNKNOWN = "unknown"
    STARTED = "started"
    BLOCKED = "blocked"


class Person(Base):
    """Somebody with an account on the chat platform. Names and phone are sealed."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("user_id"),
        CheckConstraint(words("reach", Reach), name="reach_is_known"),
        partial_index("ix_person_phone", "phone_index", where="phone_index IS NOT NULL"),
        partial_index("ix_person_username", "username_index", where="username_index IS NOT NULL"),
    )

    id: Mapped[PersonId] = mapped_column(BigId, primary_key=True)
    user_id: Mapped[int]
    name: Mapped[bytes]
    """Their first name on the chat platform, sealed; what others see of them."""
    locale: Mapped[str | None] = mapped_column(String(16))
    """Chosen by themselves; None follows their community."""
    reach: Mapped[Reach] = mapped_column(Word(Reach), default=Reach.UNKNOWN)
    phone: Mapped[bytes | None]
    phone_index: Mapped[str | None] = mapped_column(String(64))
    username_index: Mapped[str | None] = mapped_column(String(64))
    """A keyed hash of their @username: staff may name them by it, and nobody can read it here."""

    def may_be_reached(self) -> bool:
        """Whether a private message is worth trying: not after they blocked the bot."""
        return self.reach is not Reach.BLOCKED


class Draft(Base):
    """A conversation in one chat: what it is about, the question that stands, what is known so far (sealed).

    There may be several orders on their way, and one conversation of each other kind; the one touched last is the
    one that a text answers.
    """

    __tablename__ = "draft"

    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Tells this draft from every other: its buttons name it."""
    step: Mapped[str] = mapped_column(String(24))
    payload: Mapped[bytes]
    updated_at: Mapped[datetime]
