"""Asking who somebody is, and what they may do where."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, func, select, update

from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.roles import STAFF, Role
from bot.models import Community, Membership, Order, OutboxMessage, Person, Watcher
from bot.models.outbox import Kind, OutState
from bot.models.people import Reach
from bot.storage.ground.pairs import named, one_of, size_for
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into

NAMELESS = "—"
"""What is shown of somebody who was removed."""
STILL_OF_USE = ("welcome",)
"""One-off messages that are worth sending late."""
OLD_NEWS = ("news", "notice", "danger_more", "danger_after", "word_not_arrived")
"""Kept ones that are not."""


@dataclass(frozen=True)
class PersonFacts:
    """Somebody, opened: what they are called and where the bot writes to them."""

    id: PersonId
    user_id: int
    name: str
    reach: Reach
    locale: str | None


def name_or_dash(tx: Reading, sealed: bytes | None) -> str | None:
    """A name with the seal off, a dash for somebody who was removed; None where there is none to open."""
    return None if sealed is None else tx.vault.open(sealed) or NAMELESS


def opened(tx: Reading, person: Person) -> PersonFacts:
    """A person with the seal off their name."""
    return PersonFacts(
        id=person.id,
        user_id=person.user_id,
        name=tx.vault.open(person.name) or NAMELESS,
        reach=person.reach,
        locale=person.locale,
    )


async def person_by_user(tx: Reading, user_id: int) -> Person | None:
    """The person behind a Telegram account, if they were ever seen."""
    return await tx.session.scalar(select(Person).where(Person.user_id == user_id))


async def meet(tx: Writing, user_id: int, name: str, *, known: Person | None = None) -> Person:
    """The person behind a Telegram account, made or brought up to date; `known` where it was read already."""
    person = known or await person_by_user(tx, user_id)
    if person is None:
        values = {
            "user_id": user_id,
            "name": tx.vault.seal(name),
            "reach": Reach.UNKNOWN,
        }
        await tx.session.execute(
            insert_into(tx.session, Person).values(values).on_conflict_do_nothing(index_elements=["user_id"])
        )
        person = (await tx.session.scalars(select(Person).where(Person.user_id == user_id))).one()
    if tx.vault.open(person.name) != name:
        person.name = tx.vault.seal(name)
    return person


def _username_index(tx: Reading, username: str) -> str:
    return tx.vault.blind_index(f"@{username.strip().removeprefix('@').casefold()}")


async def note_username(tx: Writing, person: Person, username: str) -> None:
    """What somebody calls themselves on the chat platform; whoever called themselves so before does so no more."""
    index = _username_index(tx, username) if username else None
    if person.username_index == index:
        return
    if index is not None:
        others = update(Person).where(Person.username_index == index, Person.id != person.id)
        await tx.session.execute(others.values(username_index=None))
    person.username_index = index


async def person_by_username(tx: Reading, username: str) -> PersonId | None:
    """Who calls themselves so on the chat platform, if they were ever seen; with or without the @."""
    asked = select(Person.id).where(Person.username_index == _username_index(tx, username))
    return await tx.session.scalar(asked.order_by(Person.id.desc()).limit(1))


async def roles_in(tx: Reading, community_id: CommunityId, person_id: PersonId) -> frozenset[Role]:
    """The roles somebody has."""
    query = select(Membership.role).where(Membership.community_id == community_id, Membership.person_id == person_id)
    return frozenset(await tx.session.scalars(query))


async def add_role(tx: Writing, community_id: CommunityId, person_id: PersonId, role: Role) -> bool:
    """Give a role; False if they had it."""
    statement = insert_into(tx.session, Membership).values(
        community_id=community_id, person_id=person_id, role=role, since=tx.now
    )
    added = await tx.session.execute(statement.on_conflict_do_nothing().returning(Membership.person_id))
    return added.scalar_one_or_none() is not None


async def communities_where(
    tx: Reading, person_id: PersonId, roles: Collection[Role] | None = None
) -> Sequence[Community]:
    """The communities in which somebody has one of these roles (any role when none are named)."""
    query = (
        select(Community)
        .join(Membership, Membership.community_id == Community.id)
        .where(Membership.person_id == person_id)
        .order_by(Community.id)
        .distinct()
    )
    if roles is not None:
        query = query.where(Membership.role.in_(roles))
    # DISTINCT over whole rows would compare the JSON column, which PostgreSQL refuses.
    ids = await tx.session.scalars(query.with_only_columns(Community.id))
    return (await tx.session.scalars(select(Community).where(Community.id.in_(ids.all())).order_by(Community.id))).all()


async def people_with(tx: Reading, community_id: CommunityId, roles: Collection[Role] = STAFF) -> list[PersonFacts]:
    """Everybody with one of these roles in a community."""
    ids = select(Membership.person_id).where(Membership.community_id == community_id, Membership.role.in_(roles))
    rows = await tx.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id))
    return [opened(tx, person) for person in rows]


async def people_counted(tx: Reading, community_id: CommunityId) -> dict[str, int]:
    """How many `people` have a role, and how many have each; who has several counts for each of them."""
    here = Membership.community_id == community_id
    people = await tx.session.scalar(select(func.count(Membership.person_id.distinct())).where(here))
    rows = await tx.session.execute(select(Membership.role, func.count()).where(here).group_by(Membership.role))
    return {"people": people or 0, **{str(role): count for role, count in rows}}


async def names_of(tx: Reading, people: Collection[PersonId]) -> dict[PersonId, str]:
    """What these people are called."""
    rows = await tx.session.scalars(select(Person).where(Person.id.in_(people)))
    return {person.id: opened(tx, person).name for person in rows}


async def reachable(tx: Reading, people: Collection[PersonId]) -> list[tuple[PersonId, int]]:
    """Those of these people whom the bot can write to, each with their account."""
    rows = await tx.session.execute(
        select(Person.id, Person.user_id)
        .where(Person.id.in_(people), Person.reach == Reach.STARTED)
        .order_by(Person.id)
    )
    return [(person_id, user_id) for person_id, user_id in rows]


async def concerned_by(tx: Reading, orders: Sequence[Order]) -> dict[tuple[int, int], dict[int, int]]:
    """By community and number: who reported the order, proved the phone it was reported under, or follows it.

    Each as person to account. Who has blocked the bot since is left out.
    """
    reporters = {order.reporter_id for order in orders} - {None}
    phones = {order.phone_index for order in orders} - {None}
    watched = await _watched(tx, orders)
    watchers = {person_id for followers in watched.values() for person_id in followers}
    people: Sequence[Person] = ()
    if reporters or phones or watchers:
        known = Person.id.in_(reporters | watchers) | Person.phone_index.in_(phones)
        people = (await tx.session.scalars(select(Person).where(known).order_by(Person.id))).all()
    return {
        (order.community_id, order.number): {
            person.id: person.user_id
            for person in people
            if person.may_be_reached()
            and (
                person.id == order.reporter_id
                or person.id in watched.get((order.community_id, order.number), ())
                or (order.phone_index is not None and person.phone_index == order.phone_index)
            )
        }
        for order in orders
    }


async def _watched(tx: Reading, orders: Sequence[Order]) -> dict[tuple[int, int], set[int]]:
    """Who follows which of these orders."""
    keys = [(order.community_id, order.number) for order in orders]
    watched: dict[tuple[int, int], set[int]] = {}
    if keys:
        for community_id, number, person_id in await tx.session.execute(_following(size_for(len(keys))), named(keys)):
            watched.setdefault((community_id, number), set()).add(person_id)
    return watched


@cache
def _following(size: int) -> Select[CommunityId, OrderNumber, PersonId]:
    ours = one_of(Watcher.community_id, Watcher.number, size)
    return select(Watcher.community_id, Watcher.number, Watcher.person_id).where(ours)


async def people_by_phone(tx: Reading, phone_index: str) -> list[PersonFacts]:
    """The people who have proved that this phone is theirs."""
    rows = await tx.session.scalars(select(Person).where(Person.phone_index == phone_index))
    return [opened(tx, person) for person in rows]


async def retry_failed_for(tx: Writing, user_id: int) -> None:
    """Somebody can be reached again: what stands in their private chat and failed is owed anew."""
    await tx.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.chat_id == user_id,
            ((OutboxMessage.kind == Kind.KEEP) & OutboxMessage.topic.not_in(OLD_NEWS))
            | OutboxMessage.topic.in_(STILL_OF_USE),
            OutboxMessage.state == OutState.FAILED,
        )
        .values(state=OutState.OWED, attempts=0, not_before=tx.now)
    )


async def staff_everywhere(tx: Reading) -> list[int]:
    """The user ids of all secretaries and clerks."""
    rows = await tx.session.scalars(
        select(Person.user_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.role.in_(STAFF))
        .distinct()
    )
    return list(rows)
