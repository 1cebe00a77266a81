"""A kept message appears at the end of its chat again, when somebody asks for it who would have to scroll for it."""

from bot.storage.ground.uow import Writing
from bot.storage.post.outbox import forget_message, message_by_key
from bot.storage.upkeep.emptying import empty_or_take_down


async def raise_message(tx: Writing, key: str) -> None:
    """Take the message down (or empty it, if too old for that): whoever owes it next posts it anew."""
    row = await message_by_key(tx.session, key)
    if row is None or row.message_id is None:
        return
    empty_or_take_down(tx, row, "raised")
    await forget_message(tx.session, row.id)
