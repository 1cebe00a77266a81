"""The list of outside parties: entered, changed and removed by staff; a link lets somebody answer for one."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import BadInput, ButtonExpired, InviteInvalid
from bot.domain.life import Step
from bot.domain.roles import STAFF
from bot.language.lines.party_lines import read_party_line
from bot.models import Community, Party, Person
from bot.models.places import PartyKind
from bot.storage.community.communities import write_audit
from bot.storage.community.parties import (
    MOST_PARTIES,
    add_party,
    begin_list,
    orders_with,
    parties_of,
    party_by_token,
    party_facts,
    party_for_change,
)
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.ground.vault import token_hash
from bot.storage.repairs.history import times_taken
from bot.storage.requests.drafts import DraftFacts
from bot.usecases.chats.acting import Actor, recognise, require_staff, staff_here
from bot.usecases.chats.asking import Ask, own_communities
from bot.usecases.chats.raising import raise_message
from bot.usecases.owed.owing import begin_question, end_draft, owe_party_card, owe_reply
from bot.usecases.owed.owing_community import owe_panel

PARTIES = "parties"
"""The kind of conversation in which a party is described."""
EXAMPLE = "物业 阳光物业 张经理 13800138000"
TOKEN_BYTES = 16
"""128 random bits."""
LINK_LIFE = timedelta(days=7)


async def ask_parties(cmd: Ask, *, uow: UnitOfWork, now: datetime) -> None:
    """The list, in the private chat, where it was said.

    Raises:
        NotAllowed: the actor is staff nowhere.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        for community in await own_communities(tx, person, cmd.actor, STAFF, PARTIES):
            await begin_list(tx, community.id)
            await raise_message(tx, _list_key(community.id, person))
            _owe_list(tx, community, person)


def _list_key(community_id: int, person: Person) -> str:
    return f"parties/{community_id}/{person.id}"


def _owe_list(tx: Writing, community: Community, person: Person, *, picked: int | None = None) -> None:
    """The list of one member of staff; `picked` is the party that something is to be done with."""
    owe_panel(tx, person.user_id, community.id, PARTIES, key=_list_key(community.id, person), picked=picked)


@dataclass(frozen=True)
class PressParties:
    """A button of the list: list, pick, add, edit, remove, link."""

    actor: Actor
    community_id: int
    button: str
    party_id: int


async def press_parties(cmd: PressParties, *, uow: UnitOfWork, now: datetime) -> str:
    """Do what the button says; its name.

    Raises:
        ButtonExpired: there is no such button, or the party was removed.
        NotAllowed: the actor is not staff there.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, PARTIES)
        if cmd.button == "list":
            _owe_list(tx, community, person)
        elif cmd.button == "add":
            await _ask(tx, person, community, None)
        elif cmd.button in _ACTS:
            party = await party_for_change(tx, community.id, cmd.party_id)
            if party is None or not party.active:
                raise ButtonExpired
            await _ACTS[cmd.button](tx, community, person, party)
        else:
            raise ButtonExpired
        return cmd.button


async def _ask(tx: Writing, person: Person, community: Community, party: Party | None) -> None:
    payload = {"community": community.id, "party": None if party is None else party.id}
    step = "add" if party is None else "edit"
    await begin_question(tx, person, person.user_id, kind=PARTIES, step=step, payload=payload)


async def _pick(tx: Writing, community: Community, person: Person, party: Party) -> None:
    _owe_list(tx, community, person, picked=party.id)


async def _edit(tx: Writing, community: Community, person: Person, party: Party) -> None:
    await _ask(tx, person, community, party)


async def _remove(tx: Writing, community: Community, person: Person, party: Party) -> None:
    """What the party has stays tracked, and its person sees nothing of it any more."""
    await _take_cards(tx, party)
    party.active, party.person_id, party.token_hash = False, None, None
    write_audit(tx, community.id, person.id, "party_removed", party=party.id)
    _owe_list(tx, community, person)


async def _link(tx: Writing, community: Community, person: Person, party: Party) -> None:
    """A fresh one-time link; an earlier one is worth nothing any more."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    party.token_hash, party.token_expires_at = token_hash(token), tx.now + LINK_LIFE
    write_audit(tx, community.id, person.id, "party_link", party=party.id)
    owe_reply(tx, person.user_id, "party_link", community=community.id, party=party.id, token=token)


