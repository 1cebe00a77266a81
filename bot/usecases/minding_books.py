"""The books are looked over every night, and every morning the secretaries get their last line to keep.

Whoever has the line can tell later whether the books up to it are still the same (`weixiu ledger verify --head`):
even somebody who holds the database and its keys cannot change what was written into other people's chats.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.ids import CommunityId
from bot.domain.roles import STAFF, Role
from bot.domain.schedule import Daily
from bot.models import Community
from bot.models.outbox import Lane
from bot.models.slots import SlotOutcome
from bot.storage.communities import all_communities
from bot.storage.digests import slots_taken
from bot.storage.history_chain import count_steps, mark_histories
from bot.storage.invariants import breaches
from bot.storage.ledger_chain import booked_since, head_of, prove_head
from bot.storage.outbox import Owed
from bot.storage.people import people_with
from bot.storage.slots import last_taken_at, take_slot
from bot.storage.uow import UnitOfWork, Writing

CHECK, NOTE = "books_check", "books_note"
CHECKED_AT = time(3, 30)
"""When nobody is waiting for the machine."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occasion:
    """One community's books on one local day."""

    kind: str
    community_id: CommunityId
    day: date


async def mind_books(*, uow: UnitOfWork, now: datetime) -> None:
    """Look over the books whose night has come, and give the line of those whose morning has."""
    for occasion in await _due(uow=uow, now=now):
        await (check_books if occasion.kind == CHECK else note_head)(occasion, uow=uow, now=now)


async def _due(*, uow: UnitOfWork, now: datetime) -> Sequence[Occasion]:
    """What is due and nobody has dealt with; of several days the last, for what was true then cannot be looked at."""
    found: list[Occasion] = []
    async with uow.reading(now) as tx:
        communities = await all_communities(tx)
        ids = [community.id for community in communities]
        for kind in (CHECK, NOTE):
            taken = await slots_taken(tx, ids, kind, since=(now - 2 * ONE_DAY).date())
            for community in communities:
                day = _last_day(community, kind, now)
                if day is not None and (community.id, day) not in taken:
                    found.append(Occasion(kind, community.id, day))
    return found


def _last_day(community: Community, kind: str, now: datetime) -> date | None:
    rule = Daily(at=CHECKED_AT if kind == CHECK else community.digest_at, zone=community.zone)
    slots = list(rule.slots(since=max(community.created_at, now - ONE_DAY), until=now))
    return slots[-1].day if slots else None


async def check_books(occasion: Occasion, *, uow: UnitOfWork, now: datetime) -> bool:
    """Whether the books are whole; if they are not, all staff hear so in the morning, every day until they are."""
    async with uow.reading(now) as tx:
        wrong = await breaches(tx, occasion.community_id)
        steps = await count_steps(tx, occasion.community_id)
    async with uow.writing(now, occasion=f"{CHECK}/{occasion.community_id}/{occasion.day}") as tx:
        outcome = SlotOutcome.OWED if wrong else SlotOutcome.EMPTY
        taken = await take_slot(tx, occasion.community_id, CHECK, occasion.day, outcome)
        if taken and not wrong:
            await prove_head(tx, occasion.community_id)
            await mark_histories(tx, occasion.community_id, steps)
        elif taken:
            facts = {"wrong": [[str(breach.wrong), breach.at] for breach in wrong]}
            await _tell(tx, occasion, "books_alarm", STAFF, facts)
    return not wrong


async def note_head(occasion: Occasion, *, uow: UnitOfWork, now: datetime) -> None:
    """The secretaries get the last line of the books, on days on which something was added."""
    async with uow.writing(now, occasion=f"{NOTE}/{occasion.community_id}/{occasion.day}") as tx:
        head = await head_of(tx, occasion.community_id)
        before = await last_taken_at(tx, occasion.community_id, NOTE)
        added = await booked_since(tx, occasion.community_id, before)
        outcome = SlotOutcome.OWED if head is not None and added else SlotOutcome.EMPTY
        taken = await take_slot(tx, occasion.community_id, NOTE, occasion.day, outcome)
        if taken and head is not None and added:
            facts = {"seq": head[0], "code": head[1], "added": added}
            await _tell(tx, occasion, "books_note", {Role.SECRETARY}, facts)


async def _tell(
    tx: Writing, occasion: Occasion, topic: str, roles: Collection[Role], facts: Mapping[str, object]
) -> None:
    community = await tx.session.get_one(Community, occasion.community_id)
    for person in await people_with(tx, community.id, roles):
        tx.owe(
            Owed(
                key=f"{topic}/{community.id}/{occasion.day}/{person.id}",
                community_id=community.id,
                chat_id=person.user_id,
                topic=topic,
                facts={"community": community.id, **facts},
                lane=Lane.REMINDER,
                not_before=community.by_day(tx.now),
            )
        )
