"""What a community knows beforehand: its buildings and their grids, and the outside parties it hands things over to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, PersonId
from bot.models.base import Base, Word, words


class Grid(Base):
    """网格: some buildings of a community, with the two people who look after them."""

    __tablename__ = "grid"
    __table_args__ = (UniqueConstraint("community_id", "name"),)

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64))
    steward_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """网格员: who knows the people there."""
    repair_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """Who repairs there first."""
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    """One that was given up keeps its row: the orders of its time belong to it."""


class Building(Base):
    """One building of the community's list, named as orders name it: 2号楼."""

    __tablename__ = "building"
    __table_args__ = (
        UniqueConstraint("community_id", "name"),
        ForeignKeyConstraint(["community_id", "grid_id"], ["grid.community_id", "grid.id"]),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64))
    grid_id: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    """One taken off the list keeps its row: its id stands on printed posters, and must never mean another building."""


class PartyKind(StrEnum):
    """物业, 街道, 12345, others."""

    PROPERTY = "property"
    STREET = "street"
    HOTLINE = "hotline"
    OTHER = "other"


class Party(Base):
    """Somebody outside the team who sees to what volunteers cannot: the property company, the street office."""

    __tablename__ = "party"
    __table_args__ = (
        CheckConstraint(words("kind", PartyKind), name="kind_is_known"),
        UniqueConstraint("token_hash", "community_id"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64))
    kind: Mapped[PartyKind] = mapped_column(Word(PartyKind))
    contact: Mapped[bytes | None]
    """Whom to call there, sealed."""
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """Who answers for it through the bot, where somebody does."""
    token_hash: Mapped[str | None] = mapped_column(String(64))
    """Of the one-time link that lets that person in."""
    token_expires_at: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
