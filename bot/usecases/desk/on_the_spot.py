"""当场办结: staff note down what was settled while they were there; it is in the books, and earns no points."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.life import Step
from bot.domain.roles import STAFF
from bot.language.lines.order_line import parse_order_line
from bot.models import Community, Order, Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import opened
from bot.usecases.chats.acting import Actor, owe_done, recognise, require_private
from bot.usecases.chats.asking import own_communities
from bot.usecases.desk.triage_ground import Decision
from bot.usecases.desk.triage_outcomes import settle_request
from bot.usecases.desk.triage_questions import ask_word
from bot.usecases.desk.triage_reminding import expect_decision
from bot.usecases.owed.owing import owe_first_triage_card, owe_triage
from bot.usecases.repairs.order_details import OrderDetails
from bot.usecases.repairs.posting import begin_draft, make_order, reporter_by_phone

_MARKED = re.compile(r"(.+?)\s*[,，;；。\n→]+(.+)", re.DOTALL)
_SPACED = re.compile(r"(.+)\s+(\S+)", re.DOTALL)


@dataclass(frozen=True)
class NoteSpot:
    """A member of staff says where it was, what was broken, and what was done about it."""

    actor: Actor
    line: str


async def note_spot(cmd: NoteSpot, *, uow: UnitOfWork, now: datetime) -> None:
    """Enter it and close it at once; where something is missing, the card of an order asks for it.

    Raises:
        NotAllowed: the actor is staff nowhere.
        OnlyInPrivate: it was said in the group, where addresses do not belong.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        communities = await own_communities(tx, person, cmd.actor, STAFF, "order")
        require_private(cmd.actor)
        details, answer = _read(cmd.line)
        if not details.complete or answer is None or len(communities) > 1:
            await begin_draft(tx, person, cmd.actor.chat_id, details, communities)
            return
        order = await _enter(tx, communities[0], person, details)
        await settle_request(Decision(tx, person, communities[0], order), answer)
        owe_done(tx, cmd.actor, communities[0].id, "settled", number=order.number)


def _read(line: str) -> tuple[OrderDetails, str | None]:
    """The order, and behind its words what was done.

    English words stand apart anyhow: there only a mark parts what was done from what was broken.
    """
    details = OrderDetails.from_line(parse_order_line(line), ())
    said = (details.what or "").strip()
    match = _MARKED.fullmatch(said) or (None if said.isascii() else _SPACED.fullmatch(said))
    return (details, None) if match is None else (replace(details, what=match[1]), match[2].strip())


async def _enter(tx: Writing, community: Community, person: Person, details: OrderDetails) -> Order:
    reporter_id = await reporter_by_phone(tx, details.phone)
    return await make_order(tx, community, person, details, step=Step.SUBMIT, reporter_id=reporter_id)


async def enter_draft(
    tx: Writing, community: Community, person: Person, details: OrderDetails, *, settle: bool
) -> Order:
    """What is on the card of an order is entered: settled on the spot with the next word, or left for staff to decide.

    Whoever settles it on the spot has its card as well, so that it waits for somebody should they never say the word.
    """
    order = await _enter(tx, community, person, details)
    await expect_decision(tx, community, order)
    if settle:
        owe_first_triage_card(tx, order, opened(tx, person), time=1)
        await ask_word(Decision(tx, person, community, order), "settle")
    else:
        await owe_triage(tx, order)
    return order
