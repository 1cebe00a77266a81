"""Polls: a question goes to the group, people vote, and when the time is over it is closed, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import PersonId
from bot.domain.polls import PollKind, PollState
from bot.models import Community, Poll
from bot.models.outbox import Kind, Lane, Policy
from bot.storage.gatherings.polls import begin_closing, next_poll_number, poll_by_telegram_id, polls_overdue, set_vote
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.storage.points.ledger import lock_books
from bot.usecases.chats.acting import Actor, recognise
from bot.usecases.owed.owing_community import owe_group

MOST_AT_ONCE = 50
"""Polls closed at one tick; the others are found at the next."""
POLL = "poll"
"""The topic of a poll's message."""


@dataclass(frozen=True)
class Question:
    """What is asked. `subject` says what it is about: None makes it a new thing, whose number is the poll's own."""

    kind: PollKind
    text: str
    options: tuple[str, ...]
    closes_at: datetime
    anonymous: bool = True
    several: bool = False
    subject: int | None = None
    round: int = 1


async def open_poll(
    tx: Writing,
    community: Community,
    asked: Question,
    *,
    by: PersonId | None,
    invited: Mapping[str, int | None] | None = None,
    not_before: datetime | None = None,
) -> Poll:
    """Ask it in the group, from this moment on or not before another; `by` None: the clock asks."""
    await lock_books(tx, community.id)
    number = await next_poll_number(tx, community.id)
    poll = Poll(
        community_id=community.id,
        number=number,
        kind=asked.kind,
        subject=number if asked.subject is None else asked.subject,
        round=asked.round,
        question=tx.vault.seal(asked.text),
        options=tx.vault.seal_json(list(asked.options)),
        anonymous=asked.anonymous,
        several=asked.several,
        state=PollState.OPEN,
        invited=dict(invited or {}),
        opened_by=by,
        opened_at=tx.now,
        closes_at=asked.closes_at,
    )
    tx.session.add(poll)
    await tx.session.flush()
    owe_poll(tx, community, poll.number, not_before=not_before)
    return poll


def owe_poll(tx: Writing, community: Community, number: int, *, not_before: datetime | None = None) -> None:
    """The poll stands in the group as it should; a doubtful sending is shown to staff, not repeated."""
    owe_group(
        tx,
        community,
        POLL,
        key=poll_key(community.id, number),
        lane=Lane.CARD,
        kind=Kind.KEEP,
        policy=Policy.AT_MOST_ONCE,
        not_before=not_before,
        poll=number,
    )


def poll_key(community_id: int, number: int) -> str:
    """The outbox key of a poll's message."""
    return f"poll/{community_id}/{number}"


async def close_overdue_polls(*, uow: UnitOfWork, now: datetime) -> int:
    """Close the polls whose time is over, each in a transaction of its own; how many."""
    async with uow.reading(now) as tx:
        overdue = await polls_overdue(tx, now, limit=MOST_AT_ONCE)
    return sum([await close_poll_in_time(community, number, uow=uow, now=now) for community, number in overdue])


async def close_poll_in_time(community_id: int, number: int, *, uow: UnitOfWork, now: datetime) -> bool:
    """Close one poll whose time is over; False if somebody else has."""
    async with uow.writing(now, occasion=f"poll/{community_id}/{number}") as tx:
        community = await tx.session.get_one(Community, community_id)
        return await close_poll(tx, community, number)


async def close_poll(tx: Writing, community: Community, number: int) -> bool:
    """Close a poll: Telegram is told, and what it answers is the result; False if it is closed or closing."""
    if not await begin_closing(tx, community.id, number):
        return False
    owe_poll(tx, community, number)
    return True


@dataclass(frozen=True)
class Vote:
    """Somebody chose options of a public poll; none: they took their vote back."""

    actor: Actor
    telegram_id: str
    choices: tuple[int, ...]


async def vote(cmd: Vote, *, uow: UnitOfWork, now: datetime) -> bool:
    """Note it; False if the poll is not ours, counts nobody by name, or is over."""
    async with uow.writing(now) as tx:
        poll = await poll_by_telegram_id(tx, cmd.telegram_id)
        if poll is None or poll.anonymous or poll.state is not PollState.OPEN:
            return False
        person = await recognise(tx, cmd.actor)
        known = len(tx.vault.open_json(poll.options))
        await set_vote(tx, poll, person.id, [choice for choice in cmd.choices if 0 <= choice < known])
        return True
