"""最美志愿者: each month the group is asked whom it thanks most, where a community wants that."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.ids import CommunityId
from bot.domain.periods import months_later
from bot.domain.polls import LEAST_OPTIONS, MOST_OPTIONS, PollKind, PollState
from bot.domain.schedule import day_span, local_day
from bot.models import Community, Person, Poll
from bot.models.outbox import Kind, Lane
from bot.models.slots import SlotOutcome
from bot.storage.community.communities import all_communities
from bot.storage.ground.slots import slots_taken, take_slot
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.points.honours import account_numbers, honours_with
from bot.storage.points.ranking import ranking
from bot.storage.post.outbox import keys_in_use, message_by_key
from bot.storage.post.taking_down import may_be_taken_down
from bot.storage.upkeep.scrubbing import take_back
from bot.usecases.gatherings.polls import Question, open_poll, poll_key
from bot.usecases.owed.owing_community import owe_group

KIND = "honour"
"""Slots of this kind: the first of the month in which the vote about the month before is held."""
DAYS = 3
"""How long people may vote."""
LAST_HOUR = 20


@dataclass(frozen=True)
class Honour:
    """The vote that a community holds in the month that begins then."""

    community_id: CommunityId
    month: date


async def hold_votes(*, uow: UnitOfWork, now: datetime) -> int:
    """Ask each group that wants it, once a month; how many were looked at."""
    async with uow.reading(now) as tx:
        wanted = [community for community in await all_communities(tx) if community.ways().monthly_vote]
        due = [Honour(each.id, months_later(local_day(now, each.zone), 0)) for each in wanted]
        first = min((each.month for each in due), default=date.max)
        taken = await slots_taken(tx, [each.community_id for each in due], KIND, since=first) if due else frozenset()
    waiting = [each for each in due if (each.community_id, each.month) not in taken]
    for honour in waiting:
        await hold_vote(honour, uow=uow, now=now)
    return len(waiting)


async def hold_vote(cmd: Honour, *, uow: UnitOfWork, now: datetime) -> bool:
    """Put last month's volunteers to the vote: at most ten who do not mind; False where there is no choice to make.

    The ballot holds the numbers of their accounts. What they are called is asked when it is said.
    """
    async with uow.writing(now, occasion=f"honour/{cmd.community_id}/{cmd.month}") as tx:
        community = await tx.session.get_one(Community, cmd.community_id)
        before = months_later(cmd.month, -1)
        begin, end = day_span(before, community.zone)[0], day_span(cmd.month, community.zone)[0]
        numbers = [row.number for row in await ranking(tx, community, begin, until=end)][:MOST_OPTIONS]
        enough = len(numbers) >= LEAST_OPTIONS
        outcome = SlotOutcome.OWED if enough else SlotOutcome.EMPTY
        if not await take_slot(tx, community.id, KIND, cmd.month, outcome) or not enough:
            return False
        begins = community.by_day(now)
        last = local_day(begins, community.zone) + timedelta(days=DAYS)
        asked = Question(
            PollKind.HONOUR,
            text="",
            options=tuple(str(number) for number in numbers),
            closes_at=datetime.combine(last, time(LAST_HOUR), tzinfo=community.zone),
            subject=before.year * 100 + before.month,
        )
        await open_poll(tx, community, asked, by=None, not_before=begins)
        return True


async def tell_honour(tx: Writing, community: Community, poll: Poll) -> None:
    """The vote is over: whoever got most is thanked in the group; where nobody voted nothing is said."""
    if poll.voters:
        _owe_honour(tx, community, poll.number)


def _owe_honour(tx: Writing, community: Community, number: int) -> None:
    owe_group(
        tx,
        community,
        "honour",
        key=_honour_key(community.id, number),
        lane=Lane.DIGEST,
        kind=Kind.KEEP,
        not_before=community.by_day(tx.now),
        poll=number,
    )


def _honour_key(community_id: CommunityId, number: int) -> str:
    return f"honour/{community_id}/{number}"


async def empty_honours_of(tx: Writing, person: Person) -> None:
    """Somebody was removed: where they were thanked or stood for the vote, no name of theirs stands any more.

    Telegram lets nobody change a poll's answers: an open one goes as long as it may be taken down, and is asked anew
    without them. One that is older stays until it is over.
    """
    stood = await honours_with(tx, person.id)
    for poll in stood:
        if poll.state is PollState.OPEN:
            await _ask_anew(tx, poll, person)
    polls = {_honour_key(poll.community_id, poll.number): poll for poll in stood}
    for key in sorted(await keys_in_use(tx.session, polls)):
        community = await tx.session.get_one(Community, polls[key].community_id)
        _owe_honour(tx, community, polls[key].number)


async def _ask_anew(tx: Writing, poll: Poll, person: Person) -> None:
    """The vote without somebody, from its beginning, where its message can still be taken down."""
    row = await message_by_key(tx.session, poll_key(poll.community_id, poll.number))
    if row is None or not may_be_taken_down(tx, row):
        return
    await take_back(tx, row)
    poll.state, poll.closed_at = PollState.UNSENT, tx.now
    gone = await account_numbers(tx, poll.community_id, person.id)
    options = tuple(option for option in tx.vault.open_json(poll.options) if int(option) not in gone)
    poll.options = tx.vault.seal_json(list(options))
    poll.counts = poll.voters = None
    if len(options) >= LEAST_OPTIONS:
        community = await tx.session.get_one(Community, poll.community_id)
        asked = Question(PollKind.HONOUR, "", options, poll.closes_at, subject=poll.subject)
        await open_poll(tx, community, asked, by=None, not_before=community.by_day(tx.now))
