"""An outside party answers for its orders through the bot: we see to it, it is done, it is not ours."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import ButtonExpired, NotAllowed
from bot.domain.life import Step
from bot.domain.roles import Part
from bot.models import Community, Order, Person
from bot.models.due import DueKind
from bot.storage.community.parties import orders_with, parties_of_person, party_facts
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.repairs.due import drop_due
from bot.storage.repairs.history import last_taken, times_taken
from bot.storage.repairs.orders import order_for_change, take_step
from bot.storage.requests.drafts import DraftFacts, close_draft
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.chats.raising import raise_message
from bot.usecases.desk.redirecting import answered, given_back
from bot.usecases.desk.triage_ground import owe_party
from bot.usecases.owed.owing import begin_question, owe_draft, owe_news, owe_reply, owe_triage, party_key

MOST_SHOWN = 10
PARTY = "party"
"""The kind of conversation in which a party says what came of an order, or why it is not theirs."""
QUESTIONS = {"done": Step.ANSWER, "not_ours": Step.RETURN}


@dataclass(frozen=True)
class PressParty:
    """A button of the party's card: accept, done, not_ours."""

    actor: Actor
    community_id: int
    number: int
    button: str


async def press_party(cmd: PressParty, *, uow: UnitOfWork, now: datetime) -> str:
    """Do what the button says; what was done.

    Raises:
        NotAllowed: the actor does not answer for the party that has the order.
        OrderNotFound: there is no such order.
        WrongMoment: it is with nobody outside any more.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order = await order_for_change(tx, cmd.community_id, cmd.number)
        await _require_party(tx, order, person)
        if cmd.button == "accept":
            return await _accept(tx, order, person)
        if cmd.button not in QUESTIONS:
            raise ButtonExpired
        order.next_move(QUESTIONS[cmd.button])
        payload = {"community": order.community_id, "number": order.number}
        await begin_question(tx, person, cmd.actor.user_id, kind=PARTY, step=cmd.button, payload=payload)
        return "asked"


async def show_party_cards(tx: Writing, person: Person) -> bool:
    """What somebody has to see to for a party comes to the end of their chat; False if they answer for none."""
    answering = await parties_of_person(tx, person.id)
    orders = [order for party in answering for order in await orders_with(tx, party.community_id, party.id)]
    for order in orders[:MOST_SHOWN]:
        time = await times_taken(tx, order.community_id, order.number, Step.REDIRECT)
        await raise_message(tx, party_key(order, person.user_id, time=time))
        await owe_party(tx, order)
    if answering and not orders:
        owe_reply(tx, person.user_id, "said", community=answering[0].community_id, what="party_idle")
    return bool(answering)


async def _require_party(tx: Writing, order: Order, person: Person) -> None:
    party = await party_facts(tx, order.community_id, order.party_id)
    if party is None or party.person_id != person.id:
        raise NotAllowed(what="party")


async def _accept(tx: Writing, order: Order, person: Person) -> str:
    """Once for each time the order was handed over: staff and whoever reported it see that it is in good hands."""
    order.next_move(Step.ACCEPT)
    last = await last_taken(tx, order.community_id, order.number, {Step.REDIRECT, Step.ACCEPT})
    if last is not None and last.step is Step.ACCEPT:
        return "accepted_before"
    await _take(tx, order, Step.ACCEPT, person)
    await owe_party(tx, order)
    await owe_triage(tx, order)
    await owe_news(tx, order, "accepted", party=order.party_id)
    return "accepted"


async def _take(tx: Writing, order: Order, step: Step, person: Person) -> None:
    await take_step(tx, order, step, by=Part.PARTY, actor_id=person.id, party=order.party_id)


async def answer_party(tx: Writing, person: Person, draft: DraftFacts, text: str | None) -> None:
    """What came of it, or why it is not theirs; None is 跳过.

    Raises:
        NotAllowed: the order is with another party by now.
        WrongMoment: it is with nobody outside any more.
    """
    order = await order_for_change(tx, draft.payload["community"], draft.payload["number"])
    await close_draft(tx, draft)
    await _require_party(tx, order, person)
    step = QUESTIONS[draft.step]
    order.next_move(step)
    community = await tx.session.get_one(Community, order.community_id)
    if step is Step.RETURN:
        await owe_triage(tx, order)
    await _take(tx, order, step, person)
    await drop_due(tx, order, {DueKind.PARTY_REMINDER})
    owe_draft(tx, draft, ended=draft.step)
    if step is Step.RETURN:
        await given_back(tx, community, order, text)
    else:
        await answered(tx, community, order, text)
