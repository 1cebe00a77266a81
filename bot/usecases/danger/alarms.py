"""An alarm: danger that somebody told of. All staff have one card about it, which follows what becomes known.

It stands until one of staff says that it is over (`bot.usecases.danger.alarm_ends`).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import ButtonExpired
from bot.domain.request_errors import AnsweredBefore
from bot.models import Community, Order, Person
from bot.models.outbox import Kind
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.members.people import people_with
from bot.storage.members.residences import HomeFacts, remember_home
from bot.storage.post.outbox import Owed
from bot.storage.requests.alarms import ALARM, NOWHERE, alarms_of, alarms_over
from bot.storage.requests.drafts import DraftFacts, close_draft, open_draft, save_draft
from bot.storage.upkeep.emptying import LINE
from bot.usecases.chats.acting import Actor, staff_here
from bot.usecases.owed.owing import owe_word
from bot.usecases.repairs.order_details import OrderDetails

WAITING, SEEN = "waiting", "seen"
JOINS_WITHIN = timedelta(hours=12)
"""What somebody says so soon after their last word, or after it was ended, belongs to their alarm."""
LATELY = timedelta(minutes=30)
"""So soon after their last word nobody in danger means anything else."""
BETWEEN_SOUNDS = timedelta(minutes=1)
MOST_LINES = 30
LONGEST_LINE = 500


async def standing(tx: Writing, person_id: int, community_id: int | None = None) -> DraftFacts | None:
    """Somebody's alarm that what they say now belongs to: one that nobody has answered, however old, or a late one."""
    for alarm in await alarms_of(tx, person_id):
        lives = alarm.step == WAITING or heard_within(tx, alarm, JOINS_WITHIN)
        if lives and community_id in (None, alarm.payload["community"]):
            return alarm
    return None


def heard_within(tx: Writing, alarm: DraftFacts, span: timedelta) -> bool:
    """Whether the last word about it is no older than that."""
    return datetime.fromisoformat(alarm.payload["heard"]) >= tx.now - span


async def raise_alarm(tx: Writing, community: Community, actor: Person, danger: str, text: str) -> None:
    """All other staff are told now, whatever the hour: who says what, where, and how to reach them."""
    alarm = await standing(tx, actor.id, community.id)
    if alarm is None:
        await remember_home(tx, community.id, actor.id, HomeFacts())
        alarm = await open_draft(
            tx, actor.id, NOWHERE, kind=ALARM, step=WAITING, payload=_begun(tx, community, danger, text)
        )
        await show_alarm(tx, alarm)
        return
    dangers = list(dict.fromkeys([*alarm.payload["dangers"], danger]))
    worse = danger not in alarm.payload["dangers"] or not heard_within(tx, alarm, LATELY)
    before = alarm.payload["seen_by"] or alarm.payload.get("before")
    unseen = {"seen_by": None, "before": before, "since": tx.now.isoformat(), "raised": 0, "told": False}
    again = unseen if worse else {}
    step = WAITING if worse else alarm.step
    await add_to_alarm(tx, replace(alarm, step=step, payload={**alarm.payload, **again, "dangers": dangers}), text)


async def raise_anew(tx: Writing, actor: Person, over: DraftFacts, text: str) -> None:
    """An alarm that was ended is none the less there: it is raised once more, with what was known of it."""
    community = await tx.session.get_one(Community, over.payload["community"])
    known = {name: value for name, value in over.payload.items() if name not in ("ended", "said")}
    lines = [*over.payload["lines"], text.strip()[:LONGEST_LINE]][-MOST_LINES:]
    payload = {**_begun(tx, community, "", text), **known, "lines": lines, "said": len(lines), "anew": True}
    await close_draft(tx, over)
    await show_alarm(tx, await open_draft(tx, actor.id, NOWHERE, kind=ALARM, step=WAITING, payload=payload))


def _begun(tx: Writing, community: Community, danger: str, text: str) -> dict[str, Any]:
    return {
        "community": community.id,
        "dangers": [danger],
        "lines": [text.strip()[:LONGEST_LINE]],
        "begun": tx.now.isoformat(),
        "heard": tx.now.isoformat(),
        "said": 1,
        "since": tx.now.isoformat(),
        "raised": 0,
        "told": False,
        "rung": (tx.now - BETWEEN_SOUNDS).isoformat(),
        "number": None,
        "seen_by": None,
        "others": [],
    }


async def add_to_alarm(tx: Writing, alarm: DraftFacts, text: str, **known: Any) -> None:
    """Words more: the cards show them at once, and a message with all that came since sounds at most once a minute."""
    lines = [*alarm.payload["lines"], text.strip()[:LONGEST_LINE]][-MOST_LINES:]
    before = alarm.payload.get("said", len(alarm.payload["lines"]))
    payload = {**alarm.payload, **known, "lines": lines, "said": before + 1, "heard": tx.now.isoformat()}
    rung = datetime.fromisoformat(payload["rung"])
    if rung <= tx.now:
        at = max(tx.now, rung + BETWEEN_SOUNDS)
        payload["rung"] = at.isoformat()
        for user_id in await _told(tx, alarm):
            key = f"{LINE}{alarm_key(alarm, user_id).removeprefix('alarm/')}/{int(at.timestamp())}"
            more = _owed(alarm, user_id, key, "danger_more", not_before=at, after=before)
            tx.owe(replace(more, kind=Kind.KEEP))
    await keep_alarm(tx, replace(alarm, payload=payload))


