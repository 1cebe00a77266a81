"""`bot.domain.lateness` in SQL: what is late there is late here."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, or_

from bot.domain.lateness import LONG_UNCLAIMED
from bot.domain.life import BEFORE_DONE, Status
from bot.models import Order


def late(now: datetime) -> ColumnElement[bool]:
    """`is_late`; never unknown, so that its contrary can be asked for, too."""
    before_done = Order.status.in_(sorted(BEFORE_DONE))
    return and_(before_done, Order.paused_at.is_(None), or_(untaken(now), unfinished(now)))


def untaken(now: datetime) -> ColumnElement[bool]:
    """`is_untaken`."""
    old = and_(Order.claim_by.is_(None), Order.opened_at <= now - LONG_UNCLAIMED)
    return and_(Order.status == Status.OPEN, func.coalesce(Order.claim_by < now, false()) | old)


def unfinished(now: datetime) -> ColumnElement[bool]:
    """`is_unfinished`."""
    return func.coalesce(Order.finish_by < now, false())


def overdue(at: datetime) -> ColumnElement[bool]:
    """`is_overdue` at that instant, of orders that had not ended by then."""
    repaired = and_(Order.done_at.is_not(None), Order.done_at < at)
    stood = and_(Order.paused_at.is_not(None), Order.paused_at <= Order.finish_by)
    return and_(Order.finish_by < at, ~repaired, ~stood)
