"""What can be refused about points given by hand, as facts with fields. The wording: `bot.views.explain`."""

from dataclasses import dataclass

from bot.domain.errors import DomainError


@dataclass(unsafe_hash=True)
class NobodyKnown(DomainError):
    """Nobody here is called so, as far as the bot knows people."""

    name: str


@dataclass(unsafe_hash=True)
class NoDeduction(DomainError):
    """Points are not taken by a negative gift: what was given wrongly is reversed."""

    name: str
