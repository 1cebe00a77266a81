"""After the work: confirmed and paid, found wanting, or called off."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired, MissingReason, WrongMoment
from bot.domain.ids import Points
from bot.domain.life import ACTIVE_CLAIM, ClaimState, Status, Step
from bot.domain.roles import Part, Role
from bot.domain.standard import MOST_POINTS
from bot.models import Community, Order, Person
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_with
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.orders import order_for_change, take_step
from bot.storage.requests.drafts import DraftFacts, drafts_of_kind
from bot.usecases.chats.acting import Actor, owe_done, require_staff, staff_here
from bot.usecases.desk.triage_ground import owe_posted_card, send_home, tell_others
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft, owe_job, owe_news, owe_notice, owe_review
from bot.usecases.points.reversing import unearn
from bot.usecases.verdicts.judgement import Judgement, close_done, owe_spent, send_again
from bot.usecases.verdicts.surveying import end_survey

POINTS = "points"
WHY = "why"
MOST_REASON = 200
_POINTS = re.compile(
    r"(?:(?P<name>\D+)\s+)?(?P<points>[0-9]{1,6})\s*(?:积分|分|points?\b)?(?:[\s,,::]+(?P<why>.+))?", re.DOTALL
)
"""15; 王师傅 15; 王师傅 15 扛了三袋水泥."""


@dataclass(frozen=True)
class ReviewOrder:
    """A member of staff judges a finished order; `round` is the one their card was about."""

    actor: Actor
    community_id: int
    number: int
    round: int


async def _reviewed(tx: Writing, cmd: ReviewOrder, step: Step) -> tuple[Person, Community, Order]:
    person, community = await staff_here(tx, cmd.actor, cmd.community_id, "review")
    order = await order_for_change(tx, community.id, cmd.number)
    if order.status is not Status.DONE:
        raise WrongMoment(number=order.number, status=order.status, step=step)
    if order.round != cmd.round:
        raise ButtonExpired
    return person, community, order


async def confirm_order(cmd: ReviewOrder, *, uow: UnitOfWork, now: datetime) -> int:
    """确认: close the order and give each volunteer their points, once; how many points in all.

    Raises:
        NotAllowed: the actor is not staff there.
        WrongMoment: the order is not waiting for this.
        ButtonExpired: it was reopened and done again since; a newer card asks.
    """
    async with uow.writing(now) as tx:
        person, community, order = await _reviewed(tx, cmd, Step.CONFIRM)
        await _points_stay(tx, person, cmd.actor.user_id, order)
        return await close_done(tx, community, order, Judgement(Step.CONFIRM, Part.STAFF, person))


async def reopen_order(cmd: ReviewOrder, *, uow: UnitOfWork, now: datetime) -> None:
    """没修好: the same volunteers go again; places that were free are offered again.

    Raises:
        NotAllowed: the actor is not staff there.
        WrongMoment: the order is not waiting for this.
        ButtonExpired: a newer card asks.
    """
    async with uow.writing(now) as tx:
        person, community, order = await _reviewed(tx, cmd, Step.REOPEN)
        await _points_stay(tx, person, cmd.actor.user_id, order)
        await send_again(tx, community, order, Judgement(Step.REOPEN, Part.STAFF, person))
        await owe_news(tx, order, "reopened")


async def _points_stay(tx: Writing, person: Person, chat_id: int, order: Order) -> None:
    """改分 was tapped and not answered: there is nothing to be changed any more, and its question goes."""
    for draft in await drafts_of_kind(tx, person.id, chat_id, POINTS):
        if (draft.payload["community"], draft.payload["number"]) == (order.community_id, order.number):
            await end_draft(tx, draft, "dropped")


async def ask_points(cmd: ReviewOrder, *, uow: UnitOfWork, now: datetime) -> None:
    """改分: ask how many.

    Raises:
        NotAllowed: the actor is not staff there.
        WrongMoment: the order is not waiting for this.
        ButtonExpired: a newer card asks.
    """
    async with uow.writing(now) as tx:
        person, community, order = await _reviewed(tx, cmd, Step.CONFIRM)
        payload = {"community": community.id, "number": order.number, "round": order.round}
        await begin_question(tx, person, cmd.actor.user_id, kind=POINTS, step=POINTS, payload=payload)


async def answer_points(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """A number is for each volunteer, a name and a number for that one; why is asked for, and stands in the books.

    Raises:
        BadInput: it is neither.
        WrongMoment: the order was closed meanwhile.
    """
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_staff(tx, community.id, person, "review")
    order = await order_for_change(tx, community.id, draft.payload["number"])
    if order.status is not Status.DONE:
        raise WrongMoment(number=order.number, status=order.status, step=Step.CONFIRM)
    held = await holders_with_claims(tx, community.id, order.number, tuple(ACTIVE_CLAIM))
    said = _changed(draft, text)
    chosen = [claim for claim, holder in held if said["name"] in ("", tx.vault.open(holder.name))]
    if not chosen:
        raise BadInput(field="points_name", example=f"{tx.vault.open(held[0][1].name)} 15")
    if not said["why"]:
        await keep_draft(tx, replace(draft, step=WHY, payload={**draft.payload, "said": said}))
        return
    before = [order.points if claim.points is None else claim.points for claim in chosen]
    for claim in chosen:
        claim.points = Points(said["points"])
        claim.reason = tx.vault.seal(said["why"])
    write_audit(tx, community.id, person.id, "points", number=order.number, before=before, after=said["points"])
    await end_draft(tx, draft, "changed", number=order.number)
    owe_review(tx, order, await people_with(tx, community.id, {Role.SECRETARY}))


def _changed(draft: DraftFacts, text: str) -> dict[str, Any]:
    """Whose points, how many and why, as far as it was said by now."""
    if draft.step == WHY:
        return {**draft.payload["said"], "why": " ".join(text.split())[:MOST_REASON]}
    match = _POINTS.fullmatch(text.strip())
    if match is None or int(match["points"]) > MOST_POINTS:
        raise BadInput(field="points", example="15")
    why = " ".join((match["why"] or "").split())[:MOST_REASON]
    return {"name": (match["name"] or "").strip(), "points": int(match["points"]), "why": why}


@dataclass(frozen=True)
class CancelOrder:
    """A member of staff calls an order off."""

    actor: Actor
    community_id: int
    number: int
    reason: str


async def _uncount(tx: Writing, order: Order, staff: Person, *, reason: str) -> None:
    """It was closed and counted: nobody has done it after all, and what was paid for it comes back."""
    back, spent = await unearn(tx, order, by=staff.id, why="cancelled")
    for claim, holder in await holders_with_claims(tx, order.community_id, order.number, (ClaimState.FULFILLED,)):
        claim.end(ClaimState.REMOVED, at=tx.now)
        owe_job(tx, order, claim, holder.user_id)
        owe_notice(tx, order, holder.user_id, "uncounted", points=back.get(holder.id, 0), reason=reason)
    for holder_id, points in spent.items():
        await owe_spent(tx, order, holder_id, points)


async def cancel_order(cmd: CancelOrder, *, uow: UnitOfWork, now: datetime) -> None:
    """Call the order off and tell everyone concerned; one that was closed counts for nothing then.

    Raises:
        MissingReason: no reason was given.
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
        WrongMoment: it was not accepted, merged or called off before.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "cancel")
        if not cmd.reason.strip():
            raise MissingReason(command="cancel", number=cmd.number)
        order = await order_for_change(tx, community.id, cmd.number)
        was = await take_step(tx, order, Step.CANCEL, by=Part.STAFF, actor_id=person.id)
        await send_home(tx, order, "cancelled", reason=cmd.reason.strip())
        if was is Status.CLOSED:
            await _uncount(tx, order, person, reason=cmd.reason.strip())
        if was in (Status.DONE, Status.CLOSED):
            owe_review(tx, order, await people_with(tx, community.id, {Role.SECRETARY}))
            await end_survey(tx, order, number_of_round=order.round)
        await tell_others(tx, order)
        await owe_posted_card(tx, community, order)
        await owe_news(tx, order, "cancelled", reason=cmd.reason.strip())
        owe_done(tx, cmd.actor, community.id, "cancelled", number=order.number)
