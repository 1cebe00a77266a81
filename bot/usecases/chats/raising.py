"""A kept message appears at the end of its chat again, when somebody asks for it who would have to scroll for it."""

from bot.storage.ground.uow import Writing
from bot.storage.post.outbox import forget_message, message_by_key
from bot.storage.post.taking_down import owe_taking_down_of


async def raise_message(tx: Writing, key: str) -> None:
    """Take the message down where it stands; whoever owes it next posts it anew."""
    row = await message_by_key(tx.session, key)
    if row is None or row.message_id is None:
        return
    owe_taking_down_of(tx, row, "raised", key=f"raised/{row.id}/{row.message_id}")
    await forget_message(tx.session, row.id)
