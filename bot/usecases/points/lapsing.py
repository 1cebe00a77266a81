"""Points that lapse by a community's rule: announced 30 days before, booked once, never more than announced."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.ids import CommunityId, Points
from bot.domain.lapsing import announced_boundary, earned_before, lapses_on
from bot.domain.schedule import day_span, local_day
from bot.models import Community
from bot.models.ledger import EntryKind
from bot.models.outbox import Lane
from bot.models.slots import SlotOutcome
from bot.storage.community.communities import all_communities
from bot.storage.ground.slots import slots_taken, take_slot
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import reachable
from bot.storage.points.lapses import LapseKey, lapse_of, lapses_due, lapsing_points, write_lapse
from bot.storage.points.ledger import lock_books
from bot.usecases.owed.owing_community import owe_private
from bot.usecases.points.bookkeeping import ADJUSTMENT, Booking, book, member

KIND = "lapse"
"""Slots of this kind: the boundary's day, dealt with when it was announced."""


@dataclass(frozen=True)
class Announcement:
    """A boundary whose lapses are to be announced."""

    community_id: CommunityId
    boundary: date


async def look_after_lapses(*, uow: UnitOfWork, now: datetime) -> int:
    """Announce what will lapse, and book what is due; how much was done."""
    announcements = await _to_announce(uow=uow, now=now)
    for announcement in announcements:
        await announce_lapses(announcement, uow=uow, now=now)
    async with uow.reading(now) as tx:
        due = await lapses_due(tx, now)
    for key in due:
        await lapse_one(key, uow=uow, now=now)
    return len(announcements) + len(due)


async def _to_announce(*, uow: UnitOfWork, now: datetime) -> list[Announcement]:
    async with uow.reading(now) as tx:
        communities = [community for community in await all_communities(tx) if community.ways().lapse_months]
        if not communities:
            return []
        due = [Announcement(each.id, announced_boundary(local_day(now, each.zone))) for each in communities]
        first = min(each.boundary for each in due)
        taken = await slots_taken(tx, [each.id for each in communities], KIND, since=first)
    return [each for each in due if (each.community_id, each.boundary) not in taken]


async def announce_lapses(cmd: Announcement, *, uow: UnitOfWork, now: datetime) -> int:
    """Tell everybody concerned, once for each boundary; how many there are. Another process may have been faster: 0."""
    async with uow.writing(now, occasion=f"lapse/{cmd.community_id}/{cmd.boundary}") as tx:
        community = await tx.session.get_one(Community, cmd.community_id)
        months = community.ways().lapse_months
        if not months:
            return 0
        concerned = await lapsing_points(tx, community.id, _cutoff(community, cmd.boundary, months))
        outcome = SlotOutcome.OWED if concerned else SlotOutcome.EMPTY
        if not await take_slot(tx, community.id, KIND, cmd.boundary, outcome):
            return 0
        day = lapses_on(cmd.boundary, local_day(now, community.zone))
        for person_id, points in concerned.items():
            key = LapseKey(community.id, person_id, cmd.boundary)
            await write_lapse(tx, key, points, day_span(day, community.zone)[0])
        for person_id, user_id in await reachable(tx, concerned):
            _owe_announcement(tx, community, LapseKey(community.id, person_id, cmd.boundary), user_id)
        return len(concerned)


def _cutoff(community: Community, boundary: date, months: int) -> datetime:
    """Points earned before this instant lapse at the boundary."""
    return day_span(earned_before(boundary, months), community.zone)[0]


def _owe_announcement(tx: Writing, community: Community, key: LapseKey, user_id: int) -> None:
    owe_private(
        tx,
        user_id,
        key.community_id,
        "lapse",
        key=f"lapse/{key.community_id}/{key.person_id}/{key.boundary}",
        lane=Lane.DIGEST,
        not_before=community.by_day(tx.now),
        person=key.person_id,
        boundary=key.boundary.isoformat(),
    )


async def lapse_one(key: LapseKey, *, uow: UnitOfWork, now: datetime) -> int:
    """Book what lapses of one member's points, once: at most what was announced, and none by a rule that is gone."""
    async with uow.writing(now, occasion=f"lapsed/{key.community_id}/{key.person_id}/{key.boundary}") as tx:
        await lock_books(tx, key.community_id)
        community = await tx.session.get_one(Community, key.community_id)
        lapse = await lapse_of(tx, key)
        if lapse is None or lapse.ended_at is not None:
            return 0
        months, points = community.ways().lapse_months, 0
        if months:
            cutoff = _cutoff(community, key.boundary, months)
            old = await lapsing_points(tx, key.community_id, cutoff, only=key.person_id)
            points = min(lapse.announced, old.get(key.person_id, 0))
        name = f"lapse/{key.person_id}/{key.boundary}"
        booking = Booking(EntryKind.EXPIRY, member(key.person_id), ADJUSTMENT, points, name, by=None)
        await book(tx, key.community_id, booking)
        lapse.lapsed, lapse.ended_at = Points(points), now
        return points
