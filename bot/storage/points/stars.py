"""Stars for hours of service: who has reached one since it was looked last, and who did on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.ids import CommunityId, PersonId
from bot.domain.shown_as import ShownAs
from bot.domain.stars import stars_for
from bot.models import Account, Community, HoursEntry, Person, Star, StarsSeen, Volunteer
from bot.models.ledger import AccountKind
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into


@dataclass(frozen=True)
class StarFacts:
    """Somebody who reached a star, as they want to be called."""

    name: str
    shown_as: ShownAs
    number: int
    level: int


async def unseen_hours(tx: Reading) -> list[CommunityId]:
    """The communities in which hours were written down that nobody has looked through for stars."""
    newest = (
        select(func.max(HoursEntry.seq)).where(HoursEntry.community_id == Community.id).correlate(Community)
    ).scalar_subquery()
    seen = func.coalesce(StarsSeen.seq, 0)
    query = select(Community.id).outerjoin(StarsSeen, StarsSeen.community_id == Community.id).where(newest > seen)
    return list(await tx.session.scalars(query.order_by(Community.id)))


async def take_new_stars(tx: Writing, community_id: CommunityId) -> dict[PersonId, int]:
    """Look through what is new, once, and write down who has reached which star now; the highest of each."""
    seen = await _seen_for_change(tx, community_id)
    fresh = select(HoursEntry.person_id).where(HoursEntry.community_id == community_id, HoursEntry.seq > seen.seq)
    last = await tx.session.scalar(select(func.max(HoursEntry.seq)).where(HoursEntry.community_id == community_id))
    reached: dict[PersonId, int] = {}
    minutes = await minutes_by(tx, community_id, list(await tx.session.scalars(fresh.distinct())))
    for person_id, given in sorted(minutes.items()):
        for level in range(1, stars_for(given) + 1):
            values = {"community_id": community_id, "person_id": person_id, "level": level, "reached_at": tx.now}
            statement = insert_into(tx.session, Star).values(values).on_conflict_do_nothing().returning(Star.level)
            if (await tx.session.execute(statement)).scalar_one_or_none() is not None:
                reached[person_id] = level
    seen.seq = last or 0
    return reached


async def _seen_for_change(tx: Writing, community_id: CommunityId) -> StarsSeen:
    values = {"community_id": community_id, "seq": 0}
    await tx.session.execute(insert_into(tx.session, StarsSeen).values(values).on_conflict_do_nothing())
    query = select(StarsSeen).where(StarsSeen.community_id == community_id).with_for_update()
    return (await tx.session.scalars(query)).one()


async def minutes_by(
    tx: Reading, community_id: CommunityId, people: Collection[PersonId], *, since: datetime | None = None
) -> dict[PersonId, int]:
    """The minutes that each of these people has given, ever or of work done since then."""
    query = select(HoursEntry.person_id, func.sum(HoursEntry.minutes)).where(
        HoursEntry.community_id == community_id, HoursEntry.person_id.in_(people)
    )
    if since is not None:
        query = query.where(HoursEntry.at >= since)
    rows = await tx.session.execute(query.group_by(HoursEntry.person_id))
    return {person_id: int(minutes) for person_id, minutes in rows}


async def stars_between(tx: Reading, community_id: CommunityId, begin: datetime, end: datetime) -> list[StarFacts]:
    """Who reached a star from then (included) to then, and wants to stand in lists; the highest star first."""
    query = (
        select(Person, Volunteer.shown_as, Volunteer.ranked, Account.id, func.max(Star.level))
        .select_from(Star)
        .join(Person, Person.id == Star.person_id)
        .outerjoin(Volunteer, (Volunteer.community_id == Star.community_id) & (Volunteer.person_id == Star.person_id))
        .outerjoin(
            Account,
            (Account.community_id == Star.community_id)
            & (Account.owner_id == Star.person_id)
            & (Account.kind == AccountKind.MEMBER),
        )
        .where(Star.community_id == community_id, Star.reached_at >= begin, Star.reached_at < end)
        .group_by(Person.id, Volunteer.shown_as, Volunteer.ranked, Account.id)
        .order_by(func.max(Star.level).desc(), Person.id)
    )
    return [
        StarFacts(tx.vault.open(person.name), shown_as or ShownAs.NAME, number or 0, level)
        for person, shown_as, ranked, number, level in await tx.session.execute(query)
        if ranked is not False
    ]
