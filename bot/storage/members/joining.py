"""Asking about those who wish to join a team, and keeping what staff said of it."""

from sqlalchemy import select

from bot.domain.ids import CommunityId, PersonId
from bot.domain.roles import Role
from bot.models import JoinRequest
from bot.models.team import RequestState
from bot.storage.ground.uow import Reading, Writing
from bot.storage.ground.upsert import insert_into


async def request_of(tx: Reading, community_id: int, person_id: int) -> JoinRequest | None:
    """What became of somebody's wish to join."""
    return await tx.session.get(JoinRequest, (community_id, person_id))


async def request_for_change(tx: Writing, community_id: int, person_id: int) -> JoinRequest | None:
    """The same, locked until the transaction ends: of two who decide at once one comes second."""
    return await tx.session.scalar(
        select(JoinRequest)
        .where(JoinRequest.community_id == community_id, JoinRequest.person_id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def note_request(
    tx: Writing,
    community_id: CommunityId,
    person_id: PersonId,
    state: RequestState,
    *,
    by: PersonId | None = None,
) -> None:
    """Somebody asks to join, or staff have said yes or no, asked or unasked."""
    decided = {} if state is RequestState.PENDING else {"decided_by": by, "decided_at": tx.now}
    said = {"state": state, "decided_by": None, "decided_at": None, **decided}
    asked = {"asked_at": tx.now} if state is RequestState.PENDING else {}
    values = {"community_id": community_id, "person_id": person_id, "role": Role.VOLUNTEER, "asked_at": tx.now, **said}
    await tx.session.execute(
        insert_into(tx.session, JoinRequest)
        .values(values)
        .on_conflict_do_update(index_elements=["community_id", "person_id"], set_={**said, **asked})
    )
