"""协商: staff put a question with options to the group, round by round, and the result is kept as minutes."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from bot.domain.errors import BadInput, ButtonExpired
from bot.domain.polls import LEAST_OPTIONS, MOST_OPTION, MOST_OPTIONS, MOST_QUESTION, PollKind, PollState
from bot.domain.roles import STAFF
from bot.language.lines.ballot_lines import SmallPrint, read_ballot, read_options, read_small_print
from bot.models import Community, Person, Poll
from bot.models.outbox import Kind
from bot.storage.community.communities import write_audit
from bot.storage.gatherings.polls import poll_facts
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_counted, person_by_user
from bot.storage.post.outbox import Owed
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, require_staff, staff_here
from bot.usecases.chats.asking import own_communities
from bot.usecases.gatherings.polls import Question, open_poll
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft

DRAFT = "deliberate"
USUAL_DAYS = 3
USUAL_HOUR = 20
SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(days=30)
EXAMPLE = "周日晚8点"


@dataclass(frozen=True)
class Deliberate:
    """/deliberate, perhaps with the question and its options."""

    actor: Actor
    text: str


async def deliberate(cmd: Deliberate, *, uow: UnitOfWork, now: datetime) -> None:
    """Begin a question for the group, in the private chat.

    Raises:
        NotAllowed: the actor is staff nowhere, or not here.
        BadInput: what was written cannot be a question with options.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community = (await own_communities(tx, person, cmd.actor, STAFF, "deliberate"))[0]
        fresh = _fresh(community)
        payload = _heard(tx, community, fresh, cmd.text) if cmd.text else fresh
        await _begin(tx, person, cmd.actor.user_id, payload)


def _fresh(community: Community) -> dict[str, Any]:
    return {
        "community": community.id,
        "question": None,
        "options": [],
        "closes": None,
        "anonymous": True,
        "several": False,
        "subject": None,
        "round": 1,
    }


async def _begin(tx: Writing, person: Person, chat_id: int, payload: dict[str, Any]) -> None:
    await begin_question(tx, person, chat_id, kind=DRAFT, step=step_of(payload), payload=payload)


def step_of(payload: dict[str, Any]) -> str:
    """What is asked next: the question, its options, or whether it may go to the group."""
    if payload["question"] is None:
        return "question"
    return "ready" if len(payload["options"]) >= LEAST_OPTIONS else "options"


