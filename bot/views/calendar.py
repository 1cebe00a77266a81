"""Appointments as a file for a calendar; nothing in it that strangers may not read, for calendars are shared."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from bot.domain.life import Status
from bot.models import Community, Order
from bot.reports.calendar import Appointment, ics
from bot.views.labels import status_word, urgency_word
from bot.views.screen import File, Screen
from bot.views.words import Words


def calendar(
    words: Words, community: Community, orders: Sequence[Order], holders: Mapping[int, Sequence[str]], made: datetime
) -> Screen:
    """The file, or that there is nothing in it."""
    off = sum(_called_off(order) for order in orders)
    text = words.render("calendar", community=community.name, count=len(orders) - off, off=off)
    if not orders:
        return Screen(text)
    entries = [_entry(words, order, holders.get(order.number, ())) for order in orders]
    title = words._("维修预约") + " " + community.name
    return Screen(text, files=(File("appointments.ics", partial(ics, title, entries, made)),))


def _called_off(order: Order) -> bool:
    """Whether nobody comes: the order is, or its time did not suit and there is no other."""
    return order.status is Status.CANCELLED or order.appointment_at is None


def _entry(words: Words, order: Order, holders: Sequence[str]) -> Appointment:
    notes = [status_word(words, order.status), urgency_word(words, order.urgency)]
    return Appointment(
        uid=f"{order.community_id}-{order.number}@weixiu",
        begins=order.appointment_at or order.opened_at,
        ends=order.appointment_until,
        title=f"#{order.number} {order.what}",
        place=order.building,
        notes=" · ".join([*notes, words.listing(holders)] if holders else notes),
        cancelled=_called_off(order),
    )
