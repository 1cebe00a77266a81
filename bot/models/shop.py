"""The points shop (积分超市): what is on its shelf and how that moved, who is to collect what, what people wish for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.ids import CommunityId, PersonId, Points
from bot.models.base import Base, BigId, Word, partial_index, words


class MoveKind(StrEnum):
    """Why the stock of an item moved."""

    PURCHASE = "purchase"
    """进货."""
    HOLD = "hold"
    """Somebody is to collect one."""
    RETURN = "return"
    """They did not."""
    LOST = "lost"
    """盘点: broken or gone."""
    USED = "used"
    """盘点: used for an activity, or given away."""
    MISCOUNTED = "miscounted"
    """盘点: the books were wrong."""


class ShopItem(Base):
    """One kind of goods. `stock` is what can still be promised: the sum of the item's moves."""

    __tablename__ = "shop_item"
    __table_args__ = (
        CheckConstraint("stock >= 0", name="stock_is_not_negative"),
        CheckConstraint("price > 0", name="price_is_positive"),
        CheckConstraint("per_person IS NULL OR per_person > 0", name="limit_is_positive"),
        UniqueConstraint("community_id", "name"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(16))
    """What it is counted in: 条, 个."""
    price: Mapped[Points] = mapped_column(BigId)
    stock: Mapped[int]
    per_person: Mapped[int | None]
    """How many one person may have altogether."""
    photo: Mapped[str | None] = mapped_column(String(256))
    """Its file id."""
    on_shelf: Mapped[bool] = mapped_column(default=True, server_default=true())
    low_told: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Staff know that it runs out; they hear so again only after it was there in plenty."""
    created_at: Mapped[datetime]


def of_item() -> ForeignKeyConstraint:
    """The item a row is about."""
    return ForeignKeyConstraint(["community_id", "item_id"], ["shop_item.community_id", "shop_item.id"])


class StockMove(Base):
    """Goods that came or went: the purchase log and the explanations of stock-taking. Only ever added to."""

    __tablename__ = "stock_move"
    __table_args__ = (
        of_item(),
        CheckConstraint(words("kind", MoveKind), name="kind_is_known"),
        CheckConstraint("change <> 0", name="something_moved"),
        CheckConstraint("cost IS NULL OR (cost >= 0 AND kind = 'purchase')", name="only_purchases_cost"),
        CheckConstraint("(redemption_id IS NOT NULL) = (kind IN ('hold', 'return'))", name="holds_name_who_collects"),
        Index("ix_stock_move_item", "community_id", "item_id", "seq"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_id: Mapped[int]
    at: Mapped[datetime]
    kind: Mapped[MoveKind] = mapped_column(Word(MoveKind))
    change: Mapped[int]
    cost: Mapped[int | None]
    """What the purchase cost, in fen."""
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """None: the clock."""
    redemption_id: Mapped[int | None]


class RedemptionState(StrEnum):
    """Where an exchange of points for goods stands."""

    HELD = "held"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Redemption(Base):
    """兑换: one piece of one item, kept for somebody whose points are reserved for it."""

    __tablename__ = "redemption"
    __table_args__ = (
        of_item(),
        CheckConstraint(words("state", RedemptionState), name="state_is_known"),
        CheckConstraint("(state = 'held') = (ended_at IS NULL)", name="held_until_it_ends"),
        CheckConstraint("price > 0", name="price_is_positive"),
        UniqueConstraint("community_id", "person_id", "nonce"),
        UniqueConstraint("token_hash", "community_id"),
        partial_index("uq_redemption_code", "community_id", "code", where="state = 'held'", unique=True),
        partial_index("ix_redemption_expiring", "expires_at", where="state = 'held'"),
        partial_index("ix_redemption_reminding", "remind_at", where="remind_at IS NOT NULL"),
        Index("ix_redemption_person", "person_id", "community_id", "item_id"),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_id: Mapped[int]
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    price: Mapped[Points] = mapped_column(BigId)
    state: Mapped[RedemptionState] = mapped_column(Word(RedemptionState))
    nonce: Mapped[int]
    """Of the question that was answered with yes: the same yes buys once, however often it is tapped."""
    code: Mapped[str] = mapped_column(String(6))
    """取货码: only staff of the community can use it."""
    token_hash: Mapped[str] = mapped_column(String(64))
    token: Mapped[bytes | None]
    """What the QR code carries, sealed; gone when it is called off. Of what was handed over it collects nothing."""
    held_at: Mapped[datetime]
    remind_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    """None: the clock."""

    def end(self, state: RedemptionState, *, at: datetime, by: PersonId | None) -> None:
        """It is over: nothing is collected with its codes any more."""
        self.state, self.ended_at, self.ended_by = state, at, by
        self.remind_at = None
        if state is not RedemptionState.HANDED_OVER:
            self.token = None

    def wait_again(self, *, code: str, expires_at: datetime, remind_at: datetime | None) -> None:
        """It was handed over by mistake."""
        self.state, self.ended_at, self.ended_by = RedemptionState.HELD, None, None
        self.code, self.expires_at, self.remind_at = code, expires_at, remind_at


class WishState(StrEnum):
    """Where a wish for the shop stands."""

    OPEN = "open"
    BOUGHT = "bought"
    DECLINED = "declined"


class ShopWish(Base):
    """What somebody would like to find in the shop, in their words, sealed."""

    __tablename__ = "shop_wish"
    __table_args__ = (
        of_item(),
        CheckConstraint(words("state", WishState), name="state_is_known"),
        CheckConstraint("(state = 'bought') = (item_id IS NOT NULL)", name="what_was_bought_is_named"),
        partial_index("ix_shop_wish_open", "community_id", "id", where="state = 'open'"),
    )

    community_id: Mapped[CommunityId] = mapped_column(ForeignKey("community.id"), primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    words: Mapped[bytes]
    state: Mapped[WishState] = mapped_column(Word(WishState))
    item_id: Mapped[int | None]
    at: Mapped[datetime]
    decided_by: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))


class ShopWishVote(Base):
    """Somebody wishes the same; once."""

    __tablename__ = "shop_wish_vote"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "wish_id"], ["shop_wish.community_id", "shop_wish.id"], ondelete="CASCADE"
        ),
    )

    community_id: Mapped[CommunityId] = mapped_column(BigId, primary_key=True)
    wish_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