async def answer_ballot(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """Words for the question that stands.

    Raises:
        BadInput: it cannot be an answer.
        NotAllowed: the person is no longer staff.
    """
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_staff(tx, community.id, person, "deliberate")
    payload = _heard(tx, community, draft.payload, text)
    changed = replace(draft, payload=payload, step=step_of(payload))
    await keep_draft(tx, changed)


def _heard(tx: Writing, community: Community, payload: dict[str, Any], text: str) -> dict[str, Any]:
    """The question as it is known after these words."""
    now = tx.now.astimezone(community.zone)
    alone = read_small_print(text, now) if payload["question"] is not None else None
    if alone is not None and step_of(payload) == "ready":
        return payload | _small_print(community, tx.now, alone)
    if payload["question"] is None:
        read = read_ballot(text, now)
        question, options = read.lines[0], read.lines[1:]
    else:
        read = read_options(text, now)
        question, options = payload["question"], read.lines
    _must_fit(question, options, needed=0 if payload["question"] is None else LEAST_OPTIONS)
    known = {"question": question, "options": list(dict.fromkeys(options))}
    return payload | known | _small_print(community, tx.now, read.small_print)


def _must_fit(question: str, options: tuple[str, ...], *, needed: int) -> None:
    too_long = len(question) > MOST_QUESTION or any(len(option) > MOST_OPTION for option in options)
    if too_long or not needed <= len(set(options)) <= MOST_OPTIONS:
        raise BadInput(field="ballot", example=str(MOST_OPTIONS))


def _small_print(community: Community, now: datetime, said: SmallPrint) -> dict[str, Any]:
    """What changes by what was said: until when, named or not, one answer or several.

    Raises:
        BadInput: it would close too soon, or too late.
    """
    changed: dict[str, Any] = {}
    if said.closes is not None:
        if not SHORTEST <= said.closes - now <= LONGEST:
            raise BadInput(field="closes", example=EXAMPLE)
        changed["closes"] = said.closes.astimezone(community.zone).isoformat()
    if said.anonymous is not None:
        changed["anonymous"] = said.anonymous
    if said.several is not None:
        changed["several"] = said.several
    return changed


def closing_time(payload: dict[str, Any], community: Community, now: datetime) -> datetime:
    """Until when people may vote: as was said, else three days on, in the evening."""
    if payload["closes"] is not None:
        return datetime.fromisoformat(payload["closes"])
    day = now.astimezone(community.zone).date() + timedelta(days=USUAL_DAYS)
    return datetime.combine(day, time(USUAL_HOUR), tzinfo=community.zone)


async def group_to_ask(actor: Actor, serial: int, *, uow: UnitOfWork, now: datetime) -> int | None:
    """The chat that a question on its way would go to; None: it is on its way no more."""
    async with uow.reading(now) as tx:
        person = await person_by_user(tx, actor.user_id)
        draft = None if person is None else await draft_of(tx, person.id, actor.chat_id, DRAFT, serial)
        community = None if draft is None else await tx.session.get(Community, draft.payload["community"])
        return None if community is None else community.chat_id


@dataclass(frozen=True)
class PressBallot:
    """A button of the question on its way: `send`, or `public` and `secret`; `members` are in the group, if known."""

    actor: Actor
    serial: int
    act: str
    members: int | None = None


async def press_ballot(cmd: PressBallot, *, uow: UnitOfWork, now: datetime) -> bool:
    """Put it to the group (True), once; or change how people vote.

    Raises:
        ButtonExpired: it was sent or dropped, or is not complete, or its closing time is over.
        NotAllowed: the actor is no longer staff.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, DRAFT, cmd.serial)
        if draft is None or step_of(draft.payload) != "ready":
            raise ButtonExpired
        community = await tx.session.get_one(Community, draft.payload["community"])
        await require_staff(tx, community.id, person, "deliberate")
        if cmd.act in ("public", "secret"):
            changed = replace(draft, payload=draft.payload | {"anonymous": cmd.act == "secret"})
            await keep_draft(tx, changed)
            return False
        if cmd.act != "send":
            raise ButtonExpired
        await _put_to_the_group(tx, community, person, draft, cmd.members)
        return True


async def _put_to_the_group(
    tx: Writing, community: Community, person: Person, draft: DraftFacts, members: int | None
) -> None:
    payload = draft.payload
    closes_at = closing_time(payload, community, tx.now)
    if closes_at - tx.now < SHORTEST:
        raise BadInput(field="closes", example=EXAMPLE)
    invited = await people_counted(tx, community.id)
    asked = Question(
        PollKind.DELIBERATION,
        payload["question"],
        tuple(payload["options"]),
        closes_at,
        anonymous=payload["anonymous"],
        several=payload["several"],
        subject=payload["subject"],
        round=payload["round"],
    )
    poll = await open_poll(tx, community, asked, by=person.id, invited=invited | {"group": members})
    write_audit(tx, community.id, person.id, "deliberate", poll=poll.number, round=poll.round)
    await end_draft(tx, draft, "sent")


async def tell_result(tx: Writing, community: Community, poll: Poll) -> None:
    """A round is over, or never came into the group: whoever asked hears how it ended, not at night."""
    if poll.opened_by is None:
        return
    person = await tx.session.get_one(Person, poll.opened_by)
    tx.owe(
        Owed(
            key=f"deliberated/{community.id}/{poll.number}",
            community_id=community.id,
            chat_id=person.user_id,
            topic="deliberated",
            facts={"community": community.id, "poll": poll.number},
            kind=Kind.KEEP,
            not_before=community.by_day(tx.now),
        )
    )


@dataclass(frozen=True)
class AnotherRound:
    """再来一轮, under a result."""

    actor: Actor
    community_id: int
    number: int


async def another_round(cmd: AnotherRound, *, uow: UnitOfWork, now: datetime) -> None:
    """Begin a further round of a question, with other options.

    Raises:
        NotAllowed: the actor is not staff there.
        ButtonExpired: there is no such round, or it goes on.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "deliberate")
        poll = await tx.session.get(Poll, (community.id, cmd.number))
        if poll is None or poll.kind is not PollKind.DELIBERATION or poll.state is not PollState.CLOSED:
            raise ButtonExpired
        facts = poll_facts(tx, poll)
        further = {
            "question": facts.question,
            "anonymous": facts.anonymous,
            "several": facts.several,
            "subject": facts.subject,
            "round": facts.round + 1,
        }
        await _begin(tx, person, cmd.actor.user_id, _fresh(community) | further)
