"""What the books know of a message that somebody points at."""

from sqlalchemy import select

from bot.models import OutboxMessage
from bot.storage.ground.uow import Reading


async def is_known(tx: Reading, chat_id: int, message_id: int) -> bool:
    """Whether it was said under one of our keys, and is not forgotten since."""
    said = select(OutboxMessage.id).where(OutboxMessage.chat_id == chat_id, OutboxMessage.message_id == message_id)
    return await tx.session.scalar(said.limit(1)) is not None


async def message_at(tx: Reading, chat_id: int, message_id: int) -> OutboxMessage | None:
    """What the books say of a message in a chat."""
    said = select(OutboxMessage).where(OutboxMessage.chat_id == chat_id, OutboxMessage.message_id == message_id)
    row: OutboxMessage | None = await tx.session.scalar(said.limit(1))
    return row
