"""What all tables share: constraint names, instants in UTC, enumerations as text, ids Telegram's size."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    literal_column,
    text,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql import operators
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Takes aware datetimes only, keeps UTC, gives aware UTC back on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database.

        Raises:
            ValueError: the datetime is naive, so nobody knows which instant it means.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


E = TypeVar("E", bound=StrEnum)
_COMPARISONS = frozenset({operators.eq, operators.ne, operators.in_op, operators.not_in_op})


def spelled(word: str) -> ColumnElement[str]:
    """A word of ours as it stands in a statement, not bound: only so does SQLite see which partial index it fits.

    Raises:
        ValueError: it is no such word; text from outside is always bound.
    """
    if not (word.isascii() and word.isidentifier()):
        raise ValueError(f"not a word of ours: {word!r}")
    return literal_column(f"'{word}'", String())


class _Comparison(TypeDecorator.Comparator[Any], String.Comparator[Any]):
    """Comparing with words: one is spelled out, several in the order of the alphabet."""

    type: "Word[Any]"

    def operate(self, op: OperatorType, *other: Any, **how: Any) -> ColumnElement[Any]:
        if op in _COMPARISONS:
            other = tuple(self._spelled(value) for value in other)
        return super().operate(op, *other, **how)

    def _spelled(self, value: Any) -> Any:
        if isinstance(value, str):
            return spelled(self.type.kind(value))
        if isinstance(value, list | tuple | set | frozenset):
            return [spelled(word) for word in sorted(self.type.kind(word) for word in value)]
        return value


class Word(TypeDecorator[E], Generic[E]):
    """One word of an enumeration, kept as text, given back as its member; spelled out where it is asked for."""

    impl = String(24)
    cache_ok = True

    comparator_factory = _Comparison

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the database; an unknown word is refused here rather than found there later."""
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else self.kind(value)


BigId = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key that SQLite, too, counts up by itself."""


class Base(DeclarativeBase):
    """The parent of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        int: BigId,
    }


def words(column: str, kind: Iterable[StrEnum]) -> str:
    """The text of a condition that a column holds one of these words, or a word of this enumeration."""
    return f"{column} IN ({', '.join(repr(str(word)) for word in kind)})"


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the few rows that a question may find, in a table that only ever grows.

    SQLite uses it only for a question that repeats the terms of `where` with their words `spelled` out, not bound.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
