"""What deciding about claims takes, for all that arrived together: read at once, kept right while they are decided."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, case, cast, func, literal, select, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.dml import ReturningUpdate

from bot.domain.errors import DomainError
from bot.domain.ids import CommunityId, OrderNumber, PersonId
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK, Status
from bot.models import Attachment, Claim, Community, JoinRequest, Membership, Order, OrderEvent, OutboxMessage, Person
from bot.models.base import Word
from bot.models.team import RequestState
from bot.storage.ground.pairs import named, one_of, size_for
from bot.storage.ground.uow import Writing

OrderKey = tuple[int, int]
"""Community and number."""


@dataclass
class ClaimBooks:
    """People, communities, who is a member where, and what everybody holds, as far as some claims are concerned."""

    people: dict[int, Person]
    """By account."""
    communities: dict[int, Community]
    members: set[tuple[int, int]] = field(default_factory=set)
    """Community and person."""
    barred: set[tuple[int, int]] = field(default_factory=set)
    """Community and person: staff do not want them in the team."""
    held: dict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    """By community and person: the numbers of the orders that they hold, those included that wait for confirmation."""
    unfinished: Counter[tuple[int, int]] = field(default_factory=Counter)
    """By community and person: how many of these are still to be worked on."""
    winners: dict[tuple[int, int], list[Person]] = field(default_factory=lambda: defaultdict(list))
    """By community and number: who has just got a place, in this transaction."""
    lacking: dict[tuple[int, int, int], str] = field(default_factory=dict)
    """By community, number and person: the trade they do not name, where the community insists on it."""
    refusals: dict[tuple[int, int], DomainError] = field(default_factory=dict)
    """By community and number: why nobody gets this order at the moment."""

    def note(self, community_id: CommunityId, person: Person, number: OrderNumber) -> None:
        """Somebody has just got an order."""
        self.members.add((community_id, person.id))
        self.held[community_id, person.id].add(number)
        self.unfinished[community_id, person.id] += 1
        self.winners[community_id, number].append(person)
        self.refusals = {key: why for key, why in self.refusals.items() if key[0] != community_id}


async def open_books(tx: Writing, users: Collection[int], communities: Collection[int]) -> ClaimBooks:
    """Read them. People stay locked until the transaction ends, so that one person's claims come one after another."""
    locked = select(Person).where(Person.user_id.in_(users)).order_by(Person.id).with_for_update(key_share=True)
    people = (await tx.session.scalars(locked)).all()
    found = await tx.session.scalars(select(Community).where(Community.id.in_(communities)))
    books = ClaimBooks(
        people={person.user_id: person for person in people},
        communities={community.id: community for community in found},
    )
    await read_holds(tx, books, [person.id for person in people])
    return books


async def read_holds(tx: Writing, books: ClaimBooks, people: Collection[PersonId]) -> None:
    """Add what these people hold and where they are members; asked after they were locked, or just made."""
    roles = await tx.session.execute(
        select(Membership.community_id, Membership.person_id).where(
            Membership.person_id.in_(people), Membership.community_id.in_(list(books.communities))
        )
    )
    books.members.update((row.community_id, row.person_id) for row in roles)
    await _read_barred(tx, books, people)
    holds = await tx.session.execute(
        select(Claim.community_id, Claim.person_id, Claim.number, Order.status)
        .join(Order, (Order.community_id == Claim.community_id) & (Order.number == Claim.number))
        .where(Claim.person_id.in_(people), Claim.state.in_(ACTIVE_CLAIM))
    )
    for community_id, person_id, number, status in holds:
        books.held[community_id, person_id].add(number)
        books.unfinished[community_id, person_id] += status in OPEN_TO_WORK


async def _read_barred(tx: Writing, books: ClaimBooks, people: Collection[PersonId]) -> None:
    """Add whom staff have said no to, among those alone whom an open team would let in by their tap."""
    open_teams = [community.id for community in books.communities.values() if community.open_team]
    newcomers = [each for each in people if any((team, each) not in books.members for team in open_teams)]
    if not newcomers:
        return
    declined = await tx.session.execute(
        select(JoinRequest.community_id, JoinRequest.person_id).where(
            JoinRequest.community_id.in_(open_teams),
            JoinRequest.person_id.in_(newcomers),
            JoinRequest.state == RequestState.DECLINED,
        )
    )
    books.barred.update((row.community_id, row.person_id) for row in declined)


async def take_places(tx: Writing, keys: Sequence[OrderKey]) -> dict[OrderKey, Order]:
    """Take a free place of each of these orders: ONE conditional write; the orders of which there was one.

    Of two who tap at the same instant one finds none. Reading first and writing after let two people win (measured:
    533 wins for 400 places).
    """
    taken = await tx.session.scalars(_taking(size_for(len(keys))), named(keys))
    return {(order.community_id, order.number): order for order in taken}


@cache
def _taking(size: int) -> ReturningUpdate[Order]:
    full = Order.places_taken + 1 >= Order.people_needed
    kind = Word(Status)
    return (
        update(Order)
        .where(one_of(Order.community_id, Order.number, size), Order.status == Status.OPEN, places_free() > 0)
        .values(
            places_taken=Order.places_taken + 1,
            status=case((full, literal(Status.CLAIMED, kind)), else_=literal(Status.OPEN, kind)),
        )
        .returning(Order)
        .execution_options(synchronize_session=False, populate_existing=True, autoflush=False)
    )


def places_free() -> ColumnElement[int]:
    """How many places of an order anybody may take: those kept for who was asked are not among them."""
    return Order.people_needed - Order.places_taken - Order.places_reserved


@dataclass
class Surroundings:
    """What a new claim on an order has to know of the claims, steps and messages before it."""

    last_claim: int
    last_event: int
    last_mac: str
    """Of the last step."""
    photos: int
    card: int | None
    """The message that is the order's living card, once it was sent."""


async def surroundings(tx: Writing, orders: Sequence[Order]) -> dict[tuple[int, int], Surroundings]:
    """By community and number, of orders that this transaction has taken places of.

    Asked after the writes, for all of them at once: a question inside RETURNING would see the state from before a
    write that had to wait for another one (PostgreSQL, READ COMMITTED).
    """
    keys = [(order.community_id, order.number) for order in orders]
    rows = await tx.session.execute(_surrounding(size_for(len(keys))), named(keys))
    return {(row[0], row[1]): Surroundings(row[2] or 0, row[3] or 0, row[4] or "", *row[5:]) for row in rows}


@cache
def _surrounding(size: int) -> Select[Any]:
    key = "card/" + cast(Order.community_id, String) + "/" + cast(Order.number, String) + "/"
    return select(
        Order.community_id,
        Order.number,
        _last(Claim, Claim.id),
        _last(OrderEvent, OrderEvent.seq),
        _of_order(select(OrderEvent.mac), OrderEvent).order_by(OrderEvent.seq.desc()).limit(1).scalar_subquery(),
        _of_order(select(func.count()).select_from(Attachment), Attachment).scalar_subquery(),
        select(OutboxMessage.message_id)
        .where(OutboxMessage.key == key + cast(Order.card_copy, String))
        .scalar_subquery(),
    ).where(one_of(Order.community_id, Order.number, size))


def _last(table: type[Claim] | type[OrderEvent], column: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    return _of_order(select(func.max(column)), table).scalar_subquery()


def _of_order(query: Select[Any], table: type[Claim] | type[OrderEvent] | type[Attachment]) -> Select[Any]:
    return query.where(table.community_id == Order.community_id, table.number == Order.number)
