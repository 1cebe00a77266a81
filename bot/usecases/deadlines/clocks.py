"""The two clocks of an order, claim by and finish by: written on it when it is made, moved by pauses, begun anew."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any, Protocol

from bot.domain.head_start import climbs_at
from bot.domain.ladder import LATE, UNCLAIMED, Level
from bot.domain.life import Status
from bot.domain.limits import Hours, Limit, after, due, limit_of, run
from bot.domain.practice import Practice
from bot.domain.urgency import Urgency
from bot.language.dates.days_off import is_working_day
from bot.models import Community, Order
from bot.models.due import DueKind
from bot.storage.ground.uow import Writing
from bot.storage.repairs.due import set_dues


def start_clocks(community: Community, order: Order, start: datetime) -> None:
    """Both limits run from `start`, by the rules now in force; they stay the order's own, whatever is changed later.

    What staff have not settled yet has no volunteers who could be late: it has the second limit alone. Nobody has a
    head start yet.
    """
    ways = community.ways()
    limit = limit_of(ways.limits, order.urgency, order.skill)
    order.limits = {
        **limit.to_json(),
        "begins": ways.work_begins,
        "ends": ways.work_ends,
        "weekends": ways.work_weekends,
    }
    hours = hours_of(community, order, ways)
    order.claim_by = None if order.status is Status.SUBMITTED else due(start, limit.claim, hours)
    order.finish_by = due(start, limit.finish, hours)
    order.card_from = None


def claim_clock_begins(community: Community, order: Order, start: datetime) -> None:
    """The time in which somebody is to take it begins, by the limits it was made with."""
    limit = limit_on(order)
    if limit is not None:
        order.claim_by = due(start, limit.claim, hours_of(community, order))


class Clocked(Protocol):
    """An order, or what is known of its clocks."""

    @property
    def limits(self) -> Mapping[str, Any] | None:
        """The terms it was made under."""

    @property
    def finish_by(self) -> datetime | None:
        """By when it was promised."""


def hours_of(community: Community, order: Clocked, ways: Practice | None = None) -> Hours:
    """When the clocks of an order run: as it was made, on the days that count in its community."""
    terms = order.limits
    if not terms or terms["around"]:
        return Hours(community.zone)
    counts = _counting(ways or community.ways(), weekends=terms["weekends"])
    return Hours(community.zone, terms["begins"], terms["ends"], counts)


def _counting(ways: Practice, *, weekends: bool) -> Callable[[date], bool] | None:
    """Whether a day counts: the community's own word first, then the calendar of offices."""
    on, off = frozenset(ways.days_on), frozenset(ways.days_off)

    def counts(day: date) -> bool:
        word = day.isoformat()
        if word in on or word in off:
            return word in on
        return weekends or is_working_day(day)

    return counts if off or not weekends else None


def limit_on(order: Clocked) -> Limit | None:
    """The limit an order was made under; None: it is older than limits are kept."""
    return Limit.from_json(order.limits) if order.limits else None


def presses(order: Order) -> bool:
    """Whether it goes on at night."""
    return order.urgency is not Urgency.NORMAL


def wakes(community: Community, order: Order, at: datetime) -> datetime:
    """The instant itself where it presses, else not before morning."""
    return at.astimezone(UTC) if presses(order) else community.by_day(at)


def expected_by(community: Community, order: Clocked, taken: datetime | None) -> datetime | None:
    """By when whoever took it at `taken` is to have finished it; None: it has no limit.

    What was promised to the resident, for everybody who took it in time. Who takes what is late already has from then
    on as long as there was to take it: nobody is asked about, or loses, what they took a moment ago.
    """
    limit, by = limit_on(order), order.finish_by
    if limit is None or by is None or taken is None:
        return by
    return max(by, due(taken, limit.claim, hours_of(community, order)))


