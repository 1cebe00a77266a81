"""What work earns when it is closed, what a judgement earns and what joining does: by the standard, each once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.domain.earning import extra, service_time, shares, within_caps
from bot.domain.ids import Points
from bot.domain.roles import STAFF
from bot.domain.schedule import day_span, is_night, local_day
from bot.domain.standard import Standard
from bot.language.dates.days_off import is_holiday
from bot.models import Claim, Community, Order, Person
from bot.models.hours import HoursKind
from bot.models.ledger import EntryKind
from bot.storage.ground.uow import Writing
from bot.storage.members.people import roles_in
from bot.storage.points.earnings import earned_by_work, judgements_paid
from bot.storage.points.hours import Minutes, add_minutes, unused_minutes_key
from bot.storage.points.ledger import lock_books
from bot.storage.points.standards import standard_of
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.requests.ratings import WORKED
from bot.usecases.points.awarding import award
from bot.usecases.points.bookkeeping import MINT, Booking, book, member

LONGEST_MONTH = 31


class Pay(NamedTuple):
    """What one volunteer got for one order."""

    points: Points
    withheld: int
    """Above a cap of the standard, and not given."""
    minutes: int


class Occasion(NamedTuple):
    """When work was done, as far as the standard asks."""

    night: bool
    holiday: bool


def done_when(community: Community, standard: Standard, done: datetime | None) -> Occasion:
    """What the community's clock and calendar said when it was done; the calendar, where a holiday earns more."""
    if done is None:
        return Occasion(night=False, holiday=False)
    ways = community.ways()
    off, on = ({date.fromisoformat(day) for day in days} for days in (ways.days_off, ways.days_on))
    return Occasion(
        night=is_night(done, community.zone, begins=ways.night_begins, ends=ways.night_ends),
        # The calendars take eight megabytes; where no holiday counts they stay unread.
        holiday=bool(standard.holiday) and is_holiday(local_day(done, community.zone), off=off, on=on),
    )


def planned(community: Community, order: Order, standard: Standard, words: Sequence[int | None]) -> list[int]:
    """What each volunteer is to get, caps apart; `words` has the secretary's own word on some of them."""
    night, holiday = done_when(community, standard, order.done_at)
    return shares(standard, order.points + extra(standard, night=night, holiday=holiday), words)


async def pay(
    tx: Writing, community: Community, order: Order, worked: Sequence[tuple[Claim, Person]], *, by: Person | None
) -> list[Pay]:
    """Give each volunteer their points and minutes; nothing of what stands in the books already.

    `by` nobody: the clock closed the order.
    """
    await lock_books(tx, community.id)
    standard = await standard_of(tx, order)
    plan = planned(community, order, standard, [claim.points for claim, _ in worked])
    paid = []
    for (claim, holder), points in zip(worked, plan, strict=True):
        may = points
        if standard.day_cap or standard.month_cap:
            earned = await _earned(tx, community, order, holder)
            may = within_caps(standard, points, today=earned.today, this_month=earned.this_month)
        why = None if claim.points is None else tx.vault.open_or_none(claim.reason)
        given = may if await award(tx, order, holder, Points(may), by=by, reason=why) else 0
        minutes = await _count_minutes(tx, order, standard, claim, holder, by=by)
        claim.awarded = Points(given)
        paid.append(Pay(Points(given), points - may, minutes))
    return paid


class _Earned(NamedTuple):
    today: int
    this_month: int


async def _earned(tx: Writing, community: Community, order: Order, holder: Person) -> _Earned:
    """What they earned by work on the local day, and in the month, in which this order was done."""
    day = local_day(order.done_at or tx.now, community.zone)
    first = day.replace(day=1)
    spans = (
        day_span(day, community.zone),
        (day_span(first, community.zone)[0], day_span(_next_month(first), community.zone)[0]),
    )
    found = [await earned_by_work(tx, community.id, holder.id, since=since, until=until) for since, until in spans]
    return _Earned(*found)


def _next_month(first: date) -> date:
    return (first + timedelta(days=LONGEST_MONTH)).replace(day=1)


async def _count_minutes(
    tx: Writing, order: Order, standard: Standard, claim: Claim, holder: Person, *, by: Person | None
) -> int:
    key = await unused_minutes_key(tx, order.community_id, f"award/{order.number}/{holder.id}")
    served = service_time(standard, order.size, arrived=claim.arrived_at, done=order.done_at)
    given = Minutes(
        kind=HoursKind.ORDER,
        person_id=holder.id,
        minutes=served.minutes,
        key=key,
        actor_id=None if by is None else by.id,
        at=order.done_at or tx.now,
        started_at=served.started_at,
        ended_at=served.ended_at,
        number=order.number,
    )
    return 0 if await add_minutes(tx, order.community_id, given) is None else served.minutes


def judging_key(number: int, person_id: int) -> str:
    """Names what a resident was given for judging an order, once, however often they change their mind."""
    return f"rating/{number}/{person_id}"


async def pay_for_judging(tx: Writing, community: Community, order: Order, person: Person) -> int:
    """Points for a resident's judgement, whatever it is; 0 for whoever is of the house, or judges very often."""
    standard = await standard_of(tx, order)
    if not standard.rating or STAFF & await roles_in(tx, community.id, person.id):
        return 0
    worked = await holders_with_claims(tx, community.id, order.number, WORKED)
    if person.id in {holder.id for _, holder in worked}:
        return 0
    await lock_books(tx, community.id)
    since, until = day_span(local_day(tx.now, community.zone), community.zone)
    if await judgements_paid(tx, community.id, person.id, since=since, until=until) >= standard.ratings_a_day:
        return 0
    booking = Booking(
        kind=EntryKind.RATING,
        source=MINT,
        target=member(person.id),
        points=standard.rating,
        key=judging_key(order.number, person.id),
        by=person.id,
        number=order.number,
    )
    return 0 if await book(tx, community.id, booking) is None else standard.rating


async def give_gift(tx: Writing, community: Community, person: Person, *, by: Person | None = None) -> int:
    """For somebody who has just joined, once in a life; how many points."""
    gift = community.points_standard().gift
    booking = Booking(
        kind=EntryKind.GIFT,
        source=MINT,
        target=member(person.id),
        points=gift,
        key=f"gift/{person.id}",
        by=None if by is None else by.id,
    )
    return 0 if not gift or await book(tx, community.id, booking) is None else gift
