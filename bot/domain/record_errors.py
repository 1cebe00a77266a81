"""What can be refused about the record and its reports, as facts with fields. The wording: `bot.views.explain`."""

from dataclasses import dataclass
from datetime import date

from bot.domain.errors import DomainError


@dataclass(unsafe_hash=True)
class NotUnderstood(DomainError):
    """A part of what was asked for is nothing that can be asked for there; it is never passed over."""

    said: str
    command: str
    """Of what it was asked: report, export, history, stats; file: of the record, at the command line."""


@dataclass(unsafe_hash=True)
class StillToCome(DomainError):
    """The days that were asked for have not begun."""

    day: date


@dataclass(unsafe_hash=True)
class NoSuchDay(DomainError):
    """A day was named that no calendar has."""


@dataclass(unsafe_hash=True)
class NoSuchMonth(DomainError):
    """A month was named by a number that none has."""

    month: int
