"""Links from the command line: the operator lets people into a community without being one of its people."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import CommunityId
from bot.domain.roles import Role
from bot.storage.community.communities import all_communities
from bot.storage.ground.uow import UnitOfWork
from bot.usecases.members.joining import new_invite


@dataclass(frozen=True)
class CommunityName:
    """A community as it is told apart on the command line."""

    id: CommunityId
    name: str


@dataclass(frozen=True)
class InviteByOperator:
    """The operator wants so many links, each for one person."""

    community_id: CommunityId
    role: Role
    count: int = 1


async def communities_to_choose(*, uow: UnitOfWork, now: datetime) -> list[CommunityName]:
    """Every community, the oldest first."""
    async with uow.reading(now) as tx:
        return [CommunityName(community.id, community.name) for community in await all_communities(tx)]


async def invite_by_operator(cmd: InviteByOperator, *, uow: UnitOfWork, now: datetime) -> list[str]:
    """The tokens of fresh one-time links; only their hashes are kept."""
    async with uow.writing(now, occasion="invite") as tx:
        return [await new_invite(tx, cmd.community_id, cmd.role, None) for _ in range(cmd.count)]
