"""What the books know of a message that somebody points at."""

from sqlalchemy import select

from bot.models import Community, OutboxMessage
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


def message_link(community: Community, message_id: int | None) -> str | None:
    """The address of a message in the group, for its members; basic groups have none.

    Source: https://core.telegram.org/api/links#message-links
    """
    if message_id is None:
        return None
    if community.chat_username:
        return f"https://t.me/{community.chat_username}/{message_id}"
    prefix = "-100"
    if str(community.chat_id).startswith(prefix):
        return f"https://t.me/c/{str(community.chat_id).removeprefix(prefix)}/{message_id}"
    return None
