"""Who is known in a community, member or not, and who of them is meant by a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, union

from bot.domain.ids import CommunityId, PersonId
from bot.models import Account, Membership, Person, Residence
from bot.models.ledger import AccountKind
from bot.models.people import Reach
from bot.storage.ground.uow import Reading


@dataclass(frozen=True)
class Neighbour:
    """Somebody known here: what they are called on the chat platform, and by themselves."""

    id: PersonId
    user_id: int
    name: str
    own_name: str | None
    """What they said they are called when they reported something."""
    member: bool
    reached: bool


async def neighbours(tx: Reading, community_id: CommunityId) -> Sequence[Neighbour]:
    """The team, whoever has points, whoever reported something; the team first."""
    members = select(Membership.person_id).where(Membership.community_id == community_id)
    known = union(
        members,
        select(Account.owner_id).where(Account.community_id == community_id, Account.kind == AccountKind.MEMBER),
        select(Residence.person_id).where(Residence.community_id == community_id),
    )
    rows = await tx.session.execute(
        select(Person, Person.id.in_(members), Residence.name)
        .outerjoin(Residence, (Residence.person_id == Person.id) & (Residence.community_id == community_id))
        .where(Person.id.in_(known))
        .order_by(Person.id)
    )
    found = [
        Neighbour(
            id=person.id,
            user_id=person.user_id,
            name=tx.vault.open(person.name),
            own_name=tx.vault.open_or_none(own_name),
            member=bool(member),
            reached=person.reach is Reach.STARTED,
        )
        for person, member, own_name in rows
    ]
    # Without a name: removed; nobody is called by nothing.
    return sorted((each for each in found if each.name), key=lambda each: (not each.member, each.name, each.id))


def called(known: Sequence[Neighbour], name: str) -> list[Neighbour]:
    """Those who can be meant: it is their name, or else a part of it; of strangers to the team only the whole name."""
    meant = name.strip().removeprefix("@").casefold()
    if not meant:
        return []
    exactly = [each for each in known if meant in (each.name.casefold(), (each.own_name or "").casefold())]
    return exactly or [each for each in known if each.member and meant in each.name.casefold()]
