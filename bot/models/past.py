"""Repairs of before: rows of a spreadsheet that was kept by hand, taken in whole and taken back whole.

They are no orders: nobody claims or judges them, they move no points, and no message is about them.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, PersonId, Points
from bot.models.base import Base, BigId, Word, partial_index, words


class ImportState(StrEnum):
    """How far a spreadsheet is."""

    READ = "read"
    """Looked at; nothing is taken in before somebody says so."""
    TAKING = "taking"
    """Being taken in, page by page."""
    DONE = "done"
    DROPPED = "dropped"
    UNDONE = "undone"


class SheetImport(Base):
    """One spreadsheet that somebody sent."""

    __tablename__ = "sheet_import"
    __table_args__ = (
        CheckConstraint(words("state", ImportState), name="state_is_known"),
        partial_index("ix_sheet_import_taking", "community_id", where="state = 'taking'"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """Who sent it; None: the operator at the command line."""
    at: Mapped[datetime]
    state: Mapped[ImportState] = mapped_column(Word(ImportState))
    counts: Mapped[dict[str, Any]]
    """How many rows are good, wrong, known already, and how many were taken in: numbers only."""
    ended_at: Mapped[datetime | None]


class SheetPage(Base):
    """A few hundred rows of a spreadsheet as they were read, sealed, until they are taken in or dropped."""

    __tablename__ = "sheet_page"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "import_id"], ["sheet_import.community_id", "sheet_import.id"]),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    import_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    page: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes]
    taken_at: Mapped[datetime | None]


class PastRepair(Base):
    """One row: who reported what, who repaired it on which day. The same row is never taken in twice."""

    __tablename__ = "past_repair"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "import_id"], ["sheet_import.community_id", "sheet_import.id"]),
        CheckConstraint("points IS NULL OR points >= 0", name="points_are_not_negative"),
        Index("ix_past_repair_import", "community_id", "import_id"),
        Index("ix_past_repair_day", "community_id", "repaired_on"),
        partial_index("ix_past_repair_phone", "phone_index", where="phone_index IS NOT NULL"),
        partial_index("ix_past_repair_tail", "community_id", "phone_tail", where="phone_tail IS NOT NULL"),
        partial_index("ix_past_repair_volunteer", "volunteer_id", where="volunteer_id IS NOT NULL"),
        partial_index("ix_past_repair_personal", "taken_at", "community_id", where="scrubbed_at IS NULL"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A keyed hash of what the row says."""
    import_id: Mapped[int]
    row: Mapped[int]
    """Where it stood in its spreadsheet, counted from 1."""
    building: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    contact: Mapped[bytes | None]
    phone_index: Mapped[str | None] = mapped_column(String(64))
    phone_tail: Mapped[str | None] = mapped_column(String(64))
    volunteers: Mapped[bytes | None]
    """Who repaired it, as the spreadsheet names them, sealed."""
    volunteer_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """The member of the team whom the secretary said is meant."""
    repaired_on: Mapped[date] = mapped_column(Date)
    result: Mapped[bytes | None]
    points: Mapped[Points | None] = mapped_column(BigId)
    """As the spreadsheet has them; they are in no account."""
    taken_at: Mapped[datetime]
    touched_at: Mapped[datetime | None]
    """When it was changed after it was taken in: it is not taken back any more."""
    scrubbed_at: Mapped[datetime | None]
    """When everything personal was removed."""
