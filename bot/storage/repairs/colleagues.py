"""Who of the team could take a place of an order: found by name, or offered in the order in which they fit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import select

from bot.domain.ids import PersonId
from bot.models import Membership, Order, Person, Volunteer
from bot.models.people import Reach
from bot.storage.ground.uow import Reading
from bot.storage.members.people import person_by_username


@dataclass(frozen=True)
class Colleague:
    """Somebody of the team, and whether they can do what the order needs."""

    id: PersonId
    user_id: int
    name: str
    reached: bool
    resting: bool
    skilled: bool


async def colleagues(tx: Reading, order: Order, *, besides: Collection[PersonId]) -> Sequence[Colleague]:
    """The team, whoever has the skill first, then whoever does not rest, by name; some left out."""
    rows = await tx.session.execute(
        select(Person, Volunteer.resting, Volunteer.skills)
        .outerjoin(Volunteer, (Volunteer.person_id == Person.id) & (Volunteer.community_id == order.community_id))
        .where(
            Person.id.in_(select(Membership.person_id).where(Membership.community_id == order.community_id)),
            Person.id.not_in(besides),
        )
    )
    found = [
        Colleague(
            id=person.id,
            user_id=person.user_id,
            name=tx.vault.open(person.name),
            reached=person.reach is Reach.STARTED,
            resting=bool(resting),
            skilled=order.skill in (skills or ()),
        )
        for person, resting, skills in rows
    ]
    return sorted(found, key=lambda each: (each.resting, not each.skilled, not each.reached, each.name))


class Called(Protocol):
    """Anybody with a name, as far as it matters here."""

    @property
    def id(self) -> PersonId:
        """Who they are."""

    @property
    def name(self) -> str:
        """How they are called."""


Known = TypeVar("Known", bound=Called)


async def named(tx: Reading, team: Sequence[Known], name: str) -> list[Known]:
    """Those who can be meant by a name: their @username, or it is theirs, or else a part of theirs."""
    if name.strip().startswith("@"):
        known = await person_by_username(tx, name)
        if called := [each for each in team if each.id == known]:
            return called
    meant = name.strip().removeprefix("@").casefold()
    if not meant:
        return []
    exactly = [each for each in team if each.name.casefold() == meant]
    return exactly or [each for each in team if meant in each.name.casefold()]
