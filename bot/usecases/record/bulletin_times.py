"""Bulletins that come by themselves: on Mondays about the week before, on the first about the month before.

Each community, each occasion, once, with the digest's time of day; nothing when nothing happened.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.ids import CommunityId
from bot.domain.periods import Every, Period, period_before, period_of, week_of
from bot.domain.schedule import Daily
from bot.models import Community
from bot.models.outbox import Lane
from bot.models.slots import SlotOutcome
from bot.storage.community.communities import all_communities
from bot.storage.ground.slots import slots_taken, take_slot
from bot.storage.ground.uow import UnitOfWork
from bot.storage.members.people import people_with
from bot.storage.records.figures import figures_of
from bot.usecases.record.bulletins import owe_bulletin, owe_report

WEEK, MONTH = "bulletin-week", "bulletin-month"
"""Slots of these kinds: the day on which the bulletin about the week or month before comes."""
LOOK_BACK = timedelta(days=8)
"""Occasions that nobody dealt with for so long are noted as skipped; those before are not even that."""
GRACE = timedelta(hours=12)
"""Later than that it is not worth a message any more; staff can ask for the report."""


@dataclass(frozen=True)
class DueBulletin:
    """An occasion that is to be dealt with."""

    community_id: CommunityId
    kind: str
    day: date
    due: datetime

    @property
    def period(self) -> Period:
        """What it is about."""
        return period_before(week_of(self.day) if self.kind == WEEK else period_of(self.day, Every.MONTH))


async def post_bulletins(*, uow: UnitOfWork, now: datetime) -> int:
    """Deal with every occasion up to now; how many there were."""
    async with uow.reading(now) as tx:
        due = [each for community in await all_communities(tx) for each in _occasions(community, now)]
        ids = {each.community_id for each in due}
        first = min((each.day for each in due), default=date.max)
        taken = {kind: await slots_taken(tx, ids, kind, since=first) if due else frozenset() for kind in (WEEK, MONTH)}
    waiting = [each for each in due if (each.community_id, each.day) not in taken[each.kind]]
    for each in waiting:
        await take_bulletin(each, uow=uow, now=now)
    return len(waiting)


def _occasions(community: Community, now: datetime) -> Iterator[DueBulletin]:
    """Those of the last days, where the community wants them."""
    ways = community.ways()
    rule = Daily(at=community.digest_at, zone=community.zone)
    for slot in rule.slots(since=max(community.created_at, now - LOOK_BACK), until=now):
        if ways.weekly_bulletin and slot.day == week_of(slot.day).begins:
            yield DueBulletin(community.id, WEEK, *slot)
        if ways.monthly_bulletin and slot.day == period_of(slot.day, Every.MONTH).begins:
            yield DueBulletin(community.id, MONTH, *slot)


async def take_bulletin(occasion: DueBulletin, *, uow: UnitOfWork, now: datetime) -> SlotOutcome | None:
    """Owe the group its bulletin and staff their report, or note that nothing happened or that it came too late.

    None: another process was faster.
    """
    async with uow.writing(now, occasion=f"{occasion.kind}/{occasion.community_id}/{occasion.day}") as tx:
        community = await tx.session.get_one(Community, occasion.community_id)
        outcome = SlotOutcome.SKIPPED
        if now - occasion.due <= GRACE:
            figures = await figures_of(tx, community, occasion.period)
            outcome = SlotOutcome.EMPTY if figures.empty else SlotOutcome.OWED
        if not await take_slot(tx, community.id, occasion.kind, occasion.day, outcome):
            return None
        if outcome is SlotOutcome.OWED:
            await owe_bulletin(tx, community, occasion.period)
            for person in await people_with(tx, community.id):
                serial = int(occasion.due.timestamp())
                owe_report(tx, community, person, occasion.period, serial=serial, lane=Lane.DIGEST)
        return outcome
