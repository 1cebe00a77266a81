"""What staff write about a request: what was said on the spot, why not, what the party did, which order is the same."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import BadInput, ButtonExpired
from bot.domain.life import LIFE, Step
from bot.language.talk.intents import read_intent
from bot.language.talk.wishes import Wish
from bot.models import Community, Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.repairs.orders import order_for_change
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, require_staff
from bot.usecases.desk.merging import merge_request, merge_target
from bot.usecases.desk.party_side import PARTY, answer_party
from bot.usecases.desk.redirecting import record_result
from bot.usecases.desk.triage_ground import Decision, settled_before
from bot.usecases.desk.triage_outcomes import LONGEST_ANSWER, reject_request, settle_request
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft

TRIAGE = "triage"
"""The kind of conversation in which staff say the word that a decision needs."""
QUESTIONS = {"settle": Step.SETTLE, "reject": Step.REJECT, "result": Step.ANSWER, "merge": Step.MERGE}
"""What is asked, and the step that the answer takes."""
SKIPPED = "skip"
SURE = "sure"
"""The step in which it is asked back whether two orders are one; and the button that says so."""
ANOTHER = "another"
"""The button that says that they are not."""
_NUMBER = re.compile(r"[#＃]?\s*([0-9]{1,9})")


async def ask_word(decision: Decision, question: str) -> None:
    """Ask for the word.

    Raises:
        ButtonExpired: there is no such question.
        SettledBefore: the order is past that.
    """
    if question not in QUESTIONS:
        raise ButtonExpired
    order = decision.order
    if (order.status, QUESTIONS[question]) not in LIFE:
        raise await settled_before(decision.tx, order, decision.person)
    payload = {"community": order.community_id, "number": order.number}
    chat_id = decision.person.user_id
    await begin_question(decision.tx, decision.person, chat_id, kind=TRIAGE, step=question, payload=payload)


@dataclass(frozen=True)
class PressWord:
    """A button under such a question, of staff or of an outside party: a ready answer, or `skip`."""

    actor: Actor
    kind: str
    serial: int
    word: str


async def press_word(cmd: PressWord, *, uow: UnitOfWork, now: datetime) -> None:
    """Take the ready answer, or none.

    Raises:
        ButtonExpired: that conversation has ended.
        SettledBefore: the order is past that.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, cmd.kind, cmd.serial)
        if draft is None or draft.kind not in (TRIAGE, PARTY):
            raise ButtonExpired
        await answer_word(tx, person, draft, None if cmd.word == SKIPPED else cmd.word)


async def answer_word(tx: Writing, person: Person, draft: DraftFacts, text: str | None) -> None:
    """The word that was asked for; None is 跳过.

    Raises:
        BadInput: it cannot be one.
        NotAllowed: the person is no longer staff there, or answers for the party no longer.
        SettledBefore: the order is past that.
    """
    said = None if text is None else text.strip()[:LONGEST_ANSWER]
    if draft.kind == PARTY:
        await answer_party(tx, person, draft, said)
        return
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_staff(tx, community.id, person, "triage")
    order = await order_for_change(tx, community.id, draft.payload["number"])
    decision = Decision(tx, person, community, order)
    if draft.step in ("merge", SURE):
        await _merge(decision, draft, said)
        return
    told = await _decide(decision, draft.step, said)
    await end_draft(tx, draft, draft.step, told=told)


async def _decide(decision: Decision, question: str, said: str | None) -> bool:
    """Whether somebody hears of it here."""
    if question == "settle":
        return await settle_request(decision, said)
    if question == "result":
        return await record_result(decision, said)
    if not said:
        raise BadInput(field="answer", example="")
    return await reject_request(decision, said)


async def _merge(decision: Decision, draft: DraftFacts, said: str | None) -> None:
    """A number is asked back about, for a list is easily tapped wrong; 是 merges, 不是 asks for another one."""
    tx, wish = decision.tx, read_intent(said or "", decision.tx.lexicon).kind
    asked_back = draft.step == SURE
    if asked_back and (said == SURE or wish is Wish.YES):
        told = await merge_request(decision, draft.payload["into"])
        await end_draft(tx, draft, "merge", into=draft.payload["into"], told=told)
    elif asked_back and (said == ANOTHER or wish is Wish.NO):
        await keep_draft(tx, replace(draft, step="merge"))
    else:
        target = await merge_target(decision, _number(said))
        await keep_draft(tx, replace(draft, step=SURE, payload={**draft.payload, "into": target.number}))


def _number(said: str | None) -> int:
    match = _NUMBER.fullmatch(said or "")
    if match is None:
        raise BadInput(field="merge", example="#1024")
    return int(match[1])
