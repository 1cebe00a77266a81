"""Work that one process at a time does, handed on when its holder falls silent."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Lease
from bot.storage.ground.upsert import insert_into


async def take_lease(session: AsyncSession, name: str, owner: str, now: datetime, life: timedelta) -> bool:
    """Take or renew; False while another holds it.

    A lease that ends later than any can is of a process whose clock is wrong, and holds nobody up.
    """
    statement = insert_into(session, Lease).values(name=name, owner=owner, until=now + life)
    taken = await session.scalar(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={"owner": owner, "until": now + life},
            where=or_(Lease.owner == owner, Lease.until <= now, Lease.until > now + 2 * life),
        ).returning(Lease.owner)
    )
    return bool(taken == owner)


async def give_up_lease(session: AsyncSession, name: str, owner: str) -> None:
    """Let another process take it at once."""
    await session.execute(delete(Lease).where(Lease.name == name, Lease.owner == owner))


async def somebody_at_work(session: AsyncSession, now: datetime) -> bool:
    """Whether a process holds a lease at this moment."""
    return await session.scalar(select(Lease.owner).where(Lease.until > now).limit(1)) is not None
