"""Statements: everybody reads their own points, staff anybody's here, page by page, and take an entry back from it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from bot.domain.certificate import Service, read_line
from bot.domain.errors import BadInput, ButtonExpired, MissingReason, NotEnoughPoints, NotOnTheTeam
from bot.domain.ids import CommunityId, PersonId
from bot.domain.roles import STAFF, Role
from bot.models import Community, Person
from bot.models.outbox import Kind
from bot.storage.community.communities import write_audit
from bot.storage.ground.uow import Reading, UnitOfWork, Writing
from bot.storage.members.neighbours import called, neighbours
from bot.storage.members.people import communities_where, roles_in
from bot.storage.points.certificates import is_certified
from bot.storage.points.ledger import communities_with_points
from bot.storage.points.statements import account_with, entry_of
from bot.storage.post.outbox import Owed
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, require_private, require_secretary, require_staff, staff_here
from bot.usecases.chats.asking import Ask, own_communities
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft, owe_reply
from bot.usecases.owed.owing_community import owe_panel
from bot.usecases.points.reversing import reverse, reversible
from bot.usecases.points.telling import owe_moved

REVERSE = "reverse"
REASON, BELOW = "reason", "below"
MOST_REASON = 200
SERIALS = 10**9
"""A button has no room for more."""


async def ask_statement(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """/points: one's own.

    Raises:
        OnlyInPrivate: the question was put in the group.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        require_private(cmd.actor)
        await owe_statements(tx, person, cmd.actor.chat_id)


async def owe_statements(tx: Writing, person: Person, chat_id: int) -> None:
    """One message, in which who belongs to several communities turns from one to the next."""
    _owe_statement(tx, person, chat_id, serial=_serial(tx))


def _serial(tx: Writing) -> int:
    """Tells this statement from those asked for before."""
    return min(tx.settled, default=int(tx.now.timestamp())) % SERIALS


def _owe_statement(tx: Writing, person: Person, chat_id: int, *, serial: int, at: int = 0, page: int = 0) -> None:
    facts = {"person": person.id, "serial": serial, "at": at, "page": page}
    tx.owe(Owed(f"points/{person.id}/{serial}", chat_id, "points", facts, kind=Kind.KEEP))


async def own_books(tx: Reading, person_id: PersonId) -> list[Community]:
    """Where somebody is a member or has points."""
    own = {community.id: community for community in await communities_where(tx, person_id)}
    own |= {community.id: community for community in await communities_with_points(tx, person_id)}
    return list(own.values())


@dataclass(frozen=True)
class TurnStatement:
    """A button under one's own statement: which of the communities, which page of it. Never whose."""

    actor: Actor
    at: int
    page: int
    serial: int


async def turn_statement(cmd: TurnStatement, *, uow: UnitOfWork, now: datetime) -> None:
    """Show another page, or another community."""
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        at, page = max(0, cmd.at), max(0, cmd.page)
        _owe_statement(tx, person, cmd.actor.user_id, serial=cmd.serial, at=at, page=page)


@dataclass(frozen=True)
class AskLedger:
    """/ledger 王师傅, by staff; or the line of a certificate, to be checked."""

    actor: Actor
    name: str


async def ask_ledger(cmd: AskLedger, *, uow: UnitOfWork, now: datetime) -> None:
    """Somebody's statement, for staff, in their private chat; whose was looked at is written down.

    Or whether a certificate is true, whose line was said.

    Raises:
        NotAllowed: the actor is staff nowhere, or not here.
        BadInput: no name was said.
        NotOnTheTeam: nobody here is called so.
    """
    async with uow.writing(now) as tx:
        viewer = await recognise(tx, cmd.actor)
        communities = await own_communities(tx, viewer, cmd.actor, STAFF, "ledger")
        if not cmd.name.strip():
            raise BadInput(field="ledger", example="/ledger 王师傅")
        if (read := read_line(cmd.name)) is not None:
            _owe_certified(tx, cmd.actor, communities, *read)
            return
        found = False
        for community in communities:
            for number, each in enumerate(called(await neighbours(tx, community.id), cmd.name)[:MOST_CALLED]):
                found = True
                serial = (_serial(tx) + number) % SERIALS
                _owe_ledger(tx, viewer, community.id, each.id, serial=serial, page=0)
                write_audit(tx, community.id, viewer.id, "statement", person=each.id)
        if not found:
            raise NotOnTheTeam(name=cmd.name.strip())


