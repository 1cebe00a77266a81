"""What a judgement of the work leads to, whoever gives it: closed and paid, or the same volunteers go again."""

from typing import NamedTuple

from bot.domain.errors import TooLateToReopen, WrongMoment
from bot.domain.life import ACTIVE_CLAIM, ClaimState, Status, Step
from bot.domain.roles import Part, Role
from bot.models import Claim, Community, Order, Person
from bot.models.residents import Verdict
from bot.storage.ground.uow import Writing
from bot.storage.members.people import people_with, roles_in
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.due import drop_due
from bot.storage.repairs.history import times_taken
from bot.storage.repairs.orders import take_step, write_event
from bot.storage.requests.ratings import WORKED, raters
from bot.usecases.deadlines.clocks import begin_round, silent_from
from bot.usecases.owed.owing import owe_card, owe_job, owe_news_to, owe_notice, owe_review
from bot.usecases.owed.owing_clocks import ladder_cards_follow
from bot.usecases.points.reversing import unearn
from bot.usecases.repairs.paying import pay
from bot.usecases.verdicts.surveying import APPOINTMENTS, end_survey, others_concerned


class Judgement(NamedTuple):
    """Who judges in which part (nobody: the clock), by which step, and what the resident said, if it was them."""

    step: Step
    part: Part
    person: Person | None
    verdict: Verdict | None = None


async def close_done(tx: Writing, community: Community, order: Order, judged: Judgement) -> int:
    """Close what is done and give each volunteer their points, once; how many points in all.

    Raises:
        WrongMoment: the order is not waiting for this.
    """
    actor_id = None if judged.person is None else judged.person.id
    await take_step(tx, order, judged.step, by=judged.part, actor_id=actor_id)
    worked = await holders_with_claims(tx, community.id, order.number, tuple(ACTIVE_CLAIM))
    paid = await pay(tx, community, order, worked, by=judged.person)
    for (claim, holder), given in zip(worked, paid, strict=True):
        claim.end(ClaimState.FULFILLED, at=tx.now)
        # Their own message says that it is done already: thanks come as one that is noticed.
        owe_notice(tx, order, holder.user_id, "thanks", verdict=judged.verdict, **given._asdict())
    await drop_due(tx, order, APPOINTMENTS)
    owe_card(tx, community, order)
    await ladder_cards_follow(tx, order)
    owe_review(tx, order, await people_with(tx, community.id, {Role.SECRETARY}))
    # Who was asked how it was has that question before them; it stays, for it is never too late to answer.
    owe_news_to(tx, order, "closed", await others_concerned(tx, order, await raters(tx, order)))
    return sum(given.points for given in paid)


async def send_again(tx: Writing, community: Community, order: Order, judged: Judgement) -> None:
    """It was not good: the same volunteers go again, with the contact; places that were free are offered again.

    Raises:
        WrongMoment: no volunteer has done it.
        TooLateToReopen: it was closed too long ago.
    """
    was, number_of_round = order.status, order.round
    _check_reopens(tx, community, order)
    back = await _unpaid(tx, order, judged.person) if was is Status.CLOSED else {}
    owe_review(tx, order, await people_with(tx, community.id, {Role.SECRETARY}))
    await ladder_cards_follow(tx, order)
    order.move(judged.step, by=judged.part, at=tx.now)
    again = await times_taken(tx, community.id, order.number, Step.REOPEN) > 0
    for claim, holder in await holders_with_claims(tx, community.id, order.number, WORKED):
        await _goes_again(tx, order, claim, holder, back.get(holder.id, 0), again=again)
    if order.places_taken < order.people_needed:
        order.status = Status.OPEN
    await write_event(tx, order, judged.step, actor_id=None if judged.person is None else judged.person.id, was=was)
    await end_survey(tx, order, number_of_round=number_of_round)
    await begin_round(tx, community, order)
    owe_card(tx, community, order)


def _check_reopens(tx: Writing, community: Community, order: Order) -> None:
    if order.finished_by is None:
        raise WrongMoment(number=order.number, status=order.status, step=Step.REOPEN)
    if not community.ways().comes_back(order.ended_at, tx.now):
        raise TooLateToReopen(number=order.number, days=community.ways().reopen_within_days)


async def _unpaid(tx: Writing, order: Order, person: Person | None) -> dict[int, int]:
    """It was closed and paid: the points come back until it is done. By person, those that did.

    Whoever has spent theirs keeps them, for nobody falls below zero by a resident's tap; the secretaries are told.
    """
    back, spent = await unearn(tx, order, by=None if person is None else person.id, why="reopened")
    for holder_id, points in spent.items():
        await owe_spent(tx, order, holder_id, points)
    return back


async def owe_spent(tx: Writing, order: Order, person_id: int, points: int) -> None:
    """The secretaries hear that points could not be taken back, for they are spent."""
    for secretary in await people_with(tx, order.community_id, {Role.SECRETARY}):
        owe_notice(tx, order, secretary.user_id, "points_spent", who=person_id, points=points)


async def _goes_again(tx: Writing, order: Order, claim: Claim, holder: Person, points: int, *, again: bool) -> None:
    """`points`: what they were paid for it and have given back; `again`: it is not the first time."""
    if not await roles_in(tx, order.community_id, holder.id):
        # They have left the team, and see no resident's contact any more.
        order.places_taken -= 1
        if claim.state is not ClaimState.FULFILLED:
            claim.end(ClaimState.RELEASED, at=tx.now)
        if points:
            owe_notice(tx, order, holder.user_id, "unearned", points=points)
        return
    if claim.state is ClaimState.FULFILLED:
        claim.state, claim.ended_at = ClaimState.HELD, None
    claim.arrived_at = None
    community = await tx.session.get_one(Community, order.community_id)
    claim.gives_sign(until=silent_from(community, order, tx.now))
    owe_job(tx, order, claim, holder.user_id)
    owe_notice(tx, order, holder.user_id, "reopened_again" if again else "reopened", points=points)
