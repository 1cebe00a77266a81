"""Who follows an order that somebody else reported."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.domain.ids import PersonId
from bot.models import Order, Watcher
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into


async def follow(tx: Writing, order: Order, people: Iterable[int]) -> None:
    """These people hear how the order goes; who follows it already is not counted twice."""
    rows = [
        {"community_id": order.community_id, "number": order.number, "person_id": person_id, "since": tx.now}
        for person_id in people
        if person_id != order.reporter_id
    ]
    if rows:
        await tx.session.execute(insert_into(tx.session, Watcher).on_conflict_do_nothing(), rows)


async def unfollow(tx: Writing, order: Order, people: Collection[int], since: datetime) -> None:
    """These people no longer hear of it who began to at that instant; who followed it before goes on."""
    await tx.session.execute(
        delete(Watcher).where(
            Watcher.community_id == order.community_id,
            Watcher.number == order.number,
            Watcher.person_id.in_(people),
            Watcher.since == since,
        )
    )


async def add_watcher(tx: Writing, order: Order, person_id: PersonId) -> bool:
    """Somebody follows an order from now on; False if they did before."""
    statement = insert_into(tx.session, Watcher).values(
        community_id=order.community_id, number=order.number, person_id=person_id, since=tx.now
    )
    added = await tx.session.execute(statement.on_conflict_do_nothing().returning(Watcher.person_id))
    return added.scalar_one_or_none() is not None


async def count_watchers(tx: Reading, community_id: int, number: int) -> int:
    """How many follow an order besides who reported it."""
    counted = select(func.count()).where(Watcher.community_id == community_id, Watcher.number == number)
    return await tx.session.scalar(counted) or 0
