"""What can be refused about a request, as facts with fields. The wording: `bot.views.explain`."""

from dataclasses import dataclass

from bot.domain.errors import DomainError


@dataclass(unsafe_hash=True)
class TooLateToSplit(DomainError):
    """Two orders were merged too long ago to be parted, or the one that went on has been dealt with."""

    number: int
    into: int


@dataclass(unsafe_hash=True)
class AnsweredBefore(DomainError):
    """The actor answered this question before: which kind of question, how it ended, about which order."""

    kind: str
    ended: str
    number: int | None
