"""The books are looked over every night; what is wrong with them all staff hear in the morning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.domain.breach import Breach
from bot.domain.ids import CommunityId
from bot.domain.schedule import Daily
from bot.models import Community
from bot.models.outbox import Lane
from bot.models.slots import SlotOutcome
from bot.storage.community.communities import all_communities
from bot.storage.ground.slots import slots_taken, take_slot
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_with
from bot.storage.points.ledger_chain import prove_head
from bot.storage.repairs.history_chain import count_steps, histories_hold_tonight, mark_histories
from bot.storage.upkeep.invariants import INVARIANTS, breaches
from bot.usecases.owed.owing_community import owe_private

CHECK = "books_check"
CHECKED_AT = time(3, 30)
"""When nobody is waiting for the machine."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occasion:
    """One community's books on one local day."""

    community_id: CommunityId
    day: date


async def mind_books(*, uow: UnitOfWork, now: datetime) -> None:
    """Look over the books whose night has come."""
    for occasion in await _due(uow=uow, now=now):
        await check_books(occasion, uow=uow, now=now)


async def _due(*, uow: UnitOfWork, now: datetime) -> Sequence[Occasion]:
    """What is due and nobody has dealt with; of several days the last, for what was true then cannot be looked at."""
    found: list[Occasion] = []
    async with uow.reading(now) as tx:
        communities = await all_communities(tx)
        ids = [community.id for community in communities]
        taken = await slots_taken(tx, ids, CHECK, since=(now - 2 * ONE_DAY).date())
        for community in communities:
            rule = Daily(at=CHECKED_AT, zone=community.zone)
            slots = list(rule.slots(since=max(community.created_at, now - ONE_DAY), until=now))
            if slots and (community.id, slots[-1].day) not in taken:
                found.append(Occasion(community.id, slots[-1].day))
    return found


async def check_books(occasion: Occasion, *, uow: UnitOfWork, now: datetime) -> bool:
    """Whether the books are whole; if they are not, all staff hear so in the morning, every day until they are."""
    async with uow.reading(now) as tx:
        tonight = partial(histories_hold_tonight, day=occasion.day)
        wrong = await breaches(tx, occasion.community_id, (*INVARIANTS, tonight))
        steps = await count_steps(tx, occasion.community_id)
    async with uow.writing(now, occasion=f"{CHECK}/{occasion.community_id}/{occasion.day}") as tx:
        outcome = SlotOutcome.OWED if wrong else SlotOutcome.EMPTY
        taken = await take_slot(tx, occasion.community_id, CHECK, occasion.day, outcome)
        if taken and not wrong:
            await prove_head(tx, occasion.community_id)
            await mark_histories(tx, occasion.community_id, steps)
        elif taken:
            await _alarm(tx, occasion, wrong)
    return not wrong


async def _alarm(tx: Writing, occasion: Occasion, wrong: Sequence[Breach]) -> None:
    community = await tx.session.get_one(Community, occasion.community_id)
    for person in await people_with(tx, community.id):
        key, by_day = f"books_alarm/{community.id}/{occasion.day}/{person.id}", community.by_day(tx.now)
        owe_private(
            tx,
            person.user_id,
            community.id,
            "books_alarm",
            key=key,
            lane=Lane.REMINDER,
            not_before=by_day,
            wrong=[[str(breach.wrong), breach.at] for breach in wrong],
        )
