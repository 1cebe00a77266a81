"""What may be shown of an order's clocks: by when, whether they stand still, when somebody comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.pausing import PauseReason
from bot.models import Order


@dataclass(frozen=True)
class ClockFacts:
    """By when somebody is to take it and to finish it; why its clocks stand still; when somebody comes.

    `paused_note`, somebody's own words on why, only where what is private was asked for.
    """

    limits: Mapping[str, Any] | None = None
    """The terms it was made under; None: it is older than limits are kept."""
    claim_by: datetime | None = None
    finish_by: datetime | None = None
    rung: int = 0
    late_rung: int = 0
    paused_for: PauseReason | None = None
    paused_until: datetime | None = None
    paused_note: str | None = None
    appointment_at: datetime | None = None
    appointment_until: datetime | None = None


def clocks_of(order: Order) -> ClockFacts:
    """The clocks of an order as they are now."""
    return ClockFacts(
        limits=order.limits,
        claim_by=order.claim_by,
        finish_by=order.finish_by,
        rung=order.rung,
        late_rung=order.late_rung,
        paused_for=order.paused_for,
        paused_until=order.paused_until,
        appointment_at=order.appointment_at,
        appointment_until=order.appointment_until,
    )
