"""When points lapse (过期), where a community lets them: whole months after they were earned, first in, first out."""

from datetime import date, timedelta

from bot.domain.periods import months_later

NOTICE_DAYS = 30
"""How long before it those concerned are told, at least."""


def announced_boundary(today: date) -> date:
    """The last first-of-month of which it is time to tell: at most `NOTICE_DAYS` away."""
    return months_later(today + timedelta(days=NOTICE_DAYS), 0)


def lapses_on(boundary: date, today: date) -> date:
    """The local day on which points lapse that are announced today: later than the boundary if that is announced late.

    Nobody loses points who was not told so long before.
    """
    return max(boundary, today + timedelta(days=NOTICE_DAYS))


def earned_before(boundary: date, months: int) -> date:
    """Points earned before this day have been there for more than `months` whole months at the boundary."""
    return months_later(boundary, -months)
