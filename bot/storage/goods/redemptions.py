"""Exchanges of points for goods: kept, found by code or by link, due to be called to mind or given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from bot.domain.ids import CommunityId, PersonId, Points
from bot.models import Audit, Person, Redemption, ShopItem
from bot.models.shop import RedemptionState
from bot.storage.ground.uow import Reading, Writing
from bot.storage.members.people import PersonFacts, opened


@dataclass(frozen=True)
class RedemptionFacts:
    """One exchange: what for, whose, and what it is collected with."""

    community_id: CommunityId
    id: int
    item: str
    unit: str
    price: Points
    state: RedemptionState
    person: PersonFacts
    code: str
    token: str | None
    held_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    """The first name of whoever ended it; None: the clock, or nobody yet."""


class Key(NamedTuple):
    """Which exchange."""

    community_id: CommunityId
    id: int


async def redemption_for_change(tx: Writing, community_id: int, redemption_id: int) -> Redemption | None:
    """An exchange, read anew; the community's books are locked by then, so it stays as it is."""
    return await tx.session.get(Redemption, (community_id, redemption_id), populate_existing=True)


async def facts_of(tx: Reading, community_id: int, redemption_id: int) -> RedemptionFacts | None:
    """What is to be shown of an exchange."""
    found = await _all_facts(tx, Redemption.community_id == community_id, Redemption.id == redemption_id)
    return found[0] if found else None


async def held_by(tx: Reading, community_id: CommunityId, person_id: PersonId) -> list[RedemptionFacts]:
    """What somebody is to collect."""
    own = (Redemption.community_id == community_id, Redemption.person_id == person_id)
    return await _all_facts(tx, *own, Redemption.state == RedemptionState.HELD)


async def held_in(tx: Reading, community_id: CommunityId) -> list[RedemptionFacts]:
    """Everything that waits to be collected, the oldest first."""
    return await _all_facts(tx, Redemption.community_id == community_id, Redemption.state == RedemptionState.HELD)


async def _all_facts(tx: Reading, *conditions: object) -> list[RedemptionFacts]:
    rows = await tx.session.execute(
        select(Redemption, ShopItem.name, ShopItem.unit, Person)
        .join(ShopItem, (ShopItem.community_id == Redemption.community_id) & (ShopItem.id == Redemption.item_id))
        .join(Person, Person.id == Redemption.person_id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(Redemption.held_at, Redemption.id)
    )
    return [await _facts(tx, row, name, unit, person) for row, name, unit, person in rows.all()]


async def _facts(tx: Reading, row: Redemption, name: str, unit: str, person: Person) -> RedemptionFacts:
    ender = None if row.ended_by is None else await tx.session.get(Person, row.ended_by)
    return RedemptionFacts(
        community_id=row.community_id,
        id=row.id,
        item=name,
        unit=unit,
        price=row.price,
        state=row.state,
        person=opened(tx, person),
        code=row.code,
        token=tx.vault.open_or_none(row.token),
        held_at=row.held_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        ended_by=None if ender is None else opened(tx, ender).name,
    )


async def by_nonce(tx: Reading, community_id: CommunityId, person_id: PersonId, nonce: int) -> Redemption | None:
    """The exchange that a yes has brought about already."""
    return await tx.session.scalar(
        select(Redemption).where(
            Redemption.community_id == community_id, Redemption.person_id == person_id, Redemption.nonce == nonce
        )
    )


async def by_code(tx: Reading, communities: Sequence[CommunityId], code: str) -> Key | None:
    """What is to be collected with this code in one of these communities."""
    row = await tx.session.execute(
        select(Redemption.community_id, Redemption.id)
        .where(
            Redemption.community_id.in_(communities),
            Redemption.state == RedemptionState.HELD,
            Redemption.code == code,
        )
        .order_by(Redemption.community_id)
        .limit(1)
    )
    found = row.first()
    return None if found is None else Key(*found)


async def by_used_code(tx: Reading, communities: Sequence[CommunityId], code: str, *, since: datetime) -> Key | None:
    """What was collected or given back with this code, the latest since then."""
    row = await tx.session.execute(
        select(Redemption.community_id, Redemption.id)
        .where(Redemption.community_id.in_(communities), Redemption.code == code, Redemption.ended_at >= since)
        .order_by(Redemption.ended_at.desc())
        .limit(1)
    )
    found = row.first()
    return None if found is None else Key(*found)


async def by_token_hash(tx: Reading, token_hash: str) -> Redemption | None:
    """The exchange whose QR code this is, over or not."""
    return await tx.session.scalar(select(Redemption).where(Redemption.token_hash == token_hash))


async def codes_in_use(tx: Reading, community_id: CommunityId) -> frozenset[str]:
    """The codes of everything that waits to be collected."""
    query = select(Redemption.code).where(
        Redemption.community_id == community_id, Redemption.state == RedemptionState.HELD
    )
    return frozenset(await tx.session.scalars(query))


async def next_id(tx: Writing, community_id: CommunityId) -> int:
    """The number of the next exchange."""
    query = select(func.max(Redemption.id)).where(Redemption.community_id == community_id)
    return (await tx.session.scalar(query) or 0) + 1


async def taken_of(tx: Reading, community_id: CommunityId, item_id: int, person_id: PersonId) -> int:
    """How many pieces of an item somebody has had, or is to collect."""
    query = select(func.count()).select_from(Redemption)
    kept = Redemption.state.in_((RedemptionState.HELD, RedemptionState.HANDED_OVER))
    own = (
        Redemption.person_id == person_id,
        Redemption.community_id == community_id,
        Redemption.item_id == item_id,
    )
    return await tx.session.scalar(query.where(*own, kept)) or 0


async def expired_by(tx: Reading, now: datetime, *, limit: int) -> list[Key]:
    """What nobody has collected in time."""
    rows = await tx.session.execute(
        select(Redemption.community_id, Redemption.id)
        .where(Redemption.state == RedemptionState.HELD, Redemption.expires_at <= now)
        .order_by(Redemption.expires_at)
        .limit(limit)
    )
    return [Key(*row) for row in rows]


async def to_remind_by(tx: Reading, now: datetime, *, limit: int) -> list[Key]:
    """Whose time is nearly over."""
    rows = await tx.session.execute(
        select(Redemption.community_id, Redemption.id)
        .where(Redemption.remind_at.is_not(None), Redemption.remind_at <= now)
        .order_by(Redemption.remind_at)
        .limit(limit)
    )
    return [Key(*row) for row in rows]


async def held_anywhere(tx: Reading, person_id: PersonId) -> list[Key]:
    """What somebody is to collect, wherever."""
    rows = await tx.session.execute(
        select(Redemption.community_id, Redemption.id)
        .where(Redemption.person_id == person_id, Redemption.state == RedemptionState.HELD)
        .order_by(Redemption.community_id, Redemption.id)
    )
    return [Key(*row) for row in rows]


async def wrong_codes(tx: Reading, communities: Sequence[CommunityId], person_id: PersonId, since: datetime) -> int:
    """How often somebody has entered a code that does not exist."""
    query = select(func.count()).select_from(Audit)
    return (
        await tx.session.scalar(
            query.where(
                Audit.community_id.in_(communities),
                Audit.at > since,
                Audit.actor_id == person_id,
                Audit.action == "wrong_code",
            )
        )
        or 0
    )
