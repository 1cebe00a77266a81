"""找书记: a line from a resident to staff and back, without either number being shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.errors import ButtonExpired
from bot.domain.ids import CommunityId
from bot.models import Community, OutboxMessage, Person
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import opened, people_with, person_by_user
from bot.storage.members.residences import HomeFacts, home_of, remember_home
from bot.storage.requests.alarms import alarms_of
from bot.storage.requests.drafts import DraftFacts, close_draft
from bot.usecases.chats.acting import Actor, recognise, require_staff
from bot.usecases.danger.alarms import note_seen, show_alarm
from bot.usecases.owed.owing import begin_question, owe_draft
from bot.usecases.owed.owing_community import owe_line_of
from bot.usecases.residents.relaying import LONGEST_LINE

WORD_DRAFT = "pass_on"
"""A resident is asked what to pass on to staff."""
ANSWER_DRAFT = "reply"
"""A member of staff is asked what to answer a resident."""
LINE = "line"


async def offer_to_pass_on(tx: Writing, person: Person, chat_id: int, community_id: int) -> None:
    """The number to call, and the offer to pass a line on."""
    payload: dict[str, Any] = {"community": community_id}
    await begin_question(tx, person, chat_id, kind=WORD_DRAFT, step=LINE, payload=payload)


@dataclass(frozen=True)
class WriteToStaff:
    """再说一句, under an answer from staff."""

    actor: Actor
    community_id: int


async def write_to_staff(cmd: WriteToStaff, *, uow: UnitOfWork, now: datetime) -> None:
    """Ask for the line.

    Raises:
        ButtonExpired: they never had to do with this community; the button was not ours.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if await home_of(tx, cmd.community_id, person.id) is None:
            raise ButtonExpired
        await offer_to_pass_on(tx, person, cmd.actor.user_id, cmd.community_id)


@dataclass(frozen=True)
class AnswerResident:
    """回复, under a resident's line."""

    actor: Actor
    community_id: int
    person_id: int


async def answer_resident(cmd: AnswerResident, *, uow: UnitOfWork, now: datetime) -> None:
    """Ask staff for the answer.

    Raises:
        NotAllowed: the actor is not staff there.
        ButtonExpired: the person never wrote to them; the button was not ours.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        await require_staff(tx, CommunityId(cmd.community_id), person, "order")
        if await home_of(tx, cmd.community_id, cmd.person_id) is None:
            raise ButtonExpired
        await note_seen(tx, cmd.community_id, cmd.person_id, person)
        payload: dict[str, Any] = {"community": cmd.community_id, "to": cmd.person_id}
        chat_id = cmd.actor.user_id
        await begin_question(tx, person, chat_id, kind=ANSWER_DRAFT, step=LINE, payload=payload, to=cmd.person_id)


async def answer_in_danger(tx: Writing, person: Person, community_id: CommunityId, to: int, text: str) -> None:
    """Words of staff go as they are to somebody whose alarm stands, and count as seeing to it.

    Raises:
        NotAllowed: whoever writes is not staff any more.
        ButtonExpired: whoever is in danger has removed themselves.
    """
    await require_staff(tx, community_id, person, "order")
    community, resident = await tx.session.get_one(Community, community_id), await tx.session.get(Person, to)
    if resident is None:
        raise ButtonExpired
    await note_seen(tx, community_id, to, person)
    line = text.strip()[:LONGEST_LINE]
    _owe_line(tx, community, person, opened(tx, resident).user_id, topic="word_from_staff", line=line)


async def pass_on(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """The line goes to all staff, or the answer to the resident; the question's message says so.

    Raises:
        NotAllowed: whoever answers is not staff any more.
    """
    community = await tx.session.get_one(Community, draft.payload["community"])
    line = text.strip()[:LONGEST_LINE]
    await close_draft(tx, draft)
    if draft.kind == WORD_DRAFT:
        await tell_staff(tx, community, person, line)
        owe_draft(tx, draft, ended="passed_on")
        return
    await require_staff(tx, community.id, person, "order")
    resident = opened(tx, await tx.session.get_one(Person, draft.payload["to"]))
    _owe_line(tx, community, person, resident.user_id, topic="word_from_staff", line=line)
    owe_draft(tx, draft, ended="answered", to=resident.id)


async def tell_staff(tx: Writing, community: Community, person: Person, line: str, *, about: int | None = None) -> None:
    """All staff read the line, with the number of the order that it is about, and can answer it."""
    await remember_home(tx, community.id, person.id, HomeFacts())
    said = line.strip()[:LONGEST_LINE]
    for member in await people_with(tx, community.id):
        shown = said if about is None else f"#{about} {said}"
        _owe_line(tx, community, person, member.user_id, topic="word_to_staff", line=shown)


async def word_did_not_arrive(tx: Writing, row: OutboxMessage) -> None:
    """The bot cannot write to somebody: their alarm says so, and so hears whoever of staff has answered them."""
    person = await person_by_user(tx, row.chat_id)
    if person is None:
        return
    for alarm in await alarms_of(tx, person.id):
        await show_alarm(tx, alarm)
    if row.topic == "word_from_staff":
        facts = tx.vault.open_json(row.facts)
        writer = await tx.session.get_one(Person, facts["person"])
        vain = f"in-vain/{row.id}"
        owe_line_of(tx, person.id, writer.user_id, facts["community"], "word_not_arrived", key=vain)


def _owe_line(tx: Writing, community: Community, by: Person, user_id: int, *, topic: str, line: str) -> None:
    owe_line_of(tx, by.id, user_id, community.id, topic, key=str(tx.occasion), line=line)