_ACTS: Mapping[str, Callable[[Writing, Community, Person, Party], Awaitable[None]]] = {
    "pick": _pick,
    "edit": _edit,
    "remove": _remove,
    "link": _link,
}


async def answer_parties(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """The line that describes a party.

    Raises:
        BadInput: it cannot be one, or the list is full.
        NotAllowed: the person is no longer staff there.
    """
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_staff(tx, community.id, person, PARTIES)
    line = read_party_line(text)
    if line is None:
        raise BadInput(field="party", example=EXAMPLE)
    party = await _described(tx, community, draft.payload["party"], PartyKind(line.kind))
    if party is None:
        raise BadInput(field="parties", example=str(MOST_PARTIES))
    party.kind, party.name = PartyKind(line.kind), line.name
    party.contact = tx.vault.seal_or_none(line.contact)
    write_audit(tx, community.id, person.id, "party", party=party.id, kind=line.kind)
    await end_draft(tx, draft, "changed")
    _owe_list(tx, community, person)


async def _described(tx: Writing, community: Community, party_id: int | None, kind: PartyKind) -> Party | None:
    """The party that the line is about: the one to be changed, one that is but a kind so far, or a new one."""
    if party_id is not None:
        return await party_for_change(tx, community.id, party_id)
    listed = await parties_of(tx, community.id)
    bare = next((party.id for party in listed if party.kind is kind and not party.name), None)
    if bare is not None:
        return await party_for_change(tx, community.id, bare)
    if len(listed) >= MOST_PARTIES:
        return None
    return await add_party(tx, community.id, kind, name="", contact=None)


@dataclass(frozen=True)
class AcceptPartyLink:
    """Somebody came through a link to answer for a party."""

    actor: Actor
    token: str


async def accept_party_link(cmd: AcceptPartyLink, *, uow: UnitOfWork, now: datetime) -> None:
    """They answer for the party from now on, instead of whoever did before, and get what it has.

    Raises:
        InviteInvalid: the link is used up, out of date, or was never given.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        party = await party_by_token(tx, token_hash(cmd.token))
        if party is None or not party.active:
            raise InviteInvalid
        expires = party.token_expires_at
        if party.person_id != person.id if expires is None else expires <= now:
            raise InviteInvalid
        if expires is not None:
            await _take_cards(tx, party)
            party.person_id, party.token_expires_at = person.id, None
            write_audit(tx, party.community_id, person.id, "party_joined", party=party.id)
        owe_reply(tx, cmd.actor.chat_id, "party_welcome", community=party.community_id, party=party.id)
        await _give_cards(tx, party, person)


async def _give_cards(tx: Writing, party: Party, person: Person) -> None:
    for order in await orders_with(tx, party.community_id, party.id):
        time = await times_taken(tx, order.community_id, order.number, Step.REDIRECT)
        owe_party_card(tx, order, party.id, person.user_id, time=time)
        write_audit(tx, order.community_id, person.id, "contact", number=order.number, shown="party")


async def _take_cards(tx: Writing, party: Party) -> None:
    """Whoever answered for the party so far sees that they no longer do."""
    before = await party_facts(tx, party.community_id, party.id)
    if before is not None and before.user_id is not None:
        for order in await orders_with(tx, party.community_id, party.id):
            time = await times_taken(tx, order.community_id, order.number, Step.REDIRECT)
            owe_party_card(tx, order, party.id, before.user_id, time=time)
