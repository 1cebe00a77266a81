"""Statements compiled once for a test process, where each town would compile them anew for engines of its own.

SQLAlchemy keeps what it compiled by statement and dialect, and a dialect belongs to one engine. The program has the
same engines for as long as it runs; tests open hundreds. Here all dialects of one kind share what they learn.
Templates are compiled once as well.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Self
from weakref import WeakKeyDictionary

import pytest
from sqlalchemy.engine.base import Engine, OptionEngine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.orm import Mapper
from sqlalchemy.util import LRUCache

from bot.views.words import Dictionary

MOST_STATEMENTS = 2_000
one_dictionary = cache(Dictionary)
"""The languages, read and their templates compiled once for a test process."""


class Compiled:
    """What every `Engine` and `Mapper` has its compiled statements in; a key begins with the dialect."""

    def __init__(self) -> None:
        self._kept: LRUCache[Hashable, Any] = LRUCache(MOST_STATEMENTS)

    def __get__(self, _whose: object, _kind: type) -> Self:
        return self

    def __set__(self, _whose: object, _own: object) -> None:
        """None has one of its own."""

    def get(self, key: tuple[Any, ...]) -> Any:
        """The statement as an equal dialect has it."""
        return self._kept.get((type(key[0]), *key[1:]))

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        self._kept[type(key[0]), *key[1:]] = compiled


_COMPILED = Compiled()
_MEMOS: dict[type[DefaultDialect], WeakKeyDictionary[Any, Any]] = {}


@contextmanager
def compiled_once() -> Iterator[None]:
    """Every engine that is made while the block lasts shares its statements with all of its kind."""

    def type_memos(dialect: DefaultDialect) -> WeakKeyDictionary[Any, Any]:
        return _MEMOS.setdefault(type(dialect), WeakKeyDictionary())

    with pytest.MonkeyPatch.context() as patch:
        for kind in (Engine, OptionEngine, Mapper):
            patch.setattr(kind, "_compiled_cache", _COMPILED, raising=False)
        patch.setattr(DefaultDialect, "_type_memos", property(type_memos))
        yield
