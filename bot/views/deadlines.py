"""By when an order is to be taken and finished, in the words of those whom it concerns.

Whoever has it reads until when they are expected to be done; the resident what the community has set itself, which no
volunteer has promised; staff both limits; the group nothing that would shame anybody.
"""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.kind import Kind
from bot.domain.life import OPEN_TO_WORK, Status
from bot.domain.limits import Limit
from bot.domain.urgency import Urgency
from bot.storage.repairs.order_facts import OrderFacts
from bot.views.limits import span
from bot.views.words import Words


class Deadline(NamedTuple):
    """An instant by which something is to be done, where people live, and whether it has passed."""

    by: datetime
    zone: ZoneInfo
    over: bool = False


class Here(NamedTuple):
    """When, and on whose clock, something is read."""

    now: datetime
    zone: ZoneInfo


def deadline(by: datetime | None, zone: ZoneInfo, now: datetime) -> Deadline | None:
    """A limit as it stands now; None: there is none."""
    return None if by is None else Deadline(by, zone, by <= now)


def _runs(order: OrderFacts) -> bool:
    return order.status in OPEN_TO_WORK and order.clocks.paused_for is None


def _by(words: Words, limit: Deadline) -> dict[str, str]:
    return {"by": words.deadline(limit.by, limit.zone)}


def for_holder(words: Words, order: OrderFacts, limit: Deadline | None) -> str | None:
    """Until when they are to be done."""
    if limit is None or not _runs(order):
        return None
    if limit.over:
        return words._("原定 %(by)s 前办好,已经超时") % _by(words, limit)
    fixed = order.kind in (Kind.REPAIR, Kind.HAZARD)
    return (words._("请在 %(by)s 前修好") if fixed else words._("请在 %(by)s 前办好")) % _by(words, limit)


def for_resident(words: Words, order: OrderFacts, limit: Deadline | None) -> str | None:
    """What the community has set itself, unless somebody has said when they come: that is more."""
    if limit is None or not _runs(order):
        return None
    if limit.over:
        return words._("已经过了社区定的时间,正在催。")
    if order.clocks.appointment_at is not None:
        return None
    return words._("社区要求最晚 %(by)s 前办好。") % _by(words, limit)


def for_group(words: Words, order: OrderFacts, here: Here | None) -> str | None:
    """What is urgent says until when; what nobody takes, that it waits for too long. Who is late is told privately."""
    clocks = order.clocks
    if here is None or not _runs(order):
        return None
    wanted = order.status is Status.OPEN and order.places_free > 0
    if wanted and clocks.claim_by is not None and clocks.claim_by <= here.now:
        return words._("等人接等得太久了")
    limit = deadline(clocks.finish_by, here.zone, here.now)
    if order.urgency is Urgency.NORMAL or limit is None or limit.over:
        return None
    return words._("要在 %(by)s 前办好") % _by(words, limit)


def for_staff(words: Words, order: OrderFacts, zone: ZoneInfo | None, now: datetime | None = None) -> str | None:
    """Both limits, the first as long as somebody is wanted; of a request, as it will be once it is published.

    `now`: what has passed by then is said to be over.
    """
    clocks = order.clocks
    undecided = order.status is Status.SUBMITTED
    if zone is None or clocks.finish_by is None or not (undecided or _runs(order)):
        return None
    over = now is not None and clocks.finish_by <= now
    message = words._("原定 %(by)s 前办好,已经超时") if over else words._("%(by)s 前办好")
    finish = message % _by(words, Deadline(clocks.finish_by, zone))
    if undecided and clocks.limits and order.kind is not Kind.OPINION:
        soon = span(words, Limit.from_json(clocks.limits).claim)
        return words._("发布后 %(soon)s内有人接") % {"soon": soon} + " · " + finish
    if order.places_free <= 0 or clocks.claim_by is None:
        return finish
    over = now is not None and clocks.claim_by <= now
    message = words._("原定 %(by)s 前有人接,已经超时") if over else words._("%(by)s 前有人接")
    return message % _by(words, Deadline(clocks.claim_by, zone)) + " · " + finish
