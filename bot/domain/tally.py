"""What a settlement says of one member: how the points they had became those they have."""

from dataclasses import dataclass

SUMS = ("opening", "earned", "donated", "redeemed", "reversed", "expired", "minutes")
"""What is written down; what they have in the end follows."""


@dataclass
class Tally:
    """One member's points and minutes in one period; what left them is below zero."""

    opening: int = 0
    earned: int = 0
    donated: int = 0
    """What neighbours gave them, less what they gave to neighbours."""
    redeemed: int = 0
    """Goods of the shop; above zero where more came back than went."""
    reversed: int = 0
    expired: int = 0
    minutes: int = 0

    @property
    def closing(self) -> int:
        """What they have in the end."""
        return self.opening + self.earned + self.donated + self.redeemed + self.reversed + self.expired

    @property
    def moved(self) -> bool:
        """Whether there is anything to tell about the period."""
        return any((self.earned, self.donated, self.redeemed, self.reversed, self.expired, self.minutes))

    @property
    def spent(self) -> int:
        """All that left them, above zero; what came back is taken off."""
        return -(self.redeemed + self.reversed + self.expired + min(self.donated, 0))

    @property
    def gained(self) -> int:
        """What they did and were given for it, less what of that was reversed: what the public list says."""
        return max(self.earned + min(self.reversed, 0), 0)

    @property
    def received(self) -> int:
        """All that came to them."""
        return self.earned + max(self.donated, 0)
