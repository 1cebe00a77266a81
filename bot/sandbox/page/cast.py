"""Who can be acted as: everybody in the world, in the role their place in the group gives them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.accounts import Account
from bot.sandbox.groups import Group
from bot.sandbox.people import Person
from bot.sandbox.world import World

HUES = 8
IN_FRONT = 4
"""How many volunteers are shown before the rest is folded away."""


class Role(StrEnum):
    """What somebody is in the story."""

    SECRETARY = "secretary"
    VOLUNTEER = "volunteer"
    RESIDENT = "resident"


@dataclass(frozen=True)
class Avatar:
    """A coloured disc with a letter; the bot's has none and shows a wrench."""

    letter: str
    hue: int


def avatar_of(account: Account) -> Avatar:
    """Always the same for the same account."""
    if account.is_bot:
        return Avatar("", HUES)
    return Avatar(account.first_name[:1].upper() or "?", account.id % HUES)


def role_of(person: Person, group: Group | None) -> Role:
    """Who made the group is the secretary, its members are volunteers, everybody else is a resident."""
    member = group.member(person) if group is not None else None
    if member is None or not member.is_in:
        return Role.RESIDENT
    return Role.SECRETARY if member.status == "creator" else Role.VOLUNTEER


@dataclass(frozen=True)
class Cast:
    """Everybody, by role; `others` are the volunteers that are folded away."""

    secretaries: tuple[Person, ...]
    volunteers: tuple[Person, ...]
    others: tuple[Person, ...]
    residents: tuple[Person, ...]

    @property
    def everybody(self) -> tuple[Person, ...]:
        """In the order they are shown."""
        return self.secretaries + self.volunteers + self.others + self.residents

    @property
    def team(self) -> tuple[Person, ...]:
        """All volunteers."""
        return self.volunteers + self.others


def cast_of(world: World, group: Group | None) -> Cast:
    """Everybody who has an account that a person uses."""
    people = [person for person in world.people.values() if not person.is_bot and not person.deactivated]
    by_role = {role: tuple(p for p in people if role_of(p, group) is role) for role in Role}
    team = by_role[Role.VOLUNTEER]
    return Cast(by_role[Role.SECRETARY], team[:IN_FRONT], team[IN_FRONT:], by_role[Role.RESIDENT])
