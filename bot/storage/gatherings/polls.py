"""Polls: written, found when their time is over, counted; and the votes of those that are public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from bot.domain.ids import CommunityId, PersonId
from bot.domain.polls import PollKind, PollState, Tally
from bot.models import Person, Poll, PollVote
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into
from bot.storage.members.people import PersonFacts, opened


@dataclass(frozen=True)
class PollFacts:
    """A poll, opened. `counts` and `voters` are None as long as nobody knows them."""

    community_id: CommunityId
    number: int
    kind: PollKind
    subject: int
    round: int
    question: str
    options: tuple[str, ...]
    anonymous: bool
    several: bool
    state: PollState
    invited: dict[str, Any]
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    counts: tuple[int, ...] | None
    voters: int | None


def poll_facts(tx: Reading, poll: Poll) -> PollFacts:
    """A poll with the seal off its words."""
    return PollFacts(
        community_id=poll.community_id,
        number=poll.number,
        kind=poll.kind,
        subject=poll.subject,
        round=poll.round,
        question=tx.vault.open(poll.question),
        options=tuple(tx.vault.open_json(poll.options)),
        anonymous=poll.anonymous,
        several=poll.several,
        state=poll.state,
        invited=poll.invited,
        opened_at=poll.opened_at,
        closes_at=poll.closes_at,
        closed_at=poll.closed_at,
        counts=None if poll.counts is None else tuple(poll.counts),
        voters=poll.voters,
    )


async def next_poll_number(tx: Writing, community_id: CommunityId) -> int:
    """The number of a new poll; the community's row is locked by then."""
    last = await tx.session.scalar(select(func.max(Poll.number)).where(Poll.community_id == community_id))
    return (last or 0) + 1


async def poll_for_change(tx: Writing, community_id: int, number: int) -> Poll | None:
    """A poll, locked."""
    return await tx.session.get(Poll, (community_id, number), with_for_update=True)


async def poll_by_telegram_id(tx: Writing, telegram_id: str) -> Poll | None:
    """The poll that Telegram calls so, locked."""
    return await tx.session.scalar(select(Poll).where(Poll.telegram_id == telegram_id).with_for_update())


async def polls_about(tx: Reading, community_id: int, kind: PollKind, subject: int) -> list[PollFacts]:
    """All polls about one thing, the first round first."""
    rows = await tx.session.scalars(
        select(Poll)
        .where(Poll.community_id == community_id, Poll.kind == kind, Poll.subject == subject)
        .order_by(Poll.round, Poll.number)
    )
    return [poll_facts(tx, poll) for poll in rows]


async def deliberations(
    tx: Reading, community_id: int, *, offset: int, limit: int
) -> tuple[list[list[PollFacts]], int]:
    """The latest deliberations of a community, each with its rounds; and how many there are in all."""
    first = (Poll.community_id == community_id, Poll.kind == PollKind.DELIBERATION, Poll.round == 1)
    count = await tx.session.scalar(select(func.count()).select_from(Poll).where(*first)) or 0
    query = select(Poll.subject).where(*first).order_by(Poll.number.desc()).offset(offset).limit(limit)
    subjects = (await tx.session.scalars(query)).all()
    return [await polls_about(tx, community_id, PollKind.DELIBERATION, subject) for subject in subjects], count


async def polls_overdue(tx: Reading, now: datetime, *, limit: int) -> Sequence[tuple[int, int]]:
    """Open polls whose time is over, by community and number."""
    rows = await tx.session.execute(
        select(Poll.community_id, Poll.number)
        .where(Poll.state == PollState.OPEN, Poll.closes_at <= now)
        .order_by(Poll.closes_at)
        .limit(limit)
    )
    return [(community_id, number) for community_id, number in rows]


async def begin_closing(tx: Writing, community_id: int, number: int) -> bool:
    """Nobody may vote from now on; False if that was so before."""
    begun = await tx.session.scalar(
        update(Poll)
        .where(Poll.community_id == community_id, Poll.number == number, Poll.state == PollState.OPEN)
        .values(state=PollState.CLOSING)
        .returning(Poll.number)
        .execution_options(synchronize_session=False)
    )
    return begun is not None


def note_tally(poll: Poll, tally: Tally) -> None:
    """What Telegram says of it; an answer that fits no option is left out."""
    poll.telegram_id = tally.telegram_id
    poll.counts, poll.voters = list(tally.counts), tally.voters


async def set_vote(tx: Writing, poll: Poll, person_id: PersonId, choices: Sequence[int]) -> None:
    """Somebody chose these options of a public poll, or took their vote back."""
    where = (
        PollVote.community_id == poll.community_id,
        PollVote.number == poll.number,
        PollVote.person_id == person_id,
    )
    if not choices:
        await tx.session.execute(delete(PollVote).where(*where).execution_options(synchronize_session=False))
        return
    values = {"choices": list(choices), "at": tx.now}
    key = {"community_id": poll.community_id, "number": poll.number, "person_id": person_id}
    await tx.session.execute(
        insert_into(tx.session, PollVote)
        .values(key | values)
        .on_conflict_do_update(index_elements=list(key), set_=values)
    )


async def votes_in(tx: Reading, community_id: int, number: int) -> list[tuple[PersonFacts, tuple[int, ...]]]:
    """Who chose what in a public poll, in the order of the votes."""
    rows = await tx.session.execute(
        select(Person, PollVote.choices)
        .join(PollVote, PollVote.person_id == Person.id)
        .where(PollVote.community_id == community_id, PollVote.number == number)
        .order_by(PollVote.at, Person.id)
    )
    return [(opened(tx, person), tuple(choices)) for person, choices in rows]
