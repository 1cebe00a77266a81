"""Who did not come: noted by staff with a reason, contested once by the volunteer, decided by staff."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import BadInput, ButtonExpired, MissingReason, NobodyToBlame
from bot.domain.ids import PersonId
from bot.domain.life import Step
from bot.domain.roles import STAFF, Part
from bot.models import Claim, Community, NoShow, Order, Person
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_with, person_by_username
from bot.storage.repairs.claims import claim_with_holder
from bot.storage.repairs.no_shows import may_be_noted, no_show_of
from bot.storage.repairs.orders import order_for_change, take_step
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats.acting import Actor, recognise, require_staff, staff_here
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft
from bot.usecases.owed.owing_places import owe_contest, owe_no_show, owe_place_notice, owe_place_said

NO_SHOW = "no_show"
CONTEST = "contest"
WHO = "who"
REASON = "reason"
MOST_WORDS = 500


@dataclass(frozen=True)
class RecordNoShow:
    """Staff say that a holder did not come, and how they know; a name in front where several hold the order."""

    actor: Actor
    community_id: int
    number: int
    words: str


async def record_no_show(cmd: RecordNoShow, *, uow: UnitOfWork, now: datetime) -> None:
    """Note it and tell the volunteer; where it may be any of several, ask who it was.

    Raises:
        MissingReason: no reason was given.
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
        NobodyToBlame: nobody holds or held it who is not noted yet.
        WrongMoment: it has ended.
    """
    async with uow.writing(now) as tx:
        staff, community = await staff_here(tx, cmd.actor, cmd.community_id, "no_show")
        order = await order_for_change(tx, community.id, cmd.number)
        found = await may_be_noted(tx, order)
        if not found:
            raise NobodyToBlame(number=order.number)
        first, _, rest = cmd.words.strip().partition(" ")
        meant = await _meant(tx, order, found, first)
        reason = rest.strip() if meant else cmd.words.strip()
        if not reason:
            raise MissingReason(command="noshow", number=cmd.number)
        chosen = meant if len(meant) == 1 else found
        if len(chosen) == 1:
            await _note(tx, order, chosen[0], reason, by=staff)
            owe_place_said(tx, cmd.actor, order, "no_show", who=chosen[0][1].id)
            return
        payload = {"community": community.id, "number": order.number, "reason": reason}
        await begin_question(tx, staff, cmd.actor.user_id, kind=NO_SHOW, step=WHO, payload=payload)


async def _meant(
    tx: Writing, order: Order, found: Sequence[tuple[Claim, Person]], first: str
) -> list[tuple[Claim, Person]]:
    """Those whom the first word names, by their name or their @username; nobody, where it begins the reason."""
    known = await person_by_username(tx, first) if first.startswith("@") else None
    name = first.removeprefix("@")
    meant = [each for each in found if each[1].id == known or tx.vault.open(each[1].name) == name]
    if first.startswith("@") and not meant:
        raise NobodyToBlame(number=order.number)
    return meant


async def note_chosen(tx: Writing, staff: Person, draft: DraftFacts, person_id: PersonId) -> None:
    """A name was chosen; the reason is asked for where none was given.

    Raises:
        NotAllowed, NobodyToBlame, WrongMoment: as `note_with_reason`.
    """
    named = replace(draft, step=REASON, payload={**draft.payload, "who": person_id})
    reason = draft.payload.get("reason")
    if reason is None:
        await keep_draft(tx, named)
    else:
        await note_with_reason(tx, staff, named, reason)


async def note_with_reason(tx: Writing, staff: Person, draft: DraftFacts, reason: str) -> None:
    """Who and why are known.

    Raises:
        NotAllowed: the actor is not staff there (any more).
        NobodyToBlame: that one is noted already, or never held it.
        WrongMoment: it has ended.
    """
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_staff(tx, community.id, staff, "no_show")
    order = await order_for_change(tx, community.id, draft.payload["number"])
    found = [each for each in await may_be_noted(tx, order) if each[1].id == draft.payload["who"]]
    if not found:
        raise NobodyToBlame(number=order.number)
    await _note(tx, order, found[0], reason, by=staff)
    await end_draft(tx, draft, "noted", who=found[0][1].id)


async def _note(tx: Writing, order: Order, hold: tuple[Claim, Person], reason: str, *, by: Person) -> None:
    claim, holder = hold
    noted = NoShow(
        community_id=order.community_id,
        number=order.number,
        claim_id=claim.id,
        at=tx.now,
        reason=tx.vault.seal(reason[:MOST_WORDS]),
    )
    tx.session.add(noted)
    await take_step(tx, order, Step.NO_SHOW, by=Part.STAFF, actor_id=by.id, claim=claim.id)
    owe_no_show(tx, order, noted, holder.user_id)


@dataclass(frozen=True)
class NoShowPress:
    """Somebody pressed a button about what was noted."""

    actor: Actor
    community_id: int
    number: int
    claim_id: int


async def ask_contest(cmd: NoShowPress, *, uow: UnitOfWork, now: datetime) -> None:
    """我有话说: ask what.

    Raises:
        OrderNotFound: there is no such order.
        ButtonExpired: it is not about them, or they have said their word, or it was decided.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        order, _ = await _contestable(tx, person, cmd.community_id, cmd.number, cmd.claim_id)
        payload = {"community": order.community_id, "number": order.number, "claim": cmd.claim_id}
        await begin_question(tx, person, cmd.actor.user_id, kind=CONTEST, step="words", payload=payload)


