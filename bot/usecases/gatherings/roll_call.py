"""Who came: by the code that the organiser shows, or ticked off; then points and hours, once each."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.activities import ActivityState, SignUpState
from bot.domain.activity_errors import ActivityFull, ActivityNotBegun, ActivityOver, CodeInvalid
from bot.domain.errors import ButtonExpired, NotAllowed
from bot.domain.ids import CommunityId, PersonId
from bot.domain.roles import STAFF
from bot.models import Activity, Community, Person, SignUp
from bot.models.hours import HoursKind
from bot.models.ledger import EntryKind
from bot.storage.community.communities import write_audit
from bot.storage.gatherings.activities import activity_by_code, activity_for_change, sign_up_of, sign_ups, take_place
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.ground.vault import token_hash
from bot.storage.members.people import roles_in
from bot.storage.points.hours import Minutes, add_minutes, unused_minutes_key
from bot.storage.points.ledger import lock_books, unused_key
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.gatherings.reopening_activity import reopen, reward_key
from bot.usecases.gatherings.signing_up import put_on_the_list
from bot.usecases.owed.owing_activities import in_good_time, owe_activity_card, owe_activity_word, owe_roll
from bot.usecases.owed.owing_community import owe_private
from bot.usecases.points.bookkeeping import MINT, Booking, book, member

CODE_BYTES = 16
"""128 bits: nobody guesses it."""
DOORS_OPEN = timedelta(hours=1)
"""So long before it begins people may check in, and so long after its end."""
PAYLOAD = "here_"
"""A link of a check-in code brings this along."""


@dataclass(frozen=True)
class PressRoll:
    """A button of the organiser's own message; `value` is a page or a person."""

    actor: Actor
    community_id: int
    number: int
    act: str
    value: int


Act = Callable[[Writing, Community, Activity, Person, int], Awaitable[None]]


