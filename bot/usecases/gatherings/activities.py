"""/activity: staff say what is to be done when and where, and the group gets a card to sign up on."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from bot.domain.activities import MOST_MINUTES, MOST_PLACES, MOST_POINTS, MOST_WHAT, ActivityKind, ActivityState
from bot.domain.errors import BadInput, ButtonExpired, NotOnTheTeam
from bot.domain.ids import PersonId, Points
from bot.domain.roles import STAFF, Role
from bot.language.lines.activity_line import ActivityWords, read_activity
from bot.models import Activity, Community, Person
from bot.storage.community.communities import write_audit
from bot.storage.gatherings.activities import next_activity_number
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_with
from bot.storage.points.ledger import lock_books
from bot.storage.repairs.colleagues import named
from bot.storage.requests.drafts import DraftFacts, draft_of
from bot.usecases.chats.acting import Actor, recognise, require_staff
from bot.usecases.chats.asking import own_communities
from bot.usecases.owed.owing import begin_question, end_draft, keep_draft
from bot.usecases.owed.owing_activities import owe_activity_card, owe_roll

DRAFT = "activity"
USUAL_MINUTES = 120
USUAL_POINTS = 10
EVENING = time(18)
"""When people are reminded, the day before."""
SOONEST = timedelta(minutes=10)
LATEST = timedelta(days=365)


@dataclass(frozen=True)
class BeginActivity:
    """/activity, perhaps with all about it in one line."""

    actor: Actor
    text: str


async def begin_activity(cmd: BeginActivity, *, uow: UnitOfWork, now: datetime) -> None:
    """Begin an activity, in the private chat.

    Raises:
        NotAllowed: the actor is staff nowhere, or not here.
        BadInput: what was written says nothing of an activity.
        NotOnTheTeam: nobody is called like the organiser.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        community = (await own_communities(tx, person, cmd.actor, STAFF, "activity"))[0]
        fresh = {
            "community": community.id,
            "what": None,
            "place": None,
            "starts": None,
            "minutes": USUAL_MINUTES,
            "places": None,
            "points": USUAL_POINTS,
            "kind": str(ActivityKind.SERVICE),
            "organiser": person.id,
            "organiser_name": tx.vault.open(person.name),
        }
        payload = await _heard(tx, community, fresh, cmd.text) if cmd.text else fresh
        await begin_question(tx, person, cmd.actor.user_id, kind=DRAFT, step=step_of(payload), payload=payload)


def step_of(payload: dict[str, Any]) -> str:
    """What is asked next."""
    if payload["what"] is None:
        return "what"
    return "ready" if payload["starts"] is not None else "starts"


async def answer_activity(tx: Writing, person: Person, draft: DraftFacts, text: str) -> None:
    """Words about an activity on its way.

    Raises:
        BadInput: they say nothing of it, or what cannot be.
        NotAllowed: the person is no longer staff.
        NotOnTheTeam: nobody is called like the organiser.
    """
    community = await tx.session.get_one(Community, draft.payload["community"])
    await require_staff(tx, community.id, person, "activity")
    payload = await _heard(tx, community, draft.payload, text)
    changed = replace(draft, payload=payload, step=step_of(payload))
    await keep_draft(tx, changed)


async def _heard(tx: Writing, community: Community, payload: dict[str, Any], text: str) -> dict[str, Any]:
    """The activity as it is known after these words."""
    said = read_activity(text, tx.now.astimezone(community.zone))
    _must_be_possible(said, tx.now)
    changed: dict[str, Any] = {}
    words = list(said.words)
    if payload["what"] is None and words:
        changed["what"] = words.pop(0)
    if words:
        changed["place"] = " ".join(words)
    if said.starts is not None:
        changed["starts"] = said.starts.isoformat()
    if said.places is not None or said.unlimited:
        changed["places"] = said.places
    known = {"minutes": said.minutes, "points": said.points, "kind": said.kind}
    changed |= {name: value for name, value in known.items() if value is not None}
    if said.organiser is not None:
        found = await named(tx, await people_with(tx, community.id, frozenset(Role)), said.organiser)
        if len(found) != 1:
            raise NotOnTheTeam(name=said.organiser)
        changed |= {"organiser": found[0].id, "organiser_name": found[0].name}
    if not changed:
        raise BadInput(field="activity", example="")
    return payload | changed


def _must_be_possible(said: ActivityWords, now: datetime) -> None:
    if said.starts is not None and not SOONEST <= said.starts - now <= LATEST:
        raise BadInput(field="starts", example="")
    limits = ((said.minutes, 1, MOST_MINUTES), (said.places, 1, MOST_PLACES), (said.points, 0, MOST_POINTS))
    if any(value is not None and not least <= value <= most for value, least, most in limits):
        raise BadInput(field="activity", example="")
    if any(len(word) > MOST_WHAT for word in said.words) or sum(map(len, said.words)) > 2 * MOST_WHAT:
        raise BadInput(field="activity", example="")


@dataclass(frozen=True)
class PostActivity:
    """发到群里."""

    actor: Actor
    serial: int


async def post_activity(cmd: PostActivity, *, uow: UnitOfWork, now: datetime) -> int:
    """Put the sign-up card into the group, once; the activity's number.

    Raises:
        ButtonExpired: it was posted or dropped, or is not complete.
        BadInput: it would have begun by now.
        NotAllowed: the actor is no longer staff.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        draft = await draft_of(tx, person.id, cmd.actor.chat_id, DRAFT, cmd.serial)
        if draft is None or step_of(draft.payload) != "ready":
            raise ButtonExpired
        community = await tx.session.get_one(Community, draft.payload["community"])
        await require_staff(tx, community.id, person, "activity")
        activity = await _new_activity(tx, community, person, draft.payload)
        write_audit(tx, community.id, person.id, "activity", activity=activity.number)
        await end_draft(tx, draft, "posted")
        owe_activity_card(tx, community, activity, new=True)
        for each in dict.fromkeys((activity.organiser_id, person.id)):
            owe_roll(tx, activity, await tx.session.get_one(Person, each))
        return activity.number


async def _new_activity(tx: Writing, community: Community, person: Person, payload: dict[str, Any]) -> Activity:
    starts_at = datetime.fromisoformat(payload["starts"])
    if starts_at <= tx.now:
        raise BadInput(field="starts", example="")
    await lock_books(tx, community.id)
    evening = datetime.combine(starts_at.date() - timedelta(days=1), EVENING, tzinfo=community.zone)
    activity = Activity(
        community_id=community.id,
        number=await next_activity_number(tx, community.id),
        kind=ActivityKind(payload["kind"]),
        what=tx.vault.seal(payload["what"]),
        place=None if payload["place"] is None else tx.vault.seal(payload["place"]),
        starts_at=starts_at,
        minutes=payload["minutes"],
        places=payload["places"],
        points=Points(payload["points"]),
        organiser_id=PersonId(payload["organiser"]),
        created_by=person.id,
        created_at=tx.now,
        state=ActivityState.OPEN,
        taken=0,
        remind_at=evening if evening > tx.now else None,
        ask_at=community.by_day(starts_at + timedelta(minutes=payload["minutes"])),
    )
    tx.session.add(activity)
    await tx.session.flush()
    return activity
