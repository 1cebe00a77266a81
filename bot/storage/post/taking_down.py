"""Messages that are taken down: owed like any other, under a key of their own."""

from datetime import timedelta
from typing import Any

from bot.domain.ids import CommunityId
from bot.models.outbox import Kind, Lane, OutboxMessage
from bot.storage.ground.uow import Writing
from bot.storage.post.outbox import Owed

MAY_BE_TAKEN_DOWN = timedelta(hours=48)
"""Source: https://core.telegram.org/bots/api#deletemessage. Editing has no such limit."""


def may_be_taken_down(tx: Writing, row: OutboxMessage) -> bool:
    """Whether a message stands nowhere yet, or not too long."""
    return row.message_id is None or (row.sent_at is not None and tx.now - row.sent_at < MAY_BE_TAKEN_DOWN)


def owe_taking_down(
    tx: Writing,
    topic: str,
    *,
    key: str,
    community_id: CommunityId | None,
    chat_id: int,
    message_id: int | None,
    lane: Lane = Lane.WAITING,
    **facts: Any,
) -> None:
    """A message goes from its chat; `topic` says why."""
    tx.owe(
        Owed(
            key=key,
            community_id=community_id,
            chat_id=chat_id,
            topic=topic,
            facts=facts,
            lane=lane,
            kind=Kind.DELETE,
            message_id=message_id,
        )
    )


def owe_taking_down_of(tx: Writing, row: OutboxMessage, topic: str, *, key: str, lane: Lane = Lane.WAITING) -> None:
    """What was said under this row goes from its chat."""
    owe_taking_down(
        tx,
        topic,
        key=key,
        community_id=row.community_id,
        chat_id=row.chat_id,
        message_id=row.message_id,
        lane=lane,
    )
