"""Asking who is in a team and what they say of themselves, and keeping it: one row each, made on first need."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import case, delete, func, select

from bot.domain.ids import CommunityId, PersonId
from bot.domain.life import ClaimState
from bot.domain.roles import STAFF, Role
from bot.domain.shown_as import ShownAs
from bot.models import Building, Claim, Membership, Person, Volunteer
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into
from bot.storage.members.people import PersonFacts, opened
from bot.storage.points.stars import minutes_by
from bot.storage.repairs.no_shows import count_no_shows


@dataclass(frozen=True)
class MemberFacts:
    """One member of a team; `phone` is for staff and the member alone."""

    person: PersonFacts
    roles: frozenset[Role]
    since: datetime
    skills: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()
    party_member: bool = False
    resting: bool = False
    notices: bool = False
    digest: bool = False
    shows_phone: bool = False
    phone: str | None = None
    shown_as: ShownAs = ShownAs.NAME
    ranked: bool = True
    done: int = 0
    minutes: int = 0
    """Of service."""
    no_shows: int = 0
    """How often they did not come, dropped ones left out; asked for of one member only."""

    @property
    def is_staff(self) -> bool:
        """Whether they are secretary or clerk."""
        return bool(STAFF & self.roles)


@dataclass(frozen=True)
class Headcount:
    """A team in numbers."""

    members: int
    resting: int
    party_members: int
    skills: tuple[tuple[str, int], ...]
    """Trades, each with how many know it, the most common first."""


async def volunteer_of(tx: Reading, community_id: CommunityId, person_id: PersonId) -> Volunteer | None:
    """What somebody says of themselves here; None: everything is as usual."""
    return await tx.session.get(Volunteer, (community_id, person_id))


async def volunteer_for_change(tx: Writing, community_id: CommunityId, person_id: PersonId) -> Volunteer:
    """The same, made if need be, locked until the transaction ends."""
    values = {"community_id": community_id, "person_id": person_id, "updated_at": tx.now}
    await tx.session.execute(
        insert_into(tx.session, Volunteer)
        .values(values)
        .on_conflict_do_nothing(index_elements=["community_id", "person_id"])
    )
    row = await tx.session.scalar(
        select(Volunteer)
        .where(Volunteer.community_id == community_id, Volunteer.person_id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise LookupError(f"no volunteer {person_id} in community {community_id}")
    row.updated_at = tx.now
    return row


async def members(tx: Reading, community_id: CommunityId, *, limit: int, offset: int = 0) -> list[MemberFacts]:
    """A page of the roster: staff first, then who came first."""
    rank = case({Role.SECRETARY: 0, Role.CLERK: 1}, value=Membership.role, else_=2)
    page = await tx.session.scalars(
        select(Membership.person_id)
        .where(Membership.community_id == community_id)
        .group_by(Membership.person_id)
        .order_by(func.min(rank), func.min(Membership.since), Membership.person_id)
        .limit(limit)
        .offset(offset)
    )
    people = page.all()
    known = {member.person.id: member for member in await _members(tx, community_id, people)}
    return [known[person_id] for person_id in people]


async def member(tx: Reading, community_id: CommunityId, person_id: PersonId) -> MemberFacts | None:
    """One member; None: they are none."""
    found = next(iter(await _members(tx, community_id, [person_id])), None)
    if found is None:
        return None
    return replace(found, no_shows=(await count_no_shows(tx, community_id)).get(person_id, 0))


async def _members(tx: Reading, community_id: CommunityId, people: Collection[PersonId]) -> list[MemberFacts]:
    rows = await tx.session.execute(
        select(Membership.role, Membership.since, Person, Volunteer)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(
            Volunteer,
            (Volunteer.community_id == Membership.community_id) & (Volunteer.person_id == Membership.person_id),
        )
        .where(Membership.community_id == community_id, Membership.person_id.in_(people))
        .order_by(Membership.person_id)
    )
    found: dict[PersonId, list[tuple[Role, datetime, Person, Volunteer | None]]] = {}
    for role, since, person, said in rows:
        found.setdefault(person.id, []).append((role, since, person, said))
    done, minutes = await done_by(tx, community_id, found), await minutes_by(tx, community_id, list(found))
    return [
        replace(_member(tx, of_one), done=done[person_id], minutes=minutes.get(person_id, 0))
        for person_id, of_one in found.items()
    ]


def _member(tx: Reading, rows: Sequence[tuple[Role, datetime, Person, Volunteer | None]]) -> MemberFacts:
    _, _, person, said = rows[0]
    facts = MemberFacts(
        person=opened(tx, person),
        roles=frozenset(role for role, *_ in rows),
        since=min(since for _, since, *_ in rows),
        phone=tx.vault.open_or_none(person.phone),
    )
    if said is None:
        return facts
    return MemberFacts(
        **{
            **vars(facts),
            "skills": tuple(said.skills),
            "buildings": tuple(said.buildings),
            "party_member": said.party_member,
            "resting": said.resting,
            "notices": said.notices,
            "digest": said.digest,
            "shows_phone": said.shows_phone,
            "shown_as": said.shown_as,
            "ranked": said.ranked,
        }
    )


async def done_by(tx: Reading, community_id: CommunityId, people: Iterable[PersonId]) -> Counter[PersonId]:
    """How many orders each of these people has done, confirmed ones only."""
    rows = await tx.session.execute(
        select(Claim.person_id, func.count().label("done"))
        .where(
            Claim.community_id == community_id,
            Claim.person_id.in_(list(people)),
            Claim.state.in_([ClaimState.FULFILLED]),
        )
        .group_by(Claim.person_id)
    )
    return Counter({row.person_id: row.done for row in rows})


async def headcount(tx: Reading, community_id: CommunityId) -> Headcount:
    """The team in numbers."""
    people = select(Membership.person_id).where(Membership.community_id == community_id).distinct()
    total = await tx.session.scalar(select(func.count()).select_from(people.subquery()))
    said = (
        await tx.session.scalars(
            select(Volunteer).where(Volunteer.community_id == community_id, Volunteer.person_id.in_(people))
        )
    ).all()
    skills = Counter(skill for row in said for skill in row.skills)
    return Headcount(
        members=total or 0,
        resting=sum(row.resting for row in said),
        party_members=sum(row.party_member for row in said),
        skills=tuple(sorted(skills.items(), key=lambda item: (-item[1], item[0]))),
    )


async def lock_person(tx: Writing, person_id: PersonId) -> Person | None:
    """Somebody's row, locked as claims lock it: what they hold cannot grow until the transaction ends."""
    return await tx.session.scalar(select(Person).where(Person.id == person_id).with_for_update(key_share=True))


async def take_roles(tx: Writing, community_id: CommunityId, person_id: PersonId, roles: Collection[Role]) -> bool:
    """Take roles away; False if they had none of them."""
    taken = await tx.session.scalars(
        delete(Membership)
        .where(Membership.community_id == community_id, Membership.person_id == person_id, Membership.role.in_(roles))
        .returning(Membership.role)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.all())


async def building_list(tx: Reading, community_id: CommunityId) -> list[tuple[int, str]]:
    """The buildings that the community has listed: number in the list and name."""
    rows = await tx.session.execute(
        select(Building.id, Building.name).where(Building.community_id == community_id).order_by(Building.id)
    )
    return [(row.id, row.name) for row in rows]
