"""Messages that carry what is personal and are too old to be taken down: what they say and show is replaced.

Telegram lets a bot edit its own messages for ever. Such a row is said once more as `EMPTIED`, and then forgotten.
"""

from datetime import datetime

from sqlalchemy import delete, select

from bot.models import OutboxMessage
from bot.models.outbox import Kind, Lane, OutState
from bot.storage.ground.uow import Writing
from bot.storage.post.outbox import Owed
from bot.storage.post.taking_down import may_be_taken_down, owe_taking_down, owe_taking_down_of

EMPTIED = "emptied"
"""The topic of a message of which nothing is left."""
LINE = "line/"
"""Keys of passed-on words that belong to no order begin with this; they lie between it and the next."""
AFTER_LINE = "line0"


async def empty_message(tx: Writing, row: OutboxMessage) -> None:
    """It goes from its chat, with all pictures of its album; what is too old for that shows nothing any more."""
    parts = [(int(message_id), str(media)) for message_id, media in row.parts or ()]
    if row.message_id is None or may_be_taken_down(tx, row):
        standing: list[int | None] = [message_id for message_id, _ in parts]
        for message_id in standing or [row.message_id]:
            _owe_removal(tx, row, message_id)
        await tx.session.delete(row)
        return
    _, media = parts[0] if parts else (0, None)
    row.kind, row.topic, row.parts = Kind.KEEP, EMPTIED, None
    row.facts = tx.vault.seal_json({"community": row.community_id, "media": media})
    row.state, row.wanted, row.attempts = OutState.OWED, row.wanted + 1, 0
    row.lane, row.not_before = Lane.DIGEST, tx.now
    for message_id, carried in parts[1:]:
        _owe_emptying(tx, row, message_id, carried)


def empty_or_take_down(tx: Writing, row: OutboxMessage, topic: str) -> None:
    """The same message is about to be said anew elsewhere: what stands now goes, or shows nothing any more."""
    if may_be_taken_down(tx, row):
        owe_taking_down_of(tx, row, topic, key=f"{topic}/{row.id}/{row.message_id}")
        return
    parts: list[tuple[int | None, str | None]] = [(at, media) for at, media in row.parts or ((row.message_id, None),)]
    for message_id, media in parts:
        if message_id is not None:
            _owe_emptying(tx, row, message_id, media)


def _owe_removal(tx: Writing, row: OutboxMessage, message_id: int | None) -> None:
    if message_id is not None:
        owe_taking_down(
            tx,
            "scrub",
            key=f"scrub/{row.id}/{message_id}",
            community_id=row.community_id,
            chat_id=row.chat_id,
            message_id=message_id,
            lane=Lane.DIGEST,
        )


def _owe_emptying(tx: Writing, row: OutboxMessage, message_id: int, media: str | None) -> None:
    """One message, or another one of the same album."""
    tx.owe(
        Owed(
            key=f"{EMPTIED}/{row.id}/{message_id}",
            chat_id=row.chat_id,
            topic=EMPTIED,
            facts={"community": row.community_id, "media": media},
            lane=Lane.DIGEST,
            kind=Kind.KEEP,
            community_id=row.community_id,
            message_id=message_id,
        )
    )


async def empty_lines(tx: Writing, before: datetime) -> int:
    """Words passed on to staff and back, and what was said in danger: of those that are old nothing stays in a chat."""
    found = await tx.session.scalars(
        select(OutboxMessage).where(
            OutboxMessage.key >= LINE, OutboxMessage.key < AFTER_LINE, OutboxMessage.not_before < before
        )
    )
    old = [row for row in found if row.topic != EMPTIED]
    for row in old:
        await empty_message(tx, row)
    return len(old)


async def forget_emptied(tx: Writing, row_id: int) -> None:
    """It is said: nothing of the message is left, and nothing more will be said in it."""
    emptied = delete(OutboxMessage).where(OutboxMessage.id == row_id, OutboxMessage.topic == EMPTIED)
    await tx.session.execute(emptied.execution_options(synchronize_session=False))
