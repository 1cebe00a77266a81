"""An activity that was closed too early, or with a wrong list, is open again: what it gave goes back first."""

from bot.domain.activities import REOPEN_WITHIN, ActivityState, SignUpState
from bot.domain.activity_errors import ActivityOver, ActivityStays
from bot.domain.errors import NotEnoughPoints
from bot.models import Activity, Community, Person
from bot.storage.community.communities import write_audit
from bot.storage.gatherings.activities import sign_ups
from bot.storage.ground.uow import Writing
from bot.storage.points.hours import take_back_minutes, unused_minutes_key
from bot.storage.points.ledger import standing_entry
from bot.storage.points.settled import last_settled
from bot.usecases.owed.owing_activities import owe_activity_card, owe_activity_word, owe_roll
from bot.usecases.points.reversing import READY, reverse


def reward_key(activity: Activity, person_id: int) -> str:
    """Names what somebody got for having come; the times after the first are numbered behind it."""
    return f"activity/{activity.number}/{person_id}"


async def reopen(tx: Writing, community: Community, activity: Activity, person: Person) -> None:
    """The list can be put right, and the points are given when it is closed again. The books are locked.

    Raises:
        ActivityOver: it was called off, or closed more than a day ago.
        ActivityStays: its points are settled, or spent.
    """
    lately = activity.ended_at is not None and tx.now - activity.ended_at <= REOPEN_WITHIN
    if activity.state is not ActivityState.ENDED or not lately:
        raise ActivityOver(cancelled=activity.state is ActivityState.CANCELLED)
    for row, who in await sign_ups(tx, activity, {SignUpState.CAME, SignUpState.ABSENT}):
        if row.state is SignUpState.ABSENT:
            row.state = SignUpState.GOING
        else:
            await _take_back(tx, community, activity, who, by=person)
            owe_activity_word(tx, activity, who, "reopened", not_before=community.by_day(tx.now))
    activity.state, activity.ended_at, activity.ended_by = ActivityState.OPEN, None, None
    write_audit(tx, community.id, person.id, "activity", activity=activity.number, after="reopened")
    await tx.session.flush()
    owe_activity_card(tx, community, activity)
    for each in dict.fromkeys((activity.organiser_id, activity.created_by, person.id)):
        owe_roll(tx, activity, await tx.session.get_one(Person, each))


async def _take_back(tx: Writing, community: Community, activity: Activity, who: Person, *, by: Person) -> None:
    key = reward_key(activity, who.id)
    entry = await standing_entry(tx, community.id, key)
    if entry is None:  # it gave no points, or these were taken back by hand
        await take_back_minutes(tx, community.id, await unused_minutes_key(tx, community.id, key), by=by.id)
        return
    settled = await last_settled(tx, community.id)
    if settled is not None and entry.seq <= settled.until_seq:
        raise ActivityStays(spent_by=None)
    try:
        await reverse(tx, community.id, entry.seq, by.id, READY + "relisted")
    except NotEnoughPoints:
        raise ActivityStays(spent_by=tx.vault.open(who.name)) from None
