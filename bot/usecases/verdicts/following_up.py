"""回访: residents without a chat are called; each call's result is noted by one tap, and who called when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import ButtonExpired, NotAllowed
from bot.domain.life import Status, Step
from bot.domain.roles import STAFF, Part, Role
from bot.models import Community, FollowUp, Order, Person
from bot.models.residents import CallResult
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import communities_where, people_with
from bot.storage.repairs.orders import order_for_change, take_step
from bot.storage.requests.drafts import DraftFacts
from bot.storage.requests.ratings import next_call
from bot.usecases.chats.acting import Actor, recognise, require_private, require_staff, staff_here
from bot.usecases.chats.asking import Ask
from bot.usecases.owed.owing import begin_question, end_draft, owe_news, owe_review
from bot.usecases.owed.owing_community import owe_panel
from bot.usecases.verdicts.judgement import Judgement, close_done, send_again

MOST_CALLS = 3
SERIALS = 10**9
"""A button has no room for more."""
ONE_DAY = timedelta(days=1)
NOTE = "call_note"
"""The kind of conversation in which a word is added to a call."""
LONGEST_NOTE = 500


async def ask_calls(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """The next call to be made, with what has to be known for it.

    Raises:
        OnlyInPrivate: the question was put in the group, where no telephone number belongs.
        NotAllowed: the actor is staff nowhere.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        communities = await communities_where(tx, person.id, STAFF)
        if not communities:
            raise NotAllowed(what="calls")
        require_private(cmd.actor)
        serial = min(tx.settled, default=0) % SERIALS
        for community in communities:
            await _show(tx, community, person, serial, after=0)


async def _show(
    tx: Writing, community: Community, person: Person, serial: int, *, after: int, noted: FollowUp | None = None
) -> None:
    """The list's message shows the next call; whose contact is shown to whom is written down."""
    call = await next_call(tx, community.id, tx.now, after=after)
    number = None if call is None else int(call.number)
    if number is not None:
        write_audit(tx, community.id, person.id, "contact", number=number, shown="call")
    key = f"calls/{community.id}/{person.id}/{serial}"
    owe_panel(
        tx, person.user_id, community.id, "calls", key=key, number=number, serial=serial, about=after, **_said_of(noted)
    )


def _said_of(noted: FollowUp | None) -> dict[str, str | int | None]:
    """What was noted a moment ago, and of which call."""
    if noted is None:
        return {"did": None}
    return {"did": noted.result, "round": noted.round, "attempt": noted.attempt}


@dataclass(frozen=True)
class CallPress:
    """A button under the list of calls; without a result: the next one, please."""

    actor: Actor
    community_id: int
    number: int
    attempt: int
    serial: int
    result: CallResult | None


async def press_call(cmd: CallPress, *, uow: UnitOfWork, now: datetime) -> None:
    """Note what came of a call, do what follows from it, and show the next.

    Raises:
        NotAllowed: the actor is not staff there.
        ButtonExpired: that call was noted already, or need not be made any more.
        TooLateToReopen: to be done again, long after the closing.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "calls")
        order = await order_for_change(tx, community.id, cmd.number)
        noted = None if cmd.result is None else await _note(tx, community, order, person, cmd)
        await _show(tx, community, person, cmd.serial, after=cmd.number, noted=noted)


async def _note(tx: Writing, community: Community, order: Order, person: Person, cmd: CallPress) -> FollowUp:
    call = await tx.session.get(FollowUp, (community.id, order.number, order.round, cmd.attempt))
    if call is None or call.result is not None or order.status not in (Status.DONE, Status.CLOSED):
        raise ButtonExpired
    call.result, call.called_by, call.called_at = cmd.result, person.id, tx.now
    details = {"result": str(cmd.result), "attempt": cmd.attempt}
    was = await take_step(tx, order, Step.FOLLOW_UP, by=Part.STAFF, actor_id=person.id, **details)
    await tx.session.flush()
    if cmd.result is CallResult.NO_ANSWER and cmd.attempt < MOST_CALLS:
        tx.session.add(_again(order, cmd.attempt, community.by_day(tx.now + ONE_DAY)))
    if cmd.result is CallResult.REDO:
        await send_again(tx, community, order, Judgement(Step.REOPEN, Part.STAFF, person))
        await owe_news(tx, order, "reopened")
    elif cmd.result is CallResult.SATISFIED and was is Status.DONE:
        await close_done(tx, community, order, Judgement(Step.CONFIRM, Part.STAFF, person))
    else:
        owe_review(tx, order, await people_with(tx, community.id, {Role.SECRETARY}))
    return call


def _again(order: Order, attempt: int, due_at: datetime) -> FollowUp:
    return FollowUp(
        community_id=order.community_id, number=order.number, round=order.round, attempt=attempt + 1, due_at=due_at
    )


@dataclass(frozen=True)
class WantNote:
    """记一句: whoever noted a call's result wants to add a word."""

    actor: Actor
    community_id: int
    number: int
    round: int
    attempt: int


async def ask_note(cmd: WantNote, *, uow: UnitOfWork, now: datetime) -> None:
    """Ask for it.

    Raises:
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
        ButtonExpired: somebody else made that call, or nobody did, or it is too long ago to be written about.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "calls")
        order = await order_for_change(tx, community.id, cmd.number)
        await _own_call(tx, order, person, cmd.round, cmd.attempt)
        payload = {"community": community.id, "number": order.number, "round": cmd.round, "attempt": cmd.attempt}
        await begin_question(tx, person, cmd.actor.user_id, kind=NOTE, step="words", payload=payload)


async def _own_call(tx: Writing, order: Order, person: Person, number_of_round: int, attempt: int) -> FollowUp:
    call = await tx.session.get(FollowUp, (order.community_id, order.number, number_of_round, attempt))
    if call is None or call.called_by != person.id or order.scrubbed_at is not None:
        raise ButtonExpired
    return call


async def answer_note(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """The word is kept with the call, and stands on the order's card.

    Raises:
        NotAllowed: the actor is not staff there (any more).
        ButtonExpired: it is too long ago.
    """
    asked = draft.payload
    order = await order_for_change(tx, asked["community"], asked["number"])
    await require_staff(tx, order.community_id, person, "calls")
    call = await _own_call(tx, order, person, asked["round"], asked["attempt"])
    call.note = tx.vault.seal(text.strip()[:LONGEST_NOTE])
    await end_draft(tx, draft, "noted")
    staff = await people_with(tx, order.community_id, {Role.SECRETARY})
    owe_review(tx, order, staff, number_of_round=call.round)
