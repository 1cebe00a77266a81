"""What people would like to find in the shop, and who wishes the same."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select

from bot.domain.ids import CommunityId, PersonId
from bot.models import Person, ShopWish, ShopWishVote
from bot.models.shop import WishState
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into
from bot.storage.members.people import PersonFacts, opened


@dataclass(frozen=True)
class WishFacts:
    """A wish that is still open, and how many wish it."""

    id: int
    words: str
    votes: int
    own: bool
    """Whoever looks wishes it too."""


async def open_wishes(tx: Reading, community_id: CommunityId, person_id: PersonId) -> list[WishFacts]:
    """The wishes of a community, those first that most people have."""
    rows = await tx.session.execute(
        select(ShopWish.id, ShopWish.words, func.count(ShopWishVote.person_id))
        .join(
            ShopWishVote,
            (ShopWishVote.community_id == ShopWish.community_id) & (ShopWishVote.wish_id == ShopWish.id),
        )
        .where(ShopWish.community_id == community_id, ShopWish.state == WishState.OPEN)
        .group_by(ShopWish.id, ShopWish.words)
        .order_by(func.count(ShopWishVote.person_id).desc(), ShopWish.id)
    )
    own = await _votes_of(tx, community_id, person_id)
    return [WishFacts(wish_id, tx.vault.open(words), votes, wish_id in own) for wish_id, words, votes in rows]


async def _votes_of(tx: Reading, community_id: CommunityId, person_id: PersonId) -> frozenset[int]:
    query = select(ShopWishVote.wish_id)
    own = (ShopWishVote.community_id == community_id, ShopWishVote.person_id == person_id)
    return frozenset(await tx.session.scalars(query.where(*own)))


async def count_own(tx: Reading, community_id: CommunityId, person_id: PersonId) -> int:
    """How many open wishes somebody was the first to have."""
    query = select(func.count()).select_from(ShopWish)
    here = (ShopWish.community_id == community_id, ShopWish.person_id == person_id)
    return await tx.session.scalar(query.where(*here, ShopWish.state == WishState.OPEN)) or 0


async def wish_for_change(tx: Writing, community_id: int, wish_id: int) -> ShopWish | None:
    """A wish, locked: of two who decide on it at once one comes second."""
    return await tx.session.scalar(
        select(ShopWish)
        .where(ShopWish.community_id == community_id, ShopWish.id == wish_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def add_wish(tx: Writing, community_id: CommunityId, person_id: PersonId, words: str) -> int:
    """A new wish, which whoever has it wishes; the community's row is locked by then."""
    last = await tx.session.scalar(select(func.max(ShopWish.id)).where(ShopWish.community_id == community_id))
    wish = ShopWish(
        community_id=community_id,
        id=(last or 0) + 1,
        person_id=person_id,
        words=tx.vault.seal(words),
        state=WishState.OPEN,
        at=tx.now,
    )
    tx.session.add(wish)
    await tx.session.flush()
    await add_vote(tx, community_id, wish.id, person_id)
    return wish.id


async def add_vote(tx: Writing, community_id: CommunityId, wish_id: int, person_id: PersonId) -> bool:
    """Somebody wishes the same; False if they did already."""
    statement = insert_into(tx.session, ShopWishVote).values(
        community_id=community_id, wish_id=wish_id, person_id=person_id, at=tx.now
    )
    added = await tx.session.execute(statement.on_conflict_do_nothing().returning(ShopWishVote.wish_id))
    return added.scalar_one_or_none() is not None


async def who_wished(tx: Reading, community_id: CommunityId, wish_id: int) -> list[PersonFacts]:
    """Everybody who wishes it."""
    rows = await tx.session.scalars(
        select(Person)
        .join(ShopWishVote, ShopWishVote.person_id == Person.id)
        .where(ShopWishVote.community_id == community_id, ShopWishVote.wish_id == wish_id)
        .order_by(Person.id)
    )
    return [opened(tx, person) for person in rows]


async def erase_wishes(tx: Writing, person_id: PersonId) -> None:
    """What somebody wished is gone, and so is that they wished what others did."""
    for statement in (
        delete(ShopWishVote).where(ShopWishVote.person_id == person_id),
        delete(ShopWish).where(ShopWish.person_id == person_id),
    ):
        await tx.session.execute(statement.execution_options(synchronize_session=False))
