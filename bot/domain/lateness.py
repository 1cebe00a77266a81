"""When an order is late, and who answers for that: one definition for all who ask.

`bot.storage.repairs.lateness` asks a database the same.
"""

from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.life import BEFORE_DONE, Status

LONG_UNCLAIMED = timedelta(days=2)
"""So long somebody is looked for where there is no limit."""


class Clocks(Protocol):
    """An order, as far as its clocks go."""

    @property
    def status(self) -> Status:
        """Where it stands."""

    @property
    def opened_at(self) -> datetime:
        """When it was put before volunteers last."""

    @property
    def claim_by(self) -> datetime | None:
        """By when somebody is to have taken it."""

    @property
    def finish_by(self) -> datetime | None:
        """By when it is to be finished."""

    @property
    def paused_at(self) -> datetime | None:
        """Since when its clocks stand still."""


def is_late(order: Clocks, now: datetime) -> bool:
    """Whether time is up to take it, or to finish it, and somebody is to be asked; not while its clocks stand still."""
    if order.status not in BEFORE_DONE or order.paused_at is not None:
        return False
    return is_untaken(order, now) or is_unfinished(order, now)


def is_untaken(order: Clocks, now: datetime) -> bool:
    """Whether time is up to take it; it need not be known to be running."""
    by = order.claim_by
    return order.status is Status.OPEN and (by < now if by is not None else order.opened_at <= now - LONG_UNCLAIMED)


def is_unfinished(order: Clocks, now: datetime) -> bool:
    """Whether time is up to finish it; it need not be known to be unfinished, or running."""
    return order.finish_by is not None and order.finish_by < now


def is_overdue(order: Clocks, now: datetime) -> bool:
    """`bot.domain.figures.Figure.OVERDUE` of one order: a pause excuses only what was not late when it began."""
    stood = order.paused_at is not None and order.finish_by is not None and order.paused_at <= order.finish_by
    return order.status in BEFORE_DONE and is_unfinished(order, now) and not stood


def finished_at(*, by_volunteer: bool, done_at: datetime | None, ended_at: datetime) -> datetime:
    """When an order that is closed was repaired, or answered by whoever had it."""
    return done_at if by_volunteer and done_at is not None else ended_at


def party_answers(handed_over: datetime | None, finish_by: datetime | None) -> bool:
    """Whether an order counts for the outside party that has it, or ended it: it got it before time was up.

    Args:
        handed_over: when it was handed over last; None: it is with no party.
        finish_by: by when it was to be finished.
    """
    return handed_over is not None and (finish_by is None or handed_over <= finish_by)
