"""What the clock does about activities: a word the evening before, and a question to the organiser at the end."""

from datetime import datetime

from bot.domain.activities import ActivityState, SignUpState
from bot.models import Community, Person
from bot.models.people import Reach
from bot.storage.gatherings.activities import activity_for_change, sign_ups, to_be_asked_about, to_be_reminded
from bot.storage.ground.uow import UnitOfWork
from bot.usecases.owed.owing_activities import owe_activity_call, owe_activity_word

MOST_AT_ONCE = 50


async def remind_of_activities(*, uow: UnitOfWork, now: datetime) -> int:
    """Remind the people of all activities that are due; how many activities."""
    async with uow.reading(now) as tx:
        due = await to_be_reminded(tx, now, limit=MOST_AT_ONCE)
    return sum([await remind_of_activity(community, number, uow=uow, now=now) for community, number in due])


async def remind_of_activity(community_id: int, number: int, *, uow: UnitOfWork, now: datetime) -> bool:
    """Remind everybody on the list of one activity, once; not when it has begun meanwhile.

    Who never pressed Start cannot be written to: they are named in the group, on whose card they stand already.
    """
    async with uow.writing(now, occasion=f"remind/{community_id}/{number}") as tx:
        activity = await activity_for_change(tx, community_id, number)
        if activity is None or activity.remind_at is None or activity.remind_at > now:
            return False
        activity.remind_at = None
        if activity.state is not ActivityState.OPEN or activity.starts_at <= now:
            return False
        going = [person for _, person in await sign_ups(tx, activity, {SignUpState.GOING})]
        for person in going:
            if person.reach is Reach.STARTED:
                owe_activity_word(tx, activity, person, "tomorrow")
        if any(person.reach is not Reach.STARTED for person in going):
            owe_activity_call(tx, await tx.session.get_one(Community, activity.community_id), activity)
        return True


async def ask_organisers(*, uow: UnitOfWork, now: datetime) -> int:
    """Ask the organisers of all activities that are over by the clock; how many."""
    async with uow.reading(now) as tx:
        due = await to_be_asked_about(tx, now, limit=MOST_AT_ONCE)
    return sum([await ask_organiser(community, number, uow=uow, now=now) for community, number in due])


async def ask_organiser(community_id: int, number: int, *, uow: UnitOfWork, now: datetime) -> bool:
    """Ask one organiser who came, once."""
    async with uow.writing(now, occasion=f"ask/{community_id}/{number}") as tx:
        activity = await activity_for_change(tx, community_id, number)
        if activity is None or activity.ask_at is None or activity.ask_at > now:
            return False
        activity.ask_at = None
        if activity.state is ActivityState.OPEN:
            organiser = await tx.session.get_one(Person, activity.organiser_id)
            owe_activity_word(tx, activity, organiser, "who_came")
        return True
