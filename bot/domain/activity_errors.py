"""What can be refused about activities, as facts with fields. The wording belongs to `bot.views.explain`."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import DomainError


@dataclass(unsafe_hash=True)
class ActivityOver(DomainError):
    """Nobody can sign up for the activity or step back any more: it has begun or ended, or was `cancelled`."""

    cancelled: bool


@dataclass(unsafe_hash=True)
class ActivityNotBegun(DomainError):
    """It cannot be closed before it begins (the community's time)."""

    starts_at: datetime


@dataclass(unsafe_hash=True)
class ActivityStays(DomainError):
    """It cannot be opened again: its points were settled, or (`spent_by`) somebody has used theirs."""

    spent_by: str | None


@dataclass(unsafe_hash=True)
class ActivityFull(DomainError):
    """Somebody came without having signed up, and all places are taken."""


@dataclass(unsafe_hash=True)
class CodeInvalid(DomainError):
    """The check-in code is not in force: too early, too late, or a newer one has been made."""
