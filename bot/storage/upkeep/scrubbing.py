"""Removing what is personal about an order, in every table; what the figures need stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from bot.domain.ids import CommunityId, OrderKey
from bot.models import Attachment, Claim, FollowUp, NoShow, Order, OutboxMessage, Rating, Relayed
from bot.models.outbox import Kind, Lane, OutState
from bot.storage.community.communities import all_communities
from bot.storage.ground.uow import Reading, Writing
from bot.storage.post.taking_down import may_be_taken_down, owe_taking_down_of
from bot.storage.upkeep.emptying import empty_message

ENTRIES = frozenset({"event", "notice", "wish", "field", "menu"})
"""Words among the facts of a message that are ours; every other word was somebody's."""


async def due_for_scrubbing(tx: Reading, now: datetime, *, limit: int) -> list[OrderKey]:
    """Orders that ended so long ago that what is personal about them has to go, the oldest first."""
    days: dict[int, list[CommunityId]] = {}
    for community in await all_communities(tx):
        days.setdefault(community.ways().keep_personal_days, []).append(community.id)
    found: list[OrderKey] = []
    for kept, communities in days.items():
        rows = await tx.session.execute(
            select(Order.community_id, Order.number)
            .where(
                Order.ended_at.is_not(None),
                Order.scrubbed_at.is_(None),
                Order.ended_at <= now - timedelta(days=kept),
                Order.community_id.in_(communities),
            )
            .order_by(Order.ended_at)
            .limit(limit)
        )
        found += [(community_id, number) for community_id, number in rows]
    return found[:limit]


async def scrub_order(tx: Writing, order: Order) -> None:
    """Remove contact, phone, pictures and everybody's free words about an order, which is locked.

    What was broken in which building stays: all could read it, and the figures count it. An order that has not ended
    yet is looked at again when it has.
    """
    order.contact = order.phone_index = order.phone_tail = order.result = order.answer = None
    order.convenient = order.paused_note = None
    order.scrubbed_at = None if order.ended_at is None else tx.now
    key = (order.community_id, order.number)
    await _empty_rows(tx, key)
    await strip_messages(tx, key)


async def _empty_rows(tx: Writing, key: OrderKey) -> None:
    nothing = tx.vault.seal("")
    changes: list[tuple[Any, dict[str, Any] | None]] = [
        (Attachment, None),
        (Claim, {"reason": None}),
        (Rating, {"comment": None}),
        (FollowUp, {"note": None}),
        (Relayed, {"text": None}),
        (NoShow, {"reason": nothing, "contested": None}),
    ]
    for table, values in changes:
        where = (table.community_id == key[0], table.number == key[1])
        statement = delete(table).where(*where) if values is None else update(table).where(*where).values(values)
        await tx.session.execute(statement.execution_options(synchronize_session=False))


async def strip_messages(tx: Writing, key: OrderKey, *, cards: bool = False) -> None:
    """Of what was said about an order, only our own words stay written down.

    Kept private messages are said again from the present state, and with `cards` the group's; Telegram lets a bot
    edit its own for ever. Pictures are taken down as long as Telegram allows it, and then exchanged; other messages
    said once are taken down or forgotten.
    """
    for row in await _said_about(tx, key):
        if row.parts:
            await empty_message(tx, row)
        elif row.kind is Kind.KEEP:
            _strip(tx, row)
            if row.state is OutState.SAID and row.message_id is not None and (cards or row.chat_id > 0):
                row.state, row.wanted, row.attempts = OutState.OWED, row.wanted + 1, 0
                row.lane, row.not_before = Lane.DIGEST, tx.now
        elif row.kind is Kind.SEND:
            await take_back(tx, row)


async def _said_about(tx: Writing, key: OrderKey) -> Sequence[OutboxMessage]:
    return (
        await tx.session.scalars(
            select(OutboxMessage)
            .where(
                OutboxMessage.community_id == key[0],
                OutboxMessage.number == key[1],
                OutboxMessage.number.is_not(None),
            )
            .order_by(OutboxMessage.id)
        )
    ).all()


def _strip(tx: Writing, row: OutboxMessage) -> None:
    facts = tx.vault.open_json(row.facts)
    ours = {name: value for name, value in facts.items() if name in ENTRIES or not isinstance(value, str | list | dict)}
    if ours != facts:
        row.facts = tx.vault.seal_json(ours)


async def take_back(tx: Writing, row: OutboxMessage) -> None:
    """A message that was said once goes from the books, and from the chat if it is not too old."""
    await tx.session.delete(row)
    if row.message_id is None or not may_be_taken_down(tx, row):
        return
    owe_taking_down_of(tx, row, "scrub", key=f"scrub/{row.id}", lane=Lane.DIGEST)
