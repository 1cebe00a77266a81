"""What can be refused about a request, as facts with fields. The wording: `bot.views.explain`."""

from dataclasses import dataclass

from bot.domain.errors import DomainError


@dataclass(unsafe_hash=True)
class TooLateToSplit(DomainError):
    """Two orders were merged too long ago to be parted, or the one that went on has been dealt with."""

    number: int
    into: int
