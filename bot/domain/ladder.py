"""The ladder: what happens to an order that nobody takes in time, and to one that is not finished in time, and when.

Each level comes once while somebody is wanted, or has it; what is given back begins below. How long after the limit it
comes is a share of the limit itself, counted by the same clock: what was to be taken within a quarter of an hour climbs
in minutes, what had a day in hours.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Rung(StrEnum):
    """What is done at a level."""

    POST_AGAIN = "post_again"
    """The card comes to the end of the group's chat; the old one goes."""
    CALL_UP = "call_up"
    """Five more of those whom it suits are asked privately."""
    SECRETARY = "secretary"
    OUTSIDE = "outside"
    """It is suggested to hand it to an outside party; where the community wants that, it is done."""
    HOLDER = "holder"
    """Whoever has it is asked how it stands."""
    TAKE_OVER = "take_over"
    """Who has not said a word since then loses it, and it is offered again."""


class Level(NamedTuple):
    """One step of the ladder: so long after the limit, as a share of it."""

    after: Fraction
    rung: Rung


UNCLAIMED = (
    Level(Fraction(0), Rung.POST_AGAIN),
    Level(Fraction(1, 4), Rung.CALL_UP),
    Level(Fraction(3, 8), Rung.CALL_UP),
    Level(Fraction(1, 2), Rung.SECRETARY),
    Level(Fraction(1), Rung.OUTSIDE),
)
"""Nobody has taken it by the time it was to be taken."""

LATE = (
    Level(Fraction(0), Rung.HOLDER),
    Level(Fraction(1, 4), Rung.SECRETARY),
    Level(Fraction(1, 2), Rung.TAKE_OVER),
)
"""It was taken, and is not finished by the time it was to be finished."""


def at_the_top(levels: Sequence[Level], climbed: int) -> bool:
    """Whether nothing is left that could be done by itself about what has climbed so many levels."""
    return climbed >= len(levels)
