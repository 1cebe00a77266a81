"""Rows named by pairs of keys, such as orders by community and number."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_
from sqlalchemy.orm import InstrumentedAttribute

Column = InstrumentedAttribute[Any]


def size_for(pairs: int) -> int:
    """For how many pairs to ask: 1, 2, 4, 8 …, so that there are few statements to prepare."""
    return 1 << (pairs - 1).bit_length()


def one_of(first: Column, second: Column, size: int) -> ColumnElement[bool]:
    """A row is one of so many pairs; which, says `named`.

    It holds no values, so that a statement is built once for each size: building one takes longer than its answer.
    One OR after the other, for a list of pairs makes SQLite read the whole table.
    """
    return or_(*(and_(first == bindparam(f"first_{at}"), second == bindparam(f"second_{at}")) for at in range(size)))


def named(pairs: Sequence[tuple[int, int]]) -> dict[str, int]:
    """The parameters for `one_of` of the size for them; the last pair is repeated until there are as many."""
    padded = [*pairs, *[pairs[-1]] * (size_for(len(pairs)) - len(pairs))]
    return {
        name: value
        for at, (first, second) in enumerate(padded)
        for name, value in ((f"first_{at}", first), (f"second_{at}", second))
    }
