"""接龙: people sign up for an activity and step back; who waits moves up in order, and is told."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.activities import ActivityState, SignUpState
from bot.domain.activity_errors import ActivityOver
from bot.domain.errors import ButtonExpired
from bot.models import Activity, Community, Person, SignUp
from bot.storage.gatherings.activities import (
    activities_of,
    activity_for_change,
    give_place_back,
    last_place,
    sign_up_of,
    sign_ups,
    take_place,
    waiting_before,
)
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.owed.owing_activities import in_good_time, owe_activity_card, owe_activity_word


@dataclass(frozen=True)
class SignUpOrLeave:
    """报名, or 不去了 (`going` is False), under the card in the group."""

    actor: Actor
    community_id: int
    number: int
    going: bool


@dataclass(frozen=True)
class Standing:
    """Where somebody stands after a tap: on the list, in the wait-list at this place, or not there at all."""

    state: SignUpState | None
    waiting: int = 0
    changed: bool = True


async def sign_up_or_leave(cmd: SignUpOrLeave, *, uow: UnitOfWork, now: datetime) -> Standing:
    """Take a place, or a place in the wait-list; or step back. A second tap changes nothing.

    Raises:
        ButtonExpired: there is no such activity in this group.
        ActivityOver: it has begun, or is over, or was called off.
    """
    async with uow.writing(now) as tx:
        activity = await activity_for_change(tx, cmd.community_id, cmd.number)
        community = await tx.session.get(Community, cmd.community_id)
        # The card stands in the group: a press from anywhere else was never a tap on it.
        if activity is None or community is None or community.chat_id != cmd.actor.chat_id:
            raise ButtonExpired
        if activity.state is not ActivityState.OPEN or activity.starts_at <= now:
            raise ActivityOver(cancelled=activity.state is ActivityState.CANCELLED)
        person = await recognise(tx, cmd.actor)
        if cmd.going:
            return await _sign_up(tx, community, activity, person)
        return await _step_back(tx, community, activity, person)


async def _sign_up(tx: Writing, community: Community, activity: Activity, person: Person) -> Standing:
    row = await sign_up_of(tx, activity, person.id)
    if row is not None and row.state is not SignUpState.LEFT:
        waiting = await waiting_before(tx, row) if row.state is SignUpState.WAITING else 0
        return Standing(row.state, waiting, changed=False)
    row = await put_on_the_list(tx, activity, person, row)
    await tx.session.flush()
    owe_activity_card(tx, community, activity)
    return Standing(row.state, await waiting_before(tx, row) if row.state is SignUpState.WAITING else 0)


async def put_on_the_list(tx: Writing, activity: Activity, person: Person, row: SignUp | None) -> SignUp:
    """Behind all others: with a place if there is one, else in the wait-list. The activity is locked."""
    if row is None:
        row = SignUp(community_id=activity.community_id, number=activity.number, person_id=person.id)
        tx.session.add(row)
    with tx.session.no_autoflush:
        row.place = await last_place(tx, activity) + 1
        row.state = SignUpState.GOING if await take_place(tx, activity) else SignUpState.WAITING
        row.at = tx.now
    return row


async def _step_back(tx: Writing, community: Community, activity: Activity, person: Person) -> Standing:
    row = await sign_up_of(tx, activity, person.id)
    if row is None or row.state not in (SignUpState.GOING, SignUpState.WAITING):
        return Standing(None, changed=False)
    await leave_the_list(tx, community, activity, row)
    owe_activity_card(tx, community, activity)
    return Standing(None)


async def leave_the_list(tx: Writing, community: Community, activity: Activity, row: SignUp) -> None:
    """Somebody steps back; the first who waits moves up, and is told. The activity is locked."""
    had_place = row.state is SignUpState.GOING
    row.state = SignUpState.LEFT
    await tx.session.flush()
    if not had_place:
        return
    await give_place_back(tx, activity)
    waiting = await sign_ups(tx, activity, {SignUpState.WAITING})
    if waiting and await take_place(tx, activity):
        following, person = waiting[0]
        following.state = SignUpState.GOING
        not_before = in_good_time(community, activity, tx.now)
        owe_activity_word(tx, activity, person, "moved_up", not_before=not_before)


async def leave_all_activities(tx: Writing, person: Person) -> None:
    """Somebody is removed: they step back from what is to come, and no card names them any more."""
    for activity in await activities_of(tx, person):
        community = await tx.session.get_one(Community, activity.community_id)
        row = await sign_up_of(tx, activity, person.id)
        waits = row is not None and row.state in (SignUpState.GOING, SignUpState.WAITING)
        if row is not None and waits and activity.state is ActivityState.OPEN:
            await leave_the_list(tx, community, activity, row)
        owe_activity_card(tx, community, activity)
