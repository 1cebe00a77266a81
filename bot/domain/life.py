"""An order's life: the one table of every move, and who may make it."""

from enum import StrEnum
from typing import NamedTuple

from bot.domain.roles import Part


class Status(StrEnum):
    """Where an order stands. The words people read for these are the views' business."""

    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What can happen to an order."""

    PUBLISH = "publish"
    CLAIM = "claim"
    ARRIVE = "arrive"
    RELEASE = "release"
    LAPSE = "lapse"
    FINISH = "finish"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    CANCEL = "cancel"


class Move(NamedTuple):
    """The status a step leads to, and the parts that may take it."""

    to: Status
    by: frozenset[Part]


def _by(*parts: Part) -> frozenset[Part]:
    return frozenset(parts)


LIFE: dict[tuple[Status | None, Step], Move] = {
    (None, Step.PUBLISH): Move(Status.OPEN, _by(Part.STAFF)),
    # A claim leaves the order open until the last place is taken; `Order.claim` decides which of the two.
    (Status.OPEN, Step.CLAIM): Move(Status.CLAIMED, _by(Part.VOLUNTEER)),
    (Status.OPEN, Step.ARRIVE): Move(Status.OPEN, _by(Part.HOLDER)),
    (Status.CLAIMED, Step.ARRIVE): Move(Status.CLAIMED, _by(Part.HOLDER)),
    # One of three went, two places are still free: who is there may give up, or finish alone.
    (Status.OPEN, Step.RELEASE): Move(Status.OPEN, _by(Part.HOLDER, Part.STAFF)),
    (Status.CLAIMED, Step.RELEASE): Move(Status.OPEN, _by(Part.HOLDER, Part.STAFF)),
    (Status.OPEN, Step.LAPSE): Move(Status.OPEN, _by(Part.CLOCK)),
    (Status.CLAIMED, Step.LAPSE): Move(Status.OPEN, _by(Part.CLOCK)),
    (Status.OPEN, Step.FINISH): Move(Status.DONE, _by(Part.HOLDER)),
    (Status.CLAIMED, Step.FINISH): Move(Status.DONE, _by(Part.HOLDER)),
    (Status.DONE, Step.CONFIRM): Move(Status.CLOSED, _by(Part.STAFF)),
    # The secretary calls the resident before confirming, and hears that the tap still drips.
    (Status.DONE, Step.REOPEN): Move(Status.CLAIMED, _by(Part.STAFF)),
    (Status.OPEN, Step.CANCEL): Move(Status.CANCELLED, _by(Part.STAFF)),
    (Status.CLAIMED, Step.CANCEL): Move(Status.CANCELLED, _by(Part.STAFF)),
    # Reported as done, but it was the wrong flat: nothing was earned, the order ends.
    (Status.DONE, Step.CANCEL): Move(Status.CANCELLED, _by(Part.STAFF)),
}

OPEN_TO_WORK = frozenset({Status.OPEN, Status.CLAIMED})
UNFINISHED = frozenset({Status.OPEN, Status.CLAIMED, Status.DONE})


class ClaimState(StrEnum):
    """Where one volunteer's hold on an order stands."""

    AWAITING_START = "awaiting_start"
    """Won, but the bot cannot write to the winner yet: lapses unless they press Start."""
    HELD = "held"
    RELEASED = "released"
    LAPSED = "lapsed"
    REMOVED = "removed"
    """The order was cancelled under the holder."""
    FULFILLED = "fulfilled"
    """The order was confirmed; points were given."""


ACTIVE_CLAIM = frozenset({ClaimState.AWAITING_START, ClaimState.HELD})
