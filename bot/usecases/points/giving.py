"""Points given by hand: 手工 by staff with a reason, 捐赠 from a member to a neighbour. A card asks what is missing."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired, OutOfRange, OwnPoints, SwitchedOff
from bot.domain.giving_errors import NobodyKnown, NoDeduction
from bot.domain.ids import CommunityId, PersonId
from bot.domain.roles import STAFF
from bot.domain.standard import MOST_POINTS
from bot.language.lines.giving_line import read_giving
from bot.models import Community, Person
from bot.models.hours import HoursKind
from bot.models.ledger import AccountKind, EntryKind
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.neighbours import Neighbour, called, neighbours
from bot.storage.members.people import communities_where, person_by_username
from bot.storage.points.hours import Minutes, add_minutes
from bot.storage.points.ledger import communities_with_points
from bot.storage.points.statements import account_with, entry_of, reversal_of
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, require_private, require_staff
from bot.usecases.chats.asking import own_communities
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft
from bot.usecases.points.bookkeeping import MINT, Booking, book, member
from bot.usecases.points.reversing import READY, reverse
from bot.usecases.points.telling import owe_moved

AWARD, DONATE = "award", "donate"
WHO, HOW_MANY, WHY, CONFIRM, SURE = "who", "points", "reason", "confirm", "sure"
MOST_REASON = 200
MOST_OFFERED = 6
LONGEST_NUMBER = 6
MAY_REFUSE_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class GivePoints:
    """/award 王师傅 10 2小时 巡逻, /donate 王阿姨 20: what was said behind the command, or a button without words."""

    actor: Actor
    line: str
    community_id: int | None = None
    """Whose points, where a button says so."""
    user_id: int | None = None
    """For whom, where a mention carries an account."""


async def begin_award(cmd: GivePoints, *, uow: UnitOfWork, now: datetime) -> None:
    """手工: the card, in the private chat, with what was said; it asks for the rest.

    Raises:
        NotAllowed: the actor is staff nowhere, or not here.
        NobodyKnown, NoDeduction, OutOfRange, OwnPoints: what was said cannot be.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community = (await own_communities(tx, person, cmd.actor, STAFF, "award"))[0]
        await _begin(tx, person, community, cmd, AWARD)


async def begin_donation(cmd: GivePoints, *, uow: UnitOfWork, now: datetime) -> None:
    """捐赠: the card with what was said; it asks for the rest.

    Raises:
        OnlyInPrivate: said in the group, where everybody would know who is in need.
        SwitchedOff: the community does not have it.
        NobodyKnown, NoDeduction, OutOfRange, OwnPoints: what was said cannot be.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        own = [*await communities_with_points(tx, person.id), *await communities_where(tx, person.id)]
        here = [each for each in own if cmd.community_id in (None, each.id)]
        community = next((each for each in here if each.ways().donations), None)
        if community is None:
            raise SwitchedOff(what="donations")
        await _begin(tx, person, community, cmd, DONATE)


async def _begin(tx: Writing, person: Person, community: Community, cmd: GivePoints, kind: str) -> None:
    said = read_giving(cmd.line, hours=kind == AWARD)
    payload: dict[str, Any] = {"community": community.id, "to": None, "name": None, "points": None, "reason": None}
    asked = DraftFacts(person.id, cmd.actor.user_id, kind, 0, WHO, payload | {"minutes": said.minutes})
    if said.takes:
        raise NoDeduction(name=said.name)
    known = await neighbours(tx, community.id) if cmd.user_id is not None else ()
    mentioned = next((each for each in known if each.user_id == cmd.user_id), None)
    if mentioned is not None:
        asked = _chosen(asked, mentioned)
    elif said.name:
        asked = await _named(tx, asked, said.name)
    points = None if said.points is None else _points(said.points)
    asked = _with(asked, points=points, reason=_reason(said.reason))
    await begin_question(tx, person, cmd.actor.user_id, kind=kind, step=_next(asked), payload=asked.payload)


def _with(draft: DraftFacts, **known: Any) -> DraftFacts:
    filled = replace(draft, payload={**draft.payload, **known})
    return replace(filled, step=_next(filled))


def _next(draft: DraftFacts) -> str:
    """What the card asks for."""
    if draft.payload["to"] is None:
        return WHO
    if draft.payload["points"] is None:
        return HOW_MANY
    return WHY if draft.kind == AWARD and draft.payload["reason"] is None else CONFIRM


def _points(text: str) -> int:
    digits = text.strip().removesuffix("分").strip()
    if not digits.isdecimal() or len(digits) > LONGEST_NUMBER or not 1 <= int(digits) <= MOST_POINTS:
        raise OutOfRange(least=1, most=MOST_POINTS, example=10)
    return int(digits)


def _reason(text: str) -> str | None:
    return " ".join(text.split())[:MOST_REASON] or None


async def offered(tx: Reading, draft: DraftFacts) -> Sequence[Neighbour]:
    """Who may be meant by the name that was said; nobody as long as none was."""
    known = await neighbours(tx, CommunityId(draft.payload["community"]))
    # A donation can be refused: whoever gets one has to be able to hear of it.
    those = [each for each in known if draft.kind == AWARD or each.reached]
    name = draft.payload["name"] or ""
    if name.startswith("@"):
        called_so = await person_by_username(tx, name)
        if meant := [each for each in those if each.id == called_so]:
            return meant
    return called(those, name)[:MOST_OFFERED]


async def _named(tx: Writing, draft: DraftFacts, name: str) -> DraftFacts:
    asked = replace(draft, payload={**draft.payload, "name": name.strip()})
    found = await offered(tx, asked)
    if not found:
        raise NobodyKnown(name=name.strip())
    return _chosen(asked, found[0]) if len(found) == 1 else asked


def _chosen(draft: DraftFacts, to: Neighbour) -> DraftFacts:
    if to.id == draft.person_id:
        raise OwnPoints
    return _with(draft, to=to.id, name=to.name)


async def answer_giving(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:  # noqa: ARG001 - as all answers
    """What was asked for; once everything is known, a button alone gives the points.

    Raises:
        NobodyKnown, NoDeduction, OutOfRange, OwnPoints: what was said cannot be.
        BadInput: a button is to be pressed.
    """
    if draft.step == WHO:
        await keep_draft(tx, await _named(tx, draft, text))
    elif draft.step == HOW_MANY:
        await keep_draft(tx, _with(draft, points=_points(text)))
    elif draft.step == WHY and _reason(text) is not None:
        await keep_draft(tx, _with(draft, reason=_reason(text)))
    else:
        raise BadInput(field="choose", example="")


@dataclass(frozen=True)
class PressGiving:
    """A button of the card: whom it is for, or yes."""

    actor: Actor
    kind: str
    serial: int
    value: str


async def press_giving(cmd: PressGiving, *, uow: UnitOfWork, now: datetime) -> bool:
    """Take the choice, or give the points (True); whoever gives their own is asked twice.

    Raises:
        ButtonExpired: the card has ended, or asks for something else.
        NotAllowed: the actor is not staff there (any more).
        NotEnoughPoints: the giver has fewer.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, cmd.kind, cmd.serial)
        if draft is None or draft.kind not in _GIVE:
            raise ButtonExpired
        if cmd.value not in (CONFIRM, SURE):
            await _choose(tx, draft, cmd.value)
            return False
        if draft.step != cmd.value:
            raise ButtonExpired
        if draft.kind == DONATE and cmd.value == CONFIRM:
            await keep_draft(tx, replace(draft, step=SURE))
            return False
        await _GIVE[draft.kind](tx, person, draft)
        return True