async def _contestable(
    tx: Writing, person: Person, community_id: int, number: int, claim_id: int
) -> tuple[Order, NoShow]:
    order = await order_for_change(tx, community_id, number)
    noted = await no_show_of(tx, community_id, number, claim_id)
    found = await claim_with_holder(tx, order, claim_id)
    if noted is None or found is None or found[1].id != person.id:
        raise ButtonExpired
    if noted.contested_at is not None or order.scrubbed_at is not None:
        raise ButtonExpired
    return order, noted


async def answer_contest(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """Their word goes to staff, who decide.

    Raises:
        BadInput: nothing was said.
        ButtonExpired: they have said their word already.
    """
    if not text.strip():
        raise BadInput(field="contest", example="")
    payload = draft.payload
    order, noted = await _contestable(tx, person, payload["community"], payload["number"], payload["claim"])
    noted.contested = tx.vault.seal(text.strip()[:MOST_WORDS])
    noted.contested_at = tx.now
    await end_draft(tx, draft, "contested")
    owe_no_show(tx, order, noted, person.user_id)
    for staff in await people_with(tx, order.community_id, STAFF):
        owe_contest(tx, order, noted, staff.user_id)


@dataclass(frozen=True)
class DecideNoShow:
    """Staff have the last word."""

    actor: Actor
    community_id: int
    number: int
    claim_id: int
    upheld: bool


async def decide_no_show(cmd: DecideNoShow, *, uow: UnitOfWork, now: datetime) -> None:
    """What was noted stands, or is dropped and counts no more; the volunteer hears it.

    Raises:
        NotAllowed: the actor is not staff there.
        OrderNotFound: there is no such order.
        ButtonExpired: nothing was contested, or it was decided before.
    """
    async with uow.writing(now) as tx:
        staff, community = await staff_here(tx, cmd.actor, cmd.community_id, "no_show")
        order = await order_for_change(tx, community.id, cmd.number)
        noted = await no_show_of(tx, community.id, order.number, cmd.claim_id)
        found = await claim_with_holder(tx, order, cmd.claim_id)
        if noted is None or found is None or noted.contested_at is None or noted.upheld is not None:
            raise ButtonExpired
        noted.upheld = cmd.upheld
        noted.decided_by = staff.id
        write_audit(tx, community.id, staff.id, "no_show", number=order.number, claim=cmd.claim_id, upheld=cmd.upheld)
        for each in await people_with(tx, community.id, STAFF):
            owe_contest(tx, order, noted, each.user_id)
        owe_no_show(tx, order, noted, found[1].user_id)
        owe_place_notice(tx, order, found[1].user_id, "upheld" if cmd.upheld else "dropped")
