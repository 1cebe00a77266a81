"""What can be refused about a place that somebody had, as facts with fields. The wording: `bot.views.explain`."""

from dataclasses import dataclass

from bot.domain.errors import DomainError


@dataclass(unsafe_hash=True)
class NotYoursAnyMore(DomainError):
    """The actor held this order, and has given it back or lost it."""

    number: int
