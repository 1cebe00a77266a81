"""Who did not come: what staff noted, what was said to it, how it was decided."""

from collections.abc import Sequence

from sqlalchemy import func, select

from bot.domain.ids import CommunityId, PersonId
from bot.domain.life import ClaimState, Step
from bot.models import Claim, NoShow, Order, OrderEvent, Person
from bot.storage.ground.uow import Reading

COULD_HAVE_COME = (ClaimState.HELD, ClaimState.RELEASED)
"""Who never got the contact, or passed the order on, failed nobody."""


async def may_be_noted(tx: Reading, order: Order) -> Sequence[tuple[Claim, Person]]:
    """The holds of an order that can be noted as a no-show: the present ones, or else the latest that was given up.

    Who gave it back before the appointed time failed nobody.
    """
    noted = (
        select(NoShow.claim_id)
        .where(
            NoShow.community_id == Claim.community_id,
            NoShow.number == Claim.number,
            NoShow.claim_id == Claim.id,
        )
        .exists()
    )
    rows = await tx.session.execute(
        select(Claim, Person)
        .join(Person, Person.id == Claim.person_id)
        .where(
            Claim.community_id == order.community_id,
            Claim.number == order.number,
            Claim.state.in_(COULD_HAVE_COME),
            ~noted,
        )
        .order_by(Claim.id)
    )
    found = [(claim, person) for claim, person in rows]
    present = [each for each in found if each[0].state is ClaimState.HELD]
    return present or [each for each in found[-1:] if not await _gave_back_in_time(tx, order, each[0])]


async def _gave_back_in_time(tx: Reading, order: Order, claim: Claim) -> bool:
    """Whether they gave it back themselves before anybody waited for them; staff took it from everybody else."""
    themselves = (
        select(OrderEvent.details)
        .where(
            OrderEvent.community_id == order.community_id,
            OrderEvent.number == order.number,
            OrderEvent.step == Step.RELEASE,
            OrderEvent.actor_id == claim.person_id,
            OrderEvent.at == claim.ended_at,
        )
        .limit(1)
    )
    details = await tx.session.scalar(themselves)
    return details is not None and not details.get("awaited", False)


async def no_show_of(tx: Reading, community_id: int, number: int, claim_id: int) -> NoShow | None:
    """What was noted about one hold."""
    return await tx.session.get(NoShow, (community_id, number, claim_id))


async def count_no_shows(tx: Reading, community_id: CommunityId) -> dict[PersonId, int]:
    """By person: how often they did not come, those left out that staff have dropped."""
    rows = await tx.session.execute(
        select(Claim.person_id, func.count())
        .join(
            NoShow,
            (NoShow.community_id == Claim.community_id)
            & (NoShow.number == Claim.number)
            & (NoShow.claim_id == Claim.id),
        )
        .where(NoShow.community_id == community_id, NoShow.upheld.is_(None) | NoShow.upheld.is_(True))
        .group_by(Claim.person_id)
    )
    return {row[0]: row[1] for row in rows}
