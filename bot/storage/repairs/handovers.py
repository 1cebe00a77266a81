"""Offers of a holder to a colleague: which one stands, and what was answered before."""

from sqlalchemy import select

from bot.domain.ids import PersonId
from bot.models import Claim, Handover, Person
from bot.models.team import HandoverState
from bot.storage.ground.uow import Reading, Writing


async def standing_offer(tx: Reading, claim: Claim) -> tuple[Handover, Person] | None:
    """The offer of a hold that waits for an answer, and whose answer it waits for."""
    rows = await tx.session.execute(
        select(Handover, Person)
        .join(Person, Person.id == Handover.to_id)
        .where(
            Handover.community_id == claim.community_id,
            Handover.number == claim.number,
            Handover.claim_id == claim.id,
            Handover.state == HandoverState.OFFERED,
        )
    )
    row = rows.first()
    return None if row is None else (row[0], row[1])


async def offer_to(tx: Reading, community_id: int, number: int, claim_id: int, person_id: PersonId) -> Handover | None:
    """The offer of one hold to one person, however it stands."""
    return await tx.session.get(Handover, (community_id, number, claim_id, person_id))


async def make_offer(tx: Writing, claim: Claim, to: PersonId) -> Handover:
    """Offer the hold; the one that stood before has to be withdrawn by then."""
    offer = await offer_to(tx, claim.community_id, claim.number, claim.id, to)
    if offer is None:
        offer = Handover(community_id=claim.community_id, number=claim.number, claim_id=claim.id, to_id=to)
        tx.session.add(offer)
    offer.state = HandoverState.OFFERED
    offer.offered_at = tx.now
    await tx.session.flush()
    return offer