def _owe_certified(tx: Writing, actor: Actor, own: Sequence[Community], said: Service, code: str) -> None:
    """Whether the line of a certificate is true; of one's own communities alone."""
    here = next((community.id for community in own if community.id == said.community_id), None)
    true = here is not None and is_certified(tx.vault, said, code)
    said_so = asdict(said) if true else None
    owe_reply(tx, actor.chat_id, "certified", community=here or own[0].id, said=said_so)


MOST_CALLED = 3
"""People of one name whose statements are shown at once."""


def _owe_ledger(
    tx: Writing, viewer: Person, community_id: CommunityId, person_id: PersonId, *, serial: int, page: int
) -> None:
    key = f"ledger/{community_id}/{viewer.id}/{serial}"
    facts = {"person": person_id, "viewer": viewer.id, "serial": serial, "page": page}
    owe_panel(tx, viewer.user_id, community_id, "ledger", key=key, **facts)


@dataclass(frozen=True)
class PressLedger:
    """A button under somebody's statement, by staff: another page, or 冲正 of an entry."""

    actor: Actor
    community_id: int
    person_id: int
    act: str
    value: int
    serial: int


async def press_ledger(cmd: PressLedger, *, uow: UnitOfWork, now: datetime) -> None:
    """Turn the page, or ask why the entry is to be taken back.

    Raises:
        NotAllowed: the actor is not staff there.
        EntryNotFound, NotReversible, ReversedBefore: as `reversible`.
        ButtonExpired: there is no such button.
    """
    async with uow.writing(now) as tx:
        viewer, community = await staff_here(tx, cmd.actor, cmd.community_id, "ledger")
        if cmd.act == "p":
            person_id = PersonId(cmd.person_id)
            _owe_ledger(tx, viewer, community.id, person_id, serial=cmd.serial, page=max(0, cmd.value))
            return
        if cmd.act != "u":
            raise ButtonExpired
        await reversible(tx, community.id, cmd.value)
        payload = {
            "community": community.id,
            "seq": cmd.value,
            "person": cmd.person_id,
            "card": cmd.serial,
            "reason": None,
        }
        await begin_question(tx, viewer, cmd.actor.user_id, kind=REVERSE, step=REASON, payload=payload)


async def answer_reverse(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """The reason was said: take the entry back, or ask whether somebody shall fall below zero.

    Raises:
        MissingReason: nothing was said.
        NotAllowed: the actor is not staff there (any more).
        EntryNotFound, NotReversible, ReversedBefore: as `reversible`.
    """
    reason = " ".join(text.split())[:MOST_REASON]
    if not reason:
        raise MissingReason(command="ledger", number=draft.payload["seq"])
    asked = replace(draft, payload={**draft.payload, "reason": reason})
    await require_staff(tx, CommunityId(asked.payload["community"]), person, "ledger")
    try:
        await _reverse(tx, person, asked, below_zero=False)
    except NotEnoughPoints:
        asked = replace(asked, step=BELOW)
        await keep_draft(tx, asked)


@dataclass(frozen=True)
class ReverseBelowZero:
    """明知会变负数,仍要冲正."""

    actor: Actor
    serial: int


async def reverse_below_zero(cmd: ReverseBelowZero, *, uow: UnitOfWork, now: datetime) -> None:
    """Take the entry back although somebody owes points then: a secretary's own word.

    Raises:
        ButtonExpired: the question has ended.
        NotAllowed: the actor is no secretary there.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, REVERSE, cmd.serial)
        if draft is None or draft.step != BELOW:
            raise ButtonExpired
        community = await tx.session.get_one(Community, draft.payload["community"])
        await require_secretary(tx, community, person, "below_zero")
        await _reverse(tx, person, draft, below_zero=True)


async def _reverse(tx: Writing, person: Person, draft: DraftFacts, *, below_zero: bool) -> None:
    community_id, seq = CommunityId(draft.payload["community"]), draft.payload["seq"]
    entry = await entry_of(tx, community_id, seq)
    booked = await reverse(tx, community_id, seq, person.id, draft.payload["reason"], below_zero=below_zero)
    write_audit(tx, community_id, person.id, "reversal", entry=seq, by_entry=booked, below_zero=below_zero)
    if entry is not None:
        for account_id in (entry.source_id, entry.target_id):
            owner = (await account_with(tx, community_id, account_id)).owner_id
            await owe_moved(tx, community_id, owner, booked)
    await end_draft(tx, draft, "reversed", seq=seq)
    _owe_ledger(tx, person, community_id, PersonId(draft.payload["person"]), serial=draft.payload["card"], page=0)


async def may_go_below(tx: Reading, community_id: CommunityId, person_id: PersonId) -> bool:
    """Whether somebody's word is enough for it."""
    return Role.SECRETARY in await roles_in(tx, community_id, person_id)