async def press_roll(cmd: PressRoll, *, uow: UnitOfWork, now: datetime) -> None:
    """Do what the button says; each says what shall be so, so that tapped twice it changes nothing more.

    Raises:
        ButtonExpired: there is no such activity or button.
        NotAllowed: the actor is neither the organiser nor staff.
        ActivityOver: it has been settled, or called off.
        ActivityNotBegun: it is to be closed, and has not begun.
        ActivityStays: it is to be opened again, and its points are settled or spent.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        if cmd.act in _MOVES_POINTS:
            # The books before the list, as everywhere: two who lock both must not wait for each other.
            await lock_books(tx, CommunityId(cmd.community_id))
        activity = await activity_for_change(tx, cmd.community_id, cmd.number)
        community = await tx.session.get(Community, cmd.community_id)
        if activity is None or community is None:
            raise ButtonExpired
        if activity.organiser_id != person.id and not STAFF & await roles_in(tx, community.id, person.id):
            raise NotAllowed(what="activity")
        await _do(tx, community, activity, person, cmd)


async def _do(tx: Writing, community: Community, activity: Activity, person: Person, cmd: PressRoll) -> None:
    if cmd.act == "reopen":
        await reopen(tx, community, activity, person)
        return
    if cmd.act in ("end", "settle") and activity.state is ActivityState.OPEN and tx.now < activity.starts_at:
        raise ActivityNotBegun(starts_at=activity.starts_at.astimezone(community.zone))
    if cmd.act in _SHOWN:
        owe_roll(tx, activity, person, show=_SHOWN[cmd.act], page=max(0, cmd.value))
        return
    if cmd.act not in _ACTS:
        raise ButtonExpired
    if activity.state is not ActivityState.OPEN:
        raise ActivityOver(cancelled=activity.state is ActivityState.CANCELLED)
    await _ACTS[cmd.act](tx, community, activity, person, cmd.value)


_MOVES_POINTS = ("settle", "reopen")
_SHOWN: Mapping[str, str] = {"main": "main", "roll": "roll", "end": "end", "off": "off", "again": "again"}
"""Buttons that only show something, and what."""
PER_PAGE = 5


async def _tick(tx: Writing, activity: Activity, person: Person, about: int, *, came: bool) -> None:
    row = await sign_up_of(tx, activity, PersonId(about))
    if row is None or row.state in (SignUpState.LEFT, SignUpState.WAITING):
        raise ButtonExpired
    row.state = SignUpState.CAME if came else SignUpState.GOING
    await tx.session.flush()
    listed = await sign_ups(tx, activity, {SignUpState.GOING, SignUpState.CAME})
    place = next(number for number, (each, _) in enumerate(listed) if each.person_id == row.person_id)
    owe_roll(tx, activity, person, show="roll", page=place // PER_PAGE)


async def _came(tx: Writing, _community: Community, activity: Activity, person: Person, about: int) -> None:
    await _tick(tx, activity, person, about, came=True)


async def _not(tx: Writing, _community: Community, activity: Activity, person: Person, about: int) -> None:
    await _tick(tx, activity, person, about, came=False)


async def _code(tx: Writing, _community: Community, activity: Activity, person: Person, _value: int) -> None:
    """A fresh code, which the one before it makes worthless; only its hash is kept."""
    token = secrets.token_urlsafe(CODE_BYTES)
    activity.code_hash = token_hash(token)
    activity.code_until = activity.starts_at + timedelta(minutes=activity.minutes) + DOORS_OPEN
    key = f"activity-code/{activity.community_id}/{activity.number}/{tx.occasion}"
    owe_private(
        tx, person.user_id, activity.community_id, "activity_code", key=key, activity=activity.number, token=token
    )


async def _settle(tx: Writing, community: Community, activity: Activity, person: Person, _value: int) -> None:
    """It is over: who came gets points and hours, who did not gets nothing; both once."""
    for row, who in await sign_ups(tx, activity, {SignUpState.GOING, SignUpState.CAME}):
        if row.state is SignUpState.GOING:
            row.state = SignUpState.ABSENT
            continue
        await _reward(tx, activity, who, by=person)
        owe_activity_word(tx, activity, who, "thanks", not_before=community.by_day(tx.now))
    await _close(tx, community, activity, person, ActivityState.ENDED)


async def _reward(tx: Writing, activity: Activity, who: Person, *, by: Person) -> None:
    key = reward_key(activity, who.id)
    unused = await unused_key(tx, activity.community_id, key)
    entry = Booking(EntryKind.ACTIVITY, MINT, member(who.id), activity.points, unused, by.id)
    await book(tx, activity.community_id, entry)
    minutes = Minutes(
        kind=HoursKind.ACTIVITY,
        person_id=who.id,
        minutes=activity.minutes,
        key=await unused_minutes_key(tx, activity.community_id, key),
        actor_id=by.id,
        at=activity.starts_at,
        started_at=activity.starts_at,
        ended_at=activity.starts_at + timedelta(minutes=activity.minutes),
        activity_id=activity.number,
    )
    await add_minutes(tx, activity.community_id, minutes)


async def _call_off(tx: Writing, community: Community, activity: Activity, person: Person, _value: int) -> None:
    """It does not take place: everybody who signed up hears it."""
    for _, who in await sign_ups(tx, activity, {SignUpState.GOING, SignUpState.WAITING, SignUpState.CAME}):
        owe_activity_word(tx, activity, who, "called_off", not_before=in_good_time(community, activity, tx.now))
    await _close(tx, community, activity, person, ActivityState.CANCELLED)


async def _close(tx: Writing, community: Community, activity: Activity, person: Person, state: ActivityState) -> None:
    activity.state, activity.ended_at, activity.ended_by = state, tx.now, person.id
    activity.remind_at = activity.ask_at = activity.code_hash = activity.code_until = None
    write_audit(tx, community.id, person.id, "activity", activity=activity.number, after=str(state))
    await tx.session.flush()
    owe_activity_card(tx, community, activity)
    for each in dict.fromkeys((activity.organiser_id, activity.created_by, person.id)):
        owe_roll(tx, activity, await tx.session.get_one(Person, each))


_ACTS: Mapping[str, Act] = {"came": _came, "not": _not, "code": _code, "settle": _settle, "calloff": _call_off}


@dataclass(frozen=True)
class CheckIn:
    """Somebody scanned the code that the organiser shows."""

    actor: Actor
    token: str


async def check_in(cmd: CheckIn, *, uow: UnitOfWork, now: datetime) -> None:
    """They came. Who had not signed up takes a place if there is one left.

    Raises:
        CodeInvalid: there is no such code (any more), or it is too early.
        ActivityFull: they were not on the list, and all places are taken.
    """
    async with uow.writing(now) as tx:
        person = await recognise(tx, cmd.actor)
        activity = await activity_by_code(tx, token_hash(cmd.token))
        if activity is None or activity.code_until is None or activity.state is not ActivityState.OPEN:
            raise CodeInvalid
        if not activity.starts_at - DOORS_OPEN <= now <= activity.code_until:
            raise CodeInvalid
        row = await sign_up_of(tx, activity, person.id)
        if row is None or row.state in (SignUpState.LEFT, SignUpState.WAITING):
            row = await _late_comer(tx, activity, person, row)
        if row.state is not SignUpState.CAME:
            row.state = SignUpState.CAME
            await tx.session.flush()
            owe_activity_card(tx, await tx.session.get_one(Community, activity.community_id), activity)
        owe_activity_word(tx, activity, person, "checked_in")


async def _late_comer(tx: Writing, activity: Activity, person: Person, row: SignUp | None) -> SignUp:
    if row is not None and row.state is SignUpState.WAITING:
        if not await take_place(tx, activity):
            raise ActivityFull
        row.state = SignUpState.GOING
        return row
    row = await put_on_the_list(tx, activity, person, row)
    if row.state is SignUpState.WAITING:
        raise ActivityFull
    return row
