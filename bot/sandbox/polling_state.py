"""Whose turn it is to poll, and when they last asked."""

from dataclasses import dataclass

LONG_AGO = float("-inf")


@dataclass
class PollingState:
    """The newest getUpdates has the turn; an older one that still waits is sent away. Times: event loop's."""

    turn: int = 0
    offset: int = 0
    started_at: float = LONG_AGO
    conflict_at: float = LONG_AGO

    def take_turn(self) -> int:
        """A new turn, which ends the one before."""
        self.turn += 1
        return self.turn
