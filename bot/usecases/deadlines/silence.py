"""A holder who says nothing is reminded, reminded again, and then the place is somebody else's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import WrongMoment
from bot.domain.ladder import LATE
from bot.domain.life import OPEN_TO_WORK, ClaimState, Step
from bot.domain.limits import after
from bot.domain.roles import Part, Role
from bot.models import Claim, Community, Order, Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_with
from bot.storage.repairs.claims import claim_with_holder
from bot.storage.repairs.orders import order_for_change, take_step
from bot.usecases.chats.acting import recognise
from bot.usecases.deadlines.clocks import hours_of, silent_from
from bot.usecases.owed.owing import owe_job
from bot.usecases.owed.owing_places import owe_place_notice, owe_still_going
from bot.usecases.repairs.holding import PlacePress, own_claim
from bot.usecases.repairs.releasing import free_place, offer_again

MOST_REMINDERS = 2
ASKED_LATELY = 6
"""Hours in which nobody is asked how it stands by two clocks."""


@dataclass(frozen=True)
class Silence:
    """Nothing was heard of a hold for as long as the community waits."""

    community_id: int
    number: int
    claim_id: int


async def look_into(cmd: Silence, *, uow: UnitOfWork, now: datetime) -> bool:
    """Remind the holder, or free the place after the last reminder; False if there is no reason to (any more).

    Raises:
        OrderNotFound: there is no such order.
    """
    occasion = f"silence/{cmd.claim_id}/{int(now.timestamp())}"
    async with uow.writing(now, occasion=occasion, by_clock=True) as tx:
        order = await order_for_change(tx, cmd.community_id, cmd.number)
        found = await claim_with_holder(tx, order, cmd.claim_id)
        if found is None or found[0].silent_at is None or found[0].silent_at > now:
            return False
        claim, holder = found
        community = await tx.session.get_one(Community, order.community_id)
        again = _not_yet(community, order, claim, now)
        if again is not None:
            claim.silent_at = again
            return False
        if claim.reminded < MOST_REMINDERS:
            await _remind(tx, community, order, claim, holder)
        else:
            await _release(tx, community, order, claim, holder)
        return True


def _not_yet(community: Community, order: Order, claim: Claim, now: datetime) -> datetime | None:
    """When to look again, where the silence means nothing now: it is night, it waits for others, it is too soon."""
    if order.status not in OPEN_TO_WORK or claim.state is not ClaimState.HELD or _climbs(order, claim, now):
        return silent_from(community, order, now)
    # What was taken before the program knew of silence, or is due at an hour that has become night since.
    # Nor is what became a day off since, or what waits for an appointment that was made later.
    opens = community.by_day(after(now, timedelta(), hours_of(community, order)))
    again = max(opens, silent_from(community, order, claim.taken_at))
    return again if again > now else None


def _climbs(order: Order, claim: Claim, now: datetime) -> bool:
    """Whether its clock stands still, or is over: then the ladder asks its holders, and nobody is asked twice."""
    late = order.finish_by is not None and order.finish_by <= now and order.late_rung < len(LATE)
    return order.paused_at is not None or (late and claim.reminded < MOST_REMINDERS)


def reminded_lately(community: Community, order: Order, claim: Claim, now: datetime) -> bool:
    """Whether a question about their silence stands that they were asked today."""
    asked_again = silent_from(community, order, now - timedelta(hours=ASKED_LATELY))
    return claim.reminded > 0 and claim.silent_at is not None and claim.silent_at > asked_again


async def _remind(tx: Writing, community: Community, order: Order, claim: Claim, holder: Person) -> None:
    claim.reminded += 1
    claim.silent_at = silent_from(community, order, tx.now)
    about = {"claim": claim.id, "times": claim.reminded}
    await take_step(tx, order, Step.REMIND, by=Part.CLOCK, actor_id=None, **about)
    owe_still_going(tx, order, claim.id, holder.user_id, times=claim.reminded)


async def _release(tx: Writing, community: Community, order: Order, claim: Claim, holder: Person) -> None:
    await free_place(tx, order, claim, Step.RELEASE, by=Part.CLOCK, actor_id=None)
    owe_job(tx, order, claim, holder.user_id)
    owe_place_notice(tx, order, holder.user_id, "silent")
    for secretary in await people_with(tx, community.id, {Role.SECRETARY}):
        owe_place_notice(tx, order, secretary.user_id, "silent_holder", who=holder.id)
    await offer_again(tx, community, order)


async def still_going(cmd: PlacePress, *, uow: UnitOfWork, now: datetime) -> None:
    """我会去: the holder has not forgotten it.

    Raises:
        OrderNotFound, NotYoursAnyMore: the actor does not hold the order (any more).
        WrongMoment: it is done already.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await order_for_change(tx, cmd.community_id, cmd.number)
        claim = await own_claim(tx, order, person)
        if order.status not in OPEN_TO_WORK:
            raise WrongMoment(number=order.number, status=order.status, step=Step.REMIND)
        community = await tx.session.get_one(Community, order.community_id)
        claim.gives_sign(until=silent_from(community, order, now))