async def keep_alarm(tx: Writing, alarm: DraftFacts) -> None:
    """It stands as it is now, and the cards show it."""
    await save_draft(tx, alarm)
    await show_alarm(tx, alarm)


async def show_alarm(tx: Writing, alarm: DraftFacts, **ended: Any) -> None:
    """The cards of all who were told follow; `ended`: by whom and when, once it is over."""
    for user_id in await _told(tx, alarm):
        owe_alarm(tx, alarm, user_id, **ended)


def owe_alarm(tx: Writing, alarm: DraftFacts, user_id: int, **ended: Any) -> None:
    """Somebody's card about it, as things are."""
    tx.owe(replace(_owed(alarm, user_id, alarm_key(alarm, user_id), "danger_alarm", **ended), kind=Kind.KEEP))


async def _told(tx: Writing, alarm: DraftFacts) -> list[int]:
    """The accounts of staff, but for whoever told of it, and of the operators once nobody answered."""
    staff = await people_with(tx, alarm.payload["community"])
    users = [member.user_id for member in staff if member.id != alarm.person_id]
    return list(dict.fromkeys([*users, *alarm.payload["others"]]))


def alarm_key(alarm: DraftFacts, user_id: int) -> str:
    """The outbox key of somebody's card about it."""
    return f"alarm/{alarm.payload['community']}/{alarm.person_id}/{alarm.serial}/{user_id}"


def _owed(
    alarm: DraftFacts, user_id: int, key: str, topic: str, *, not_before: datetime | None = None, **more: Any
) -> Owed:
    facts = {
        **more,
        "community": alarm.payload["community"],
        "person": alarm.person_id,
        "chat": NOWHERE,
        "serial": alarm.serial,
        "others": user_id in alarm.payload["others"],
    }
    community_id = alarm.payload["community"]
    return Owed(key=key, community_id=community_id, chat_id=user_id, topic=topic, facts=facts, not_before=not_before)


async def know_more(tx: Writing, person: Person, community_id: int, details: OrderDetails) -> None:
    """What the request says by now of where and whom to call, the alarm says, too."""
    alarm = await standing(tx, person.id, community_id)
    if alarm is None:
        return
    known = {"building": details.building, "flat": details.flat, "phone": details.phone, "what": details.what}
    news = {name: value for name, value in known.items() if value is not None and alarm.payload.get(name) != value}
    if news.keys() - {"what"}:
        await keep_alarm(tx, replace(alarm, payload={**alarm.payload, **news}))


async def was_reported(tx: Writing, order: Order, *, danger: bool) -> None:
    """The request became an order: the alarm says which; `danger`: it was the request that told of danger."""
    alarm = await standing(tx, order.posted_by, order.community_id)
    if alarm is not None and (danger or (alarm.payload["number"] is None and heard_within(tx, alarm, LATELY))):
        await keep_alarm(tx, replace(alarm, payload={**alarm.payload, "number": order.number}))


async def note_seen(tx: Writing, community_id: int, person_id: int, by: Person) -> bool:
    """One of staff has seen to it; whoever told of it hears so, once. False: somebody had before."""
    own = [alarm for alarm in await alarms_of(tx, person_id) if alarm.payload["community"] == community_id]
    waiting = [alarm for alarm in own if alarm.payload["seen_by"] is None]
    for alarm in waiting:
        await keep_alarm(tx, replace(alarm, step=SEEN, payload={**alarm.payload, "seen_by": by.id}))
    if not waiting:
        return False
    teller = await tx.session.get_one(Person, person_id)
    owe_word(tx, teller.user_id, "danger_seen", community=community_id, person=by.id)
    return True


@dataclass(frozen=True)
class TakeAlarm:
    """我来处理, under an alarm."""

    actor: Actor
    community_id: int
    person_id: int


async def take_alarm(cmd: TakeAlarm, *, uow: UnitOfWork, now: datetime) -> bool:
    """Whoever taps sees to it; False if somebody does already.

    Raises:
        NoCommunity: there is none.
        NotAllowed: the actor is not staff there.
        AnsweredBefore: it is over.
        ButtonExpired: there is no such alarm.
    """
    async with uow.writing(now) as tx:
        person, community = await staff_here(tx, cmd.actor, cmd.community_id, "triage")
        if not any(alarm.payload["community"] == community.id for alarm in await alarms_of(tx, cmd.person_id)):
            over = [each for each in await alarms_over(tx, cmd.person_id) if each.payload["community"] == community.id]
            if over:
                raise AnsweredBefore(kind="alarm", ended="over", number=over[0].payload.get("number"))
            raise ButtonExpired
        return await note_seen(tx, community.id, cmd.person_id, person)
