"""What has happened since the start, counted where it happens; and when something was last well."""

from collections import Counter
from enum import StrEnum


class Happening(StrEnum):
    """What is counted, each by a few known words that say which."""

    UPDATE = "update"
    """stored, handled, failed, put_aside."""
    REFUSAL = "refusal"
    """By the domain's name for it: OrderTaken."""
    CLAIM = "claim"
    """won, refused."""
    MESSAGE = "message"
    """By how the attempt ended: said, wait, refused …"""


class Sign(StrEnum):
    """Signs of life: each is given again and again while all is well."""

    FETCHED = "fetched"
    """Telegram was asked for updates, and what it gave is stored."""
    POSTED = "posted"
    """The postman has looked at what is owed."""
    TICKED = "ticked"
    """The heartbeat has come to its end."""


class Counts:
    """Sums that only grow, and the monotonic instants of the last signs of life; a program's parts share one."""

    def __init__(self) -> None:
        self._sums: Counter[tuple[Happening, str]] = Counter()
        self._signs: dict[Sign, float] = {}

    def add(self, what: Happening, which: str, many: int = 1) -> None:
        """It happened (so many times)."""
        self._sums[what, which] += many

    def sums(self, what: Happening) -> dict[str, int]:
        """How often it happened, by which."""
        return {which: many for (kind, which), many in sorted(self._sums.items()) if kind is what}

    def give(self, sign: Sign, instant: float) -> None:
        """A sign of life, at a monotonic instant."""
        self._signs[sign] = instant

    def silence(self, sign: Sign, instant: float) -> float | None:
        """Seconds since the last such sign; None: there never was one."""
        last = self._signs.get(sign)
        return None if last is None else max(0.0, instant - last)
