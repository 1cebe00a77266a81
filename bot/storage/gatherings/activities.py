"""Activities and their lists: written, locked, looked through, and found when something about them falls due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from bot.domain.activities import ActivityKind, ActivityState, SignUpState
from bot.domain.ids import CommunityId, PersonId, Points
from bot.models import Activity, Person, SignUp
from bot.storage.ground.uow import Reading, Writing
from bot.storage.members.people import PersonFacts, opened


@dataclass(frozen=True)
class SignUpFacts:
    """Somebody on the list, opened."""

    person: PersonFacts
    place: int
    state: SignUpState


@dataclass(frozen=True)
class ActivityFacts:
    """An activity with its list, opened; who stepped back is not on it."""

    community_id: CommunityId
    number: int
    kind: ActivityKind
    what: str
    place: str | None
    starts_at: datetime
    minutes: int
    places: int | None
    points: Points
    organiser: PersonFacts
    state: ActivityState
    listed: tuple[SignUpFacts, ...]
    waiting: tuple[SignUpFacts, ...]
    ended_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """When it is over, by the clock."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def came(self) -> int:
        """How many came."""
        return sum(each.state is SignUpState.CAME for each in self.listed)


async def activity_facts(tx: Reading, activity: Activity) -> ActivityFacts:
    """An activity with the seal off its words, and everybody on its list."""
    rows = await tx.session.execute(
        select(Person, SignUp)
        .join(SignUp, SignUp.person_id == Person.id)
        .where(
            SignUp.community_id == activity.community_id,
            SignUp.number == activity.number,
            SignUp.state != SignUpState.LEFT,
        )
        .order_by(SignUp.place, Person.id)
    )
    everybody = [SignUpFacts(opened(tx, person), row.place, row.state) for person, row in rows]
    return ActivityFacts(
        community_id=activity.community_id,
        number=activity.number,
        kind=activity.kind,
        what=tx.vault.open(activity.what),
        place=tx.vault.open_or_none(activity.place),
        starts_at=activity.starts_at,
        minutes=activity.minutes,
        places=activity.places,
        points=activity.points,
        organiser=opened(tx, await tx.session.get_one(Person, activity.organiser_id)),
        state=activity.state,
        listed=tuple(each for each in everybody if each.state is not SignUpState.WAITING),
        waiting=tuple(each for each in everybody if each.state is SignUpState.WAITING),
        ended_at=activity.ended_at,
    )


async def next_activity_number(tx: Writing, community_id: CommunityId) -> int:
    """The number of a new activity; the community's row is locked by then."""
    last = await tx.session.scalar(select(func.max(Activity.number)).where(Activity.community_id == community_id))
    return (last or 0) + 1


async def activity_for_change(tx: Writing, community_id: int, number: int) -> Activity | None:
    """An activity, locked: who signs up, steps back or is ticked off at once takes turns."""
    return await tx.session.get(Activity, (community_id, number), with_for_update=True, populate_existing=True)


async def activity_by_code(tx: Writing, code_hash: str) -> Activity | None:
    """The activity whose check-in code this is, locked."""
    return await tx.session.scalar(select(Activity).where(Activity.code_hash == code_hash).with_for_update())


async def sign_up_of(tx: Reading, activity: Activity, person_id: PersonId) -> SignUp | None:
    """Somebody's line on the list, also after they stepped back."""
    return await tx.session.get(SignUp, (activity.community_id, activity.number, person_id))


async def sign_ups(tx: Reading, activity: Activity, states: Collection[SignUpState]) -> list[tuple[SignUp, Person]]:
    """The lines in these states with their people, in the order of the list."""
    rows = await tx.session.execute(
        select(SignUp, Person)
        .join(Person, Person.id == SignUp.person_id)
        .where(
            SignUp.community_id == activity.community_id,
            SignUp.number == activity.number,
            SignUp.state.in_(states),
        )
        .order_by(SignUp.place, Person.id)
    )
    return [(row, person) for row, person in rows]


async def last_place(tx: Reading, activity: Activity) -> int:
    """The place of whoever signed up last; 0: nobody has."""
    query = select(func.max(SignUp.place)).where(
        SignUp.community_id == activity.community_id, SignUp.number == activity.number
    )
    return await tx.session.scalar(query) or 0


async def waiting_before(tx: Reading, row: SignUp) -> int:
    """Which place somebody has in the wait-list: 1 is next."""
    count = await tx.session.scalar(
        select(func.count())
        .select_from(SignUp)
        .where(
            SignUp.community_id == row.community_id,
            SignUp.number == row.number,
            SignUp.state == SignUpState.WAITING,
            SignUp.place <= row.place,
        )
    )
    return count or 0


async def take_place(tx: Writing, activity: Activity) -> bool:
    """Take one of the places in one write; False if there is none. The CHECK stands behind it."""
    taken = await tx.session.scalar(
        update(Activity)
        .where(
            Activity.community_id == activity.community_id,
            Activity.number == activity.number,
            Activity.state == ActivityState.OPEN,
            Activity.places.is_(None) | (Activity.taken < Activity.places),
        )
        .values(taken=Activity.taken + 1)
        .returning(Activity.taken)
        .execution_options(synchronize_session=False)
    )
    return taken is not None


async def give_place_back(tx: Writing, activity: Activity) -> None:
    """A place is free again."""
    await tx.session.execute(
        update(Activity)
        .where(Activity.community_id == activity.community_id, Activity.number == activity.number)
        .values(taken=Activity.taken - 1)
        .execution_options(synchronize_session=False)
    )


async def to_be_reminded(tx: Reading, now: datetime, *, limit: int) -> Sequence[tuple[int, int]]:
    """Activities whose people are to be reminded by now."""
    rows = await tx.session.execute(
        select(Activity.community_id, Activity.number)
        .where(Activity.remind_at.is_not(None), Activity.remind_at <= now)
        .order_by(Activity.remind_at)
        .limit(limit)
    )
    return [(community_id, number) for community_id, number in rows]


async def to_be_asked_about(tx: Reading, now: datetime, *, limit: int) -> Sequence[tuple[int, int]]:
    """Activities about which the organiser is to be asked by now."""
    rows = await tx.session.execute(
        select(Activity.community_id, Activity.number)
        .where(Activity.ask_at.is_not(None), Activity.ask_at <= now)
        .order_by(Activity.ask_at)
        .limit(limit)
    )
    return [(community_id, number) for community_id, number in rows]


async def activities_of(tx: Writing, person: Person) -> Sequence[Activity]:
    """All activities that somebody ever signed up for, or organises."""
    signed = select(SignUp.community_id, SignUp.number).where(SignUp.person_id == person.id)
    keys = [(community_id, number) for community_id, number in await tx.session.execute(signed)]
    organised = (await tx.session.scalars(select(Activity).where(Activity.organiser_id == person.id))).all()
    found = [await tx.session.get_one(Activity, key, with_for_update=True) for key in keys]
    return [*found, *(each for each in organised if each not in found)]
