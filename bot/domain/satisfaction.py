"""Satisfaction: of those who said what they think, how many are satisfied; and how many of all said it."""

from dataclasses import dataclass

WHOLE = 100


@dataclass(frozen=True)
class Satisfaction:
    """The finished orders of some time. What the clock closed without a word counts as finished, never as satisfied."""

    finished: int
    """Orders that volunteers repaired and that are closed."""
    rated: int
    """Of these, those about whose last round a resident said something, by a tap, a word, or on the telephone."""
    satisfied: int
    """Of those again, where everybody who said something was satisfied; 还行 is not."""

    @property
    def share(self) -> int | None:
        """Satisfied among the rated, in per cent; None: nobody has said anything."""
        return percent(self.satisfied, self.rated)

    @property
    def response(self) -> int | None:
        """Rated among the finished, in per cent; None: nothing was finished."""
        return percent(self.rated, self.finished)


def percent(part: int, whole: int) -> int | None:
    """A part of a whole in per cent, halves rounded up; None: there is no whole."""
    return (2 * WHOLE * part + whole) // (2 * whole) if whole else None
