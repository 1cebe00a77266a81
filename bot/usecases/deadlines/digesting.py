"""The daily digest: each community, each local day, once; nothing when there is nothing to say."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.schedule import Daily, local_day
from bot.models import Community
from bot.models.outbox import Lane, Policy
from bot.models.slots import SlotOutcome
from bot.storage.community.communities import all_communities
from bot.storage.ground.slots import slots_taken, take_slot
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.post.taking_down import owe_taking_down_of
from bot.storage.records.digests import digest_facts, digests_standing
from bot.usecases.chats.acting import Actor, staff_here
from bot.usecases.owed.owing import owe_reply
from bot.usecases.owed.owing_community import owe_group

KIND = "digest"
LOOK_BACK = timedelta(days=2)
"""How far back an occasion may lie that nobody dealt with: long outages are told as skipped, not made up for."""


@dataclass(frozen=True)
class DueDigest:
    """An occasion that is to be dealt with."""

    community_id: int
    day: date
    due: datetime


async def digests_due(kind: str = KIND, *, uow: UnitOfWork, now: datetime) -> list[DueDigest]:
    """The occasions up to now that nobody has dealt with, in order, on the weekdays on which there is a digest."""
    found: list[DueDigest] = []
    async with uow.reading(now) as tx:
        communities = await all_communities(tx)
        first = (now - LOOK_BACK).date() - timedelta(days=1)
        taken = await slots_taken(tx, [community.id for community in communities], kind, since=first)
        for community in communities:
            rule = Daily(at=community.digest_at, zone=community.zone)
            weekdays = community.ways().digest_days
            since = max(community.created_at, now - LOOK_BACK)
            found += [
                DueDigest(community.id, slot.day, slot.due)
                for slot in rule.slots(since=since, until=now)
                if (community.id, slot.day) not in taken and str(slot.day.isoweekday()) in weekdays
            ]
    return found


async def take_digest(occasion: DueDigest, *, grace: timedelta, uow: UnitOfWork, now: datetime) -> SlotOutcome | None:
    """Deal with an occasion: owe the digest, or note that there was nothing to say or that it came too late.

    None: another process was faster.
    """
    async with uow.writing(now, occasion=f"digest/{occasion.community_id}/{occasion.day}") as tx:
        community = await tx.session.get_one(Community, occasion.community_id)
        too_late = now - occasion.due > grace
        outcome = SlotOutcome.SKIPPED if too_late else await _outcome(tx, community, occasion.day)
        if not await take_slot(tx, community.id, KIND, occasion.day, outcome):
            return None
        if outcome is SlotOutcome.OWED:
            await owe_digest(tx, community, occasion.day, key=f"digest/{community.id}/{occasion.day}")
        return outcome


async def _outcome(tx: Writing, community: Community, day: date) -> SlotOutcome:
    facts = await digest_facts(tx, community, day)
    return SlotOutcome.EMPTY if facts.empty and not community.digest_when_empty else SlotOutcome.OWED


async def owe_digest(tx: Writing, community: Community, day: date, *, key: str) -> None:
    """Post the digest and take the earlier ones down."""
    for standing in await digests_standing(tx, community):
        owe_taking_down_of(tx, standing, "gone", key=f"gone/{standing.key}", lane=Lane.DIGEST)
    owe_group(tx, community, "digest", key=key, lane=Lane.DIGEST, policy=Policy.AT_MOST_ONCE, day=day.isoformat())


@dataclass(frozen=True)
class DigestNow:
    """A member of staff wants the digest posted now."""

    actor: Actor
    community_id: int


async def digest_now(cmd: DigestNow, *, uow: UnitOfWork, now: datetime) -> None:
    """Post the digest of today beside the daily one.

    Raises:
        NotAllowed: the actor is not staff there.
    """
    async with uow.writing(now) as tx:
        _, community = await staff_here(tx, cmd.actor, cmd.community_id, "digest")
        today = local_day(now, community.zone)
        await owe_digest(tx, community, today, key=f"digest/{community.id}/{today}/{tx.occasion}")
        if cmd.actor.private:  # the group is another chat: nothing would be seen to happen in this one
            owe_reply(tx, cmd.actor.chat_id, "said", community=community.id, what="digest")
