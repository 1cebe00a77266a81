"""Who? A question about one of the team, answered by a button with a name or by typing it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import ButtonExpired, NobodyToBlame, NotOnTheTeam, WrongMoment
from bot.domain.ids import PersonId
from bot.domain.life import ACTIVE_CLAIM, LIFE, Step
from bot.models import Order, Person
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.repairs.claims import holders_with_claims
from bot.storage.repairs.colleagues import Colleague, colleagues, named
from bot.storage.repairs.no_shows import may_be_noted
from bot.storage.repairs.orders import order_for_change
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, staff_here
from bot.usecases.owed.owing import begin_question, keep_draft
from bot.usecases.repairs.assigning import ASSIGN, assign_chosen
from bot.usecases.repairs.no_shows import NO_SHOW, REASON, WHO, note_chosen, note_with_reason
from bot.usecases.repairs.passing_on import HAND_ON, offer_to_chosen

Chosen = Callable[[Writing, Person, DraftFacts, PersonId], Awaitable[None]]
CHOICES: Mapping[str, Chosen] = {ASSIGN: assign_chosen, HAND_ON: offer_to_chosen, NO_SHOW: note_chosen}
"""What happens to whoever was chosen, by the kind of the conversation."""


REPLACE = "replace"
"""换一个人: as 派单, but whoever holds it is sent home first."""
OF_STAFF: Mapping[str, Step] = {ASSIGN: Step.ASSIGN, NO_SHOW: Step.NO_SHOW, REPLACE: Step.RELEASE}
"""The questions that staff open by a button, and the step that each is about."""


async def candidates(tx: Reading, draft: DraftFacts) -> Sequence[Colleague]:
    """Who may be chosen in this conversation, those first who fit best."""
    order = await tx.session.get_one(Order, (draft.payload["community"], draft.payload["number"]))
    team = await colleagues(tx, order, besides=())
    if draft.kind == NO_SHOW:
        those = {person.id for _, person in await may_be_noted(tx, order)}
        return [each for each in team if each.id in those]
    held = await holders_with_claims(tx, order.community_id, order.number, tuple(ACTIVE_CLAIM))
    holding = {holder.id for _, holder in held}
    # A colleague has to answer; who never started the bot would not even hear the question.
    return [each for each in team if each.id not in holding and (each.reached or draft.kind != HAND_ON)]


async def shown(tx: Reading, draft: DraftFacts) -> Sequence[Colleague]:
    """Those of them who can be meant by what was typed; all of them where nothing was."""
    found = await candidates(tx, draft)
    return await named(tx, found, draft.payload.get("name") or "") or found


@dataclass(frozen=True)
class AskWho:
    """Staff pressed a button that needs a name: 派单, 换一个人, 没来."""

    actor: Actor
    community_id: int
    number: int
    kind: str


async def ask_who(cmd: AskWho, *, uow: UnitOfWork, now: datetime) -> None:
    """Ask them.

    Raises:
        ButtonExpired: it is no such button.
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
        WrongMoment: nobody can be given it, or could have come.
        NobodyToBlame: nobody holds or held it who is not noted yet.
    """
    step = OF_STAFF.get(cmd.kind)
    if step is None:
        raise ButtonExpired
    async with uow.writing(now) as tx:
        staff, community = await staff_here(tx, cmd.actor, cmd.community_id, cmd.kind)
        order = await order_for_change(tx, community.id, cmd.number)
        if (order.status, step) not in LIFE:
            raise WrongMoment(number=order.number, status=order.status, step=step)
        if step is Step.RELEASE and not order.places_taken:
            raise WrongMoment(number=order.number, status=order.status, step=step)
        if step is Step.NO_SHOW and not await may_be_noted(tx, order):
            raise NobodyToBlame(number=order.number)
        payload = {"community": community.id, "number": order.number, "instead": cmd.kind == REPLACE}
        kind = ASSIGN if cmd.kind == REPLACE else cmd.kind
        await begin_question(tx, staff, cmd.actor.user_id, kind=kind, step=WHO, payload=payload)


@dataclass(frozen=True)
class Choose:
    """A name was tapped."""

    actor: Actor
    kind: str
    serial: int
    person_id: int


async def choose(cmd: Choose, *, uow: UnitOfWork, now: datetime) -> None:
    """Take who was tapped.

    Raises:
        ButtonExpired: the conversation has ended, or that person cannot be chosen (any more).
        DomainError: what the conversation's own rule refuses.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, cmd.kind, cmd.serial)
        if draft is None or draft.kind not in CHOICES:
            raise ButtonExpired
        if cmd.person_id not in {each.id for each in await candidates(tx, draft)}:
            raise ButtonExpired
        await CHOICES[draft.kind](tx, person, draft, PersonId(cmd.person_id))


async def answer_choice(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """Take who was named; where it may be several, offer these. Or take the reason, where that was asked for.

    Raises:
        NotOnTheTeam: nobody who can be chosen is called so.
        DomainError: what the conversation's own rule refuses.
    """
    if draft.step == REASON:
        await note_with_reason(tx, person, draft, text)
        return
    found = await named(tx, await candidates(tx, draft), text)
    if not found:
        raise NotOnTheTeam(name=text)
    if len(found) == 1:
        await CHOICES[draft.kind](tx, person, draft, found[0].id)
        return
    asked = replace(draft, payload={**draft.payload, "name": text})
    await keep_draft(tx, asked)