def next_level(
    community: Community, order: Order, kind: DueKind, taken: datetime | None = None
) -> tuple[Level, datetime] | None:
    """The level of a ladder that comes next, and when it does; None: it is at the top, or has no limit.

    Nobody is asked about what is late, or loses it, before the time that was agreed on with the resident.

    `taken`: when whoever has it took it.
    """
    levels, climbed = (LATE, order.late_rung) if kind is DueKind.LATE else (UNCLAIMED, order.rung)
    if climbed >= len(levels):
        return None
    at = _reaches(community, order, kind, levels[climbed], taken)
    return None if at is None else (levels[climbed], at)


def lost_at(community: Community, order: Order, taken: datetime | None) -> datetime | None:
    """When who took an order at `taken`, is late and says nothing loses it; None: not any more by themselves."""
    last = LATE[-1]
    return None if order.late_rung >= len(LATE) else _reaches(community, order, DueKind.LATE, last, taken)


def _reaches(
    community: Community, order: Order, kind: DueKind, level: Level, taken: datetime | None
) -> datetime | None:
    limit, late = limit_on(order), kind is DueKind.LATE
    by = expected_by(community, order, taken) if late else order.claim_by
    if limit is None or by is None:
        return None
    hours = hours_of(community, order)
    amount = hours.amount(limit.finish if late else limit.claim)
    share = amount * level.after.numerator / level.after.denominator
    at = after(by, share, hours) if level.after > Fraction(0) else by
    at = max(at, order.appointment_until or order.appointment_at or at) if late else climbs_at(at, order.card_from)
    return wakes(community, order, at)


def silent_from(community: Community, order: Order, instant: datetime) -> datetime:
    """When a holder who said something at this instant, and nothing since, has been silent for too long.

    Counted by the order's own clock: where it runs in working hours, days off count for nothing. Nobody waits for a
    word before the time that was agreed on.
    """
    ways = community.ways()
    hours = hours_of(community, order, ways)
    begins = max(instant, order.appointment_at or instant)
    return community.by_day(after(begins, hours.patience(ways.silent_hours), hours), ways)


def run_on(community: Community, order: Order, at: datetime) -> timedelta:
    """The clocks of an order that stood still run on: both limits move by as much of their time as it did."""
    since = order.paused_at or at
    hours = hours_of(community, order)
    stood = run(since, at, hours)
    if order.claim_by is not None:
        order.claim_by = after(order.claim_by, stood, hours)
    if order.finish_by is not None:
        order.finish_by = after(order.finish_by, stood, hours)
    order.paused_at = order.paused_until = order.paused_for = order.paused_note = None
    return stood


async def wants_somebody_again(tx: Writing, community: Community, order: Order) -> None:
    """A place fell free: whoever comes next has as long to take it, and it climbs as if it were new.

    So does what is late, once nobody has it. The limit of finishing stays what it was: it was promised to the resident.
    """
    if order.paused_at is not None:
        run_on(community, order, tx.now)
    order.card_from = None  # the group has seen who had it
    if order.limits and order.status is Status.OPEN:
        claim_clock_begins(community, order, tx.now)
        order.rung = 0
        order.late_rung = order.late_rung if order.places_taken else 0
        await expect_levels(tx, community, order)


async def begin_round(tx: Writing, community: Community, order: Order) -> None:
    """It was not good, and is done again: it has as long as at first, by the limits it was made with."""
    limit = limit_on(order)
    if limit is not None:
        hours = hours_of(community, order)
        order.claim_by, order.finish_by = due(tx.now, limit.claim, hours), due(tx.now, limit.finish, hours)
        await expect_levels(tx, community, order)


async def expect_levels(
    tx: Writing, community: Community, order: Order, others: Mapping[DueKind, datetime] | None = None
) -> None:
    """The order is looked at again when each of its ladders has a level for it; neither while it is paused.

    `others`: moments that are written down with them.
    """
    if order.paused_at is not None:
        return
    levels = {kind: next_level(community, order, kind) for kind in (DueKind.UNCLAIMED, DueKind.LATE)}
    moments = {kind: found[1] for kind, found in levels.items() if found is not None}
    await set_dues(tx, order, {**moments, **(others or {})})
