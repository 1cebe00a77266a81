"""What the books know of a message: of one that somebody points at, and of one that is about to be said."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, select

from bot.models import Community, OutboxMessage, Person
from bot.storage.ground.uow import Reading


@dataclass(frozen=True)
class InHand:
    """A message about to be said, with what nearly every topic asks for."""

    row: OutboxMessage
    reader: Person | None
    """Who will read it in their private chat, if they were ever seen."""
    community: Community | None
    """Where it belongs; None: nowhere, or the community is not there yet."""


_IN_HAND = (
    select(OutboxMessage, Person, Community)
    # The accounts of those who are forgotten are below zero, as those of groups are.
    .outerjoin(Person, and_(Person.user_id == OutboxMessage.chat_id, OutboxMessage.chat_id > 0))
    .outerjoin(Community, Community.id == OutboxMessage.community_id)
    .where(OutboxMessage.id == bindparam("row"))
)


async def in_hand(tx: Reading, row_id: int) -> InHand | None:
    """One message as it is now; None: it is gone."""
    found = (await tx.session.execute(_IN_HAND, {"row": row_id})).one_or_none()
    return None if found is None else InHand(*found)


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
