"""Asking about communities, their links and their acts of authority."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bot.domain.ids import CommunityId, PersonId
from bot.models import Audit, Community, Invite
from bot.storage.ground.uow import Reading, Writing


async def community_of_chat(tx: Reading, chat_id: int) -> Community | None:
    """The community whose group this is."""
    return await tx.session.scalar(select(Community).where(Community.chat_id == chat_id))


async def all_communities(tx: Reading) -> Sequence[Community]:
    """Every community of this bot."""
    return (await tx.session.scalars(select(Community).order_by(Community.id))).all()


async def invite_by_hash(tx: Writing, token_hash: str) -> Invite | None:
    """The link with this hash, locked: two who press it at once take turns."""
    return await tx.session.scalar(select(Invite).where(Invite.token_hash == token_hash).with_for_update())


def write_audit(tx: Writing, community_id: CommunityId, actor_id: PersonId | None, action: str, **details: Any) -> None:
    """Write down an act of authority: who, what, from what to what."""
    tx.session.add(Audit(community_id=community_id, at=tx.now, actor_id=actor_id, action=action, details=details))
