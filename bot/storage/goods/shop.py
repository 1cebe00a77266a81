"""The shelf of the points shop: its items, and every move of their stock.

Whoever changes anything here has locked the community's books first (`lock_books`): points and goods move together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from bot.domain.ids import CommunityId, PersonId, Points
from bot.domain.shop_errors import SoldOut, StockTooLow
from bot.models import Person, Redemption, ShopItem, StockMove
from bot.models.shop import MoveKind, RedemptionState
from bot.storage.ground.uow import Reading, Writing
from bot.storage.members.people import opened


@dataclass(frozen=True)
class ItemFacts:
    """One kind of goods, as it stands now."""

    id: int
    name: str
    unit: str
    price: Points
    stock: int
    """What can still be promised."""
    per_person: int | None
    photo: str | None
    on_shelf: bool
    held: int = 0
    """Pieces that lie there for somebody who is to collect them."""


@dataclass(frozen=True)
class MoveFacts:
    """One line of the purchase log, or of what stock-taking found."""

    at: datetime
    item: str
    unit: str
    kind: MoveKind
    change: int
    cost: int | None
    who: str | None


def item_facts(item: ShopItem, held: int = 0) -> ItemFacts:
    """An item, as it stands now."""
    return ItemFacts(
        id=item.id,
        name=item.name,
        unit=item.unit,
        price=item.price,
        stock=item.stock,
        per_person=item.per_person,
        photo=item.photo,
        on_shelf=item.on_shelf,
        held=held,
    )


async def items_of(tx: Reading, community_id: CommunityId, *, on_shelf: bool = False) -> list[ItemFacts]:
    """All items, or those that are offered, in the order they came."""
    query = select(ShopItem).where(ShopItem.community_id == community_id).order_by(ShopItem.id)
    if on_shelf:
        query = query.where(ShopItem.on_shelf)
    held = await _held_of(tx, community_id)
    return [item_facts(item, held.get(item.id, 0)) for item in await tx.session.scalars(query)]


async def _held_of(tx: Reading, community_id: CommunityId) -> dict[int, int]:
    rows = await tx.session.execute(
        select(Redemption.item_id, func.count())
        .where(Redemption.community_id == community_id, Redemption.state == RedemptionState.HELD)
        .group_by(Redemption.item_id)
    )
    return {row[0]: row[1] for row in rows.all()}


async def held_of_item(tx: Reading, community_id: CommunityId, item_id: int) -> int:
    """How many pieces lie there for somebody."""
    return (await _held_of(tx, community_id)).get(item_id, 0)


async def item_of(tx: Reading, community_id: int, item_id: int) -> ShopItem | None:
    """An item; read anew, for the database changes its stock behind the session's back."""
    return await tx.session.get(ShopItem, (community_id, item_id), populate_existing=True)


async def item_named(tx: Reading, community_id: CommunityId, name: str) -> ShopItem | None:
    """The item of this name, however its letters are written."""
    query = select(ShopItem).where(ShopItem.community_id == community_id, func.lower(ShopItem.name) == name.lower())
    return await tx.session.scalar(query.order_by(ShopItem.id).limit(1))


async def add_item(tx: Writing, community_id: CommunityId, **facts: Any) -> ShopItem:
    """A new kind of goods, of which there is nothing yet."""
    last = await tx.session.scalar(select(func.max(ShopItem.id)).where(ShopItem.community_id == community_id))
    item = ShopItem(community_id=community_id, id=(last or 0) + 1, stock=0, created_at=tx.now, **facts)
    tx.session.add(item)
    await tx.session.flush()
    return item


async def count_items(tx: Reading, community_id: CommunityId) -> int:
    """How many kinds of goods there are, on the shelf or off it."""
    query = select(func.count()).select_from(ShopItem).where(ShopItem.community_id == community_id)
    return await tx.session.scalar(query) or 0


@dataclass(frozen=True)
class Move:
    """Goods that come or go."""

    kind: MoveKind
    change: int
    by: PersonId | None
    """None: the clock."""
    redemption_id: int | None = None
    cost: int | None = None


async def move_stock(tx: Writing, item: ShopItem, move: Move) -> int:
    """Goods come or go, and it is written down; how many can be promised then.

    The database adds, under its own condition, so that no stock is ever read, changed in memory and written back.

    Raises:
        SoldOut: somebody was to have one, and there is none.
        StockTooLow: fewer are left than are said to be missing.
    """
    stock = await tx.session.scalar(
        update(ShopItem)
        .where(ShopItem.community_id == item.community_id, ShopItem.id == item.id, ShopItem.stock + move.change >= 0)
        .values(stock=ShopItem.stock + move.change)
        .returning(ShopItem.stock)
        .execution_options(synchronize_session=False)
    )
    if stock is None:
        raise SoldOut(name=item.name) if move.kind is MoveKind.HOLD else StockTooLow(name=item.name)
    last = await tx.session.scalar(select(func.max(StockMove.seq)).where(StockMove.community_id == item.community_id))
    tx.session.add(
        StockMove(
            community_id=item.community_id,
            seq=(last or 0) + 1,
            item_id=item.id,
            at=tx.now,
            kind=move.kind,
            change=move.change,
            cost=move.cost,
            actor_id=move.by,
            redemption_id=move.redemption_id,
        )
    )
    await tx.session.flush()
    await tx.session.refresh(item)
    return stock


async def log_of(tx: Reading, community_id: CommunityId, *, skip: int, limit: int) -> tuple[Sequence[MoveFacts], int]:
    """Purchases and what stock-taking found, the latest first, from the `skip`th on; and how many there are."""
    here = (
        StockMove.community_id == community_id,
        StockMove.kind.not_in((MoveKind.HOLD, MoveKind.RETURN)),
    )
    count = await tx.session.scalar(select(func.count()).select_from(StockMove).where(*here)) or 0
    rows = await tx.session.execute(
        select(StockMove, ShopItem.name, ShopItem.unit, Person)
        .join(ShopItem, (ShopItem.community_id == StockMove.community_id) & (ShopItem.id == StockMove.item_id))
        .outerjoin(Person, Person.id == StockMove.actor_id)
        .where(*here)
        .order_by(StockMove.seq.desc())
        .offset(skip)
        .limit(limit)
    )
    found = [
        MoveFacts(
            at=move.at,
            item=name,
            unit=unit,
            kind=move.kind,
            change=move.change,
            cost=move.cost,
            who=None if move.actor_id is None else opened(tx, person).name,
        )
        for move, name, unit, person in rows
    ]
    return found, count
