"""What Telegram says of a poll: that it stands in the group, how the votes stand, how it ended."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.domain.polls import PollKind, PollState, Tally
from bot.models import Community, OutboxMessage, Poll
from bot.storage.gatherings.polls import note_tally, poll_by_telegram_id, poll_for_change
from bot.storage.ground.uow import UnitOfWork, Writing
from bot.usecases.gatherings.deliberating import tell_result
from bot.usecases.gatherings.polls import POLL
from bot.usecases.points.honouring import tell_honour

Ending = Callable[[Writing, Community, Poll], Awaitable[None]]
"""What follows when a poll is over (`closed`, with or without a count) or could not be posted (`unsent`)."""


ENDINGS: Mapping[PollKind, Ending] = {
    PollKind.DELIBERATION: tell_result,
    PollKind.HONOUR: tell_honour,
}
"""By what the poll is about."""


async def poll_was_said(tx: Writing, row: OutboxMessage, tally: Tally | None) -> None:
    """A poll's message was posted or closed. Without a tally Telegram had nothing to say, and what it last said counts.

    That is so when the message is gone, or was closed before and the answer got lost.
    """
    poll = await _poll_of(tx, row)
    if poll is None:
        return
    if tally is not None:
        note_tally(poll, tally)
    if poll.state is PollState.CLOSING:
        await _end(tx, poll, PollState.CLOSED)


async def poll_was_refused(tx: Writing, row: OutboxMessage) -> None:
    """Telegram will not post it, or not close it: it is over."""
    poll = await _poll_of(tx, row)
    if poll is not None and poll.state in (PollState.OPEN, PollState.CLOSING):
        await _end(tx, poll, PollState.UNSENT if row.message_id is None else PollState.CLOSED)


async def hear_tally(tally: Tally, *, uow: UnitOfWork, now: datetime) -> bool:
    """The votes stand so, or it was closed; False if the poll is not ours, or its result is known already."""
    async with uow.writing(now) as tx:
        poll = await poll_by_telegram_id(tx, tally.telegram_id)
        if poll is None or poll.state is PollState.UNSENT or (poll.state is PollState.CLOSED and not tally.closed):
            return False
        note_tally(poll, tally)
        if tally.closed and poll.state is not PollState.CLOSED:
            await _end(tx, poll, PollState.CLOSED)
        return True


async def _poll_of(tx: Writing, row: OutboxMessage) -> Poll | None:
    if row.topic != POLL or row.community_id is None:
        return None
    return await poll_for_change(tx, row.community_id, tx.vault.open_json(row.facts)["poll"])


async def _end(tx: Writing, poll: Poll, state: PollState) -> None:
    poll.state, poll.closed_at = state, tx.now
    await tx.session.flush()
    community = await tx.session.get_one(Community, poll.community_id)
    await ENDINGS[poll.kind](tx, community, poll)
