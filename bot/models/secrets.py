"""Keys that live in the database, sealed by the operator's."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base


class Secret(Base):
    """A key that lives in the database, sealed by the operator's key: made once, kept when that one is changed."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[bytes]
