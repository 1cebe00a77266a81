"""What can be refused about a place that somebody had, as facts with fields. The wording: `bot.views.explain`."""

from dataclasses import dataclass

from bot.domain.errors import DomainError


@dataclass(unsafe_hash=True)
class NotYoursAnyMore(DomainError):
    """The actor held this order, and has given it back or lost it."""

    number: int


@dataclass(unsafe_hash=True)
class PlacesHeld(DomainError):
    """Staff give a place of an order whose places are all held: by whom."""

    number: int
    holders: tuple[str, ...]


@dataclass(unsafe_hash=True)
class NotListed(DomainError):
    """These buildings are not of the community's list, of which some are named."""

    said: tuple[str, ...]
    listed: tuple[str, ...]
