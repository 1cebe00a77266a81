"""转给同伴: a holder asks a colleague to take the place over; nothing changes until the colleague says yes."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired, HoldsAlready, OfferDeclined, WrongMoment
from bot.domain.ids import PersonId
from bot.domain.life import ACTIVE_CLAIM, OPEN_TO_WORK, ClaimState, Step
from bot.domain.roles import Part
from bot.models import Claim, Community, Handover, Order, Person
from bot.models.team import HandoverState
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.repairs.claims import claim_with_holder
from bot.storage.repairs.handovers import make_offer, offer_to, standing_offer
from bot.storage.repairs.orders import claim_of, order_for_change, write_event
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.deadlines.clocks import silent_from
from bot.usecases.owed.owing import begin_question, end_draft, owe_job
from bot.usecases.owed.owing_places import owe_offer, owe_place_notice
from bot.usecases.repairs.claiming import ClaimOrder, refusal_for
from bot.usecases.repairs.holding import PlacePress, new_hold, own_claim, tell_of_hold

HAND_ON = "hand_on"


async def ask_colleague(cmd: PlacePress, *, uow: UnitOfWork, now: datetime) -> None:
    """转给同伴: ask whom.

    Raises:
        OrderNotFound, NotYoursAnyMore: the actor does not hold the order (any more).
        WrongMoment: it is done already.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order, claim = await _own_hold(tx, person, cmd.community_id, cmd.number)
        community = await tx.session.get_one(Community, order.community_id)
        claim.gives_sign(until=silent_from(community, order, now))
        payload = {"community": community.id, "number": order.number, "claim": claim.id}
        await begin_question(tx, person, cmd.actor.user_id, kind=HAND_ON, step="who", payload=payload)


async def _own_hold(tx: Writing, person: Person, community_id: int, number: int) -> tuple[Order, Claim]:
    order = await order_for_change(tx, community_id, number)
    claim = await own_claim(tx, order, person)
    if order.status not in OPEN_TO_WORK:
        raise WrongMoment(number=number, status=order.status, step=Step.TRANSFER)
    return order, claim


async def offer_to_chosen(tx: Writing, holder: Person, draft: DraftFacts, person_id: PersonId) -> None:
    """A name was chosen: that colleague is asked, and nobody else any more.

    Raises:
        OrderNotFound, NotYoursAnyMore: the actor does not hold the order (any more).
        WrongMoment: it is done already.
        HoldsAlready: the colleague holds it, too.
        OfferDeclined: the colleague has said no to it.
    """
    order, claim = await _own_hold(tx, holder, draft.payload["community"], draft.payload["number"])
    colleague = await tx.session.get_one(Person, person_id)
    name = tx.vault.open(colleague.name)
    if await claim_of(tx, order.community_id, order.number, colleague.id) is not None:
        raise HoldsAlready(number=order.number, name=name)
    before = await offer_to(tx, order.community_id, order.number, claim.id, colleague.id)
    if before is not None and before.state is HandoverState.DECLINED:
        raise OfferDeclined(name=name)
    await withdraw_offer(tx, order, claim)
    owe_offer(tx, order, await make_offer(tx, claim, colleague.id), colleague.user_id)
    await end_draft(tx, draft, "offered", who=colleague.id)


async def withdraw_offer(tx: Writing, order: Order, claim: Claim) -> None:
    """The hold ends, or somebody else is asked: who was asked sees that they need not answer."""
    standing = await standing_offer(tx, claim)
    if standing is None:
        return
    offer, colleague = standing
    offer.state = HandoverState.WITHDRAWN
    await tx.session.flush()
    owe_offer(tx, order, offer, colleague.user_id)


@dataclass(frozen=True)
class AnswerOffer:
    """A colleague answers."""

    actor: Actor
    community_id: int
    number: int
    claim_id: int
    accepts: bool


async def answer_offer(cmd: AnswerOffer, *, uow: UnitOfWork, now: datetime) -> None:
    """我接: the place and the contact go over to them. 不方便: the holder hears it and keeps the place.

    Raises:
        OrderNotFound: there is no such order.
        ButtonExpired: they were not asked, or need not answer any more.
        AlreadyYours: they hold the order by now.
        TooManyClaims: they hold as many orders as the community allows; the offer stands.
        TeamClosed, SkillMissing: they are not in the team any more, or it insists on a trade that they do not name.
        WrongMoment: it is done already.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        why = await refusal_for(tx, person, ClaimOrder(cmd.actor, cmd.community_id, cmd.number))
        order = await order_for_change(tx, cmd.community_id, cmd.number)
        offer = await offer_to(tx, order.community_id, order.number, cmd.claim_id, person.id)
        if offer is None or offer.state is not HandoverState.OFFERED:
            raise ButtonExpired
        found = await claim_with_holder(tx, order, offer.claim_id)
        if found is None or found[0].state not in ACTIVE_CLAIM:
            raise ButtonExpired
        if cmd.accepts and why is not None:
            raise why
        if cmd.accepts:
            await _goes_over(tx, order, offer, found, person)
        else:
            offer.state = HandoverState.DECLINED
            owe_offer(tx, order, offer, person.user_id)
            owe_place_notice(tx, order, found[1].user_id, "offer_declined", who=person.id)


async def _goes_over(tx: Writing, order: Order, offer: Handover, hold: tuple[Claim, Person], person: Person) -> None:
    claim, holder = hold
    community = await tx.session.get_one(Community, order.community_id)
    was = order.status
    order.move(Step.TRANSFER, by=Part.HOLDER, at=tx.now)
    offer.state = HandoverState.ACCEPTED
    claim.end(ClaimState.PASSED_ON, at=tx.now)
    taken_over = await new_hold(tx, community, order, person, given_by=holder.id)
    await write_event(tx, order, Step.TRANSFER, actor_id=person.id, was=was, claim=taken_over.id, from_claim=claim.id)
    owe_offer(tx, order, offer, person.user_id)
    owe_job(tx, order, claim, holder.user_id)
    owe_place_notice(tx, order, holder.user_id, "passed_on", who=person.id)
    await tell_of_hold(tx, community, order, taken_over, person)
