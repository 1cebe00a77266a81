"""What the points shop refuses, as facts with fields. The wording belongs to `bot.views.explain_shop`."""

from dataclasses import dataclass

from bot.domain.errors import DomainError


@dataclass(unsafe_hash=True)
class ItemGone(DomainError):
    """The item is on the shelf no more; None: it was never there."""

    name: str | None = None


@dataclass(unsafe_hash=True)
class SoldOut(DomainError):
    """The last one of an item went to somebody else."""

    name: str


@dataclass(unsafe_hash=True)
class PriceChanged(DomainError):
    """The price is another one than the person saw and agreed to."""

    name: str
    price: int


@dataclass(unsafe_hash=True)
class LimitReached(DomainError):
    """The person has had as many of an item as everybody may have."""

    name: str
    most: int


@dataclass(unsafe_hash=True)
class StockTooLow(DomainError):
    """More are said to be missing than are not promised to anybody."""

    name: str


@dataclass(unsafe_hash=True)
class RedemptionOver(DomainError):
    """An exchange of points for goods has ended: how, and by whom (None: by the clock)."""

    state: str
    who: str | None


@dataclass(unsafe_hash=True)
class HandedOverLongAgo(DomainError):
    """Goods were handed over more than so many hours ago: that stands."""

    hours: int


@dataclass(unsafe_hash=True)
class TooManyCodes(DomainError):
    """So many wrong codes were entered that the next have to wait, for as many minutes."""

    minutes: int


@dataclass(unsafe_hash=True)
class TooManyWishes(DomainError):
    """The person has as many open wishes as anybody may have."""

    most: int


@dataclass(unsafe_hash=True)
class WishDecided(DomainError):
    """Staff have decided on the wish already."""