async def _choose(tx: Writing, draft: DraftFacts, value: str) -> None:
    found = {str(each.id): each for each in await offered(tx, draft)}
    if draft.step != WHO or value not in found:
        raise ButtonExpired
    await keep_draft(tx, _chosen(draft, found[value]))


async def _award(tx: Writing, person: Person, draft: DraftFacts) -> None:
    community_id = CommunityId(draft.payload["community"])
    await require_staff(tx, community_id, person, "award")
    to = PersonId(draft.payload["to"])
    booking = Booking(
        kind=EntryKind.MANUAL,
        source=MINT,
        target=member(to),
        points=draft.payload["points"],
        key=f"manual/{person.id}/{draft.serial}",
        by=person.id,
        reason=draft.payload["reason"],
    )
    seq, minutes = await _booked(tx, draft, booking, to), draft.payload.get("minutes")
    if seq is not None and minutes:
        # Under the entry's key: whoever takes the points back takes these back, too.
        await add_minutes(tx, community_id, Minutes(HoursKind.MANUAL, to, minutes, booking.key, person.id, tx.now))
    write_audit(tx, community_id, person.id, "manual_award", person=to, points=booking.points, minutes=minutes)


async def _donate(tx: Writing, person: Person, draft: DraftFacts) -> None:
    """Points, not hours: these are one's own."""
    community = await tx.session.get_one(Community, draft.payload["community"])
    if not community.ways().donations:
        raise SwitchedOff(what="donations")
    to = PersonId(draft.payload["to"])
    booking = Booking(
        kind=EntryKind.DONATION,
        source=member(person.id),
        target=member(to),
        points=draft.payload["points"],
        key=f"donation/{person.id}/{draft.serial}",
        by=person.id,
    )
    await _booked(tx, draft, booking, to)


_GIVE: Mapping[str, Callable[[Writing, Person, DraftFacts], Awaitable[None]]] = {AWARD: _award, DONATE: _donate}


async def _booked(tx: Writing, draft: DraftFacts, booking: Booking, to: PersonId) -> int | None:
    community_id = CommunityId(draft.payload["community"])
    seq = await book(tx, community_id, booking)
    await end_draft(tx, draft, "given", name=draft.payload["name"], points=draft.payload["points"])
    if seq is not None:
        await owe_moved(tx, community_id, to, seq)
    return seq


@dataclass(frozen=True)
class RefuseDonation:
    """谢谢,不用了, by whoever was given points."""

    actor: Actor
    community_id: int
    seq: int


async def refuse_donation(cmd: RefuseDonation, *, uow: UnitOfWork, now: datetime) -> None:
    """The points go back to the giver, who hears so kindly.

    Raises:
        ButtonExpired: it was no gift to the actor, or is a day old.
        ReversedBefore: they went back already.
        NotEnoughPoints: they are spent.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community_id = CommunityId(cmd.community_id)
        entry = await entry_of(tx, community_id, cmd.seq)
        if entry is None or entry.kind is not EntryKind.DONATION or now - entry.at > MAY_REFUSE_WITHIN:
            raise ButtonExpired
        receiver = await account_with(tx, community_id, entry.target_id)
        giver = await account_with(tx, community_id, entry.source_id)
        if receiver.kind is not AccountKind.MEMBER or receiver.owner_id != person.id:
            raise ButtonExpired
        if await reversal_of(tx, community_id, cmd.seq) is None:
            booked = await reverse(tx, community_id, cmd.seq, person.id, READY + "declined")
            await owe_moved(tx, community_id, giver.owner_id, booked)
        await owe_moved(tx, community_id, person.id, cmd.seq)
