"""What went into groups lately, of which Telegram lets only so much through: the postman's budget after a restart."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import ChatSpending


async def note_spending(session: AsyncSession, chat_id: int, at: datetime, messages: int) -> None:
    """Messages have gone into a group."""
    await session.execute(insert(ChatSpending), [{"chat_id": chat_id, "at": at}] * messages)


async def spending_since(session: AsyncSession, since: datetime) -> list[tuple[int, datetime]]:
    """What went into groups, and when, the oldest first."""
    rows = await session.execute(
        select(ChatSpending.chat_id, ChatSpending.at).where(ChatSpending.at > since).order_by(ChatSpending.at)
    )
    return [(row.chat_id, row.at) for row in rows]


async def forget_spending(session: AsyncSession, before: datetime) -> None:
    """What went into groups longer ago than Telegram counts."""
    await session.execute(delete(ChatSpending).where(ChatSpending.at < before))
