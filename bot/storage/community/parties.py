"""Outside parties: the property company, the street office, the hotline, and who answers for them."""

from dataclasses import dataclass

from sqlalchemy import func, select

from bot.domain.ids import CommunityId, PersonId
from bot.domain.life import Status
from bot.models import Community, Order, Party, Person
from bot.models.places import PartyKind
from bot.storage.ground.uow import Reading, Writing

USUAL_PARTIES = ((PartyKind.PROPERTY, None), (PartyKind.STREET, None), (PartyKind.HOTLINE, "12345"))
"""What a community begins with; a party without a name is called by its kind."""
MOST_PARTIES = 20


@dataclass(frozen=True)
class PartyFacts:
    """One party, opened."""

    id: int
    name: str
    """Empty: it is called by its kind."""
    kind: PartyKind
    contact: str | None
    person_id: PersonId | None
    user_id: int | None
    """The account of whoever answers for it through the bot."""
    active: bool


def _facts(tx: Reading, party: Party, user_id: int | None) -> PartyFacts:
    contact = tx.vault.open_or_none(party.contact)
    return PartyFacts(party.id, party.name, party.kind, contact, party.person_id, user_id, party.active)


async def parties_of(tx: Reading, community_id: int) -> list[PartyFacts]:
    """The parties that orders may go to, in the order in which they were entered."""
    rows = await tx.session.execute(
        select(Party, Person.user_id)
        .outerjoin(Person, Person.id == Party.person_id)
        .where(Party.community_id == community_id, Party.active)
        .order_by(Party.id)
    )
    return [_facts(tx, party, user_id) for party, user_id in rows]


async def party_facts(tx: Reading, community_id: int, party_id: int | None) -> PartyFacts | None:
    """One party, also one that was removed since."""
    party = None if party_id is None else await tx.session.get(Party, (community_id, party_id))
    if party is None:
        return None
    person = None if party.person_id is None else await tx.session.get(Person, party.person_id)
    return _facts(tx, party, None if person is None else person.user_id)


async def party_for_change(tx: Writing, community_id: int, party_id: int) -> Party | None:
    """A party, locked until the transaction ends."""
    return await tx.session.get(Party, (community_id, party_id), with_for_update=True, populate_existing=True)


async def party_by_token(tx: Writing, token_hash: str) -> Party | None:
    """The party whose link this is, locked: two who press it at once take turns."""
    return await tx.session.scalar(select(Party).where(Party.token_hash == token_hash).with_for_update())


async def parties_of_person(tx: Reading, person_id: PersonId) -> list[Party]:
    """The parties for which somebody answers."""
    rows = await tx.session.scalars(
        select(Party).where(Party.person_id == person_id, Party.active).order_by(Party.community_id, Party.id)
    )
    return list(rows)


async def orders_with(tx: Writing, community_id: int, party_id: int) -> list[Order]:
    """The orders that a party has and has not answered for."""
    rows = await tx.session.scalars(
        select(Order)
        .where(
            Order.community_id == community_id,
            Order.ended_at.is_(None),
            Order.status == Status.REDIRECTED,
            Order.party_id == party_id,
        )
        .order_by(Order.number)
    )
    return list(rows)


async def add_party(
    tx: Writing, community_id: CommunityId, kind: PartyKind, *, name: str, contact: str | None
) -> Party:
    """Enter a party into the list; the community's own lock keeps two entries apart."""
    await tx.session.execute(select(Community.id).where(Community.id == community_id).with_for_update())
    last = await tx.session.scalar(select(func.max(Party.id)).where(Party.community_id == community_id))
    party = Party(
        community_id=community_id,
        id=(last or 0) + 1,
        name=name,
        kind=kind,
        contact=tx.vault.seal_or_none(contact),
    )
    tx.session.add(party)
    await tx.session.flush()
    return party


async def begin_list(tx: Writing, community_id: CommunityId) -> None:
    """A community that has never had a list begins with the usual one."""
    await tx.session.execute(select(Community.id).where(Community.id == community_id).with_for_update())
    known = await tx.session.scalar(select(func.count()).where(Party.community_id == community_id))
    if not known:
        for kind, contact in USUAL_PARTIES:
            await add_party(tx, community_id, kind, name="", contact=contact)
