"""The monthly vote: who stood for it, by the number of their account, as they want to be called now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.domain.ids import CommunityId, PersonId
from bot.domain.polls import PollKind
from bot.domain.shown_as import ShownAs
from bot.models import Account, Person, Poll, Volunteer
from bot.models.ledger import AccountKind
from bot.storage.ground.uow import Reading


@dataclass(frozen=True)
class Candidate:
    """Somebody on the ballot; without a name where they were removed since."""

    number: int
    name: str | None
    shown_as: ShownAs


async def candidates(tx: Reading, community_id: CommunityId, numbers: Sequence[int]) -> list[Candidate]:
    """Those who have these accounts, in this order."""
    rows = await tx.session.execute(
        select(Account.id, Person.name, Volunteer.shown_as)
        .join(Person, Person.id == Account.owner_id)
        .outerjoin(
            Volunteer, (Volunteer.community_id == Account.community_id) & (Volunteer.person_id == Account.owner_id)
        )
        .where(Account.community_id == community_id, Account.id.in_(numbers), Account.kind == AccountKind.MEMBER)
    )
    found = {
        number: Candidate(number, tx.vault.open(name), shown_as or ShownAs.NAME) for number, name, shown_as in rows
    }
    return [found.get(number, Candidate(number, None, ShownAs.NAME)) for number in numbers]


async def honours_with(tx: Reading, person_id: PersonId) -> list[Poll]:
    """The votes, of all communities, in which somebody stood."""
    rows = await tx.session.execute(
        select(Poll, Account.id)
        .join(Account, Account.community_id == Poll.community_id)
        .where(Poll.kind == PollKind.HONOUR, Account.kind == AccountKind.MEMBER, Account.owner_id == person_id)
        .order_by(Poll.community_id, Poll.number)
    )
    return [poll for poll, number in rows if str(number) in tx.vault.open_json(poll.options)]


async def account_numbers(tx: Reading, community_id: CommunityId, person_id: PersonId) -> frozenset[int]:
    """By what numbers somebody stands on ballots."""
    own = (Account.community_id == community_id, Account.kind == AccountKind.MEMBER, Account.owner_id == person_id)
    return frozenset(await tx.session.scalars(select(Account.id).where(*own)))
