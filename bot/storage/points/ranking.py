"""Who has earned how many points by work, for a list that thanks; who does not want to stand in it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from bot.domain.ids import PersonId, Points
from bot.domain.schedule import local_day
from bot.domain.shown_as import ShownAs
from bot.models import Account, Community, LedgerEntry, Membership, Person, SettledPeriod, Volunteer
from bot.models.ledger import FOR_WORK, AccountKind
from bot.storage.ground.uow import Reading
from bot.storage.points.stars import minutes_by


@dataclass(frozen=True)
class RankFacts:
    """One member in the list; who earned the same shares a place."""

    person_id: PersonId
    place: int
    name: str
    shown_as: ShownAs
    number: int
    """Of their account."""
    points: int
    minutes: int = 0


async def ranking(
    tx: Reading, community: Community, since: datetime | None, *, until: datetime | None = None
) -> list[RankFacts]:
    """Members who earned something since then, or ever, the most first; entries that were taken back do not count."""
    query = _worked_ever(community) if since is None else await _worked(tx, community, since, until)
    earned = {person_id: (number, int(points)) for person_id, number, points in await tx.session.execute(query)}
    shown = await _who_wants(tx, community, list(earned))
    rows = sorted(shown, key=lambda row: (-earned[row[0].id][1], earned[row[0].id][0]))
    points = [earned[person.id][1] for person, _ in rows]
    minutes = await minutes_by(tx, community.id, [person.id for person, _ in rows], since=since)
    return [
        RankFacts(
            person_id=person.id,
            place=points.index(earned[person.id][1]) + 1,
            name=tx.vault.open(person.name),
            shown_as=shown_as or ShownAs.NAME,
            number=earned[person.id][0],
            points=earned[person.id][1],
            minutes=minutes.get(person.id, 0),
        )
        for person, shown_as in rows
    ]


def _worked_ever(community: Community) -> Select[PersonId, int, Points]:
    """By the sums that are kept: of all times nobody adds up all entries."""
    return select(Account.owner_id, Account.id, Account.worked).where(
        Account.community_id == community.id, Account.kind == AccountKind.MEMBER, Account.worked > 0
    )


async def _worked(
    tx: Reading, community: Community, since: datetime, until: datetime | None
) -> Select[PersonId, int, Points]:
    entry, back = LedgerEntry, aliased(LedgerEntry)
    taken_back = select(back.seq).where(back.community_id == entry.community_id, back.reverses == entry.seq).exists()
    query = (
        select(Account.owner_id, Account.id, func.sum(entry.amount))
        .join(Account, (Account.community_id == entry.community_id) & (Account.id == entry.target_id))
        .where(entry.community_id == community.id, entry.kind.in_(FOR_WORK), Account.kind == AccountKind.MEMBER)
        .where(~taken_back, entry.at >= since, entry.seq > await _settled_before(tx, community, since))
        .group_by(Account.owner_id, Account.id)
    )
    return query if until is None else query.where(entry.at < until)


async def _settled_before(tx: Reading, community: Community, since: datetime) -> int:
    """An entry behind which all lie that were made since then: what is settled need not be looked through again."""
    query = select(func.max(SettledPeriod.until_seq)).where(
        SettledPeriod.community_id == community.id, SettledPeriod.ends <= local_day(since, community.zone)
    )
    return await tx.session.scalar(query) or 0


async def _who_wants(
    tx: Reading, community: Community, people: Sequence[PersonId]
) -> list[tuple[Person, ShownAs | None]]:
    """Those of these people who are members and have nothing against standing in lists."""
    members = select(Membership.person_id).where(Membership.community_id == community.id)
    rows = await tx.session.execute(
        select(Person, Volunteer.shown_as, Volunteer.ranked)
        .outerjoin(Volunteer, (Volunteer.community_id == community.id) & (Volunteer.person_id == Person.id))
        .where(Person.id.in_(people), Person.id.in_(members))
    )
    return [(person, shown_as) for person, shown_as, ranked in rows if ranked is not False]
