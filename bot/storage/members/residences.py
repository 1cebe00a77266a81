"""Asking where somebody reports: their communities, what they said last, what is known already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.domain.ids import CommunityId
from bot.domain.life import BEFORE_DONE
from bot.models import Community, Membership, Order, Residence
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into


@dataclass(frozen=True)
class HomeFacts:
    """What somebody said of their home last, opened."""

    building: str | None = None
    flat: str | None = None
    name: str | None = None


async def home_of(tx: Reading, community_id: int, person_id: int) -> HomeFacts | None:
    """Somebody's home in a community; None if they never reported there."""
    row = await tx.session.get(Residence, (community_id, person_id))
    if row is None:
        return None
    return HomeFacts(row.building, tx.vault.open_or_none(row.flat), tx.vault.open_or_none(row.name))


async def remember_home(tx: Writing, community_id: int, person_id: int, home: HomeFacts) -> None:
    """Somebody reports here; what is said of their home now replaces what was said before, what is not said stays."""
    sealed: dict[str, Any] = {
        "building": home.building,
        "flat": tx.vault.seal_or_none(home.flat),
        "name": tx.vault.seal_or_none(home.name),
    }
    # A flat belongs to the building it was said with.
    news = {key: value for key, value in sealed.items() if value is not None or (key == "flat" and home.building)}
    key = {"community_id": community_id, "person_id": person_id}
    statement = insert_into(tx.session, Residence).values({**key, **sealed, "updated_at": tx.now})
    await tx.session.execute(
        statement.on_conflict_do_update(index_elements=[*key], set_={**news, "updated_at": tx.now})
    )


async def communities_of_resident(tx: Reading, person_id: int) -> list[CommunityId]:
    """Where somebody reported, the last first; then where they are a member."""
    lived = await tx.session.scalars(
        select(Residence.community_id).where(Residence.person_id == person_id).order_by(Residence.updated_at.desc())
    )
    joined = await tx.session.scalars(
        select(Membership.community_id).where(Membership.person_id == person_id).order_by(Membership.community_id)
    )
    return list(dict.fromkeys([*lived, *joined]))


async def community_of_person(tx: Reading, person_id: int) -> Community | None:
    """Whose language is theirs until they choose one: where they are members, else where they reported last.

    Who does neither yet is greeted in the language of the only community there is.
    """
    joined = select(Membership.community_id).where(Membership.person_id == person_id)
    members_of = await tx.session.scalar(
        select(Community).where(Community.id.in_(joined)).order_by(Community.id).limit(1)
    )
    if members_of is not None:
        return members_of
    for lived in (await communities_of_resident(tx, person_id))[:1]:
        return await tx.session.get(Community, lived)
    every = await community_list(tx, limit=2)
    return every[0] if len(every) == 1 else None


async def community_list(tx: Reading, *, limit: int) -> Sequence[Community]:
    """The communities of this bot, in the order they were set up."""
    return (await tx.session.scalars(select(Community).order_by(Community.id).limit(limit))).all()


async def community_called(tx: Reading, name: str) -> Community | None:
    """The community of this name; None if there is none, or several."""
    found = (await tx.session.scalars(select(Community).where(Community.name == name).limit(2))).all()
    return found[0] if len(found) == 1 else None


async def reported_since(tx: Reading, community_id: int, since: datetime) -> Sequence[Order]:
    """What was reported lately and is not done yet, the newest first."""
    query = select(Order).where(
        Order.community_id == community_id,
        Order.ended_at.is_(None),
        Order.status.in_(BEFORE_DONE),
        Order.reported_at >= since,
    )
    return (await tx.session.scalars(query.order_by(Order.number.desc()))).all()
